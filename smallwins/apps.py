"""The project's own app: system checks and template tags."""

from django.apps import AppConfig


class SmallWinsConfig(AppConfig):
    name = "smallwins"
    verbose_name = "Small Wins"

    def ready(self) -> None:
        from smallwins import checks  # noqa: F401
