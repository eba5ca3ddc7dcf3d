"""One run of one campaign: its size, its seeded choices, and what every campaign does."""

import random
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tests.faults import world
from tests.faults.checker import Mail, Verdict, check
from tests.faults.stack import Stack

#: Seconds without a mail or an ended row after which whatever has not come to an end never will.
PATIENCE = 120
#: Seconds without any mail after which the next fault comes anyway.
STALLED = 8


@dataclass(frozen=True)
class Size:
    """How many mails and faults."""

    mails: int
    faults: int


SMALL, FULL = Size(300, 6), Size(2000, 20)


@dataclass
class Run:
    """What a campaign gets to work with."""

    stack: Stack
    seed: int
    size: Size
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)

    def demand(self, holds: bool, what: str) -> None:
        """Note a bound that does not hold."""
        if not holds:
            self.broken.append(what)

    def moments(self, faults: int, mails: int) -> list[int]:
        """After how many mails the faults come."""
        return sorted(self.random.sample(range(mails // 50, mails * 9 // 10), faults))

    def at_moments(self, moments: Iterable[int], fault: Callable[[int], None]) -> None:
        """Do `fault(number)` when so many mails have arrived, or when none arrives any more."""
        self.stack.mail.wait_for(1, seconds=PATIENCE)
        for number, moment in enumerate(moments):
            while self.stack.mail.count() < moment:
                if not self.stack.mail.wait_for(self.stack.mail.count() + 1, seconds=STALLED):
                    break
            fault(number)

    def settle(self, rows: int, *, seconds: float = PATIENCE) -> float:
        """Wait until `rows` are planned and all that are due have ended; returns the seconds it took.

        A slow machine gets the time it needs, as long as something still moves.
        """
        began = moved = time.monotonic()
        seen: tuple[int, ...] = ()
        self.stack.note("no more faults")
        while time.monotonic() < moved + seconds:
            planned, waiting = world.planned_and_waiting(self.stack.clock.now())
            if planned >= rows and not waiting:
                break
            if seen != (seen := (planned, waiting, self.stack.mail.count())):
                moved = time.monotonic()
            time.sleep(0.1)
        self.stack.note("all has ended")
        return time.monotonic() - began

    def verdict(self, intended: Iterable[Mail], *, ends: Mapping[Mail, str] | None = None) -> Verdict:
        """Compare what was intended with the ledger and with what the mail server took."""
        verdict = check(intended, world.ledger_rows(), self.stack.mail.received(), ends=ends)
        verdict.broken = self.broken
        return verdict
