"""Within a team nobody is asked for a yes: the moment of a yes stands at links across teams alone."""

from django.db import migrations

EMPTY = """
UPDATE wins_winlink SET accepted_at = NULL, accepted_by_id = NULL
FROM wins_win AS later, wins_win AS earlier
WHERE later.id = later_id AND earlier.id = earlier_id AND later.team_id = earlier.team_id;
"""


class Migration(migrations.Migration):
    dependencies = [("wins", "0010_win_of_team_shared")]

    operations = [migrations.RunSQL(EMPTY, migrations.RunSQL.noop)]
