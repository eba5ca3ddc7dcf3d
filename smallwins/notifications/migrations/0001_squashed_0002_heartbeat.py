"""The tables as they are after 0002_heartbeat: a new database is made in one go."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("notifications", "0001_delivery_ledger"),
        ("notifications", "0002_heartbeat"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("planned_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="notifications_heartbeat_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MailServerState",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("paused_until", models.DateTimeField()),
                ("reason", models.CharField(max_length=120)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="notifications_server_one_row")
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("occurrence", models.CharField(max_length=40)),
                ("offset_minutes", models.IntegerField(default=0)),
                ("recipient_key", models.CharField(max_length=254)),
                ("address", models.EmailField(max_length=254)),
                (
                    "language",
                    models.CharField(
                        choices=[("nl", "Nederlands"), ("en", "English")], default="nl", max_length=2
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "waiting"),
                            ("leased", "being checked"),
                            ("handover", "being sent"),
                            ("sent", "sent"),
                            ("cancelled", "no longer needed"),
                            ("expired", "too late"),
                            ("suppressed", "not wanted"),
                            ("bounced", "refused by the recipient's server"),
                            ("dead", "could not be written"),
                            ("uncertain", "unknown whether it arrived"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("next_attempt_at", models.DateTimeField()),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("render_failures", models.PositiveSmallIntegerField(default=0)),
                ("ambiguous", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("token", models.BigIntegerField(default=0)),
                ("message_id", models.CharField(max_length=254)),
                ("last_error", models.CharField(blank=True, max_length=120)),
                ("sent_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "recipient",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "queued")),
                        fields=["next_attempt_at"],
                        name="notif_claimable",
                    ),
                    models.Index(
                        condition=models.Q(("lease_until__isnull", False)),
                        fields=["lease_until"],
                        name="notif_held",
                    ),
                    models.Index(
                        condition=models.Q(("state", "queued")),
                        fields=["expires_at"],
                        name="notif_queued_expires",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("bounced", "dead", "uncertain"))),
                        fields=["state"],
                        name="notif_troubled",
                    ),
                    models.Index(fields=["subject_id", "due_at"], name="notif_subject"),
                    models.Index(fields=["due_at"], name="notif_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "subject_id", "occurrence", "offset_minutes", "recipient_key"),
                        name="notifications_delivery_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "queued",
                                    "leased",
                                    "handover",
                                    "sent",
                                    "cancelled",
                                    "expired",
                                    "suppressed",
                                    "bounced",
                                    "dead",
                                    "uncertain",
                                ],
                            )
                        ),
                        name="notifications_delivery_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["nl", "en"])),
                        name="notifications_delivery_language_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), _negated=True),
                            models.Q(("recipient_key", ""), _negated=True),
                            models.Q(("message_id", ""), _negated=True),
                        ),
                        name="notifications_delivery_addressed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease_until__isnull", False), ("state__in", ("leased", "handover"))),
                            models.Q(
                                models.Q(("state__in", ("leased", "handover")), _negated=True),
                                ("lease_until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="notifications_delivery_lease_while_held",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state", "sent")),
                            models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="notifications_delivery_sent_has_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gte", models.F("due_at"))),
                        name="notifications_delivery_expires_after_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ambiguous__lte", 3), ("render_failures__lte", 5)),
                        name="notifications_delivery_failures_bounded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailPreference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("enabled", models.BooleanField(default=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mail_preferences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "kind"), name="notifications_preference_once_per_kind"
                    )
                ],
            },
        ),
    ]
