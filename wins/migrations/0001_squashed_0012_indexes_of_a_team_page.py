"""The tables as they are after 0012_indexes_of_a_team_page: a new database is made in one go."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import smallwins.text
from wins.migrations._sql import DROP_NO_CIRCLE, DROP_SEARCH, NO_CIRCLE, SEARCH


class Migration(migrations.Migration):
    replaces = [
        ("wins", "0001_initial"),
        ("wins", "0002_lens_and_links"),
        ("wins", "0003_links_form_no_circle"),
        ("wins", "0004_room_and_learning_agenda"),
        ("wins", "0005_policy_loop"),
        ("wins", "0006_policy_loop_filled"),
        ("wins", "0007_policy_loop_held"),
        ("wins", "0008_exports"),
        ("wins", "0009_search"),
        ("wins", "0010_win_of_team_shared"),
        ("wins", "0011_links_across_teams"),
        ("wins", "0012_indexes_of_a_team_page"),
    ]

    initial = True

    dependencies = [
        ("learning_sessions", "0008_schedule_versions"),
        ("trajectories", "0004_programme_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Barrier",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", smallwins.text.PlainTextField(limit=80, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("routine", "routine"),
                            ("interest", "interest or dominant model"),
                            ("expectation", "expectation"),
                            ("rule", "rule"),
                            ("mandate", "mandate"),
                            ("money", "money"),
                            ("time", "time or turnover"),
                            ("data_sharing", "data sharing"),
                            ("stigma", "stigma"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="barriers",
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="BarrierNaming",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("named_on", models.DateField()),
                (
                    "barrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="namings", to="wins.barrier"
                    ),
                ),
                (
                    "learning_session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="barrier_namings",
                        to="learning_sessions.learningsession",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="barrier_namings",
                        to="trajectories.team",
                    ),
                ),
            ],
            options={
                "ordering": ["named_on"],
            },
        ),
        migrations.CreateModel(
            name="BarrierStand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("met", "met"),
                            ("bypassed", "bypassed"),
                            ("removed", "removed"),
                            ("escalated", "passed on"),
                            ("accepted", "accepted"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "addressee",
                    smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="passed on to"),
                ),
                ("since", models.DateField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "barrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stands", to="wins.barrier"
                    ),
                ),
            ],
            options={
                "ordering": ["since", "pk"],
            },
        ),
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
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
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
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exports",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exports",
                        to="trajectories.trajectory",
                    ),
                ),
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
                (
                    "export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chunks", to="wins.export"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="LearningQuestion",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("provisional", "answered for now"), ("closed", "closed")],
                        default="open",
                        max_length=11,
                    ),
                ),
                ("opened_on", models.DateField()),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "learning_session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="learning_questions",
                        to="learning_sessions.learningsession",
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="learning_questions",
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["opened_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("offer", "offer"), ("request", "request")], max_length=7),
                ),
                ("text", smallwins.text.PlainTextField(limit=600)),
                ("offered_on", models.DateField()),
                (
                    "from_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers_made",
                        to="trajectories.team",
                    ),
                ),
                (
                    "to_team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers_received",
                        to="trajectories.team",
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["offered_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PolicyMessage",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("addressee", smallwins.text.PlainTextField(limit=200, verbose_name="to whom (a role)")),
                ("text", smallwins.text.PlainTextField(limit=1000, verbose_name="what you ask")),
                ("sent_on", models.DateField()),
                ("address", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                (
                    "language",
                    models.CharField(
                        choices=[("nl", "Nederlands"), ("en", "English")],
                        default="nl",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("link_version", models.PositiveIntegerField(default=0, editable=False)),
                ("link_expires_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
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
                    "barrier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="policy_messages",
                        to="wins.barrier",
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="policy_messages",
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["sent_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="PolicyResponse",
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
                        choices=[("doing", "doing"), ("finding_out", "finding out"), ("no", "no, because")],
                        max_length=11,
                        verbose_name="answer",
                    ),
                ),
                ("text", smallwins.text.PlainTextField(limit=1000, verbose_name="in your own words")),
                (
                    "answered_by",
                    smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="who answers (a role)"),
                ),
                ("answered_on", models.DateField()),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="wins.policymessage",
                    ),
                ),
            ],
            options={
                "ordering": ["answered_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionWording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", smallwins.text.PlainTextField(limit=1000, verbose_name="question")),
                ("worded_on", models.DateField()),
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="wins.learningquestion",
                    ),
                ),
            ],
            options={
                "ordering": ["worded_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReplyCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "yes"), ("partly", "partly"), ("not_yet", "not yet")],
                        max_length=7,
                        verbose_name="did it happen?",
                    ),
                ),
                (
                    "text",
                    smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="in one sentence"),
                ),
                ("checked_on", models.DateField()),
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
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="wins.policyresponse",
                    ),
                ),
            ],
            options={
                "ordering": ["checked_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Win",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("win", "story"), ("setback", "setback")], default="win", max_length=7
                    ),
                ),
                ("show_name", models.BooleanField(default=True)),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("team", "shared with the team"),
                            ("trajectory", "shared with the whole trajectory"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("title", smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="title")),
                ("story", smallwins.text.PlainTextField(limit=600, verbose_name="story")),
                (
                    "for_whom",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=smallwins.text.PlainTextField(limit=80),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "result_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("social", "social"),
                            ("technical", "technical"),
                            ("rule", "a rule or law"),
                            ("cooperation", "cooperation"),
                            ("business_model", "a business model"),
                            ("organisation", "a new organisation"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "friction",
                    smallwins.text.PlainTextField(blank=True, limit=600, verbose_name="what rubbed"),
                ),
                ("next_step", smallwins.text.PlainTextField(blank=True, limit=600, verbose_name="next step")),
                (
                    "expected",
                    smallwins.text.PlainTextField(blank=True, limit=600, verbose_name="what you expected"),
                ),
                ("why", smallwins.text.PlainTextField(blank=True, limit=600, verbose_name="why it happened")),
                (
                    "differently",
                    smallwins.text.PlainTextField(
                        blank=True, limit=600, verbose_name="what you will do differently"
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="date")),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("shared_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learning_session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wins",
                        to="learning_sessions.learningsession",
                    ),
                ),
                (
                    "partial_solutions",
                    models.ManyToManyField(
                        blank=True, related_name="wins", to="trajectories.partialsolution"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="wins",
                        to="learning_sessions.step",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wins",
                        to="trajectories.team",
                    ),
                ),
            ],
            options={
                "ordering": ["happened_on", "created_at"],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("small_win", "small win"),
                            ("seedling", "seedling"),
                            ("quick_win", "quick win"),
                            ("activity", "activity"),
                            ("setback", "setback"),
                            ("open", "still open"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "proposal",
                    models.CharField(
                        choices=[
                            ("small_win", "small win"),
                            ("seedling", "seedling"),
                            ("quick_win", "quick win"),
                            ("activity", "activity"),
                            ("setback", "setback"),
                            ("open", "still open"),
                        ],
                        max_length=9,
                    ),
                ),
                ("reason", smallwins.text.PlainTextField(blank=True, limit=200)),
                (
                    "answers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(blank=True, max_length=7),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "win",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="verdicts", to="wins.win"
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
                "get_latest_by": "created_at",
            },
        ),
        migrations.CreateModel(
            name="ShownWin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("shown_at", models.DateTimeField()),
                (
                    "learning_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shown_wins",
                        to="learning_sessions.learningsession",
                    ),
                ),
                (
                    "win",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shown_in", to="wins.win"
                    ),
                ),
            ],
            options={
                "ordering": ["shown_at"],
            },
        ),
        migrations.CreateModel(
            name="Selection",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("reason", smallwins.text.PlainTextField(limit=200, verbose_name="why this story")),
                ("chosen_on", models.DateField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "win",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="selections", to="wins.win"
                    ),
                ),
            ],
            options={
                "ordering": ["chosen_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Recognition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phrase",
                    models.CharField(
                        choices=[
                            ("helps", "This helps us"),
                            ("try", "I want to try this too"),
                            ("more", "Tell me more"),
                        ],
                        max_length=5,
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recognitions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "win",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recognitions",
                        to="wins.win",
                    ),
                ),
            ],
            options={
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="PublishedWin",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("is_setback", models.BooleanField(default=False)),
                (
                    "reason",
                    smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="why this story"),
                ),
                ("title", smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="title")),
                ("text", smallwins.text.PlainTextField(blank=True, limit=600, verbose_name="what changed")),
                (
                    "our_share",
                    smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="our share in it"),
                ),
                (
                    "unknowns",
                    smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="what we do not know"),
                ),
                (
                    "confirmed_by_role",
                    smallwins.text.PlainTextField(
                        blank=True, limit=80, verbose_name="who confirms it (a role, no name)"
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="confirmed on")),
                (
                    "confirmed_answer",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("partly", "partly"), ("no", "no")],
                        max_length=6,
                        verbose_name="does this person confirm it?",
                    ),
                ),
                ("asked_on", models.DateField()),
                ("declined_on", models.DateField(blank=True, null=True)),
                ("written_on", models.DateField(blank=True, null=True)),
                ("read_on", models.DateField(blank=True, null=True)),
                ("recognisable", models.BooleanField(blank=True, null=True)),
                ("is_true", models.BooleanField(blank=True, null=True)),
                ("is_honest", models.BooleanField(blank=True, null=True)),
                (
                    "remark",
                    smallwins.text.PlainTextField(
                        blank=True, limit=200, verbose_name="remark for the author"
                    ),
                ),
                ("approved_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("went_along", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                    "second_reader",
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
                        related_name="published_wins",
                        to="trajectories.trajectory",
                    ),
                ),
                (
                    "selection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="published",
                        to="wins.selection",
                    ),
                ),
                (
                    "win",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="published",
                        to="wins.win",
                    ),
                ),
            ],
            options={
                "ordering": ["approved_on", "id"],
            },
        ),
        migrations.AddField(
            model_name="policymessage",
            name="wins",
            field=models.ManyToManyField(blank=True, related_name="policy_messages", to="wins.win"),
        ),
        migrations.CreateModel(
            name="Notice",
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
                        choices=[
                            ("comment", "a comment on your story"),
                            ("recognition", "somebody recognised your story"),
                            ("link", "a link that awaits your team's yes"),
                            ("copy_asked", "somebody asks whether your story may go into the report"),
                            ("copy_read", "you are asked to read a text for the report"),
                            ("copy_ready", "your text for the report was read and awaits you"),
                        ],
                        max_length=11,
                    ),
                ),
                ("object_id", models.UUIDField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "win",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="wins.win"
                    ),
                ),
            ],
            options={
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="MechanismNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mechanism",
                    models.CharField(
                        choices=[
                            ("energizing", "energizing"),
                            ("learning_by_doing", "learning by doing"),
                            ("attraction", "logic of attraction"),
                            ("bandwagon", "bandwagon"),
                            ("coupling", "coupling"),
                            ("robustness", "robustness"),
                        ],
                        max_length=17,
                    ),
                ),
                ("text", smallwins.text.PlainTextField(limit=600)),
                ("noted_on", models.DateField()),
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
                        related_name="mechanism_notes",
                        to="trajectories.trajectory",
                    ),
                ),
                ("wins", models.ManyToManyField(related_name="mechanism_notes", to="wins.win")),
            ],
            options={
                "ordering": ["noted_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LensReading",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("is_joint", models.BooleanField(default=False)),
                ("show_name", models.BooleanField(default=True)),
                (
                    "c1",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "yes, because…"),
                            ("little", "a little"),
                            ("no", "no"),
                            ("unknown", "don't know"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "c2",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "yes, because…"),
                            ("little", "a little"),
                            ("no", "no"),
                            ("unknown", "don't know"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "c3",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "yes, because…"),
                            ("little", "a little"),
                            ("no", "no"),
                            ("unknown", "don't know"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "c4",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "yes, because…"),
                            ("little", "a little"),
                            ("no", "no"),
                            ("unknown", "don't know"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "c5",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "yes, because…"),
                            ("little", "a little"),
                            ("no", "no"),
                            ("unknown", "don't know"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "c6",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "yes, because…"),
                            ("little", "a little"),
                            ("no", "no"),
                            ("unknown", "don't know"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "c7",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("yes", "yes, because…"),
                            ("little", "a little"),
                            ("no", "no"),
                            ("unknown", "don't know"),
                        ],
                        max_length=7,
                    ),
                ),
                ("evidence", models.JSONField(blank=True, default=dict)),
                ("remark", smallwins.text.PlainTextField(blank=True, limit=300)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "reader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="readings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "win",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="wins.win"
                    ),
                ),
            ],
            options={
                "ordering": ["-is_joint", "created_at"],
            },
        ),
        migrations.CreateModel(
            name="LearningAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", smallwins.text.PlainTextField(limit=600, verbose_name="answer")),
                ("answered_on", models.DateField()),
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="wins.learningquestion",
                    ),
                ),
                (
                    "win",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="answers",
                        to="wins.win",
                    ),
                ),
            ],
            options={
                "ordering": ["answered_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="GroupStory",
            fields=[
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="story",
                        serialize=False,
                        to="learning_sessions.breakoutgroup",
                    ),
                ),
                (
                    "win",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wins.win"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("continued", "a new story"),
                            ("nothing_new", "nothing new"),
                            ("not_now", "not now"),
                        ],
                        max_length=11,
                    ),
                ),
                ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("asks_again_at", models.DateTimeField(blank=True, null=True)),
                (
                    "win",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="follow_up", to="wins.win"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", smallwins.text.PlainTextField(blank=True, limit=600)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("edited_at", models.DateTimeField(blank=True, null=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="comments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "win",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="comments", to="wins.win"
                    ),
                ),
            ],
            options={
                "ordering": ["created_at"],
            },
        ),
        migrations.CreateModel(
            name="BarrierLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[("met", "met"), ("bypassed", "bypassed"), ("broke", "broke")], max_length=8
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "barrier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="win_links",
                        to="wins.barrier",
                    ),
                ),
                (
                    "win",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="barrier_links",
                        to="wins.win",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AliveCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[("yes", "yes"), ("changed", "changed"), ("no", "no")], max_length=7
                    ),
                ),
                ("text", smallwins.text.PlainTextField(blank=True, limit=200)),
                ("answered_on", models.DateField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    "win",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alive_checks",
                        to="wins.win",
                    ),
                ),
            ],
            options={
                "ordering": ["answered_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="WinDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4)),
                ("kind", models.CharField(max_length=7)),
                ("fields", models.JSONField(default=dict)),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="win_drafts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="trajectories.team"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WinLink",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("follows", "follows"),
                            ("deepens", "deepens"),
                            ("broadens", "broadens"),
                            ("spreads", "spreads"),
                        ],
                        default="follows",
                        max_length=8,
                    ),
                ),
                ("why", smallwins.text.PlainTextField(limit=200)),
                ("adapted", smallwins.text.PlainTextField(blank=True, limit=200)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
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
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links_on", to="wins.win"
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links_back", to="wins.win"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="barrier",
            constraint=models.UniqueConstraint(
                models.F("trajectory"),
                django.db.models.functions.text.Lower("name"),
                name="barrier_name_unique_in_trajectory",
            ),
        ),
        migrations.AddConstraint(
            model_name="barriernaming",
            constraint=models.UniqueConstraint(
                fields=("barrier", "team", "named_on"), name="barrier_named_once_a_day"
            ),
        ),
        migrations.AddIndex(
            model_name="barrierstand",
            index=models.Index(fields=["barrier", "-since", "-id"], name="barrier_stand_latest"),
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
        migrations.AddConstraint(
            model_name="learningquestion",
            constraint=models.UniqueConstraint(
                fields=("trajectory", "client_uuid"), name="question_once_per_client_uuid"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_team", models.F("to_team")), _negated=True),
                name="offer_to_another_team",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyresponse",
            constraint=models.UniqueConstraint(
                fields=("message", "client_uuid"), name="policy_response_once_per_client_uuid"
            ),
        ),
        migrations.AddIndex(
            model_name="win",
            index=models.Index(fields=["team", "-happened_on", "-created_at"], name="win_of_team_by_date"),
        ),
        migrations.AddIndex(
            model_name="win",
            index=models.Index(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("visibility", "draft"), _negated=True)
                ),
                fields=["team", "-shared_at"],
                name="win_of_team_shared",
            ),
        ),
        migrations.AddIndex(
            model_name="win",
            index=models.Index(fields=["author", "-updated_at"], name="win_of_author"),
        ),
        migrations.AddIndex(
            model_name="win",
            index=models.Index(fields=["step", "-happened_on", "-created_at"], name="win_of_step"),
        ),
        migrations.AddConstraint(
            model_name="win",
            constraint=models.UniqueConstraint(
                fields=("author", "client_uuid"), name="win_once_per_client_uuid"
            ),
        ),
        migrations.AddConstraint(
            model_name="win",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("shared_at__isnull", True), ("visibility", "draft")),
                    models.Q(models.Q(("visibility", "draft"), _negated=True), ("shared_at__isnull", False)),
                    _connector="OR",
                ),
                name="win_shared_has_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict", models.F("proposal")),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="verdict_differs_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="shownwin",
            constraint=models.UniqueConstraint(
                fields=("learning_session", "win"), name="shown_once_per_session"
            ),
        ),
        migrations.AddConstraint(
            model_name="selection",
            constraint=models.UniqueConstraint(fields=("win", "chosen_by"), name="selection_once_per_person"),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.UniqueConstraint(
                fields=("win", "user", "phrase"), name="recognition_once_per_phrase"
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedwin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second_reader__isnull", True),
                    models.Q(("second_reader", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="published_win_second_reader_did_not_ask",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedwin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second_reader__isnull", True),
                    models.Q(("second_reader", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="published_win_second_reader_did_not_write",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedwin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_on__isnull", True),
                    models.Q(
                        models.Q(("title", ""), _negated=True),
                        models.Q(("text", ""), _negated=True),
                        ("read_on__isnull", False),
                        ("is_honest", True),
                        ("is_true", True),
                        ("recognisable", True),
                    ),
                    _connector="OR",
                ),
                name="published_win_was_read",
            ),
        ),
        migrations.AddConstraint(
            model_name="policymessage",
            constraint=models.UniqueConstraint(
                fields=("trajectory", "client_uuid"), name="policy_message_once_per_client_uuid"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["recipient", "created_at"], name="notice_by_recipient"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("recipient", "kind", "win", "object_id"), name="notice_once_per_event"
            ),
        ),
        migrations.AddConstraint(
            model_name="lensreading",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_joint", False)),
                fields=("win", "reader"),
                name="reading_once_per_reader",
            ),
        ),
        migrations.AddConstraint(
            model_name="lensreading",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_joint", True)), fields=("win",), name="reading_joint_once_per_win"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(
                fields=("author", "client_uuid"), name="comment_once_per_client_uuid"
            ),
        ),
        migrations.AddConstraint(
            model_name="barrierlink",
            constraint=models.UniqueConstraint(fields=("win", "barrier"), name="barrier_link_once_per_win"),
        ),
        migrations.AddIndex(
            model_name="windraft",
            index=models.Index(fields=["author", "-updated_at"], name="win_draft_of_author"),
        ),
        migrations.AddConstraint(
            model_name="windraft",
            constraint=models.UniqueConstraint(
                fields=("author", "client_uuid"), name="win_draft_once_per_client_uuid"
            ),
        ),
        migrations.AddIndex(
            model_name="winlink",
            index=models.Index(
                condition=models.Q(("accepted_at__isnull", False)),
                fields=["earlier"],
                name="win_link_across_teams",
            ),
        ),
        migrations.AddConstraint(
            model_name="winlink",
            constraint=models.UniqueConstraint(fields=("later", "earlier"), name="win_link_once_per_pair"),
        ),
        migrations.AddConstraint(
            model_name="winlink",
            constraint=models.CheckConstraint(
                condition=models.Q(("later", models.F("earlier")), _negated=True),
                name="win_link_not_to_itself",
            ),
        ),
        migrations.RunSQL(NO_CIRCLE, DROP_NO_CIRCLE),
        migrations.RunSQL(SEARCH, DROP_SEARCH),
    ]
