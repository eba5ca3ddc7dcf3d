"""The secret address of somebody's own calendar feed."""

from django.db import models
from django.utils import timezone


class CalendarFeed(models.Model):
    """One per person; only the SHA-256 of its token is kept, so nobody can read an address back."""

    user = models.OneToOneField(
        "accounts.User", primary_key=True, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"{self.user}: {self.made_at:%Y-%m-%d}"
