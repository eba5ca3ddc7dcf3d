"""Teams with their trajectory, in SQL: each page of a team asks for one, each story that is sent for its own.

Django takes three times as long to write this statement as PostgreSQL to answer it (`make bench`).
"""

import uuid
from collections.abc import Iterable

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model

from trajectories.models import Team, Trajectory


def _columns(model: type[Model]) -> str:
    return ", ".join(f'{model._meta.db_table}."{field.column}"' for field in model._meta.concrete_fields)


def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


_OF_TEAM, _OF_TRAJECTORY = _names(Team), _names(Trajectory)
_TEAMS = f"""
    SELECT {_columns(Team)}, {_columns(Trajectory)}
    FROM {Team._meta.db_table}
    JOIN {Trajectory._meta.db_table} ON {Trajectory._meta.db_table}.id = trajectory_id
    WHERE {Team._meta.db_table}.id = ANY(%s::uuid[]) ORDER BY {Team._meta.db_table}.name
"""  # noqa: S608 - the names of our own tables and columns, the values are parameters


def teams_of(pks: Iterable[uuid.UUID]) -> list[Team]:
    """The same as ``Team.objects.select_related("trajectory").filter(pk__in=pks)``; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_TEAMS, [[str(pk) for pk in pks]])
        rows = cursor.fetchall()
    return [_team(row) for row in rows]


def _team(row: tuple[object, ...]) -> Team:
    split = len(_OF_TEAM)
    team = Team.from_db(DEFAULT_DB_ALIAS, _OF_TEAM, row[:split])
    team.trajectory = Trajectory.from_db(DEFAULT_DB_ALIAS, _OF_TRAJECTORY, row[split:])
    return team
