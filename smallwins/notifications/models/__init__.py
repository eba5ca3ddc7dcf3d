"""The ledger of mails, what people switched off, whether the server rests, and the heartbeat."""

from smallwins.notifications.models.delivery import Delivery, State
from smallwins.notifications.models.preference import MailPreference
from smallwins.notifications.models.server import Heartbeat, MailServerState

__all__ = ["Delivery", "Heartbeat", "MailPreference", "MailServerState", "State"]
