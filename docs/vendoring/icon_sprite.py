"""Join the lucide icons we use into one SVG sprite, printed to standard output."""

import re
import sys
from pathlib import Path


def symbol(name: str, source: str) -> str:
    """Return the drawing of one icon as a `<symbol>`; strokes follow the text colour through CSS."""
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
    if drawing is None:
        raise ValueError(f"no drawing in {name}")
    shapes = re.sub(r"\s*\n\s*", "", drawing[1])
    return f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>'


def main() -> None:
    """Print the sprite; arguments: the folder with one file per icon, then the names."""
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    symbols = [symbol(name, (folder / f"{name}.svg").read_text(encoding="utf-8")) for name in names]
    lines = [
        "<!-- Icons of lucide-static (ISC, LICENSE.txt beside this file), by docs/vendoring/vendor.sh. -->",
        '<svg xmlns="http://www.w3.org/2000/svg">',
        *symbols,
        "</svg>",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
