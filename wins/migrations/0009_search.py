"""A column to search in, kept by PostgreSQL itself: Dutch stems, without accents, the title first.

Django does not know the column, so that no other query carries it along; ``WinQuerySet.matching`` asks it.
``translate`` stands in for the extension ``unaccent``, which not every PostgreSQL has.
"""

from django.db import migrations

ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿşğıłœø"
PLAIN = "aaaaaaceeeeiiiinooooouuuuyysgilo" + "o"

CREATE = f"""
CREATE FUNCTION wins_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN translate(lower(words), '{ACCENTED}', '{PLAIN}');
ALTER TABLE wins_win ADD COLUMN search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('pg_catalog.dutch', wins_plain(title)), 'A') ||
    setweight(to_tsvector('pg_catalog.dutch', wins_plain(
        story || ' ' || friction || ' ' || next_step || ' ' || expected || ' ' || why || ' ' || differently
    )), 'B')
) STORED;
CREATE INDEX win_search ON wins_win USING gin (search);
"""

DROP = """
DROP INDEX win_search;
ALTER TABLE wins_win DROP COLUMN search;
DROP FUNCTION wins_plain(text);
"""


class Migration(migrations.Migration):
    dependencies = [("wins", "0008_exports")]

    operations = [migrations.RunSQL(CREATE, DROP)]
