"""Times in words (a builtin library, nothing to load): ``{{ moment|moment }}``, ``{{ day|day }}``."""

import datetime as dt

from django import template

from smallwins import when

register = template.Library()


@register.filter
def moment(value: dt.datetime) -> str:
    """Weekday, date, time and zone in words, in the reader's zone."""
    return when.moment_in_words(value)


@register.filter
def day(value: dt.date | dt.datetime) -> str:
    """Weekday and date; a moment is taken in the reader's zone."""
    if isinstance(value, dt.datetime):
        value = when.local_date(value)
    return when.date_in_words(value)
