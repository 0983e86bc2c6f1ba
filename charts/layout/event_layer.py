"""Dated events as a layer of a chart over time: lines, bands, and their names, none on another.

The names stand right above the plotting area, where no mark is. Few on a wide figure are written
out, each beside the line that leads up to it; many, or any on a phone or a panel, are numbered,
and the numbers are explained in the notes below the chart.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from charts.layout.figure_layout import EDGE, Layout
from charts.marks.axes import Ranges
from charts.marks.series import year_position
from charts.style.theme import Palette, Size
from charts.text import notes
from charts.text.wording import escaped, printed
from loaders.citations.works import locator_words
from loaders.dataset import Dataset
from loaders.queries.selection import Row, records
from loaders.values.edtf import parse

MOST_TITLES = 4
"""More events than this are numbered."""
EM = 0.62
"""The width of a character in ems, so that no text is wider than what is kept free for it."""
GAP = 6
"""Pixels between a line and its text, and between two texts."""
LEAST_BAND = 6
"""Pixels from which on an event's date is drawn as a band: its line would be too exact."""
HOVER_WIDTH = 56
BAND_OPACITY = 0.1


@dataclass(frozen=True)
class Place:
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
    """Return the height of a row of names."""
    return round(size.note_size * 1.45) + 4


def place_of(layout: Layout) -> Place:
    """Return the one plotting area of a layout."""
    return Place(
        layout.size,
        layout.plot_width,
        layout.plot_height,
        layout.left,
        layout.right,
        bottom=1 - layout.plot_height / layout.inner,
        titled=layout.size.labels_beside,
    )


@dataclass(frozen=True)
class Event:
    """An event on a chart: its number from left to right, and where its date begins and ends.

    Positions are pixels from the left edge of the plotting area.
    """

    row: Row
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
class Name:
    """A text above the plotting area, and the events that it names.

    It takes the pixels from `left` to `right` of its row, rows counted from the plot upward;
    `anchor` is the part of the text that stands `at` a pixel: a title ends next to its line.
    """

    text: str
    events: tuple[Event, ...]
    left: float
    right: float
    at: float
    anchor: str = "center"
    row: int = 0

    @property
    def anchored(self) -> float:
        """Return the pixel that its place is counted from: its line, or its own middle."""
        return self.at if self.anchor == "center" else self.events[0].x

    def spans(self, x: float) -> bool:
        """Tell whether a line there would run into the text."""
        return self.left - GAP / 2 < x < self.right + GAP / 2


@dataclass(frozen=True)
class Layer:
    """What draws events: shapes and annotations, `height` pixels above the plot, and notes.

    `events` are those that the axis shows, in the order of their numbers.
    """

    events: Sequence[Event] = ()
    names: Sequence[Name] = ()
    height: int = 0
    shapes: list[dict[str, Any]] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)
    notes: Sequence[str] = ()


def event_layer(
    dataset: Dataset, events: pd.DataFrame, shown: Ranges, place: Place, palette: Palette
) -> Layer:
    """Return the layer of events for a chart's axis; an empty one where it shows none.

    `events` is what `events.events_of` returns. The names need room above the place,
    and the notes below the chart: `with_events` makes both.
    """
    on_axis = _on_axis(events, shown, place.width)
    if not on_axis:
        return Layer()
    titles = _written(on_axis, place)
    names = titles or _numbered(on_axis, place)
    look = _Look(dataset, palette, place, shown)
    return Layer(
        events=on_axis,
        names=names,
        height=row_height(place.size) * (1 + max(name.row for name in names)),
        shapes=[shape for name in names for shape in look.shapes(name)],
        annotations=[look.annotation(name, boxed=not titles) for name in names],
        notes=events_note(dataset, [event.row for event in on_axis], numbered=not titles),
    )


def with_events(layout: Layout, layer: Layer) -> Layout:
    """Return a layout with room above the plot for a layer, and its notes before the others."""
    return replace(layout.noted(layer.notes), above=layer.height)


