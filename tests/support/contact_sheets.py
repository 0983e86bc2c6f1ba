"""Contact sheets of all charts as pages show them: `python -m tests.support.contact_sheets`."""

from __future__ import annotations

import io
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from charts.export.browser import picture
from charts.style.theme import DARK, LIGHT, NARROW, WIDE, Palette, Size
from charts.views.resolve import ResolvedView, resolve
from charts.views.view import View
from loaders.dataset import Dataset, load
from loaders.queries.selection import comparisons
from tests.support.paths import ROOT

FOLDER = ROOT / "build" / "sheets"
WIDTHS = {1440: (WIDE, 1344), 1920: (WIDE, 1440), 390: (NARROW, 358)}
"""A screen's width in pixels → the size that is drawn on it, and how wide the chart is there."""
A_SHEET = 6
COLUMNS = {WIDE.name: 2, NARROW.name: 6}
WIDEST = 1800
"""How wide a sheet is at most, in pixels."""
GAP = 12


def shown(dataset: Dataset) -> Iterator[ResolvedView]:
    """Yield the chart of each indicator and comparison, and of the list pages; numbers in large are
    text on a page.
    """
    views = [View("trends", indicator=str(name)) for name in dataset.indicators.index]
    for name, kind in comparisons(dataset)["kind"].items():
        compared = {"comparison" if kind == "comparison" else "indicator": str(name)}
        views.append(View("compare", **compared))  # type: ignore[arg-type]
    for view in [*views, View("recorded"), View("disagreements")]:
        resolved = resolve(dataset, view)
        if not resolved.missing and resolved.shape != "numbers":
            yield resolved


def drawn(resolved: ResolvedView, palette: Palette, size: Size, width: int) -> Image.Image:
    """Return a chart as a picture that is so wide."""
    figure = resolved.draw(palette, size)
    assert figure is not None
    content = picture(figure, "png", width, int(figure.layout.height))
    return Image.open(io.BytesIO(content)).convert("RGB").resize((width, figure.layout.height))


def sheet(pictures: Sequence[Image.Image], columns: int) -> Image.Image:
    """Return pictures beside and below each other, each as high as the highest of its row."""
    width = pictures[0].width + GAP
    rows = [pictures[at : at + columns] for at in range(0, len(pictures), columns)]
    heights = [max(one.height for one in row) + GAP for row in rows]
    whole = Image.new("RGB", (width * columns, sum(heights)), "#888888")
    for row, own in enumerate(rows):
        for column, one in enumerate(own):
            whole.paste(one, (column * width, sum(heights[:row])))
    whole.thumbnail((WIDEST, math.ceil(WIDEST * whole.height / whole.width)))
    return whole


def main(wanted: Sequence[str]) -> None:
    """Draw the sheets of the screens that are named ("1440 light"), or of all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    charts = list(shown(load()))
    for screen, (size, width) in WIDTHS.items():
        for palette in (LIGHT, DARK):
            if not wanted or {str(screen), palette.name} <= set(wanted):
                _sheets(FOLDER / f"{screen}-{palette.name}", charts, palette, (size, width))


def _sheets(
    path: Path, charts: Sequence[ResolvedView], palette: Palette, screen: tuple[Size, int]
) -> None:
    for number, at in enumerate(range(0, len(charts), A_SHEET), 1):
        pictures = [drawn(one, palette, *screen) for one in charts[at : at + A_SHEET]]
        sheet(pictures, COLUMNS[screen[0].name]).save(path.with_name(f"{path.name}-{number}.png"))


if __name__ == "__main__":
    main(sys.argv[1:])
