"""Names of events above a chart, placed in rows so that none covers another."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from charts.layout.figure_layout import EDGE, Layout
from charts.style.theme import Size
from loaders.dataset import DatedEvent

MOST_TITLES = 4
"""More events than this are numbered."""
GAP = 6
"""Pixels between a line and its text, and between two texts."""
HOVER_WIDTH = 56


@dataclass(frozen=True)
class PlotArea:
    """A plotting area that events stand on: its size in pixels, how many are free `before` and
    `after` it, its axis, and where its top and bottom are on the figure (1 to 0).

    `titled` where there is room for events' titles.
    """

    size: Size
    width: float
    height: float
    before: float
    after: float
    axis: str = "x"
    top: float = 1.0
    bottom: float = 0.0
    titled: bool = True


def row_height(size: Size) -> int:
    """Return the height of a row of labels."""
    return round(size.note_size * 1.45) + 4


def plot_area(layout: Layout) -> PlotArea:
    """Return the one plotting area of a layout."""
    return PlotArea(
        layout.size,
        layout.plot_width,
        layout.plot_height,
        layout.left,
        layout.right,
        bottom=1 - layout.plot_height / layout.inner,
        titled=layout.size.labels_beside,
    )


@dataclass(frozen=True)
class EventMark:
    """An event on a chart: its number from left to right, and where its date begins and ends.

    Positions are pixels from the left edge of the plotting area.
    """

    row: DatedEvent
    number: int
    x0: float
    x1: float

    @property
    def x(self) -> float:
        """Return where its line is: in the middle of its date."""
        return (self.x0 + self.x1) / 2

    @property
    def is_band(self) -> bool:
        """Tell whether its date is wide enough to be drawn as a band."""
        return self.x1 - self.x0 >= LEAST_BAND


@dataclass(frozen=True)
class EventLabel:
    """A text above the plotting area, and the events that it names.

    It takes the pixels from `left` to `right` of its row, rows counted from the plot upward;
    `anchor` is the part of the text that stands `at` a pixel: a title ends next to its line.
    """

    text: str
    events: tuple[EventMark, ...]
    left: float
    right: float
    at: float
    anchor: str = "center"
    row: int = 0

    @property
    def anchored(self) -> float:
        """Return the pixel that it is placed from: its line, or its own middle."""
        return self.at if self.anchor == "center" else self.events[0].x

    def spans(self, x: float) -> bool:
        """Tell whether a line there would run into the text."""
        return self.left - GAP / 2 < x < self.right + GAP / 2


def title_labels(events: Sequence[EventMark], area: PlotArea) -> list[EventLabel]:
    """Return the titles beside their lines in as few rows as will do; none where that is no good.

    Each is right or left of its line: all ways are tried, as there are few.
    """
    if len(events) > MOST_TITLES or not area.titled:
        return []
    ways = itertools.product(*(_sides(event, area) for event in events))
    placed = [labels for way in ways if (labels := _in_rows(way))]
    return min(placed, key=lambda labels: max(label.row for label in labels), default=[])


def _sides(event: EventMark, area: PlotArea) -> Iterator[EventLabel]:
    """Yield an event's title right and left of its line, where the figure has room for it."""
    title = event.row.title
    width = area.size.text_width(title, area.size.note_size)
    for anchor, left in (("left", event.x + GAP), ("right", event.x - GAP - width)):
        end = left + width
        if left >= EDGE - area.before and end <= area.width + area.after - EDGE:
            yield EventLabel(title, (event,), left, end, left if anchor == "left" else end, anchor)


def _in_rows(labels: Sequence[EventLabel]) -> list[EventLabel]:
    """Return the labels in rows, so that no line leads through a text; none if there is no way.

    A text must stand above each text whose line it spans, and apart from its row's others.
    """
    rows: dict[int, EventLabel] = {}
    waiting = set(range(len(labels)))
    for row in range(len(labels)):
        free = [n for n in sorted(waiting) if not _blocked(labels, n, waiting)]
        for n in free:
            if all(_apart(labels[n], other) for other in rows.values() if other.row == row):
                rows[n] = replace(labels[n], row=row)
        waiting -= set(rows)
    return [rows[n] for n in sorted(rows)] if not waiting else []


def _blocked(labels: Sequence[EventLabel], own: int, waiting: set[int]) -> bool:
    """Tell whether the line of a label that is not yet placed would lead through this one."""
    return any(labels[own].spans(labels[n].events[0].x) for n in waiting if n != own)


def _apart(one: EventLabel, other: EventLabel) -> bool:
    return one.right + GAP <= other.left or other.right + GAP <= one.left


def numbered_labels(events: Sequence[EventMark], area: PlotArea) -> list[EventLabel]:
    """Return a number above each line; where they would touch, one for several: `3–5`."""
    groups = [_number((event,), area) for event in events]
    while True:
        touching = (n for n, pair in enumerate(itertools.pairwise(groups)) if not _apart(*pair))
        first = next(touching, None)
        if first is None:
            return groups
        both = (*groups[first].events, *groups[first + 1].events)
        groups[first : first + 2] = [_number(both, area)]


def _number(events: tuple[EventMark, ...], area: PlotArea) -> EventLabel:
    numbers = [event.number for event in events]
    text = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    width = area.size.text_width(text, area.size.note_size) + GAP  # the frame around it
    first, last = min(event.x for event in events), max(event.x for event in events)
    most = area.width + area.after - EDGE / 2 - width / 2
    at = min((first + last) / 2, most)
    return EventLabel(text, events, min(first, at - width / 2), max(last, at + width / 2), at)


LEAST_BAND = 6
"""Pixels from which on an event's date is drawn as a band: its line would be too exact."""
