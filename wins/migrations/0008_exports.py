"""Exports as jobs, with their files in pieces."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("trajectories", "0004_programme_version"),
        ("wins", "0007_policy_loop_held"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wins", "stories"),
                            ("sessions", "sessions"),
                            ("barriers", "barriers"),
                            ("attendance", "attendance"),
                            ("trajectory", "the whole trajectory"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("csv", "CSV, for any spreadsheet"),
                            ("xlsx", "Excel"),
                            ("json", "JSON, for programs"),
                        ],
                        max_length=4,
                    ),
                ),
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
                            ("running", "being made"),
                            ("ready", "ready"),
                            ("cancelled", "stopped"),
                            ("failed", "did not work"),
                        ],
                        default="queued",
                        max_length=9,
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="trajectories.team",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="ExportChunk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.AddField(
            model_name="export",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="exports",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="export",
            name="trajectory",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="exports",
                to="trajectories.trajectory",
            ),
        ),
        migrations.AddField(
            model_name="exportchunk",
            name="export",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="chunks", to="wins.export"
            ),
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(fields=["expires_at"], name="export_expires"),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.UniqueConstraint(
                fields=("owner", "client_uuid"), name="export_once_per_client_uuid"
            ),
        ),
        migrations.AddConstraint(
            model_name="exportchunk",
            constraint=models.UniqueConstraint(fields=("export", "position"), name="export_chunk_once"),
        ),
    ]
