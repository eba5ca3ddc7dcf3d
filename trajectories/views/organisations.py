"""The home of an organisation's admin: people and retention, no content."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from trajectories import access
from trajectories.roles import Capability
from trajectories.selectors import organisations as selectors


@require_safe
def organisation(request: HttpRequest, organisation_id: uuid.UUID) -> HttpResponse:
    owner = access.get_organisation(request.user, organisation_id, Capability.READ)
    context = {
        "organisation": owner,
        "people": selectors.people_of_organisation(owner.pk, today=timezone.localdate()),
        "retention": selectors.retention_of(owner.trajectories.all(), today=timezone.localdate()),
    }
    return render(request, "trajectories/organisation.html", context)
