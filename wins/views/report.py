"""The policy report as a page and as a PDF; and the list of reports somebody may read."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from trajectories.models import Trajectory
from wins import pdf
from wins.forms.report import ReportForm
from wins.selectors import report as selectors


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """What policy readers and admins open; members find theirs here too."""
    trajectories = selectors.reported(request.user, today=timezone.localdate())
    return render(request, "wins/report/list.html", {"trajectories": trajectories})


def _trajectory(request: HttpRequest, trajectory_id: uuid.UUID) -> Trajectory:
    """One trajectory whose report this person may read; else 404."""
    rows = selectors.reported(request.user, today=timezone.localdate())
    trajectory = rows.filter(pk=trajectory_id).first()
    if trajectory is None:
        raise Http404
    return trajectory


def _form(request: HttpRequest, trajectory: Trajectory) -> ReportForm:
    copies = selectors.all_published(trajectory)
    return ReportForm(request.GET, copies=copies, first=trajectory.starts_on, today=timezone.localdate())


def _report(form: ReportForm, trajectory: Trajectory) -> selectors.Report:
    data: dict[str, Any] = form.cleaned_data
    return selectors.report_of(
        trajectory,
        since=data["since"],
        until=data["until"],
        on=timezone.localdate(),
        wanted={copy.pk for copy in data["copy"]},
    )


@require_safe
def report(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """Two pages of published texts, messages and answers; the period is in the address."""
    trajectory = _trajectory(request, trajectory_id)
    form = _form(request, trajectory)
    valid = form.is_valid()
    context = {
        "trajectory": trajectory,
        "form": form,
        "report": _report(form, trajectory) if valid else None,
        "query": request.GET.urlencode(),
    }
    return render(request, "wins/report/page.html", context, status=200 if valid else 422)


@require_safe
def report_pdf(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponse:
    """The same as a tagged PDF (PDF/UA-1)."""
    trajectory = _trajectory(request, trajectory_id)
    form = _form(request, trajectory)
    if not form.is_valid():
        return render(request, "wins/report/page.html", {"trajectory": trajectory, "form": form}, status=422)
    found = _report(form, trajectory)
    name = f"{slugify(trajectory.name) or 'report'}-{found.until:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf.report_pdf(found), content_type="application/pdf", headers=headers)
