"""A reading stands beside the team of its story; PostgreSQL keeps the column, Django does not know it."""

from django.db import migrations

from wins.migrations._sql import DROP_READING_OF_TEAM, READING_OF_TEAM


class Migration(migrations.Migration):
    dependencies = [("wins", "0012_indexes_of_a_team_page")]

    operations = [migrations.RunSQL(READING_OF_TEAM, DROP_READING_OF_TEAM)]
