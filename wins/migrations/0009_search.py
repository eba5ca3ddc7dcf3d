"""A column to search in, kept by PostgreSQL itself: Dutch stems, without accents, the title first.

Django does not know the column, so that no other query carries it along; ``WinQuerySet.matching`` asks it.
``translate`` stands in for the extension ``unaccent``, which not every PostgreSQL has.
"""

from django.db import migrations

#: Each letter or sign and what it counts as; of equal length, so that places in the text stay the same. Without
#: a locale PostgreSQL takes the signs of good typography for letters of the word they touch.
FOLDED = {
    "a": "àáâãäåāăą", "c": "çćč", "d": "ďđ", "e": "èéêëēėęě", "g": "ğ", "i": "ìíîïīı", "l": "łľ", "n": "ñńňņ",
    "o": "òóôõöøőœ", "r": "řŕ", "s": "şśšș", "t": "țťţ", "u": "ùúûüūůű", "y": "ýÿ", "z": "źżž",
    '"': "“”„«»", "-": "–—", " ": "…",
}  # fmt: skip
APOSTROPHES = "’‘"
ACCENTED = "".join(FOLDED.values()) + APOSTROPHES
PLAIN = "".join(plain * len(signs) for plain, signs in FOLDED.items()) + "''" * len(APOSTROPHES)

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
