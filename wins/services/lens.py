"""Readings through the lens, and what the team calls a story."""

import datetime as dt
from collections.abc import Mapping

from django.db import IntegrityError, transaction

from smallwins.accounts.models import User
from smallwins.versions import StaleVersion
from wins.models import LensReading, Verdict, Win
from wins.selectors.win import basis_of, proposal_for
from wins.verdict import CORE


class NoLens(Exception):
    """A setback never passes the lens (docs/method.md §3, rule 0)."""


def reading_for(*, win: Win, reader: User, is_joint: bool) -> LensReading:
    """The reading to change: the team's joint one or the reader's own; unsaved when there is none yet."""
    mine = {"is_joint": True} if is_joint else {"is_joint": False, "reader": reader}
    found = LensReading.objects.filter(win=win, **mine).select_related("reader").first()
    return found or LensReading(win=win, reader=reader, is_joint=is_joint, version=0)


def _said(reading: LensReading) -> tuple[object, ...]:
    return (reading.answers, reading.evidence, reading.remark, reading.show_name)


@transaction.atomic
def save_reading(
    *,
    win: Win,
    reader: User,
    is_joint: bool,
    answers: Mapping[str, str],
    evidence: Mapping[str, str],
    version: int,
    now: dt.datetime,
    remark: str | None = None,
    show_name: bool | None = None,
) -> LensReading:
    """Keep answers and lines of evidence of the characteristics given; the others stay as they were.

    ``version`` is what the reader saw (0: no reading yet). Raises NoLens, and StaleVersion when somebody
    else saved the same joint reading first. The same words by the same reader again change nothing, and
    who only skipped has not read it yet.
    """
    if win.is_setback:
        raise NoLens
    Win.objects.select_for_update(of=("self",)).get(pk=win.pk)
    reading = reading_for(win=win, reader=reader, is_joint=is_joint)
    before = _said(reading)
    for characteristic, answer in answers.items():
        setattr(reading, characteristic.lower(), answer)
    lines = {**reading.evidence, **evidence}
    reading.evidence = {c: line for c, line in lines.items() if line}
    reading.remark = reading.remark if remark is None else remark
    reading.show_name = reading.show_name if show_name is None else show_name
    if reading.version != version:
        if reading.reader_id == reader.pk and _said(reading) == before:
            return reading
        raise StaleVersion
    if not version and not any((*reading.answers.values(), reading.evidence, reading.remark)):
        return reading
    reading.reader, reading.updated_at, reading.version = reader, now, version + 1
    reading.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            reading.save()
    except IntegrityError:
        raise StaleVersion from None
    return reading


def core_answers(reading: LensReading | None) -> list[str]:
    """The answers to C1 … C5, in order; empty strings without a reading."""
    return [reading.answers[c] if reading else "" for c in CORE]


@transaction.atomic
def decide(*, win: Win, verdict: str, reason: str, author: User, now: dt.datetime) -> Verdict:
    """The team agrees with the proposal or differs with a reason; both are kept. Raises NoLens.

    The same by the same person again, as by a second click, changes nothing.
    """
    if win.is_setback:
        raise NoLens
    Win.objects.select_for_update(of=("self",)).get(pk=win.pk)
    readings = list(win.readings.all())
    row = Verdict(
        win=win,
        verdict=verdict,
        proposal=proposal_for(win, readings).kind,
        reason=reason,
        answers=core_answers(basis_of(win, readings)),
        author=author,
        created_at=now,
    )
    row.full_clean()
    latest = win.verdicts.first()
    if latest and _decided(latest) == _decided(row):
        return latest
    row.save()
    return row


def _decided(row: Verdict) -> tuple[object, ...]:
    return (row.verdict, row.proposal, row.reason, row.answers, row.author_id)
