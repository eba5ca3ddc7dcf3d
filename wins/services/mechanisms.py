"""What people think propels their stories (docs/method.md §4): always written by a human being."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from smallwins.accounts.models import User
from trajectories.models import Trajectory
from wins.models import MechanismNote, Win


@transaction.atomic
def note_mechanism(
    *,
    trajectory: Trajectory,
    mechanism: str,
    text: str,
    wins: Collection[Win],
    author: User,
    on: dt.date,
) -> MechanismNote:
    """Keep a note with the stories it is about; one that is sent twice is kept once."""
    Trajectory.objects.select_for_update(no_key=True).get(pk=trajectory.pk)
    said = {"trajectory": trajectory, "mechanism": mechanism, "text": text, "author": author, "noted_on": on}
    for same in MechanismNote.objects.filter(**said).prefetch_related("wins"):
        if set(same.wins.all()) == set(wins):
            return same
    note = MechanismNote(**said)
    note.full_clean()
    note.save()
    note.wins.set(wins)
    return note
