"""What a browser sees of a page: its faults, what overflows, what axe says."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

FAULTS = (Path(__file__).parent / "faults.js").read_text()
# target-size (2.5.8) is off in axe by itself; the law asks 2.1, we build to 2.2.
ALL_RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => element.outerHTML.replace(/\\s+/g, " ").slice(0, 90));
}"""


def faults_of(page: "Page") -> list[str]:
    return page.evaluate(FAULTS)


def overflow_of(page: "Page", *, width: int) -> list[str]:
    """What sticks out at this width, in CSS pixels; empty when nothing scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 740})
    return page.evaluate(OVERFLOW)


def axe_of(page: "Page", options: dict[str, object]) -> list[str]:
    """Violations, one line for each element. The script is read once a page: that costs as much as a run."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(options).then((done) => done.violations)", options)
    return [
        f"{rule['id']}: {node['html'][:120]} {node['target']}" for rule in found for node in rule["nodes"]
    ]
