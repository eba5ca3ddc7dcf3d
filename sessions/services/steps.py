"""What a team will try: steps, their order and their state. Set by people, never computed."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.db.models import Max

from sessions.models import NotYet, Step
from smallwins.accounts.models import User
from smallwins.versions import save_if_unchanged

EDITABLE = ("text", "kind", "barrier_name", "partial_solution", "state", "state_reason")


def add_step(*, step: Step, author: User, client_uuid: uuid.UUID, now: dt.datetime) -> Step:
    """Put a stone at the end of the path. The same ``client_uuid`` again gives the same row."""
    step.created_by = step.state_set_by = author
    step.client_uuid, step.state_set_at = client_uuid, now
    last = Step.objects.of_teams().filter(team=step.team).aggregate(last=Max("order"))["last"]
    step.order = (last or 0) + 1
    try:
        with transaction.atomic():
            step.full_clean(validate_unique=False, validate_constraints=False)
            step.save()
    except IntegrityError:
        return Step.objects.get(client_uuid=client_uuid, team=step.team)
    return step


@transaction.atomic
def edit_step(*, step: Step, author: User, version: int, now: dt.datetime) -> None:
    """Save a changed step; a new state carries who set it and when. Raises StaleVersion."""
    before = Step.objects.get(pk=step.pk)
    fields: tuple[str, ...] = EDITABLE
    if before.state != step.state:
        step.state_set_by, step.state_set_at = author, now
        fields += ("state_set_by", "state_set_at")
    step.full_clean()
    save_if_unchanged(step, version=version, fields=fields)


@transaction.atomic
def move_step(*, step: Step, up: bool) -> None:
    """Let a stone change places with its neighbour."""
    stones = list(Step.objects.of_teams().select_for_update().filter(team=step.team))
    place = next(index for index, stone in enumerate(stones) if stone.pk == step.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(stones):
        return
    stones[place], stones[other] = stones[other], stones[place]
    for order, stone in enumerate(stones, start=1):
        if stone.order != order:
            Step.objects.filter(pk=stone.pk).update(order=order)


def say_not_yet(*, step: Step, user: User, now: dt.datetime) -> None:
    """Take "not yet" for an answer: the question rests for a while."""
    NotYet.objects.update_or_create(step=step, user=user, defaults={"said_at": now})
