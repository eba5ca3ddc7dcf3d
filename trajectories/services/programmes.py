"""What changes about a saved programme."""

import uuid

from django.db import IntegrityError, transaction

from smallwins.accounts.models import User
from smallwins.versions import save_if_unchanged
from trajectories.models import Programme, Trajectory
from trajectories.programmes.plan import Plan, as_data


def save_programme(*, trajectory: Trajectory, plan: Plan, author: User, client_uuid: uuid.UUID) -> Programme:
    """Keep ``plan`` for the trajectory's organisation. The same ``client_uuid`` again gives the same row."""
    programme = Programme(
        organisation=trajectory.organisation,
        name=plan.name,
        language=plan.language,
        plan=as_data(plan),
        made_from=trajectory,
        created_by=author,
        client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            programme.full_clean(validate_unique=False, validate_constraints=False)
            programme.save()
    except IntegrityError:
        return Programme.objects.get(organisation=trajectory.organisation, client_uuid=client_uuid)
    return programme


@transaction.atomic
def rename_programme(*, programme: Programme, version: int) -> None:
    """Keep another name; raises StaleVersion when somebody else did so first."""
    programme.full_clean()
    save_if_unchanged(programme, version=version, fields=("name",))


@transaction.atomic
def delete_programme(*, programme: Programme) -> None:
    """Remove a programme. Sessions that were made from it stay."""
    Programme.objects.filter(pk=programme.pk).delete()
