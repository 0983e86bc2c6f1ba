"""A view's figure in a picture's exact size: the largest type with which all of it fits.

What does not fit with any type is made shorter by rule: rows lose their small print, notes their
last statements, at last rows are left out, and words in the figure count what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import plotly.graph_objects as go

from charts.export.browser import PictureError
from charts.layout.figure_layout import plot_height
from charts.layout.overlaps import misplaced
from charts.style.sizes import Frame
from charts.style.theme import Palette, Room, Size
from charts.views.resolve import ResolvedView

BESIDE = 640
"""From which width on labels stand beside the plot."""
LEAST_PLOT, LEAST_SHARE = 130, 0.26
"""How high the plotting area of a chart over time is at least, in pixels and of the figure."""
START = 300
NOTES = (6, 3)
NO_ROOM = "The chart has more text than this size holds. Choose a larger or a wider one."
ROWS = (24, 20, 16, 13, 10, 8, 6, 5, 4, 3, 2, 1)


def fit(resolved: ResolvedView, palette: Palette, frame: Frame, room: Room) -> go.Figure:
    """Return the figure of a view that has one; `layout.width` and `height` have the proportion
    of the frame, which it is enlarged or reduced to. Raise `PictureError`.
    """
    assert not resolved.missing
    if frame.flexible:
        size = Size(frame.name, frame.width, START, labels_beside=True, room=room)
        figure = resolved.draw(palette, size)
        assert figure is not None
        if figure.layout.height <= frame.height:
            return figure.update_layout(width=frame.width)
    for width, more in _attempts(resolved, frame, room):
        figure = _fit(resolved, palette, _size(frame, width, more), frame)
        if figure is not None and not misplaced(figure):
            return figure
    raise PictureError(NO_ROOM)


def _attempts(resolved: ResolvedView, frame: Frame, room: Room) -> Iterator[tuple[int, Room]]:
    """Yield widths and rooms to try: first all of it, the largest type first."""
    widths = frame.widths
    for width in widths if resolved.stretches else widths[:5]:
        yield width, room
    if resolved.shape == "rows":
        for width in widths[1:]:
            yield width, replace(room, dense=True)
    for most in NOTES:
        yield widths[-3], replace(room, dense=True, most_notes=most)
        yield widths[-1], replace(room, dense=True, most_notes=most)
    for rows in ROWS if resolved.shape == "rows" else ():
        if rows < len(resolved.claims):
            most = NOTES[0] if rows > 1 else NOTES[1]
            yield widths[-2], replace(room, dense=True, most_notes=most, most_rows=rows)


def _size(frame: Frame, width: int, room: Room) -> Size:
    return Size(f"{frame.name}-{width}", width, START, width >= BESIDE, room=room)


def _fit(resolved: ResolvedView, palette: Palette, size: Size, frame: Frame) -> go.Figure | None:
    """Return the figure stretched to the frame's proportion; None where it is too high."""
    height = round(size.width * frame.height / frame.width)
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
