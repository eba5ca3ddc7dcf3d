"""What there is one of: the circuit breaker of the mail server, and the heartbeat of delivery."""

from django.db import models
from django.db.models import Q


class MailServerState(models.Model):
    """At most one row; ``paused_until`` is by Postgres' clock."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    paused_until = models.DateTimeField()
    #: An SMTP code or the name of an exception.
    reason = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="notifications_server_one_row"),
        ]

    def __str__(self) -> str:
        return f"paused until {self.paused_until:%H:%M:%S} ({self.reason})"


class Heartbeat(models.Model):
    """At most one row: when a worker last planned mails, by Postgres' clock."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="notifications_heartbeat_one_row"),
        ]

    def __str__(self) -> str:
        return f"planned at {self.planned_at:%H:%M:%S}"
