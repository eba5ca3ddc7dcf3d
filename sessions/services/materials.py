"""Links with a title: added, changed, removed. Never fetched."""

import uuid

from django.db import IntegrityError, transaction

from sessions.models import Material
from smallwins.accounts.models import User
from smallwins.versions import save_if_unchanged


def add_material(*, material: Material, author: User, client_uuid: uuid.UUID) -> Material:
    """Keep a link. The same ``client_uuid`` again gives the same row."""
    material.added_by, material.client_uuid = author, client_uuid
    try:
        with transaction.atomic():
            material.full_clean(validate_unique=False, validate_constraints=False)
            material.save()
    except IntegrityError:
        return Material.objects.get(client_uuid=client_uuid, trajectory=material.trajectory)
    return material


def edit_material(*, material: Material, version: int) -> None:
    """Save a changed title, address or place. Raises StaleVersion."""
    material.full_clean(validate_constraints=False)
    save_if_unchanged(material, version=version, fields=("title", "url", "agenda_item"))


def remove_material(*, material: Material) -> None:
    """Take a link away."""
    Material.objects.filter(pk=material.pk).delete()
