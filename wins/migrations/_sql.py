"""What PostgreSQL keeps by itself, in its own words; used by more than one migration."""

#: One writer of links at a time, then a walk back from the earlier win. Links are rare and threads short.
NO_CIRCLE = """
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

DROP_NO_CIRCLE = """
DROP TRIGGER win_link_no_circle ON wins_winlink;
DROP FUNCTION wins_refuse_link_circle();
"""

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

SEARCH = f"""
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

DROP_SEARCH = """
DROP INDEX win_search;
ALTER TABLE wins_win DROP COLUMN search;
DROP FUNCTION wins_plain(text);
"""

#: The team of the story, beside each reading: what a team saw is counted without looking at each story.
READING_OF_TEAM = """
ALTER TABLE wins_lensreading ADD COLUMN team_id uuid;
UPDATE wins_lensreading SET team_id = wins_win.team_id FROM wins_win WHERE wins_win.id = win_id;
ALTER TABLE wins_lensreading ALTER COLUMN team_id SET NOT NULL;
CREATE INDEX reading_of_team ON wins_lensreading (team_id);
CREATE FUNCTION wins_take_team_of_win() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.team_id := (SELECT team_id FROM wins_win WHERE id = NEW.win_id);
    RETURN NEW;
END
$$;
CREATE TRIGGER reading_takes_team_of_win
    BEFORE INSERT OR UPDATE OF win_id ON wins_lensreading
    FOR EACH ROW EXECUTE FUNCTION wins_take_team_of_win();
CREATE FUNCTION wins_take_readings_along() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE wins_lensreading SET team_id = NEW.team_id WHERE win_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER win_takes_readings_along
    AFTER UPDATE OF team_id ON wins_win
    FOR EACH ROW WHEN (OLD.team_id IS DISTINCT FROM NEW.team_id) EXECUTE FUNCTION wins_take_readings_along();
"""

DROP_READING_OF_TEAM = """
DROP TRIGGER win_takes_readings_along ON wins_win;
DROP FUNCTION wins_take_readings_along();
DROP TRIGGER reading_takes_team_of_win ON wins_lensreading;
DROP FUNCTION wins_take_team_of_win();
ALTER TABLE wins_lensreading DROP COLUMN team_id;
"""
