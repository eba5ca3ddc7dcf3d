"""Files of a trajectory: asking for one, seeing it being made, taking it."""

import uuid
from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trajectories.access import can
from trajectories.models import Trajectory
from trajectories.roles import Capability
from wins import access
from wins.exports import order as orders
from wins.exports.build import CONTENT_TYPES, build, count, file_name
from wins.forms.exports import ExportForm
from wins.models import ExportState
from wins.selectors import exports as selectors
from wins.services import export_jobs as services


@require_http_methods(["GET", "POST"])
def export_new(request: HttpRequest, trajectory_id: uuid.UUID) -> HttpResponseBase:
    """A small file comes at once; a large one is made by a worker, and has a page of its own."""
    trajectory = access.get_exportable(request.user, trajectory_id)
    form = ExportForm(request.POST or None, trajectory=trajectory, initial={"client_uuid": uuid.uuid4()})
    if not form.is_valid():
        return _form_page(request, form, trajectory)
    now = timezone.now()
    order = form.order(reader=request.user, now=now)
    rows = count(order)
    if rows <= orders.AT_ONCE:
        return _at_once(order)
    key = form.cleaned_data["client_uuid"] or uuid.uuid4()
    return redirect(services.ask(order=order, total=rows, client_uuid=key, now=now))


def _form_page(request: HttpRequest, form: ExportForm, trajectory: Trajectory) -> HttpResponse:
    context = {
        "trajectory": trajectory,
        "form": form,
        "has_names": can(request.user, trajectory, Capability.MANAGE),
    }
    return render(request, "wins/exports/new.html", context, status=422 if form.errors else 200)


def _in_words(number: int) -> str:
    return number_format(number, force_grouping=True)


def _at_once(order: orders.Order) -> FileResponse:
    file = TemporaryFile()  # noqa: SIM115 the response closes it
    try:
        build(order, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    kind = CONTENT_TYPES[order.format]
    return FileResponse(file, as_attachment=True, filename=file_name(order), content_type=kind)


@require_safe
def export_page(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    """How far it is; renews itself without scripts until the file is there, unless asked not to."""
    export = access.get_export(request.user, export_id)
    numbers = {"done": _in_words(export.done), "total": _in_words(export.total)}
    context = {
        "export": export,
        "progress": _("%(done)s of %(total)s rows") % numbers,
        "is_unfinished": export.state in services.UNFINISHED,
        "renews": "still" not in request.GET,
    }
    return render(request, "wins/exports/page.html", context)


@require_POST
def export_cancel(request: HttpRequest, export_id: uuid.UUID) -> HttpResponse:
    export = access.get_export(request.user, export_id)
    if services.cancel(export=export):
        messages.success(request, _("The export is stopped."))
    return redirect(export)


@require_safe
def export_file(request: HttpRequest, export_id: uuid.UUID) -> StreamingHttpResponse:
    """The file, piece by piece."""
    export = access.get_export(request.user, export_id)
    if export.state != ExportState.READY:
        raise Http404
    order = orders.Order.of(export, now=export.created_at)
    response = StreamingHttpResponse(selectors.pieces_of(export), content_type=CONTENT_TYPES[export.format])
    response["Content-Length"] = selectors.size_of(export)
    response["Content-Disposition"] = content_disposition_header(True, file_name(order))
    return response
