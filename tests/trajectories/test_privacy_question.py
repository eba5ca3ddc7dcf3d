"""What a facilitator writes for everybody to read passes the privacy question too."""

import pytest
from django.urls import reverse

from tests import factories
from tests.wins.pages import form_to
from trajectories.models import PartialSolution, Team, Trajectory

pytestmark = pytest.mark.django_db
SUSPECT, BSN = "Hoe helpen we mevrouw Jansen op 06-12345678?", "BSN 123456782"


def places(cast):
    """(address, field, what is stored there now) of every such text."""
    one = factories.partial_solution(cast.trajectory)
    trajectory = cast.trajectory.pk
    return {
        "new trajectory": (reverse("trajectories:new"), "question"),
        "ambition": (reverse("trajectories:edit", args=[trajectory]), "ambition"),
        "team": (reverse("trajectories:team_edit", args=[cast.noord.pk]), "direction"),
        "new team": (reverse("trajectories:team_new", args=[trajectory]), "direction"),
        "partial solution": (
            reverse("trajectories:partial_solutions", args=[trajectory]) + f"?change={one.pk}",
            "question",
        ),
    }


def stored():
    return [
        list(Trajectory.objects.order_by("pk").values_list("name", "wordings__text")),
        list(Team.objects.order_by("pk").values_list("name", "direction")),
        list(PartialSolution.objects.order_by("pk").values_list("name", "question")),
    ]


@pytest.mark.parametrize("place", ["new trajectory", "ambition", "team", "new team", "partial solution"])
def test_it_is_asked_about_before_others_read_it(place, cast, browser_of):
    address, field = places(cast)[place]
    client, before = browser_of(cast.marit), stored()
    typed = form_to(client.get(address), "").fields | {field: SUSPECT}
    typed |= {"name": "Nieuw"} if place.startswith("new") else {}

    asked = client.post(address, typed)
    assert (asked.status_code, stored()) == (200, before)
    assert SUSPECT.partition(" op ")[0].rpartition(" ")[2] in asked.content.decode()
    assert client.post(address, typed | {field: BSN}).status_code == 422
    assert stored() == before

    form = form_to(asked, address)
    seen = dict(form.buttons).get("privacy_seen") or form.fields["privacy_seen"]
    assert client.post(address, typed | {"privacy_seen": seen}).status_code == 302
    assert SUSPECT in str(stored())
