"""Asks, before others read it, whether somebody could recognise a resident (docs/product.md, P13).

A form names the fields to look at in ``checked_fields``. A citizen service number blocks; anything else is
the author's choice: change the text, or share it as it is. Nothing that was found is kept or logged.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from smallwins import keep
from smallwins.accounts.models import User
from smallwins.privacycheck import Finding, blocks, check, mark
from trajectories.models import Membership, Organisation, Team, Trajectory

#: Names of the two posts that come back from the question.
CHANGE, SEEN = "privacy_change", "privacy_seen"


@dataclass(frozen=True)
class Passage:
    """One text in which something was found, cut into pieces to mark."""

    label: str
    pieces: list[tuple[str, Finding | None]]
    kinds: list[str]
    blocks: bool


def known_names(trajectory: Trajectory) -> set[str]:
    """Names that may be mentioned: everybody who ever took part, the teams, the organisations."""
    memberships = Membership.objects.of_trajectory(trajectory.pk)
    people = User.objects.filter(pk__in=memberships.values("user")).values_list("name", flat=True)
    organisations = Organisation.objects.filter(
        Q(pk=trajectory.organisation_id) | Q(pk__in=memberships.values("works_for"))
    ).values_list("name", flat=True)
    teams = Team.objects.filter(trajectory=trajectory).values_list("name", flat=True)
    return {*people, *organisations, *teams, trajectory.name, trajectory.neighbourhood}


#: (label, words) of what others will read.
Texts = Sequence[tuple[str, str]]


def texts_of(form: Any) -> Texts:
    """The words of a valid form that others will read."""
    data = form.cleaned_data
    return [(str(form[name].label), data[name]) for name in form.checked_fields if data.get(name)]


def _seen_value(texts: Texts) -> str:
    """Stands for these very words: other words are asked about again."""
    return hashlib.sha256("\0".join(words for _label, words in texts).encode()).hexdigest()


def wants_change(request: HttpRequest) -> bool:
    """The author chose to change the text: show the form again, with every word."""
    return CHANGE in request.POST


def passages(texts: Texts, trajectory: Trajectory | None) -> list[Passage]:
    """The texts in which something was found; without a trajectory (readers elsewhere) no name is known."""
    suspect = [(label, words) for label, words in texts if check(words)]
    names = known_names(trajectory) if suspect and trajectory else set()
    found = [(label, words, check(words, known_names=names)) for label, words in suspect]
    return [
        Passage(
            label,
            mark(words, findings),
            list(dict.fromkeys(str(finding.kind.label) for finding in findings)),
            blocks(findings),
        )
        for label, words, findings in found
        if findings
    ]


def ask(request: HttpRequest, texts: Texts, trajectory: Trajectory | None) -> HttpResponse | None:
    """The question as a page, or None when nothing was found or the author said "share it as it is"."""
    found = passages(texts, trajectory)
    is_blocked = any(passage.blocks for passage in found)
    seen = _seen_value(texts)
    if not found or (not is_blocked and request.POST.get(SEEN) == seen):
        return None
    kept = keep.kept_post(request)
    context = {
        "passages": found,
        "is_blocked": is_blocked,
        "action": kept["action"],
        "fields": [(name, value) for name, value in kept["fields"] if name not in (CHANGE, SEEN)],
        "change": CHANGE,
        "seen": SEEN,
        "seen_value": seen,
    }
    return render(request, "pages/privacy_check.html", context, status=422 if is_blocked else 200)


def ask_about(
    request: HttpRequest, form: Any, trajectory: Trajectory | None, *, page: Callable[[], HttpResponse]
) -> HttpResponse | None:
    """For a valid form: its page again when the author wants to change it, the question, or None to go on."""
    if wants_change(request):
        return page()
    return ask(request, texts_of(form), trajectory)
