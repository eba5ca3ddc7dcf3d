"""The tables as they are after 0004_programme_version: a new database is made in one go."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import smallwins.text
import smallwins.when
import trajectories.models.people
import trajectories.models.trajectory


class Migration(migrations.Migration):
    replaces = [
        ("trajectories", "0001_initial"),
        ("trajectories", "0002_client_uuid_per_organisation"),
        ("trajectories", "0003_programmes"),
        ("trajectories", "0004_programme_version"),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", smallwins.text.PlainTextField(limit=80, verbose_name="name")),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Trajectory",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", smallwins.text.PlainTextField(limit=80, verbose_name="name")),
                (
                    "neighbourhood",
                    smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="neighbourhood"),
                ),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "school_region",
                    models.CharField(
                        choices=[("Noord", "North"), ("Midden", "Middle"), ("Zuid", "South")],
                        default="Noord",
                        max_length=6,
                        verbose_name="school holidays",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/Amsterdam", max_length=64, validators=[smallwins.when.validate_zone]
                    ),
                ),
                (
                    "for_whom_roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=smallwins.text.PlainTextField(limit=80),
                        default=trajectories.models.trajectory.default_for_whom,
                        size=None,
                    ),
                ),
                (
                    "reminder_offsets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(),
                        blank=True,
                        default=trajectories.models.trajectory.default_reminders,
                        size=None,
                    ),
                ),
                (
                    "retention_months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="months kept after closing"),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trajectories",
                        to="trajectories.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", smallwins.text.PlainTextField(limit=80, verbose_name="name")),
                ("direction", smallwins.text.PlainTextField(blank=True, limit=160, verbose_name="direction")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teams",
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", smallwins.text.PlainTextField(limit=80, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[("nl", "Nederlands"), ("en", "English")], default="nl", max_length=2
                    ),
                ),
                ("plan", models.JSONField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programmes",
                        to="trajectories.organisation",
                    ),
                ),
                (
                    "made_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="programmes",
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "-created_at"],
            },
        ),
        migrations.CreateModel(
            name="PartialSolution",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", smallwins.text.PlainTextField(limit=80, verbose_name="name")),
                (
                    "question",
                    smallwins.text.PlainTextField(blank=True, limit=1000, verbose_name="its own question"),
                ),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partial_solutions",
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "name"],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("admin", "admin"),
                            ("policy_reader", "policy reader"),
                            ("facilitator", "facilitator"),
                            ("coordinator", "coordinator"),
                            ("professional", "professional"),
                        ],
                        max_length=13,
                        verbose_name="role",
                    ),
                ),
                ("function", smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="function")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="trajectories.organisation",
                    ),
                ),
                (
                    "works_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="trajectories.organisation",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="trajectories.team",
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_related_name": "%(class)ss",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("admin", "admin"),
                            ("policy_reader", "policy reader"),
                            ("facilitator", "facilitator"),
                            ("coordinator", "coordinator"),
                            ("professional", "professional"),
                        ],
                        max_length=13,
                        verbose_name="role",
                    ),
                ),
                ("function", smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="function")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="name")),
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
                            ("pending", "invited"),
                            ("accepted", "signed in"),
                            ("retracted", "retracted"),
                        ],
                        default="pending",
                        max_length=9,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField(default=trajectories.models.people.default_expiry)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sent_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="trajectories.organisation",
                    ),
                ),
                (
                    "works_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="trajectories.organisation",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="trajectories.team",
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["-invited_at"],
                "abstract": False,
                "default_related_name": "%(class)ss",
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "question"), ("ambition", "ambition")], max_length=8
                    ),
                ),
                ("text", smallwins.text.PlainTextField(limit=1000)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["-written_at", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="trajectory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="trajectory_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="trajectory",
            constraint=models.UniqueConstraint(
                fields=("organisation", "client_uuid"), name="trajectory_once_per_client_uuid"
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(
                fields=("trajectory", "name"), name="team_name_unique_in_trajectory"
            ),
        ),
        migrations.AddConstraint(
            model_name="programme",
            constraint=models.UniqueConstraint(
                fields=("organisation", "client_uuid"), name="programme_once_per_client_uuid"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("organisation__isnull", False),
                        ("role__in", ["admin", "policy_reader"]),
                        ("team__isnull", True),
                        ("trajectory__isnull", True),
                    ),
                    models.Q(
                        ("organisation__isnull", True),
                        ("role__in", ["facilitator", "coordinator"]),
                        ("team__isnull", True),
                        ("trajectory__isnull", False),
                    ),
                    models.Q(
                        ("organisation__isnull", True),
                        ("role__in", ["professional"]),
                        ("team__isnull", False),
                        ("trajectory__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="membership_role_fits_one_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="membership_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True), ("organisation__isnull", False)),
                fields=("user", "role", "organisation"),
                name="membership_once_per_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True), ("trajectory__isnull", False)),
                fields=("user", "role", "trajectory"),
                name="membership_once_per_trajectory",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True), ("team__isnull", False)),
                fields=("user", "role", "team"),
                name="membership_once_per_team",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("organisation__isnull", False),
                        ("role__in", ["admin", "policy_reader"]),
                        ("team__isnull", True),
                        ("trajectory__isnull", True),
                    ),
                    models.Q(
                        ("organisation__isnull", True),
                        ("role__in", ["facilitator", "coordinator"]),
                        ("team__isnull", True),
                        ("trajectory__isnull", False),
                    ),
                    models.Q(
                        ("organisation__isnull", True),
                        ("role__in", ["professional"]),
                        ("team__isnull", False),
                        ("trajectory__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="invitation_role_fits_one_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("organisation__isnull", False), ("state", "pending")),
                fields=("email", "role", "organisation"),
                name="invitation_once_per_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "pending"), ("trajectory__isnull", False)),
                fields=("email", "role", "trajectory"),
                name="invitation_once_per_trajectory",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "pending"), ("team__isnull", False)),
                fields=("email", "role", "team"),
                name="invitation_once_per_team",
            ),
        ),
        migrations.AddIndex(
            model_name="wording",
            index=models.Index(fields=["trajectory", "kind", "-written_at"], name="wording_latest"),
        ),
    ]
