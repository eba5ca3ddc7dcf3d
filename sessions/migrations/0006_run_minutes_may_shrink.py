"""The current item of a run can be shortened: its extra minutes may be below zero."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning_sessions", "0005_material_version")]

    operations = [
        migrations.AlterField(
            model_name="run", name="extra_minutes", field=models.SmallIntegerField(default=0)
        ),
    ]
