"""Where the texts of a figure stand: title, subtitle, labels, key, source note, none on another.

Everything is measured in pixels first: the height of the figure follows from its texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from charts import notes, words
from charts.key import ROW
from charts.theme import Palette, Size, template
from loaders.dataset import Dataset

EDGE = 10
AXIS_HEIGHT = 34
LABEL_WIDTH = 190
TICK_WIDTH = 62


def plot_width(size: Size) -> int:
    """Return the width of the plotting area in pixels."""
    return size.width - TICK_WIDTH - _right(size)


def _right(size: Size) -> int:
    return LABEL_WIDTH if size.labels_beside else EDGE


@dataclass(frozen=True)
class Layout:
    """The texts of a figure in lines, and what room they take.

    `labels` holds for each series its name and how far down the plot its last mark is, 0 to 1.
    """

    size: Size
    title: list[str]
    subtitle: list[str]
    notes: list[str]
    labels: Mapping[str, tuple[str, float]]
    key_rows: int = 1

    @property
    def plot_width(self) -> int:
        """Return the width of the plotting area in pixels."""
        return plot_width(self.size)

    @property
    def title_line(self) -> int:
        """Return the height of a line of the title."""
        return round(self.size.title_size * 1.3)

    @property
    def text_line(self) -> int:
        """Return the height of a line of the subtitle or a label."""
        return round(self.size.text_size * 1.4)

    @property
    def note_line(self) -> int:
        """Return the height of a line of the notes."""
        return round(self.size.note_size * 1.45)

    @property
    def _names(self) -> list[str]:
        """Return the labels as lines under the subtitle, where there is no room beside."""
        return [] if self.size.labels_beside else [label for label, _ in self.labels.values()]

    @property
    def top(self) -> int:
        """Return the height above the plotting area."""
        names = self.text_line * sum(len(self._wrapped_name(n)) for n in self._names)
        lines = self.title_line * len(self.title) + self.text_line * len(self.subtitle)
        return EDGE + lines + names + 22

    @property
    def inner(self) -> int:
        """Return the height of plotting area, time axis and key."""
        return self.size.plot_height + AXIS_HEIGHT + self.key_height

    @property
    def key_height(self) -> int:
        """Return the height of the key of the marks."""
        return ROW * self.key_rows

    @property
    def bottom(self) -> int:
        """Return the height below the key."""
        return 12 + self.note_line * len(self.notes) + EDGE

    def _wrapped_name(self, name: str) -> list[str]:
        return notes.wrapped(name, self.size.fits(self.size.text_size, 2 * EDGE + 16))

    def figure(self, palette: Palette, colours: Mapping[str, str]) -> dict[str, Any]:
        """Return a figure without data: margins, axes and texts."""
        split = (AXIS_HEIGHT + self.key_height) / self.inner
        return {
            "layout": {
                "template": template(palette, self.size),
                "height": self.top + self.inner + self.bottom,
                "margin": {
                    "l": TICK_WIDTH,
                    "r": _right(self.size),
                    "t": self.top,
                    "b": self.bottom,
                },
                "xaxis": {"anchor": "y"},
                "yaxis": {"domain": [split, 1]},
                "xaxis2": {
                    "anchor": "y2",
                    "range": [0, self.plot_width],
                    "visible": False,
                    "fixedrange": True,
                },
                "yaxis2": {
                    "domain": [0, self.key_height / self.inner],
                    "range": [0, self.key_height],
                    "visible": False,
                    "fixedrange": True,
                },
                "annotations": [*self._texts(palette, colours), *self._beside(colours)],
            }
        }

    def _texts(self, palette: Palette, colours: Mapping[str, str]) -> list[dict[str, Any]]:
        at = EDGE
        found = []
        for lines, size, height, colour, weight in (
            (self.title, self.size.title_size, self.title_line, palette.ink, 600),
            (self.subtitle, self.size.text_size, self.text_line, palette.quiet, 400),
        ):
            found.append(self._block(lines, -self.top + at, (size, colour, weight)))
            at += height * len(lines)
        for series_id, (label, _) in self.labels.items() if self._names else ():
            lines = self._wrapped_name(label)
            look = (self.size.text_size, colours[series_id], 600)
            found.append(self._block([f"■ {lines[0]}", *lines[1:]], -self.top + at, look))
            at += self.text_line * len(lines)
        look = (self.size.note_size, palette.quiet, 400)
        found.append(self._block(self.notes, self.inner + 12, look))
        return found

    def _block(self, lines: list[str], down: float, look: tuple[int, str, int]) -> dict[str, Any]:
        """Return lines of text whose top is `down` pixels below the top of the plotting area."""
        size, colour, weight = look
        return {
            "text": "<br>".join(words.escaped(line) for line in lines),
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "top",
            "xshift": EDGE - TICK_WIDTH,
            "yshift": -down,
            "align": "left",
            "showarrow": False,
            "font": {"size": size, "color": colour, "weight": weight},
        }

    def _beside(self, colours: Mapping[str, str]) -> list[dict[str, Any]]:
        """Return labels right of the plot at their series' last mark, moved apart."""
        if not self.size.labels_beside:
            return []
        blocks = {
            name: (notes.wrapped(label, int(LABEL_WIDTH / (self.size.text_size * 0.55))), down)
            for name, (label, down) in self.labels.items()
        }
        wanted = {name: self.size.plot_height * down for name, (_, down) in blocks.items()}
        heights = {name: self.text_line * len(lines) for name, (lines, _) in blocks.items()}
        places = apart(wanted, heights, self.size.plot_height + AXIS_HEIGHT)
        return [
            {
                **self._block(lines, places[name], (self.size.text_size, colours[name], 600)),
                "x": 1,
                "xshift": 8,
            }
            for name, (lines, _) in blocks.items()
        ]


def apart(
    wanted: Mapping[str, float], heights: Mapping[str, float], room: float
) -> dict[str, float]:
    """Return the tops of labels whose middles should be at `wanted`, none on another.

    Labels are moved down as far as the one above needs, then up again as far as `room` ends.
    """
    order = sorted(wanted, key=lambda name: wanted[name])
    tops: dict[str, float] = {}
    at = 0.0
    for name in order:
        tops[name] = max(at, wanted[name] - heights[name] / 2)
        at = tops[name] + heights[name] + 3
    end = room
    for name in reversed(order):
        tops[name] = min(tops[name], end - heights[name])
        end = tops[name] - 3
    return tops


def lay_out(
    dataset: Dataset,
    indicator_id: str,
    claims: pd.DataFrame,
    labels: Mapping[str, tuple[str, float]],
    size: Size,
    key_rows: int,
) -> Layout:
    """Write and wrap the texts of an indicator's figure."""
    unit = notes.unit_words(dataset, indicator_id, claims)
    subtitle = unit[0].upper() + unit[1:]
    line = 2 * EDGE
    note = notes.wrapped(notes.source_note(dataset, claims), size.fits(size.note_size, line))
    beside = [
        row
        for text in notes.without_period(dataset, claims)
        for row in notes.wrapped(text, size.fits(size.note_size, line))
    ]
    title = notes.title(dataset, indicator_id, claims)
    return Layout(
        size,
        notes.wrapped(title, size.fits(size.title_size, line)),
        notes.wrapped(subtitle, size.fits(size.text_size, line)),
        [*beside, *note],
        labels,
        key_rows,
    )
