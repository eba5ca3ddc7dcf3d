"""People: who they are, how they like to read, what they may take along."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "smallwins.accounts"
    label = "accounts"
