"""docs/rooms.svg: the rooms with what they hold, and the imports between them; `make rooms`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from html import escape

from charts.style.theme import DARK, LIGHT, Palette
from tests.support.paths import ROOT
from tests.support.rooms import PACKAGES, ROOMS, dotted, imported, modules, room

PICTURE = ROOT / "docs" / "rooms.svg"
WIDTH, ROW, TOP, NAMES, TEXTS = 960, 25, 30, 110, 285
DRAWN = tuple(name for name in reversed(ROOMS) if name.split(".")[0] in {*PACKAGES, "app"})
"""The rooms from the top of the picture down: each imports only what stands below it."""


def imports() -> dict[str, set[str]]:
    """Return which rooms each room imports."""
    found: dict[str, set[str]] = {name: set() for name in DRAWN}
    for path in [*(path for package in PACKAGES for path in modules(package)), ROOT / "app.py"]:
        if own := room(dotted(path)):
            found[own] |= {room(name) for name in imported(path)} - {own, ""}
    return found


def shortest(found: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield the imports that no chain of others implies."""

    def below(name: str) -> set[str]:
        return found[name].union(*(below(other) for other in found[name]))

    for name in DRAWN:
        implied = set().union(*(below(other) for other in found[name]))
        yield from ((name, other) for other in DRAWN if other in found[name] - implied)


def summary(name: str) -> str:
    """Return the first line of what a room says of itself."""
    place = ROOT.joinpath(*name.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return said.splitlines()[0].replace("`", "")


def picture() -> str:
    """Return the picture as SVG, which follows the reader's choice of light or dark."""
    middle = {name: TOP + ROW * place + ROW / 2 for place, name in enumerate(DRAWN)}
    height = TOP + ROW * len(DRAWN) + 12
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" role="img" aria-label="The rooms and their imports">',
        f"<style>{_style(LIGHT)}@media (prefers-color-scheme: dark){{{_style(DARK)}}}</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>',
        f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
        f'<text class="quiet" x="{NAMES}" y="18">A room imports those that its arrows lead to, '
        "and what those import.</text>",
    ]
    for name, other in shortest(imports()):
        start, end = middle[name] + 4, middle[other] - 4
        left = NAMES - 16 - 11 * ((end - start) / ROW) ** 0.85
        edge = NAMES - 8
        curve = f"M{edge} {start:g}C{left:.0f} {start:g} {left:.0f} {end:g} {edge} {end:g}"
        kind = name.split(".")[0]
        parts.append(f'<path class="arrow {kind}" d="{curve}" marker-end="url(#tip)"/>')
    for name in DRAWN:
        line = middle[name] + 4
        parts.append(f'<text class="{name.split(".")[0]}" x="{NAMES}" y="{line:g}">{name}</text>')
        parts.append(f'<text class="quiet" x="{TEXTS}" y="{line:g}">{escape(summary(name))}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _style(palette: Palette) -> str:
    colours = dict(zip((*PACKAGES, "app"), palette.series, strict=False))
    return (
        f".paper{{fill:{palette.paper}}}text{{font:13px Helvetica,Arial,sans-serif}}"
        f".quiet{{fill:{palette.quiet}}}.tip{{fill:{palette.quiet}}}"
        + "".join(f"text.{name}{{fill:{c};font-weight:600}}" for name, c in colours.items())
        + "".join(f"path.{name}{{stroke:{c}}}" for name, c in colours.items())
        + ".arrow{fill:none;stroke-width:1.3}"
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8", newline="\n")
