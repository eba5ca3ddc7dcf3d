"""Keeping what somebody says after a session: a takeaway, a word, a step to try."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import transaction

from sessions.models import Attendance, LearningSession, Step, StepState
from sessions.selectors.after import PARTS, Said, own_step_of, said_in, stamp
from smallwins.accounts.models import User


class SaidOtherwise(Exception):
    """Another tab kept other words meanwhile: ``saved``, and the ``parts`` in which both differ."""

    def __init__(self, saved: Said, parts: list[str]) -> None:
        super().__init__(parts)
        self.saved, self.parts = saved, parts


@transaction.atomic
def keep(
    *, learning_session: LearningSession, user: User, said: Said, seen: Mapping[str, str], now: dt.datetime
) -> None:
    """Keep what was changed; what was left as it was shown stays as it is now. Raises SaidOtherwise.

    ``seen``: the stamp of each part as the page showed it. A step whose words are taken away is gone.
    """
    Attendance.objects.get_or_create(
        learning_session=learning_session, user=user, defaults={"updated_at": now}
    )
    row = Attendance.objects.select_for_update().get(learning_session=learning_session, user=user)
    own = Step.objects.filter(learning_session=learning_session, person=user).order_by(
        "order", "state_set_at"
    )
    step = own_step_of(own, user)
    saved = said_in(row, step)
    changed = [part for part in PARTS if stamp(said, part) != seen.get(part, "")]
    clashing = [part for part in changed if stamp(saved, part) not in (seen.get(part, ""), stamp(said, part))]
    if clashing:
        raise SaidOtherwise(saved, clashing)
    if "step" in changed:
        _keep_step(step, learning_session, user, said, now)
    row.takeaway = said.takeaway if "takeaway" in changed else row.takeaway
    row.checkout_word = said.word if "word" in changed else row.checkout_word
    row.updated_at = now
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.save(update_fields=["takeaway", "checkout_word", "updated_at"])


def _keep_step(step: Step | None, session: LearningSession, user: User, said: Said, now: dt.datetime) -> None:
    if not said.step_text:
        if step:
            step.delete()
        return
    state = said.step_state or StepState.NEXT
    if step is None:
        step = Step(learning_session=session, person=user, created_by=user, state_set_by=user)
        step.client_uuid, step.state_set_at = uuid.uuid5(session.pk, str(user.pk)), now
    elif step.state != state:
        step.state_set_by, step.state_set_at = user, now
    step.text, step.state = said.step_text, state
    step.team_id = uuid.UUID(said.team)
    step.belongs_to_id = uuid.UUID(said.belongs_to) if said.belongs_to else None
    step.version += 0 if step._state.adding else 1
    step.full_clean(validate_unique=False, validate_constraints=False)
    step.save()
