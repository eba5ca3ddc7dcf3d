"""``teams_of`` reads in SQL what Django would read."""

import uuid

from tests import factories
from trajectories.models import Team
from trajectories.selectors.teams import teams_of


def fields_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_every_field_is_as_django_reads_it(cast, django_assert_num_queries):
    factories.team(cast.trajectory, "Aan de haven")
    cast.trajectory.reminder_offsets = [1440, 60]
    cast.trajectory.save()
    pks = [*Team.objects.values_list("pk", flat=True), uuid.uuid4()]
    usual = Team.objects.select_related("trajectory").filter(pk__in=pks)

    with django_assert_num_queries(1):
        teams = teams_of(pks)
        found = [(fields_of(team), fields_of(team.trajectory)) for team in teams]

    assert found == [(fields_of(team), fields_of(team.trajectory)) for team in usual]
    assert len(found) == 4
    teams[0].name = "Anders"
    teams[0].save()
    assert Team.objects.get(pk=teams[0].pk).name == "Anders"
