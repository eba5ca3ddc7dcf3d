"""What changed about a session since somebody last heard of it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.models import LearningSession, ScheduleVersion
from sessions.services.telling import INVITATION, MOVED, REMINDER
from smallwins.notifications import selectors as deliveries
from smallwins.notifications.models import Delivery
from smallwins.when import moment_in_words


@dataclass(frozen=True)
class Change:
    """One thing that was different, in the reader's language and zone."""

    label: str
    before: str
    now: str


def _last_heard(delivery: Delivery, session: LearningSession) -> ScheduleVersion | None:
    """The schedule in the last mail about the session that reached this reader, or may have."""
    told = deliveries.told(session.pk).filter(
        recipient_id=delivery.recipient_id, kind__in=[INVITATION, MOVED, REMINDER]
    )
    versions = {int(said) for said in told.values_list("occurrence", flat=True)} - {session.schedule_version}
    return session.schedule_versions.filter(version__in=versions).order_by("version").last()


def changes_for(delivery: Delivery, session: LearningSession) -> list[Change]:
    """What was and what is, for the reader of this mail; empty when nothing of it changed for them."""
    before = _last_heard(delivery, session)
    if before is None:
        return []
    rows = [
        (_("When"), *(moment_in_words(one.starts_at) for one in (before, session))),
        (_("How long"), *(_minutes(one.duration_minutes) for one in (before, session))),
        (_("Place"), before.place, session.place),
        (_("Video link"), before.video_url, session.video_url),
    ]
    return [Change(label, old or _("none"), new or _("none")) for label, old, new in rows if old != new]


def _minutes(count: int) -> str:
    return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
