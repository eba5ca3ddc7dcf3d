"""The app of the delivery ledger."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "smallwins.notifications"
    label = "notifications"
    verbose_name = "Mail"
