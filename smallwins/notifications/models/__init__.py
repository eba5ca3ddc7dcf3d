"""The ledger of mails, what people switched off, and whether the mail server is resting."""

from smallwins.notifications.models.delivery import Delivery, State
from smallwins.notifications.models.preference import MailPreference
from smallwins.notifications.models.server import MailServerState

__all__ = ["Delivery", "MailPreference", "MailServerState", "State"]
