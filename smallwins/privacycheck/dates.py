"""Birth dates: any date where the sentence speaks of birth, and full dates of long ago."""

import re
from collections.abc import Iterator

from smallwins.privacycheck.findings import Finding, Kind

_MONTH = (
    r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    r"|jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|nov|dec)\b\.?"
)
_SHORT_YEAR = r"['’]?\d{2}"
_DATE = re.compile(
    rf"(?<![\d.,])(?P<day>\d{{1,2}}) ?(?P<sign>[-./]) ?(?P<month>\d{{1,2}})"
    rf"(?: ?(?P=sign) ?(?P<year>\d{{4}}|{_SHORT_YEAR})(?!\d))?(?![-/]?\d)"
    r"|(?<![\d.,-])(?P<year2>\d{4})(?P<sign2>[-./])(?P<month2>\d{1,2})(?P=sign2)(?P<day2>\d{1,2})(?!\d)"
    rf"|(?<![\d.,])(?P<day3>\d{{1,2}})(?:e|ste|de)?[ \u00a0-]{{1,2}}{_MONTH}"
    rf"(?:[ ,\u00a0-]{{1,2}}(?P<year3>\d{{4}}|['’]\d{{2}}|\d{{2}}(?![.:]\d))(?!\d))?"
    rf"|(?<!\w){_MONTH} (?P<year4>\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_BIRTH_BEFORE = re.compile(
    r"\b(?:geboren|geboortedatum|geboortedag|geboorte|geb|gebdatum|jarig|verjaardag|verjaart)\b\.?[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
_BIRTH_AFTER = re.compile(r"[^.!?\n]{0,20}\b(?:geboren|jarig|verjaart)\b", re.IGNORECASE)
_NOT_BIRTH = re.compile(
    r"\b(?:sinds|vanaf|opgeleverd|gebouwd|opgericht|gesticht|bouwjaar|wet|verdrag|getekend)\b[^.!?\n]{0,20}$",
    re.IGNORECASE,
)
# A full date in these years needs no word of birth: no session, win or step is that old, most residents are.
_LONG_AGO = range(1900, 2010)
_BEFORE = 60
_AFTER = 32


def birth_dates(text: str) -> Iterator[Finding]:
    """Dates that are somebody's birthday; the date of a meeting is none."""
    for found in _DATE.finditer(text):
        day = found["day"] or found["day2"] or found["day3"]
        month = found["month"] or found["month2"] or "1"
        year = found["year"] or found["year2"] or found["year3"] or found["year4"] or ""
        if (day and not 1 <= int(day) <= 31) or not 1 <= int(month) <= 12:
            continue
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        after = text[found.end() : found.end() + _AFTER]
        of_birth = _BIRTH_BEFORE.search(before) or _BIRTH_AFTER.match(after)
        long_ago = day and len(year) == 4 and int(year) in _LONG_AGO and not _NOT_BIRTH.search(before)
        if of_birth or long_ago:
            yield Finding(Kind.BIRTH_DATE, found.start(), found.end())
