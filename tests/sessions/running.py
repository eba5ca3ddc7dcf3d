"""A session that is about to begin, and its buttons."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from sessions.models import Run
from tests import factories

ITEMS = (("Inchecken", 10), ("Stil oogsten", 20), ("Afronden", 5))


def session_now(trajectory, *teams, starts_in=0, items=ITEMS, **fields):
    """Starts ``starts_in`` minutes from now, with these agenda items."""
    starts_at = timezone.now() + dt.timedelta(minutes=starts_in)
    made = factories.learning_session(trajectory, *teams, starts_at=starts_at, **fields)
    for position, (title, minutes) in enumerate(items, start=1):
        factories.agenda_item(made, title, position=position, minutes=minutes)
    return made


def press(browser, session, action, **fields):
    """Press a button of the facilitator's page; the version is the current one unless another is named."""
    run = Run.objects.filter(pk=session.pk).first()
    data = {"version": run.version if run else 0} | fields
    item = data.pop("item", None)
    args = [session.pk, item.pk] if item else [session.pk]
    return browser.post(reverse(f"sessions:run_{action}", args=args), data, follow=True)


def run_of(session):
    return Run.objects.select_related("current_item").get(pk=session.pk)


def now_on(session):
    """The title of the current item."""
    item = run_of(session).current_item
    return item.title if item else None
