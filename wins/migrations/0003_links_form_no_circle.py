"""Links between wins form no circle, also when two people post at the same moment."""

from django.db import migrations

from wins.migrations._sql import DROP_NO_CIRCLE, NO_CIRCLE


class Migration(migrations.Migration):
    dependencies = [("wins", "0002_lens_and_links")]

    operations = [migrations.RunSQL(NO_CIRCLE, DROP_NO_CIRCLE)]
