"""The tables as they are after 0008_schedule_versions: a new database is made in one go."""

import uuid

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import smallwins.text
import smallwins.when


class Migration(migrations.Migration):
    replaces = [
        ("learning_sessions", "0001_initial"),
        ("learning_sessions", "0002_client_uuid_per_scope"),
        ("learning_sessions", "0003_calendar_feed"),
        ("learning_sessions", "0004_programme_room_and_record"),
        ("learning_sessions", "0005_material_version"),
        ("learning_sessions", "0006_run_minutes_may_shrink"),
        ("learning_sessions", "0007_own_words_in_reminders"),
        ("learning_sessions", "0008_schedule_versions"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0002_digest_rhythm_and_hour"),
        ("trajectories", "0004_programme_version"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BreakoutGroup",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="calendar_feed",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name="LearningSession",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("title", smallwins.text.PlainTextField(limit=80, verbose_name="title")),
                ("purpose", smallwins.text.PlainTextField(blank=True, limit=1000, verbose_name="purpose")),
                ("starts_at", models.DateTimeField()),
                (
                    "duration_minutes",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(600),
                        ],
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        default="Europe/Amsterdam", max_length=64, validators=[smallwins.when.validate_zone]
                    ),
                ),
                (
                    "video_url",
                    models.CharField(
                        blank=True, max_length=500, validators=[smallwins.text.validate_https_link]
                    ),
                ),
                ("place", smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="place")),
                (
                    "preparation",
                    smallwins.text.PlainTextField(blank=True, limit=1000, verbose_name="preparation"),
                ),
                ("preparation_minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "follow_up",
                    smallwins.text.PlainTextField(blank=True, limit=1000, verbose_name="what follows"),
                ),
                ("series", models.UUIDField(blank=True, editable=False, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("open", "planned"), ("cancelled", "cancelled")],
                        default="draft",
                        max_length=9,
                    ),
                ),
                (
                    "cancel_reason",
                    smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="reason"),
                ),
                (
                    "reminder_offsets",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), blank=True, null=True, size=None
                    ),
                ),
                (
                    "reminder_subject",
                    smallwins.text.PlainTextField(
                        blank=True, limit=80, verbose_name="subject of the reminder"
                    ),
                ),
                (
                    "reminder_note",
                    smallwins.text.PlainTextField(blank=True, limit=600, verbose_name="note in the reminder"),
                ),
                ("schedule_version", models.PositiveIntegerField(default=1, editable=False)),
                ("scheduled_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
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
                ("teams", models.ManyToManyField(related_name="learning_sessions", to="trajectories.team")),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="learning_sessions",
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at"],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("title", smallwins.text.PlainTextField(limit=200, verbose_name="title")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "instructions",
                    smallwins.text.PlainTextField(blank=True, limit=1000, verbose_name="instructions"),
                ),
                (
                    "short_version",
                    smallwins.text.PlainTextField(blank=True, limit=300, verbose_name="short version"),
                ),
                ("next_time", smallwins.text.PlainTextField(blank=True, limit=300, verbose_name="next time")),
                (
                    "reading",
                    smallwins.text.PlainTextField(
                        blank=True, limit=200, verbose_name="what participants read"
                    ),
                ),
                (
                    "grouping",
                    models.CharField(
                        choices=[
                            ("all", "everybody together"),
                            ("round", "one by one, in a round"),
                            ("alone", "everybody alone, in silence"),
                            ("pairs", "in pairs"),
                            ("trios", "in groups of three"),
                            ("fours", "in groups of four"),
                            ("halves", "in two groups"),
                            ("teams", "in your own team"),
                        ],
                        default="all",
                        max_length=6,
                        verbose_name="grouping",
                    ),
                ),
                ("kept", smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="what is kept")),
                (
                    "prompt",
                    smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="prompt on the board"),
                ),
                ("is_anonymous", models.BooleanField(default=False, verbose_name="notes without a name")),
                (
                    "is_ambition_round",
                    models.BooleanField(default=False, verbose_name="ends in a new wording of the ambition"),
                ),
                ("revealed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("notes", smallwins.text.PlainTextField(blank=True, limit=4000, verbose_name="notes")),
                ("outcome", smallwins.text.PlainTextField(blank=True, limit=600, verbose_name="outcome")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "moved_from",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="moved_to",
                        to="learning_sessions.agendaitem",
                    ),
                ),
                (
                    "learning_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda_items",
                        to="learning_sessions.learningsession",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="learning_sessions.breakoutgroup",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learning_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="learning_sessions.learningsession",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="breakoutgroup",
            name="learning_session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="breakout_groups",
                to="learning_sessions.learningsession",
            ),
        ),
        migrations.CreateModel(
            name="BoardNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("text", smallwins.text.PlainTextField(limit=600, verbose_name="note")),
                ("theme", smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="theme")),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "became",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("win", "story"),
                            ("barrier", "barrier"),
                            ("question", "learning question"),
                            ("solution", "partial solution"),
                            ("step", "step"),
                        ],
                        max_length=8,
                    ),
                ),
                ("became_id", models.UUIDField(blank=True, null=True)),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "agenda_item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="board_notes",
                        to="learning_sessions.agendaitem",
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
                    "learning_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="board_notes",
                        to="learning_sessions.learningsession",
                    ),
                ),
            ],
            options={
                "ordering": ["written_at"],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rsvp",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Coming"), ("no", "Can't come"), ("maybe", "Maybe")],
                        max_length=5,
                    ),
                ),
                ("rsvp_reason", smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="reason")),
                ("rsvp_at", models.DateTimeField(blank=True, null=True)),
                ("checked_in_at", models.DateTimeField(blank=True, null=True)),
                (
                    "presence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "present"),
                            ("late", "late"),
                            ("excused", "excused"),
                            ("absent", "absent"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "checkout_word",
                    smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="one word"),
                ),
                (
                    "takeaway",
                    smallwins.text.PlainTextField(blank=True, limit=600, verbose_name="what you take away"),
                ),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learning_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="learning_sessions.learningsession",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("title", smallwins.text.PlainTextField(limit=200, verbose_name="title")),
                (
                    "url",
                    models.CharField(
                        max_length=500, validators=[smallwins.text.validate_https_link], verbose_name="link"
                    ),
                ),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="learning_sessions.agendaitem",
                    ),
                ),
                (
                    "learning_session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="learning_sessions.learningsession",
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="trajectories.trajectory",
                    ),
                ),
            ],
            options={
                "ordering": ["added_at"],
            },
        ),
        migrations.CreateModel(
            name="ScheduleVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("starts_at", models.DateTimeField()),
                ("duration_minutes", models.PositiveSmallIntegerField()),
                ("time_zone", models.CharField(max_length=64)),
                ("video_url", models.CharField(blank=True, max_length=500)),
                ("place", smallwins.text.PlainTextField(blank=True, limit=200)),
                (
                    "learning_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="schedule_versions",
                        to="learning_sessions.learningsession",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("step", "step"), ("friction", "friction")], default="step", max_length=8
                    ),
                ),
                ("barrier_name", smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="barrier")),
                ("text", smallwins.text.PlainTextField(limit=80, verbose_name="step")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("next", "Next step"),
                            ("trying", "Busy with it now"),
                            ("taken", "Step taken"),
                            ("dropped", "Let go"),
                        ],
                        default="next",
                        max_length=7,
                    ),
                ),
                ("state_reason", smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="why")),
                ("state_set_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "belongs_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="intentions",
                        to="learning_sessions.step",
                    ),
                ),
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
                    "learning_session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="steps",
                        to="learning_sessions.learningsession",
                    ),
                ),
                (
                    "partial_solution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="steps",
                        to="trajectories.partialsolution",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="own_steps",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "state_set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="trajectories.team",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "state_set_at"],
            },
        ),
        migrations.CreateModel(
            name="NotYet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="not_yets",
                        to="learning_sessions.step",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "learning_session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="run",
                        serialize=False,
                        to="learning_sessions.learningsession",
                    ),
                ),
                ("item_started_at", models.DateTimeField()),
                ("extra_minutes", models.SmallIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("board_version", models.PositiveIntegerField(default=0)),
                (
                    "current_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="learning_sessions.agendaitem",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="learningsession",
            index=models.Index(fields=["trajectory", "starts_at"], name="session_by_trajectory"),
        ),
        migrations.AddIndex(
            model_name="learningsession",
            index=models.Index(
                condition=models.Q(("series__isnull", False)),
                fields=["series", "starts_at"],
                name="session_by_series",
            ),
        ),
        migrations.AddIndex(
            model_name="learningsession",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["starts_at"], name="session_open_by_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="learningsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("duration_minutes__gte", 5), ("duration_minutes__lte", 600)),
                name="session_duration_in_bounds",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("cancel_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="session_cancelled_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="learningsession",
            constraint=models.UniqueConstraint(
                fields=("trajectory", "client_uuid"), name="session_once_per_client_uuid"
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                fields=("learning_session", "user"), name="group_once_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="breakoutgroup",
            constraint=models.UniqueConstraint(
                fields=("learning_session", "number"), name="group_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardnote",
            constraint=models.UniqueConstraint(
                fields=("learning_session", "client_uuid"), name="board_note_once_per_client_uuid"
            ),
        ),
        migrations.AddConstraint(
            model_name="boardnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("became", ""), ("became_id__isnull", True)),
                    models.Q(models.Q(("became", ""), _negated=True), ("became_id__isnull", False)),
                    _connector="OR",
                ),
                name="board_note_became_something_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("learning_session", "user"), name="attendance_once_per_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("learning_session", "position"),
                name="agenda_position_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agenda_item__isnull", True), ("learning_session__isnull", False), _connector="OR"
                ),
                name="material_of_item_has_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.UniqueConstraint(
                fields=("trajectory", "client_uuid"), name="material_once_per_client_uuid"
            ),
        ),
        migrations.AddConstraint(
            model_name="scheduleversion",
            constraint=models.UniqueConstraint(
                fields=("learning_session", "version"), name="schedule_version_once"
            ),
        ),
        migrations.AddIndex(
            model_name="step",
            index=models.Index(
                condition=models.Q(("person__isnull", True)), fields=["team", "order"], name="step_of_team"
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind", "step"), models.Q(("barrier_name", ""), _negated=True), _connector="OR"
                ),
                name="friction_step_names_its_barrier",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                fields=("team", "client_uuid"), name="step_once_per_client_uuid"
            ),
        ),
        migrations.AddConstraint(
            model_name="notyet",
            constraint=models.UniqueConstraint(fields=("step", "user"), name="not_yet_once_per_person"),
        ),
    ]
