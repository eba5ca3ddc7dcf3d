"""The top layer: wins and everything people learn from them. It may see all the others."""

from django.apps import AppConfig


class WinsConfig(AppConfig):
    name = "wins"

    def ready(self) -> None:
        from wins import digest, nudges, policy_mails, summaries

        digest.register()
        nudges.register()
        policy_mails.register()
        summaries.register()
