"""Copies and messages from before get what the loop to policy asks of them."""

from django.db import migrations

FILL = """
UPDATE wins_publishedwin SET
    asked_on = coalesce(approved_on, CURRENT_DATE), written_on = approved_on, read_on = approved_on,
    recognisable = CASE WHEN approved_on IS NOT NULL THEN true END,
    is_true = CASE WHEN approved_on IS NOT NULL THEN true END,
    is_honest = CASE WHEN approved_on IS NOT NULL THEN true END,
    author_id = (SELECT author_id FROM wins_win WHERE wins_win.id = win_id);
UPDATE wins_policymessage SET client_uuid = gen_random_uuid();
UPDATE wins_policyresponse SET client_uuid = gen_random_uuid();
"""


class Migration(migrations.Migration):
    dependencies = [("wins", "0005_policy_loop")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
