"""A view's figure in a picture's exact size: the largest type with which all of it fits.

What does not fit is made shorter by rule: rows lose their small print, then type becomes smaller
than where the picture is looked at is read well, notes lose their last statements, at last rows are
left out, and words in the figure count what is missing. `Fitted.said` tells it before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from charts.export.browser import PictureError
from charts.layout.brand_strip import branded, strip_heights
from charts.layout.figure_layout import plot_height
from charts.layout.overlaps import misplaced
from charts.presenter.own_words import ONE
from charts.style.sizes import ON_PHONES, Frame
from charts.style.theme import TYPE, Palette, Room, Size
from charts.views.resolve import ResolvedView

BESIDE = 640
"""From which width on labels stand beside the plot."""
NARROW_TITLE = 480
"""From which width on titles are as large as on wide pages."""
LEAST_PLOT, LEAST_SHARE = 130, 0.26
"""How high the plotting area of a chart over time is at least, in pixels and of the figure."""
START = 300
NOTES, WIDER = (6, 3), 1.25
"""How many lines of notes are left; by how much wider than all it is laid out when that is not
enough, as in a long and low picture with many names.
"""
SMALLER = (1.25, 1.5, 1.75, 2.0)
"""By how much wider than all rows are laid out that are wanted on one picture."""
NO_ROOM = "The chart has more text than this size holds. Choose a larger or a wider one."
ROWS = (24, 20, 16, 13, 10, 8, 6, 5, 4, 3, 2, 1)


SMALL = (
    "At this size the smallest type is {there} {unit} {where}, under the {least:.0f} {unit} that "
    "read well. {advice}"
)
ADVICE = "A larger size, or fewer places, years or rows, helps."
ROWS_OUT = (
    "{out} of {count} rows are left out at this size; the newest, the highest and the lowest stay."
)
NOTES_OUT = "Some notes are left out at this size; the picture says how many."
COUNTED = (
    "in the table of the chart's rows.",
    "in full in the description",
)
"""How the words end that count notes and sources which are left out."""


@dataclass(frozen=True)
class Fitted:
    """A view's figure in a frame, and what room it got."""

    figure: go.Figure
    frame: Frame
    room: Room
    rows: int

    @property
    def said(self) -> list[str]:
        """Return a sentence for each thing that the size does not hold."""
        found = [] if self.room.most_rows is None else [self._rows_out(self.room.most_rows)]
        texts = " ".join(
            str(note.text).replace("<br>", " ") for note in self.figure.layout.annotations
        )
        if any(counted in texts for counted in COUNTED) and not self.room.plain:
            found.append(NOTES_OUT)
        floor = self.frame.floor
        there = TYPE["note"] * self.frame.width / self.figure.layout.width * floor.per_pixel
        if self.figure.layout.width <= self.frame.widest or self.frame.flexible:
            return found
        words = {"unit": floor.unit, "where": floor.where, "least": floor.least}
        return [*found, SMALL.format(there=f"{there:.1f}", advice=ADVICE, **words)]

    def _rows_out(self, most: int) -> str:
        return ROWS_OUT.format(out=self.rows - most, count=self.rows)


def fit(resolved: ResolvedView, palette: Palette, frame: Frame, room: Room) -> go.Figure:
    """Return the figure of a view that has one; `layout.width` and `height` have the proportion
    of the frame, which it is enlarged or reduced to. Raise `PictureError`.
    """
    return fitted(resolved, palette, frame, room).figure


def fitted(resolved: ResolvedView, palette: Palette, frame: Frame, room: Room) -> Fitted:
    """Return the same with what does not fit; raise `PictureError`."""
    assert not resolved.missing
    rows = len(resolved.rows().rows) if resolved.rows else 0
    if frame.flexible:
        size = Size(frame.name, frame.width, START, labels_beside=True, room=room)
        figure = resolved.draw(palette, size)
        assert figure is not None
        if figure.layout.height <= frame.height:
            return Fitted(figure.update_layout(width=frame.width), frame, room, rows)
    own = palette, frame, room
    known = [resolved.fits[own]] if own in resolved.fits else _attempts(resolved, frame, room)
    for width, more in known:
        figure = _fit(resolved, palette, _size(frame, width, more), frame)
        if figure is not None and not misplaced(figure, palette.typeface.wider):
            resolved.fits[own] = width, more
            return Fitted(_set_free(branded(figure, palette), frame), frame, more, rows)
    raise PictureError(NO_ROOM)


def _set_free(figure: go.Figure, frame: Frame) -> go.Figure:
    """Return a figure with the room above and below that its frame leaves free."""
    above, below = (
        share * figure.layout.width * frame.height / frame.width for share in frame.free
    )
    margin = figure.layout.margin
    height = figure.layout.height + above + below
    return figure.update_layout(height=height, margin_t=margin.t + above, margin_b=margin.b + below)


def _attempts(resolved: ResolvedView, frame: Frame, room: Room) -> Iterator[tuple[int, Room]]:
    """Yield widths and rooms to try: all of it, the largest type first, and of rows without their
    small print before type is smaller than its floor.
    """
    widths = frame.widths
    whole = [(width, room) for width in (widths if resolved.stretches else widths[:-1])]
    if resolved.shape == "rows":
        whole += [(width, replace(room, dense=True)) for width in widths[1:]]
    if frame.floor is ON_PHONES:
        few = replace(room, dense=True, most_notes=NOTES[-1])
        whole += [(width, few) for width in widths if width <= frame.widest]
    yield from sorted(whole, key=lambda attempt: attempt[0] > frame.widest)
    for most in NOTES:
        yield widths[-3], replace(room, dense=True, most_notes=most)
        yield widths[-1], replace(room, dense=True, most_notes=most)
    if resolved.stretches:
        few = replace(room, dense=True, most_notes=NOTES[-1])
        yield round(widths[-1] * WIDER), few
    few = replace(room, dense=True, most_notes=NOTES[-1])
    if resolved.shape == "rows" and resolved.own.rows == ONE:
        yield from ((round(widths[-1] * wider), few) for wider in SMALLER)
    for rows in ROWS if resolved.shape == "rows" else ():
        if rows < len(resolved.claims):
            most = NOTES[0] if rows > 1 else NOTES[1]
            yield widths[-2], replace(room, dense=True, most_notes=most, most_rows=rows)


def _size(frame: Frame, width: int, room: Room) -> Size:
    title = TYPE["head"] if width >= NARROW_TITLE else TYPE["body"]
    return Size(f"{frame.name}-{width}", width, START, width >= BESIDE, title, room=room)


def _fit(resolved: ResolvedView, palette: Palette, size: Size, frame: Frame) -> go.Figure | None:
    """Return the figure stretched to the frame's proportion; None where it is too high."""
    height = round(size.width * frame.inner_height / frame.width) - sum(strip_heights(palette))
    figure = resolved.draw(palette, size)
    assert figure is not None
    spare = height - figure.layout.height
    plot = START if resolved.shape == "time" else plot_height(figure)
    if resolved.stretches and plot + spare < max(LEAST_PLOT, LEAST_SHARE * height):
        return None
    if not resolved.stretches and spare < 0:
        return None
    stretched = replace(size, room=replace(size.room, fill=spare))
    figure = resolved.draw(palette, stretched)
    assert figure is not None
    left = height - figure.layout.height
    bottom = figure.layout.margin.b + left
    return figure.update_layout(width=size.width, height=height, margin_b=bottom)
