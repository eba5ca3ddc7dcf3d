"""Optimistic locking: two people may edit, nobody overwrites unseen (docs/architecture.md)."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.encoding import force_str

from smallwins.text import normalise


class StaleVersion(Exception):
    """Somebody else saved in between."""


def save_if_unchanged(obj: Any, *, version: int, fields: Iterable[str]) -> None:
    """Write ``fields`` of ``obj`` if its row still has ``version``; raises StaleVersion otherwise."""
    values: dict[str, Any] = {name: getattr(obj, name) for name in fields}
    rows = type(obj)._default_manager.filter(pk=obj.pk, version=version)
    if not rows.update(version=version + 1, **values):
        raise StaleVersion
    obj.version = version + 1


def as_saved(obj: models.Model) -> Any:
    """The row of ``obj`` as somebody else left it."""
    return type(obj)._default_manager.get(pk=obj.pk)


def shown(bound: Any, value: Any) -> str:
    """A field's value as its reader would say it; choices by their label."""
    choices = getattr(bound.field, "choices", None)
    if choices is None:
        return normalise(force_str(value if value is not None else ""))
    labels = {str(key): str(label) for key, label in choices}
    values = value if isinstance(value, (list, tuple)) else [value]
    keys = [str(getattr(item, "pk", item)) for item in values if item not in (None, "")]
    return ", ".join(labels.get(key, key) for key in sorted(keys))


def conflict(request: HttpRequest, *, mine: Any, theirs: Any, version: int, back: str = "") -> HttpResponse:
    """Answer 409: both texts side by side, and a form that keeps mine unless I choose otherwise.

    ``mine`` is the bound form, ``theirs`` an unbound form of what was saved meanwhile, at ``version``.
    ``back`` is where theirs is looked at, when that is another address.
    """
    rows = []
    for bound in mine:
        ours, others = shown(bound, bound.value()), shown(bound, theirs[bound.name].value())
        if not bound.is_hidden and ours != others:
            rows.append({"label": bound.label, "mine": ours, "theirs": others})
    data = mine.data.copy()
    data[mine.add_prefix("version")] = str(version)
    kept = [(name, v) for name in data if name != "csrfmiddlewaretoken" for v in data.getlist(name)]
    context = {"rows": rows, "kept": kept, "back": back or request.get_full_path()}
    return render(request, "pages/conflict.html", context, status=409)