def events_note(dataset: Dataset, events: Sequence[Row], *, numbered: bool) -> list[str]:
    """Return what stands below a chart: each event with its date, document and paragraph.

    Numbered events have a line each, in the order that they were numbered in.
    """
    told = [f"{_said(row)} ({cited(dataset, row)})" for row in events]
    if numbered:
        return [f"{number}. {text}." for number, text in enumerate(told, 1)]
    return [f"Events: {'; '.join(told)}."] if told else []


def events_on(events: pd.DataFrame, shown: Ranges) -> list[Row]:
    """Return the events that an axis shows any of, from left to right."""
    return [event.row for event in _on_axis(events, shown, 1.0)]


def cited(dataset: Dataset, event: Row) -> str:
    """Return the document of an event, and the paragraph in it."""
    return f"{dataset.works[event['document_id']].short()} {locator_words(event['locator'])}"


def _said(event: Row) -> str:
    date = parse(event["date"])
    words = str(date).removesuffix(" (inferred)")
    return f"{event['title']}, {words}{', inferred' if date.inferred else ''}"


def _on_axis(events: pd.DataFrame, shown: Ranges, width: float) -> list[Event]:
    """Return the events that the axis shows any of, from left to right."""
    found: list[tuple[Row, float, float]] = []
    for row in records(events):
        start = row["start"]
        begins: float = shown.x0 if pd.isna(start) else year_position(start)
        ends = year_position(row["end"] + pd.Timedelta(days=1))
        if ends > shown.x0 and begins < shown.x1:
            inside = (max(begins, shown.x0), min(ends, shown.x1))
            x0, x1 = ((x - shown.x0) / (shown.x1 - shown.x0) * width for x in inside)
            found.append((row, x0, x1))
    found.sort(key=lambda each: each[1] + each[2])
    return [Event(row, number, x0, x1) for number, (row, x0, x1) in enumerate(found, 1)]


def text_width(text: str, size: Size) -> float:
    """Return the pixels that are kept free for a text of the notes' size."""
    return len(text) * EM * size.note_size


def _written(events: Sequence[Event], place: Place) -> list[Name]:
    """Return the titles beside their lines in as few rows as will do; none where that is no good.

    Each is right or left of its line: all ways are tried, as there are few.
    """
    if len(events) > MOST_TITLES or not place.titled:
        return []
    ways = itertools.product(*(_sides(event, place) for event in events))
    placed = [names for way in ways if (names := _in_rows(way))]
    return min(placed, key=lambda names: max(name.row for name in names), default=[])


def _sides(event: Event, place: Place) -> Iterator[Name]:
    """Yield an event's title right and left of its line, where the figure has room for it."""
    title = str(event.row["title"])
    width = text_width(title, place.size)
    for anchor, left in (("left", event.x + GAP), ("right", event.x - GAP - width)):
        end = left + width
        if left >= EDGE - place.before and end <= place.width + place.after - EDGE:
            yield Name(title, (event,), left, end, left if anchor == "left" else end, anchor)


def _in_rows(names: Sequence[Name]) -> list[Name]:
    """Return the names in rows, so that no line leads through a text; none if there is no way.

    A text must stand above each text whose line it spans, and apart from its row's others.
    """
    rows: dict[int, Name] = {}
    waiting = set(range(len(names)))
    for row in range(len(names)):
        free = [n for n in sorted(waiting) if not _blocked(names, n, waiting)]
        for n in free:
            if all(_apart(names[n], other) for other in rows.values() if other.row == row):
                rows[n] = replace(names[n], row=row)
        waiting -= set(rows)
    return [rows[n] for n in sorted(rows)] if not waiting else []


def _blocked(names: Sequence[Name], own: int, waiting: set[int]) -> bool:
    """Tell whether the line of a name that is not yet placed would lead through this one."""
    return any(names[own].spans(names[n].events[0].x) for n in waiting if n != own)


def _apart(one: Name, other: Name) -> bool:
    return one.right + GAP <= other.left or other.right + GAP <= one.left


def _numbered(events: Sequence[Event], place: Place) -> list[Name]:
    """Return a number above each line; where they would touch, one for several: `3–5`."""
    groups = [_number((event,), place) for event in events]
    while True:
        touching = (n for n, pair in enumerate(itertools.pairwise(groups)) if not _apart(*pair))
        first = next(touching, None)
        if first is None:
            return groups
        both = (*groups[first].events, *groups[first + 1].events)
        groups[first : first + 2] = [_number(both, place)]


