"""Every form with words that others read, for the tests of the privacy question."""

import uuid
from types import SimpleNamespace

from django.urls import reverse

from tests import factories
from wins.models import Barrier, Comment, Visibility


def build(cast):
    """One of everything that can be written about, in team Noord; its trajectory knows three roles."""
    win = factories.win(
        cast.noord,
        cast.samira,
        title="Aangebeld",
        visibility=Visibility.TRAJECTORY,
        for_whom=["bewoner", "buur"],
    )
    earlier = factories.win(cast.noord, cast.joost, title="Eerder", visibility=Visibility.TRAJECTORY)
    cast.trajectory.for_whom_roles = ["bewoner", "buur", "professional"]
    cast.trajectory.save()
    return SimpleNamespace(
        win=win,
        earlier=earlier,
        setback=factories.win(cast.noord, cast.samira, kind="setback", visibility=Visibility.TEAM),
        comment=Comment.objects.create(win=win, author=cast.samira, text="Eerst dit."),
        barrier=Barrier.objects.create(trajectory=cast.trajectory, name="Sleutelbeleid", kind="rule"),
        step=factories.step(cast.noord, "Bellen"),
        team=cast.noord,
        trajectory=cast.trajectory,
    )


def place(name, pk, /, page=None, query="", button=None, **typed):
    """Where a text is typed: the page, where its form goes, its button, and what else is chosen in it."""
    address = reverse(name, args=[pk] if pk else []) + query
    return SimpleNamespace(page=page or address, action=address, button=button, typed=typed)


def places(h):
    """Every form with words that others read: (place, field)."""
    win, team, today = h.win.get_absolute_url(), h.team.pk, factories.days(0).isoformat()
    path = reverse("sessions:path", args=[team])
    new = {"page": "/", "button": ("action", "share"), "team": team, "client_uuid": uuid.uuid4()}
    setback = new | {"page": reverse("wins:new") + "?kind=setback", "story": "Niemand kwam."}
    edit = place("wins:edit", h.win.pk)
    edit_setback = place("wins:edit", h.setback.pk)
    link = {"earlier": h.earlier.pk, "kind": "spreads", "why": "Daarom."}
    barrier = {"kind": "rule", "effect": "met"}
    stone = {"kind": "step", "state": "next", "text": "Bellen.", "partial_solution": ""}
    return {
        "capture": (place("wins:new", None, **new), "story"),
        **{
            f"setback {name}": (place("wins:new", None, **setback), name)
            for name in ("expected", "story", "why", "differently")
        },
        **{f"edit {name}": (edit, name) for name in ("title", "story", "friction", "next_step")},
        **{f"edit setback {name}": (edit_setback, name) for name in ("expected", "why", "differently")},
        "comment": (place("wins:comment_new", h.win.pk, page=win), "text"),
        "changed comment": (place("wins:comment_edit", h.comment.pk), "text"),
        "evidence": (place("wins:lens", h.win.pk, C3="yes"), "evidence_C3"),
        "evidence on a phone": (place("wins:lens", h.win.pk, query="?question=3"), "evidence_C3"),
        "joint evidence": (place("wins:lens", h.win.pk, query="?as=joint"), "evidence_C7"),
        "remark": (place("wins:lens", h.win.pk), "remark"),
        "verdict": (place("wins:verdict", h.win.pk, page=win, verdict="quick_win"), "reason"),
        "link why": (place("wins:link_new", h.win.pk, **link), "why"),
        "link adapted": (place("wins:link_new", h.win.pk, **link), "adapted"),
        "barrier": (place("wins:barrier_link", h.win.pk, **barrier), "name"),
        "barrier passed on": (
            place("wins:barrier_link", h.win.pk, name="Geld", state="escalated", **barrier),
            "addressee",
        ),
        "state of a barrier": (
            place(
                "wins:barrier_state",
                h.barrier.pk,
                page=h.barrier.get_absolute_url(),
                state="escalated",
                since=today,
            ),
            "addressee",
        ),
        "barrier of a team": (place("wins:barriers", h.trajectory.pk, kind="rule", team=team), "name"),
        "alive": (place("wins:alive", h.win.pk, answer="changed"), "text"),
        "step": (place("sessions:path", team, **stone), "text"),
        "friction": (place("sessions:path", team, **stone | {"kind": "friction"}), "barrier_name"),
        "step let go": (place("sessions:path", team, **stone | {"state": "dropped"}), "state_reason"),
        "changed step": (place("sessions:step_edit", h.step.pk, **stone), "text"),
        "direction": (place("sessions:direction", team, page=path), "direction"),
    }


NAMES = [
    "capture",
    *(f"setback {name}" for name in ("expected", "story", "why", "differently")),
    *(f"edit {name}" for name in ("title", "story", "friction", "next_step")),
    *(f"edit setback {name}" for name in ("expected", "why", "differently")),
    "comment",
    "changed comment",
    "evidence",
    "evidence on a phone",
    "joint evidence",
    "remark",
    "verdict",
    "link why",
    "link adapted",
    "barrier",
    "barrier passed on",
    "state of a barrier",
    "barrier of a team",
    "alive",
    "step",
    "friction",
    "step let go",
    "changed step",
    "direction",
]
