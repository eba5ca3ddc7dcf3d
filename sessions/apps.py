"""The calendar and the room. ``sessions`` is Django's own label, hence ours."""

from django.apps import AppConfig


class LearningSessionsConfig(AppConfig):
    name = "sessions"
    label = "learning_sessions"

    def ready(self) -> None:
        from sessions import mails, newcomers, reminders

        mails.register()
        reminders.register()
        newcomers.register()
