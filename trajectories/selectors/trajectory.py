"""What a trajectory's pages read."""

from trajectories.models import Trajectory, Wording, WordingKind


def wordings_of(trajectory: Trajectory) -> dict[str, list[Wording]]:
    """Question and ambition, the latest wording first; one query."""
    found: dict[str, list[Wording]] = {kind.value: [] for kind in WordingKind}
    for wording in trajectory.wordings.all():
        found[wording.kind].append(wording)
    return found


def current_wording(trajectory: Trajectory, kind: str) -> str:
    """The words that hold now, or the empty string."""
    latest = trajectory.wordings.filter(kind=kind).first()
    return latest.text if latest else ""
