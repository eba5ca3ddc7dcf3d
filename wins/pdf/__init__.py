"""The policy report as a PDF, by Typst: tagged, PDF/UA-1, two pages A4.

People's texts go in as data and are never read as markup. The type gets smaller until two pages are enough.
"""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from smallwins.when import date_in_words
from wins.models import PublishedWin
from wins.selectors.policy import Message
from wins.selectors.report import Report
from wins.words import confirmed_in_words, kept_in_words

_HERE = Path(__file__).parent
PAGES = 2
#: Points. The smallest holds the longest texts there can be, which a test tries.
SIZES = ("10", "9.5", "9", "8.5", "8", "7.5", "7", "6.5")


@cache
def _source() -> bytes:
    return (_HERE / "report.typ").read_bytes()


def report_pdf(report: Report) -> bytes:
    """The report in the language that is active."""
    data = _data(report)
    for size in SIZES:
        inputs = {"data": json.dumps(data, ensure_ascii=False), "size": size}
        options: dict[str, Any] = {
            "font_paths": [str(_HERE / "fonts")],
            "ignore_system_fonts": True,
            "sys_inputs": inputs,
        }
        if size == SIZES[-1] or _pages(options) <= PAGES:
            break
    now = dt.datetime.combine(report.on, dt.time(), tzinfo=dt.UTC)
    return typst.compile(_source(), format="pdf", pdf_standards=["ua-1"], timestamp=now, **options)


def _pages(options: dict[str, Any]) -> int:
    return int(json.loads(typst.query(_source(), "<pages>", field="value", one=True, **options)))


def _data(report: Report) -> dict[str, Any]:
    name = report.trajectory.name
    return {
        "lang": get_language() or "nl",
        "year": report.on.year,
        "month": report.on.month,
        "day": report.on.day,
        "title": _("Report: %(name)s") % {"name": name},
        "facts": [
            [_("Period"), f"{date_in_words(report.since)} – {date_in_words(report.until)}"],
            [_("Teams"), ", ".join(report.teams) or "–"],
            [_("Version"), f"{report.version}, {date_in_words(report.on)}"],
        ],
        "question": [_("Our question"), report.question],
        "ambition": [_("Where we want to go"), report.ambition],
        "stories": {"heading": _("What changed"), "rows": [_story(one) for one in report.stories]},
        "setback": {
            "heading": _("What went wrong"),
            "rows": [_story(report.setback)] if report.setback else [],
        },
        "asks": {
            "heading": _("What needs a decision"),
            "rows": [_ask(one) for one in report.messages],
        },
        "nothing": _("Nothing was published in this period yet."),
        "footer": _(
            "Small Wins. Every text was written anew by its author, read by a third person and approved."
        ),
        "page": _("Page"),
    }


def _story(copy: PublishedWin) -> dict[str, Any]:
    lines = [
        [_("Why this story"), copy.reason or (copy.selection.reason if copy.selection else "")],
        [_("Our share"), copy.our_share],
        [_("Confirmed by"), confirmed_in_words(copy)],
        [_("What we do not know"), copy.unknowns],
    ]
    return {"title": copy.title, "text": copy.text, "lines": [line for line in lines if line[1]]}


def _ask(message: Message) -> dict[str, Any]:
    row = message.row
    lines = [[_("To"), row.addressee]]
    for response in message.responses:
        said = f"{response.get_kind_display()}. {response.text}"
        lines.append([_("Answer, %(day)s") % {"day": date_in_words(response.answered_on)}, said])
        lines += [
            [_("What became of it"), kept_in_words(check)] for check in list(response.checks.all())[-1:]
        ]
    if message.age:
        lines.append([_("Answer so far"), message.age])
    title = row.barrier.name if row.barrier else _("A request")
    return {"title": title, "text": row.text, "lines": lines}
