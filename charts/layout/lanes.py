"""Rows of words, each with a lane for its marks, one under the other; and the ticks of their axis,
which stand above the first row too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from charts.layout.figure_layout import EDGE, Layout
from charts.style.theme import Palette, PlotlyDict, Size

LANE_HEIGHT = 34
"""The height in pixels of the lane in which a row's marks are drawn."""
MOST_SHARE = 0.42
"""How much of a wide figure the words of its rows take at most."""
ROW_GAP = 12
MOST_GAP = 56
"""How far apart rows are moved at most to fill a picture."""
DENSE_LANE, DENSE_GAP = 20, 3
"""The same where rows have no small print."""
SMALL_LINE = 14
"""The height of a line of small type, whose rows stand close."""
NEXT_LANE = 24
"""How far lanes of one row are apart, in which marks lie that would meet in one."""
TOP_TICKS = 16
"""The height of the numbers above the first row."""


class RowWords(NamedTuple):
    """What a row is called, and its small print, or `brief` in place of both; `heading` stands
    above the first of several rows on one subject, whose place among the chart's colours is `hue`,
    where it has a colour. `said` are a presenter's notes, which are never left out.
    """

    claim_id: str
    name: str
    quiet: Sequence[str] = ()
    brief: str = ""
    heading: str = ""
    hue: int | None = None
    said: Sequence[str] = ()

    def text(self, size: Size) -> tuple[str, Sequence[str]]:
        """Return the name and the small print, which a picture with little room leaves out."""
        return (self.brief or self.name, ()) if size.room.dense else (self.name, self.quiet)


@dataclass(frozen=True)
class Lane:
    """A row's words in lines and where the middle of its lanes is, all in pixels from the plot's
    top; its heading stands above `top`, its words begin `inset` below it.
    """

    words: RowWords
    heading: list[str]
    name: list[str]
    quiet: list[str]
    top: float
    lane: float
    height: float
    lanes: int = 1
    said: Sequence[str] = ()
    inset: float = 0.0

    @property
    def half(self) -> float:
        """Return half of how high its lanes are together."""
        return LANE_HEIGHT / 2 + (self.lanes - 1) * NEXT_LANE / 2

    @property
    def bottom(self) -> float:
        """Return where the row ends."""
        return self.top + self.height

    def down(self, lane: int) -> float:
        """Return how far down one of its lanes is, counted from the upper one."""
        return self.lane + (lane - (self.lanes - 1) / 2) * NEXT_LANE


def stacked(
    rows: Sequence[RowWords], size: Size, lanes: Sequence[int] = (), column: int = 0
) -> list[Lane]:
    """Return a place for each row, one under the other, with so many `lanes`, or one, for each;
    their words stand in a `column` so wide, or in one of their own.
    """
    room = (column or words_width(rows, size)) - 3 * EDGE
    line = round(size.text_size * 1.4)
    found: list[Lane] = []
    at = 4.0
    dense = (min(DENSE_LANE, line), DENSE_GAP if line > SMALL_LINE else 1)
    lane, gap = dense if size.room.dense else (LANE_HEIGHT, ROW_GAP)
    gap = min(gap + max(0, size.room.fill) // len(rows), MOST_GAP)
    for row, count in zip(rows, lanes or [1] * len(rows), strict=True):
        heading = size.wrap(row.heading, room, size.text_size, 600) if row.heading else []
        called, small = row.text(size)
        name = size.wrap(called, room, size.text_size, 600)
        quiet = [piece for text in small for piece in size.wrap(text, room, size.note_size)]
        said = [piece for text in row.said for piece in size.wrap(text, room, size.text_size)]
        height = line * (len(name) + len(said)) + round(size.note_size * 1.45) * len(quiet)
        high = lane + (count - 1) * NEXT_LANE
        beside = size.labels_beside
        whole = max(height, high) if beside else height + high
        middle, inset = (whole / 2, (whole - height) / 2) if beside else (height + high / 2, 0.0)
        at += line * len(heading)
        found.append(Lane(row, heading, name, quiet, at, at + middle, whole, count, said, inset))
        at += whole + gap
    return found


def words_width(rows: Sequence[RowWords], size: Size) -> int:
    """Return how wide the column of the rows' words is: as its longest line where they stand beside
    the marks, and no wider than there is room.
    """
    if not size.labels_beside:
        return size.width
    pieces = [
        (text, size.text_size, 600) for row in rows for text in (row.heading, row.text(size)[0])
    ]
    pieces += [(text, size.note_size, 400) for row in rows for text in row.text(size)[1]]
    pieces += [(text, size.text_size, 400) for row in rows for text in row.said]
    longest = max(size.text_width(*piece) for piece in pieces)
    return min(math.ceil(longest) + 3 * EDGE + 1, round(size.width * MOST_SHARE))


def left_of_lanes(rows: Sequence[RowWords], size: Size) -> int:
    """Return the room left of the plotting area, which holds the words where they stand beside."""
    return words_width(rows, size) if size.labels_beside else EDGE + 14


def lane_lines(layout: Layout, placed: Iterable[Lane], palette: Palette) -> list[PlotlyDict]:
    """Return a faint line under each row's marks, all along the axis."""
    line = {"color": palette.grid, "width": 1}
    return [
        {
            "type": "line",
            "xref": "x domain",
            "yref": "y",
            "x0": 0,
            "x1": 1,
            "y0": layout.plot_height - row.lane,
            "y1": layout.plot_height - row.lane,
            "layer": "below",
            "line": line,
        }
        for row in placed
    ]


def round_ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most so many multiples of 1, 2 or 5 times a power of ten between two numbers."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    steps = (n * power for n in (1, 2, 5, 10, 20))
    step = next(s for s in steps if math.floor(high / s) - math.ceil(low / s) + 1 <= most)
    first, last = math.ceil(low / step), math.floor(high / step)
    return [float(f"{n * step:.12g}") for n in range(first, last + 1)]


def ticks_at(values: Sequence[float], texts: Callable[[float], str]) -> PlotlyDict:
    """Return an axis with a tick at each value."""
    return {
        "tickmode": "array",
        "tickvals": list(values),
        "ticktext": [texts(value) for value in values],
    }


def ticks_above(axis: PlotlyDict, palette: Palette, size: Size) -> list[PlotlyDict]:
    """Return the numbers of an axis once more, above the first row."""
    return [
        {
            "text": text,
            "xref": "x",
            "x": value,
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"size": size.text_size, "color": palette.quiet},
        }
        for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True)
    ]
