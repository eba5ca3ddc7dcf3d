"""What changes about a person."""

from django.db import transaction

from smallwins.accounts.models import User


@transaction.atomic
def save_profile(*, user: User) -> None:
    """Keep a person's changed profile."""
    user.full_clean()
    user.save(update_fields=["name", "language", "time_zone", "theme"])


def choose_language(*, user: User, language: str) -> None:
    """Keep the language somebody reads in."""
    User.objects.filter(pk=user.pk).update(language=language)
