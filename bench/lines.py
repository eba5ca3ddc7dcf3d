"""One line of the report: what was measured, what it may cost, and whether it does."""

import json
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

HEAD = f"{'line':<44} {'figure':>12} {'ratio':>7} {'bound':>9}  verdict"


@dataclass(frozen=True)
class Line:
    """A figure with its unit, and its ratio to a floor where it has one.

    ``bound`` is the most the ratio may be, or the figure where there is no ratio; None means: to know only.
    """

    name: str
    figure: float
    unit: str
    ratio: float | None = None
    bound: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """``ok``, ``short``, or nothing for a line without a bound."""
        if self.bound is None:
            return ""
        measured = self.figure if self.ratio is None else self.ratio
        return "ok" if measured <= self.bound else "short"  # NaN is short

    def __str__(self) -> str:
        unit = "" if self.ratio is None else " ×"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} ×"
        bound = "" if self.bound is None else f"≤ {self.bound:g}{unit or ' ' + self.unit}"
        figure = f"{self.figure:.{1 if self.figure < 1000 else 0}f} {self.unit}"
        return f"{self.name:<44} {figure:>12} {ratio:>7} {bound:>9}  {self.verdict:<7} {self.note}".rstrip()


def short(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that miss their bound."""
    return [line for line in lines if line.verdict == "short"]


def write(lines: Iterable[Line], path: Path) -> None:
    """Keep the lines as JSON, with the machine they were measured on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    machine = {"python": platform.python_version(), "system": platform.platform()}
    rows = [asdict(line) | {"verdict": line.verdict} for line in lines]
    path.write_text(json.dumps({"machine": machine, "lines": rows}, indent=2, ensure_ascii=False) + "\n")
