"""What delivery does. Domains use the first group; the others are the steps of one sending."""

from smallwins.notifications.services.ledger import (
    bounce,
    claim,
    hand_over,
    lose,
    mark_sent,
    refuse,
    release,
    render_failed,
    retry_later,
    sweep,
)
from smallwins.notifications.services.preferences import set_mail_settings, set_preference
from smallwins.notifications.services.queueing import PlannedMail, cancel, kick, plan, plan_rows, queue
from smallwins.notifications.services.send import send_now
from smallwins.notifications.services.server import beat, pause_server

__all__ = [
    "PlannedMail",
    "beat",
    "bounce",
    "cancel",
    "claim",
    "hand_over",
    "kick",
    "lose",
    "mark_sent",
    "pause_server",
    "plan",
    "plan_rows",
    "queue",
    "refuse",
    "release",
    "render_failed",
    "retry_later",
    "send_now",
    "set_mail_settings",
    "set_preference",
    "sweep",
]
