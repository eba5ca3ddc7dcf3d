"""Who works on what: organisations, trajectories, teams, people and their roles."""

from django.apps import AppConfig


class TrajectoriesConfig(AppConfig):
    name = "trajectories"

    def ready(self) -> None:
        from trajectories import mails

        mails.register()
