"""Two facilitators may rename one programme: the later one sees both names."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("trajectories", "0003_programmes"),
    ]

    operations = [
        migrations.AddField(
            model_name="programme",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
