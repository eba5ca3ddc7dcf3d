"""What the database holds of the loop to policy."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("trajectories", "0004_programme_version"),
        ("wins", "0006_policy_loop_filled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="publishedwin",
            name="asked_on",
            field=models.DateField(),
        ),
        migrations.AddConstraint(
            model_name="policymessage",
            constraint=models.UniqueConstraint(
                fields=("trajectory", "client_uuid"), name="policy_message_once_per_client_uuid"
            ),
        ),
        migrations.AddConstraint(
            model_name="policyresponse",
            constraint=models.UniqueConstraint(
                fields=("message", "client_uuid"), name="policy_response_once_per_client_uuid"
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
    ]
