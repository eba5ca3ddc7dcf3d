"""The privacy check on texts that could send a pattern back and forth: does time grow as the text?"""

from bench.lines import Line
from bench.race import race
from smallwins.privacycheck import check

SHORT, LONG = 1_000, 10_000
BOUND = 15
ROUNDS = 7
#: Repeated, they are the worst that each pattern may meet.
STORY_UNITS = (
    *("0", "aan de ", "@", "a@", "1.", "06 ", "NL91 ", "1011AB"),
    *("Jan van ", "mevr. en dhr. en ", "geboren op 3-4-1961 ", "A-"),
)


def linear_line() -> Line:
    """Measure the unit whose ratio is the largest."""
    worst, unit = max((_ratio(unit), unit) for unit in STORY_UNITS)
    return Line(
        "privacy check, ten times the text", worst[1], "ms", ratio=worst[0], bound=BOUND, note=repr(unit)
    )


def _ratio(unit: str) -> tuple[float, float]:
    """(ratio of the times of 10,000 and of 1,000 characters, milliseconds of the longer)."""
    short, long = ((unit * (length // len(unit) + 1))[:length] for length in (SHORT, LONG))
    result = race(lambda: check(long), lambda: check(short), rounds=ROUNDS)
    return result.ratio, result.ours
