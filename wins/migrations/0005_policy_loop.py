"""The loop to policy: how a copy comes about, guests, checks of answers."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import smallwins.text


class Migration(migrations.Migration):
    dependencies = [
        ("trajectories", "0004_programme_version"),
        ("wins", "0004_room_and_learning_agenda"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            ],
            options={
                "ordering": ["checked_on", "pk"],
            },
        ),
        migrations.AddField(
            model_name="policymessage",
            name="address",
            field=models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
        ),
        migrations.AddField(
            model_name="policymessage",
            name="client_uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AddField(
            model_name="policymessage",
            name="language",
            field=models.CharField(
                choices=[("nl", "Nederlands"), ("en", "English")],
                default="nl",
                max_length=2,
                verbose_name="language",
            ),
        ),
        migrations.AddField(
            model_name="policymessage",
            name="link_expires_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="policymessage",
            name="link_version",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="policyresponse",
            name="answered_by",
            field=smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="who answers (a role)"),
        ),
        migrations.AddField(
            model_name="policyresponse",
            name="author",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="policyresponse",
            name="client_uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="asked_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="author",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="declined_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="is_honest",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="is_true",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="read_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="reason",
            field=smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="why this story"),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="recognisable",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="remark",
            field=smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="remark for the author"),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="went_along",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="withdrawn_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="publishedwin",
            name="written_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="policymessage",
            name="addressee",
            field=smallwins.text.PlainTextField(limit=200, verbose_name="to whom (a role)"),
        ),
        migrations.AlterField(
            model_name="policymessage",
            name="text",
            field=smallwins.text.PlainTextField(limit=1000, verbose_name="what you ask"),
        ),
        migrations.AlterField(
            model_name="policyresponse",
            name="kind",
            field=models.CharField(
                choices=[("doing", "doing"), ("finding_out", "finding out"), ("no", "no, because")],
                max_length=11,
                verbose_name="answer",
            ),
        ),
        migrations.AlterField(
            model_name="policyresponse",
            name="text",
            field=smallwins.text.PlainTextField(limit=1000, verbose_name="in your own words"),
        ),
        migrations.AlterField(
            model_name="publishedwin",
            name="confirmed_answer",
            field=models.CharField(
                blank=True,
                choices=[("yes", "yes"), ("partly", "partly"), ("no", "no")],
                max_length=6,
                verbose_name="does this person confirm it?",
            ),
        ),
        migrations.AlterField(
            model_name="publishedwin",
            name="confirmed_by_role",
            field=smallwins.text.PlainTextField(
                blank=True, limit=80, verbose_name="who confirms it (a role, no name)"
            ),
        ),
        migrations.AlterField(
            model_name="publishedwin",
            name="confirmed_on",
            field=models.DateField(blank=True, null=True, verbose_name="confirmed on"),
        ),
        migrations.AlterField(
            model_name="publishedwin",
            name="our_share",
            field=smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="our share in it"),
        ),
        migrations.AlterField(
            model_name="publishedwin",
            name="text",
            field=smallwins.text.PlainTextField(blank=True, limit=600, verbose_name="what changed"),
        ),
        migrations.AlterField(
            model_name="publishedwin",
            name="title",
            field=smallwins.text.PlainTextField(blank=True, limit=80, verbose_name="title"),
        ),
        migrations.AlterField(
            model_name="publishedwin",
            name="unknowns",
            field=smallwins.text.PlainTextField(blank=True, limit=200, verbose_name="what we do not know"),
        ),
        migrations.AlterField(
            model_name="selection",
            name="reason",
            field=smallwins.text.PlainTextField(limit=200, verbose_name="why this story"),
        ),
        migrations.AddField(
            model_name="replycheck",
            name="author",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="replycheck",
            name="response",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="wins.policyresponse"
            ),
        ),
        migrations.AlterField(
            model_name="publishedwin",
            name="win",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="published",
                to="wins.win",
            ),
        ),
        migrations.AlterField(
            model_name="publishedwin",
            name="selection",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="published",
                to="wins.selection",
            ),
        ),
    ]
