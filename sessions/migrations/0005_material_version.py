"""A link can be changed by two people: its version tells."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning_sessions", "0004_programme_room_and_record")]

    operations = [
        migrations.AddField(
            model_name="material",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
    ]
