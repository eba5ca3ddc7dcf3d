"""A column to search in, kept by PostgreSQL itself: Dutch stems, without accents, the title first.

Django does not know the column, so that no other query carries it along; ``WinQuerySet.matching`` asks it.
``translate`` stands in for the extension ``unaccent``, which not every PostgreSQL has.
"""

from django.db import migrations

from wins.migrations._sql import DROP_SEARCH, SEARCH


class Migration(migrations.Migration):
    dependencies = [("wins", "0008_exports")]

    operations = [migrations.RunSQL(SEARCH, DROP_SEARCH)]
