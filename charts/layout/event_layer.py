"""Dated events as a layer of a chart over time: lines, bands, and their labels, none on another.

The labels stand right above the plotting area, where no mark is. Few on a wide figure are written
out, each beside the line that leads up to it; many, or any on a phone or a panel, are numbered,
and the numbers are explained in the notes below the chart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from charts.layout.event_labels import (
    HOVER_WIDTH,
    EventLabel,
    EventMark,
    PlotArea,
    numbered_labels,
    row_height,
    title_labels,
)
from charts.layout.figure_layout import Layout
from charts.marks.axes import Ranges
from charts.marks.series import year_position
from charts.style.theme import Palette, PlotlyDict
from charts.text import notes
from charts.text.wording import escaped, quotation
from loaders.dataset import Dataset, DatedEvent, events_in
from loaders.values.locators import after_work, locator_words

BAND_OPACITY = 0.1


@dataclass(frozen=True)
class EventLayer:
    """What draws events: shapes and annotations, `height` pixels above the plot, and notes.

    `events` are those that the axis shows, in the order of their numbers.
    """

    events: Sequence[EventMark] = ()
    labels: Sequence[EventLabel] = ()
    height: int = 0
    shapes: list[PlotlyDict] = field(default_factory=list)
    annotations: list[PlotlyDict] = field(default_factory=list)
    notes: Sequence[str] = ()

    def add_to(self, figure: PlotlyDict) -> None:
        """Add shapes and annotations to those of a figure's layout."""
        figure["shapes"] += self.shapes
        figure["annotations"] += self.annotations


def event_layer(
    dataset: Dataset,
    events: pd.DataFrame | None,
    shown: Ranges,
    area: PlotArea,
    palette: Palette,
) -> EventLayer:
    """Return the layer of events for a chart's axis; an empty one where it shows none.

    `events` is what `events.events_of` returns, None where none are wanted. The labels need room
    above the area, and the notes below the chart: `with_events` makes both.
    """
    on_axis = _on_axis(events, shown, area.width)
    if not on_axis:
        return EventLayer()
    titles = title_labels(on_axis, area)
    labels = titles or numbered_labels(on_axis, area)
    drawing = _Drawing(dataset, palette, area, shown)
    return EventLayer(
        events=on_axis,
        labels=labels,
        height=row_height(area.size) * (1 + max(label.row for label in labels)),
        shapes=[shape for label in labels for shape in drawing.shapes(label)],
        annotations=[drawing.annotation(label, boxed=not titles) for label in labels],
        notes=events_note(dataset, [event.row for event in on_axis], numbered=not titles),
    )


def with_events(layout: Layout, layer: EventLayer) -> Layout:
    """Return a layout with room above the plot for a layer, and its notes before the others."""
    return replace(layout.noted(layer.notes), above=layer.height)


def events_note(dataset: Dataset, events: Sequence[DatedEvent], *, numbered: bool) -> list[str]:
    """Return what stands below a chart: each event with its date, document and paragraph.

    Numbered events have a line each, in the order that they were numbered in.
    """
    texts = [f"{_dated(row)} ({_cited(dataset, row)})" for row in events]
    if numbered:
        return [f"{number}. {text}." for number, text in enumerate(texts, 1)]
    return [f"Events: {'; '.join(texts)}."] if texts else []


def events_on(events: pd.DataFrame | None, shown: Ranges) -> list[DatedEvent]:
    """Return the events that an axis shows any of, from left to right."""
    return [event.row for event in _on_axis(events, shown, 1.0)]


def _cited(dataset: Dataset, event: DatedEvent) -> str:
    """Return the document of an event, and the paragraph in it."""
    return after_work(dataset.works[event.document_id].short(), locator_words(event.locator))


def _dated(event: DatedEvent) -> str:
    words = str(event.date).removesuffix(" (inferred by us)")
    return f"{event.title}, {words}{', inferred' if event.date.inferred else ''}"


