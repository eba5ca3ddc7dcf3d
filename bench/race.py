"""Two ways of doing the same, in turns, so that whatever else the machine does slows both."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

WARM_UP = 15


@dataclass(frozen=True)
class Result:
    """Medians in milliseconds, and the median of the ratio of each pair."""

    ours: float
    floor: float
    ratio: float


def race(ours: Callable[[], object], floor: Callable[[], object], *, rounds: int) -> Result:
    """Time both in every round, each first in half of them."""
    for _ in range(WARM_UP):
        ours()
        floor()
    gc.collect()
    pairs = []
    for number in range(rounds):
        if number % 2:
            after = _timed(floor)
            pairs.append((_timed(ours), after))
        else:
            pairs.append((_timed(ours), _timed(floor)))
    return Result(
        ours=statistics.median(pair[0] for pair in pairs),
        floor=statistics.median(pair[1] for pair in pairs),
        ratio=statistics.median(pair[0] / pair[1] for pair in pairs),
    )


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
