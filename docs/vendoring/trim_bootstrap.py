"""Put Bootstrap's CSS in `@layer bootstrap`, without the components and breakpoint utilities never used here.

Printed to standard output. Rules are kept or dropped whole, never rewritten: what stays is Bootstrap's own.
A selector list loses only the selectors of dropped components.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

# Each word drops the classes `.word` and `.word-…`: restyled by app.css, or needing Bootstrap's JavaScript.
DROPPED = re.compile(
    r"(?:accordion|alert|badge|bg|blockquote|border|breadcrumb|bs|btn|card|carousel|clearfix|col|collaps\w+|container"
    r"|d-print|display|drop\w+|end|fade|figure|fixed|float|focus-ring|font-monospace|form-check|form-floating"
    r"|form-range|form-switch|fs|fst|fw|g|gx|gy|hstack|icon-link|img|initialism|input-group|invalid-tooltip|is-valid"
    r"|lead|lh|link|list-group|modal|nav|navbar|object-fit|offcanvas|offset|opacity|order|overflow|page-item|page-link"
    r"|pagination|pe-auto|placeholder|popover|progress|ratio|rounded|row|shadow|spinner|start|sticky|stretched-link"
    r"|tab-content|tab-pane|table-(?:active|danger|dark|hover|info|light|primary|secondary|striped|success|warning)"
    r"|text-(?:bg|black|body|danger|dark|info|light|opacity|primary|secondary|success|warning|white)"
    r"|toast|tooltip|top|bottom|translate-middle|user-select|valid-\w+|vr|vstack|was-validated|z)(?:-|$)"
)
BREAKPOINT = re.compile(r"\.[a-z-]+-(?:sm|md|lg|xl|xxl)(?:-\w+)?\b")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield (prelude, body) of each top-level rule of minified CSS."""
    start, depth, opened = 0, 0, 0
    for at, char in enumerate(css):
        if char == "{":
            depth += 1
            opened = at if depth == 1 else opened
        elif char == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened], css[opened + 1 : at]
                start = at + 1


def is_dropped(selector: str) -> bool:
    """Say whether a selector belongs to a dropped component or to a breakpoint utility."""
    return bool(BREAKPOINT.search(selector)) or any(DROPPED.match(name) for name in CLASS.findall(selector))


def trimmed(css: str) -> str:
    """Return the rules to keep, in their order."""
    kept = []
    for prelude, body in rules(css):
        if prelude.startswith("@media"):
            inner = trimmed(body)
            kept.append(f"{prelude}{{{inner}}}\n" if inner else "")
        elif not prelude.startswith("@"):  # keyframes belong to dropped components
            selectors = re.split(r",(?![^()]*\))", prelude)
            names = ",".join(name for name in selectors if not is_dropped(name))
            kept.append(f"{names}{{{body}}}\n" if names else "")
    return "".join(kept)


def main() -> None:
    """Print the layer; `sys.argv[1]` is bootstrap.min.css."""
    source = Path(sys.argv[1]).read_text(encoding="utf-8")
    notice = re.search(r"/\*!.*?\*/", source, re.DOTALL)
    if notice is None:
        raise ValueError("no licence notice in Bootstrap's file")
    css = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL).replace('@charset "UTF-8";', "")
    sys.stdout.write(
        f'@charset "UTF-8";\n{notice[0]}\n'
        "/* Parts of it, in a layer, by docs/vendoring/trim_bootstrap.py: app.css always wins. */\n"
        f"@layer bootstrap {{\n{trimmed(css)}}}\n"
    )


if __name__ == "__main__":
    main()