def _on_axis(events: pd.DataFrame | None, shown: Ranges, width: float) -> list[EventMark]:
    """Return the events that the axis shows any of, from left to right."""
    found: list[tuple[DatedEvent, float, float]] = []
    for row in [] if events is None else events_in(events):
        start = row.start
        begins: float = shown.x0 if pd.isna(start) else year_position(start)
        ends = year_position(row.end + pd.Timedelta(days=1))
        if ends > shown.x0 and begins < shown.x1:
            inside = (max(begins, shown.x0), min(ends, shown.x1))
            x0, x1 = ((x - shown.x0) / (shown.x1 - shown.x0) * width for x in inside)
            found.append((row, x0, x1))
    found.sort(key=lambda each: each[1] + each[2])
    return [EventMark(row, number, x0, x1) for number, (row, x0, x1) in enumerate(found, 1)]


@dataclass(frozen=True)
class _Drawing:
    """What drawing a label takes."""

    dataset: Dataset
    palette: Palette
    area: PlotArea
    shown: Ranges

    def _year(self, x: float) -> float:
        return self.shown.x0 + x * (self.shown.x1 - self.shown.x0) / self.area.width

    def _up(self, label: EventLabel) -> float:
        """Return how far above the plot the middle of a label's row is."""
        return (label.row + 0.5) * row_height(self.area.size)

    def shapes(self, label: EventLabel) -> Iterator[PlotlyDict]:
        """Yield bands and lines behind the marks, each line from the axis up to the label's row.

        The lines of several events under one number are tied together at its height.
        """
        up = self._up(label)
        for event in label.events:
            if event.is_band:
                yield self._band(event)
            foot = 0 if event.is_band else -self.area.height
            yield self._stroke((event.x, event.x), (foot, up))
        if len(label.events) > 1:
            yield self._stroke((label.events[0].x, label.events[-1].x), (up, up))

    def _band(self, event: EventMark) -> PlotlyDict:
        """Return the date of an event as an area from the axis to the plot's top."""
        at = {"x0": self._year(event.x0), "x1": self._year(event.x1), "xref": self.area.axis}
        high = {"y0": self.area.bottom, "y1": self.area.top, "yref": "paper"}
        fill = {"fillcolor": self.palette.quiet, "opacity": BAND_OPACITY, "line": {"width": 0}}
        return {"type": "rect", "layer": "below", **at, **high, **fill}

    def _stroke(self, x: tuple[float, float], up: tuple[float, float]) -> PlotlyDict:
        """Return a dotted line between pixels of the area, counted up from its top."""
        look = {"color": self.palette.quiet, "width": 1, "dash": "dot"}
        at = {"x0": self._year(x[0]), "x1": self._year(x[1]), "xref": self.area.axis}
        pixels = {"yref": "paper", "ysizemode": "pixel", "yanchor": self.area.top}
        high = {"y0": up[0], "y1": up[1], **pixels}
        return {"type": "line", "layer": "below", **at, **high, "line": look}

    def annotation(self, label: EventLabel, *, boxed: bool) -> PlotlyDict:
        """Return a label; pointed at, it tells the events, their dates and their sources."""
        size, colour = self.area.size.note_size, self.palette.quiet
        frame = {"bgcolor": self.palette.backing, "bordercolor": colour, "borderpad": 1}
        return {
            "text": escaped(label.text),
            # Of the axis: a figure that is drawn wider than it was laid out takes its labels along.
            "xref": self.area.axis,
            "yref": "paper",
            "x": self._year(label.anchored),
            "y": self.area.top,
            "xanchor": label.anchor,
            "yanchor": "middle",
            "xshift": label.at - label.anchored,
            "yshift": self._up(label),
            "showarrow": False,
            "font": {"size": size, "color": colour, "weight": 400},
            "hovertext": "<br><br>".join(self._hover(event.row) for event in label.events),
            **(frame if boxed else {}),
        }

    def _hover(self, event: DatedEvent) -> str:
        lines = [
            f"<b>{escaped(event.title)}</b>",
            escaped(str(event.date)),
            escaped(event.description),
            escaped(f"“{quotation(event.as_printed)}”"),
            escaped(_cited(self.dataset, event)),
        ]
        return "<br>".join("<br>".join(notes.wrapped(line, HOVER_WIDTH)) for line in lines)
