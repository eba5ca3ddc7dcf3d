"""What the check finds, and how a page shows it.

A finding holds positions and never the text itself, so it may be counted, passed on and printed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a finding looks like, the most serious first."""

    BSN = "bsn", _("citizen service number (BSN)")
    IBAN = "iban", _("bank account (IBAN)")
    PHONE = "phone", _("phone number")
    EMAIL = "email", _("e-mail address")
    POSTCODE = "postcode", _("postcode with house number")
    BIRTH_DATE = "birth_date", _("birth date")
    TITLED_NAME = "titled_name", _("titled name")
    STREET = "street", _("street name")
    FIRST_NAME = "first_name", _("first name")
    DIAGNOSIS = "diagnosis", _("diagnosis")


_RANK = {kind: rank for rank, kind in enumerate(Kind)}
_LEAST_LEFT = 4  # characters of a finding worth a mark of their own


@dataclass(frozen=True, slots=True)
class Finding:
    """Characters ``start`` up to ``end`` of a text; ``blocks`` when it may not be shared at all."""

    kind: Kind
    start: int
    end: int
    blocks: bool = False


def blocks(findings: Iterable[Finding]) -> bool:
    """True when the text may not be shared before it is changed."""
    return any(finding.blocks for finding in findings)


def mark(text: str, findings: Iterable[Finding]) -> list[tuple[str, Finding | None]]:
    """Cut a text into pieces for ``<mark>``; joined again the pieces are the text.

    ``findings`` are those of ``check(text)``: sorted and without overlap.
    """
    pieces: list[tuple[str, Finding | None]] = []
    done = 0
    for finding in findings:
        if finding.start > done:
            pieces.append((text[done : finding.start], None))
        pieces.append((text[finding.start : finding.end], finding))
        done = finding.end
    if done < len(text):
        pieces.append((text[done:], None))
    return pieces


def without_overlap(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Of findings that overlap the one that blocks wins, else the longest, else the most serious.

    What sticks out of the loser stays, when it says something: the postcode in "Kerkstraat 12, 1234 AB".
    """
    taken = bytearray(len(text))
    kept = []
    for finding in sorted(findings, key=lambda f: (not f.blocks, f.start - f.end, _RANK[f.kind], f.start)):
        start, end = finding.start, finding.end
        while start < end and (taken[start] or not (start == finding.start or text[start].isalnum())):
            start += 1
        while end > start and (taken[end - 1] or not (end == finding.end or text[end - 1].isalnum())):
            end -= 1
        whole = (start, end) == (finding.start, finding.end)
        if any(taken[start:end]) or not (whole or end - start >= _LEAST_LEFT):
            continue
        taken[start:end] = b"\1" * (end - start)
        kept.append(replace(finding, start=start, end=end))
    return sorted(kept, key=lambda f: f.start)
