"""The latest story of each team, for the overview."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning_sessions", "0008_schedule_versions"),
        ("trajectories", "0004_programme_version"),
        ("wins", "0009_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
    ]
