"""Searching the stories one may read."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wins.filters import SearchForm
from wins.selectors import search as selectors

HITS_PER_PAGE = 20


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Words and filters stand in the address; what is found is what this person may read. Nine queries."""
    user, today = request.user, timezone.localdate()
    trajectories = selectors.trajectories_of(user, today=today)
    form = SearchForm(request.GET, trajectories=trajectories)
    found = selectors.Found()
    if form.chosen and not form.errors:
        found = selectors.newest(form.narrow(selectors.readable(user, trajectories, today=today)))
    page = Paginator(found.pks, HITS_PER_PAGE).get_page(request.GET.get("page"))
    words = form.chosen.get("q", "")
    context = {
        "form": form,
        "found": found,
        "page": page,
        "hits": selectors.hits_of(page.object_list, words, user, trajectories, today=today),
        "has_several": len(trajectories) > 1,
    }
    return render(request, "wins/search/page.html", context)