def _number(events: tuple[Event, ...], place: Place) -> Name:
    numbers = [event.number for event in events]
    text = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    width = text_width(text, place.size) + GAP  # the frame around it
    first, last = min(event.x for event in events), max(event.x for event in events)
    most = place.width + place.after - EDGE / 2 - width / 2
    at = min((first + last) / 2, most)
    return Name(text, events, min(first, at - width / 2), max(last, at + width / 2), at)


@dataclass(frozen=True)
class _Look:
    """What drawing a name takes."""

    dataset: Dataset
    palette: Palette
    place: Place
    shown: Ranges

    def _year(self, x: float) -> float:
        return self.shown.x0 + x * (self.shown.x1 - self.shown.x0) / self.place.width

    def _up(self, name: Name) -> float:
        """Return how far above the plot the middle of a name's row is."""
        return (name.row + 0.5) * row_height(self.place.size)

    def shapes(self, name: Name) -> Iterator[dict[str, Any]]:
        """Yield bands and lines behind the marks, each line from the axis up to the name's row.

        The lines of several events under one number are tied together at its height.
        """
        up = self._up(name)
        for event in name.events:
            if event.is_band:
                yield self._band(event)
            foot = 0 if event.is_band else -self.place.height
            yield self._stroke((event.x, event.x), (foot, up))
        if len(name.events) > 1:
            yield self._stroke((name.events[0].x, name.events[-1].x), (up, up))

    def _band(self, event: Event) -> dict[str, Any]:
        """Return the date of an event as an area from the axis to the plot's top."""
        at = {"x0": self._year(event.x0), "x1": self._year(event.x1), "xref": self.place.axis}
        high = {"y0": self.place.bottom, "y1": self.place.top, "yref": "paper"}
        fill = {"fillcolor": self.palette.quiet, "opacity": BAND_OPACITY, "line": {"width": 0}}
        return {"type": "rect", "layer": "below", **at, **high, **fill}

    def _stroke(self, x: tuple[float, float], up: tuple[float, float]) -> dict[str, Any]:
        """Return a dotted line between pixels of the place, counted up from its top."""
        look = {"color": self.palette.quiet, "width": 1, "dash": "dot"}
        at = {"x0": self._year(x[0]), "x1": self._year(x[1]), "xref": self.place.axis}
        pixels = {"yref": "paper", "ysizemode": "pixel", "yanchor": self.place.top}
        high = {"y0": up[0], "y1": up[1], **pixels}
        return {"type": "line", "layer": "below", **at, **high, "line": look}

    def annotation(self, name: Name, *, boxed: bool) -> dict[str, Any]:
        """Return a name; pointed at, it tells the events, their dates and their sources."""
        size, colour = self.place.size.note_size, self.palette.quiet
        frame = {"bgcolor": self.palette.paper, "bordercolor": colour, "borderpad": 1}
        return {
            "text": escaped(name.text),
            # Of the axis: a figure that is drawn wider than it was laid out takes its names along.
            "xref": self.place.axis,
            "yref": "paper",
            "x": self._year(name.anchored),
            "y": self.place.top,
            "xanchor": name.anchor,
            "yanchor": "middle",
            "xshift": name.at - name.anchored,
            "yshift": self._up(name),
            "showarrow": False,
            "font": {"size": size, "color": colour, "weight": 400},
            "hovertext": "<br><br>".join(self._hover(event.row) for event in name.events),
            **(frame if boxed else {}),
        }

    def _hover(self, event: Row) -> str:
        lines = [
            f"<b>{escaped(str(event['title']))}</b>",
            escaped(str(parse(event["date"]))),
            escaped(str(event["description"])),
            escaped(f"“{printed(event['as_printed'])}”"),
            escaped(cited(self.dataset, event)),
        ]
        return "<br>".join("<br>".join(notes.wrapped(line, HOVER_WIDTH)) for line in lines)
