"""A presenter's notes in a chart over time: at which mark or between which days each stands, and
under which letter it is written below the chart where it has no room inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from charts.marks.axes import Ranges
from charts.marks.mark import Canvas, Mark
from charts.marks.series import year_position
from charts.presenter.own_words import LETTERS, OwnNote
from charts.style.theme import Palette, PlotlyDict

BAND_OPACITY, LEAST_BAND = 0.1, 6
"""How strong the colour of days is, and from how many pixels on they are drawn as a band."""


@dataclass(frozen=True)
class NoteAt:
    """A note on one of the marks of a claim, or on days (`x0` to `x1` in years); `written` in the
    plotting area, or below it under its letter.
    """

    letter: str
    text: str
    claim_id: str = ""
    x0: float = 0.0
    x1: float = 0.0
    written: bool = True

    @property
    def line(self) -> str:
        """Return what stands below the chart."""
        return f"{self.letter}. {self.text}"


def notes_at(notes: Iterable[OwnNote], marks: Iterable[Mark], shown: Ranges) -> list[NoteAt]:
    """Return the notes whose claim has a mark, or whose days the axis shows."""
    ids = {name for mark in marks for name in mark.claim_id.split()}
    found = [at for at in (_note_at(note, ids, shown) for note in notes) if at]
    return [replace(at, letter=letter) for at, letter in zip(found, LETTERS, strict=False)]


def _note_at(note: OwnNote, ids: set[str], shown: Ranges) -> NoteAt | None:
    period = note.period
    if period is None:
        return NoteAt("", note.text, note.at) if note.at in ids else None
    first = period.start or period.end
    x0 = year_position(pd.Timestamp(first))
    x1 = year_position(pd.Timestamp(period.end) + pd.Timedelta(days=1))
    if x1 <= shown.x0 or x0 >= shown.x1:
        return None
    return NoteAt("", note.text, x0=max(x0, shown.x0), x1=min(x1, shown.x1))


def lettered(notes: Sequence[NoteAt]) -> list[NoteAt]:
    """Return notes that are written below the chart."""
    return [replace(note, written=False) for note in notes]


def day_shapes(notes: Iterable[NoteAt], canvas: Canvas, palette: Palette) -> list[PlotlyDict]:
    """Return the days of notes as Plotly's shapes, from the bottom of the plot to its top: a line
    in their middle, or a band.
    """
    found = []
    for note in notes:
        if note.claim_id:
            continue
        at = {"xref": canvas.x_axis, "yref": f"{canvas.y_axis} domain", "y0": 0, "y1": 1}
        if is_band(note, canvas):
            look = {"fillcolor": palette.quiet, "opacity": BAND_OPACITY, "line": {"width": 0}}
            ends = {"x0": note.x0, "x1": note.x1}
            found.append({"type": "rect", "layer": "below", **at, **ends, **look})
            continue
        middle = (note.x0 + note.x1) / 2
        line = {"color": palette.quiet, "width": 1, "dash": "dot"}
        ends = {"x0": middle, "x1": middle}
        found.append({"type": "line", "layer": "below", **at, **ends, "line": line})
    return found


def is_band(note: NoteAt, canvas: Canvas) -> bool:
    """Tell whether the days of a note are long: more than a year, and wide enough to be seen."""
    return note.x1 - note.x0 > 1.01 and (note.x1 - note.x0) / canvas.x_pixel >= LEAST_BAND
