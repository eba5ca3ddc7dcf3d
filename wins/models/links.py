"""How one win grew out of another (docs/method.md §5). Threads are derived, never stored."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from smallwins.text import REASON, PlainTextField
from wins.models.win import Win


class LinkKind(models.TextChoices):
    """From the later win to the earlier one. "Follows" claims least and is the default."""

    FOLLOWS = "follows", _("follows")
    DEEPENS = "deepens", _("deepens")
    BROADENS = "broadens", _("broadens")
    SPREADS = "spreads", _("spreads")


class WinLink(models.Model):
    """Across teams it waits for the other team's yes (``accepted_at``); within a team nobody is asked.

    A trigger refuses a link that would close a circle, also when two posts race (migration 0003).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    later = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="links_back")
    earlier = models.ForeignKey(Win, on_delete=models.CASCADE, related_name="links_on")
    kind = models.CharField(max_length=8, choices=LinkKind.choices, default=LinkKind.FOLLOWS)
    why = PlainTextField(limit=REASON)
    #: What was adapted on spreading; empty: copied.
    adapted = PlainTextField(limit=REASON, blank=True)
    author = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        "accounts.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["earlier"], condition=Q(accepted_at__isnull=False), name="win_link_across_teams"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["later", "earlier"], name="win_link_once_per_pair"),
            models.CheckConstraint(condition=~Q(later=F("earlier")), name="win_link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.later} {self.get_kind_display()} {self.earlier}"
