"""Links between wins form no circle, also when two people post at the same moment."""

from django.db import migrations

#: One writer of links at a time, then a walk back from the earlier win. Links are rare and threads short.
CREATE = """
CREATE FUNCTION wins_refuse_link_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(720576001);
    IF EXISTS (
        WITH RECURSIVE reached(id) AS (
            SELECT NEW.earlier_id
            UNION
            SELECT link.earlier_id
            FROM wins_winlink AS link
            JOIN reached ON link.later_id = reached.id
            WHERE link.id <> NEW.id
        )
        SELECT 1 FROM reached WHERE id = NEW.later_id
    ) THEN
        RAISE EXCEPTION 'this link would close a circle'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'win_link_no_circle';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER win_link_no_circle
    BEFORE INSERT OR UPDATE OF later_id, earlier_id ON wins_winlink
    FOR EACH ROW EXECUTE FUNCTION wins_refuse_link_circle();
"""

DROP = """
DROP TRIGGER win_link_no_circle ON wins_winlink;
DROP FUNCTION wins_refuse_link_circle();
"""


class Migration(migrations.Migration):
    dependencies = [("wins", "0002_lens_and_links")]

    operations = [migrations.RunSQL(CREATE, DROP)]
