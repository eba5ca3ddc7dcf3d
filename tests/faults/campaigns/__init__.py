"""The campaigns by number: a name, and a function from a run to its verdict."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.campaigns import beats, broker, changes, clocks, crash, database, smtp
from tests.faults.checker import Verdict
from tests.faults.run import Run


@dataclass(frozen=True)
class Campaign:
    """One row of the table in docs/delivery.md."""

    name: str
    run: Callable[[Run], Verdict]


CAMPAIGNS = {
    1: Campaign("crash", crash.run),
    2: Campaign("redis", broker.run),
    3: Campaign("postgres", database.run),
    4: Campaign("smtp", smtp.run),
    5: Campaign("beats", beats.run),
    6: Campaign("clocks", clocks.run),
    7: Campaign("changes", changes.run),
}
