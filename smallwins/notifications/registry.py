"""What higher layers tell delivery about their mails, filled in their ``AppConfig.ready()``.

So this layer sends mail about things it knows nothing of.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from email.mime.base import MIMEBase
from typing import Any, Self

from smallwins.notifications.models.delivery import Delivery, State


@dataclass(frozen=True)
class Refusal:
    """Why a mail is not needed any more: its end state, and a short code without names."""

    state: State
    reason: str

    @classmethod
    def cancelled(cls, reason: str) -> Self:
        return cls(State.CANCELLED, reason)

    @classmethod
    def expired(cls, reason: str) -> Self:
        return cls(State.EXPIRED, reason)

    @classmethod
    def suppressed(cls, reason: str) -> Self:
        return cls(State.SUPPRESSED, reason)


@dataclass(frozen=True)
class Mail:
    """What one mail says: ``<template>_subject.txt``, ``<template>.txt`` and ``<template>.html``.

    The base templates show ``note`` with ``note_from``, ``action_url`` with
    ``action_label``, and ``next_mail``. ``alternatives`` are (content, MIME type): other forms of the same
    words, beside text and HTML.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    attachments: tuple[MIMEBase, ...] = ()
    alternatives: tuple[tuple[str, str], ...] = ()
    reply_to: str = ""


@dataclass(frozen=True)
class MailKind:
    """A kind of mail; only an optional one can be switched off.

    ``still_needed`` judges at handover (None: send it); ``compose`` runs in the reader's language and zone.
    Of a digest people choose the rhythm, too. ``lifetime`` counts from the due time and holds where no
    expiry is given. ``previewable``: it can be written to a stand-in for whoever wants to read it beforehand.
    """

    name: str
    optional: bool
    still_needed: Callable[[Delivery, dt.datetime], Refusal | None]
    compose: Callable[[Delivery], Mail]
    label: Any = ""
    is_digest: bool = False
    lifetime: dt.timedelta = dt.timedelta(hours=48)
    previewable: bool = False


Planner = Callable[[dt.datetime], int]

_kinds: dict[str, MailKind] = {}
_planners: dict[str, Planner] = {}


def register(kind: MailKind) -> None:
    """Make a kind of mail known; the last one of a name holds."""
    _kinds[kind.name] = kind


def kind(name: str) -> MailKind:
    """The kind of this name; raises LookupError for an unknown one."""
    return _kinds[name]


def kinds() -> list[MailKind]:
    return sorted(_kinds.values(), key=lambda each: each.name)


def register_planner(name: str, function: Planner) -> None:
    """Make a planner known: it queues what is due in its window and returns the number of new rows."""
    _planners[name] = function


def planners() -> dict[str, Planner]:
    return dict(_planners)
