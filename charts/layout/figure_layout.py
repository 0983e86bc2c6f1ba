"""Where the texts of a figure stand: title, subtitle, labels, key, source note, none on another.

Everything is measured in pixels first: the height of the figure follows from its texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from charts.layout.figure_notes import condensed
from charts.marks.axes import MOST_ROOM, linear_axis
from charts.marks.legend import ROW
from charts.presenter.own_words import Headline
from charts.style.theme import SPACE, Font, Palette, PlotlyDict, Size, template
from charts.text import wording
from loaders.values.codelists import DECREASE

Label = TypeVar("Label")
EDGE = 10
AXIS_HEIGHT = 34
LABEL_WIDTH, LABEL_GAP = 200, 18
TICK_WIDTH = 62
CODE, CODE_NAME = 96, "QR code"
"""How wide and high a QR code is, and what its image is called."""


def figure_of(data: Sequence[PlotlyDict], layout: PlotlyDict) -> go.Figure:
    """Return a figure that Plotly does not check, which would take longer than all the rest.

    Tests let it check what each builder makes.
    """
    return go.Figure({"data": data, "layout": layout}, _validate=False)


def plot_height(figure: go.Figure) -> float:
    """Return how high the plotting area of a figure is that `Layout` laid out."""
    layout = figure.layout
    low, high = layout.yaxis.domain
    return float((layout.height - layout.margin.t - layout.margin.b) * (high - low))


@dataclass(frozen=True)
class Lines:
    """A figure's texts, wrapped to its width; `told` is what happened, in a sentence."""

    title: Sequence[str]
    told: Sequence[str]
    subtitle: Sequence[str]
    notes: Sequence[str]


class SeriesName(NamedTuple):
    """What a series is called, in which colour, and what its traces are called."""

    text: str
    ink: str
    run: str


@dataclass(frozen=True)
class Layout:
    """The texts of a figure in lines, and the room around and in its plotting area in pixels.

    `names` are the series' signs and names, set under the axis; `said` are a presenter's notes in
    lines, above the chart's own; `above` is the height of what stands right above the plotting
    area.
    """

    size: Size
    lines: Lines
    plot_height: float
    left: int = TICK_WIDTH
    right: float = EDGE
    key_rows: int = 1
    names: Sequence[SeriesName] = ()
    above: int = 0
    said: Sequence[str] = ()

    @property
    def plot_width(self) -> float:
        """Return the width of the plotting area."""
        return self.size.width - self.left - self.right

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
    def top(self) -> int:
        """Return the height above the plotting area."""
        under = len(self.lines.told) + len(self.lines.subtitle)
        lines = self.title_line * len(self.lines.title) + self.text_line * under
        return EDGE + lines + 22 + self.above

    @property
    def told_place(self) -> int:
        """Return the place among the texts of what happened; -1 where nothing is told."""
        return int(bool(self.lines.title)) if self.lines.told else -1

    @property
    def names_height(self) -> int:
        """Return the height of the names under the axis."""
        return self.text_line * sum(len(self._name_lines(name.text)) for name in self.names)

    @property
    def key_height(self) -> int:
        """Return the height of the key of the marks."""
        return ROW * self.key_rows

    @property
    def inner(self) -> float:
        """Return the height of plotting area, axis, names and key."""
        return self.plot_height + AXIS_HEIGHT + self.names_height + self.key_height

    @property
    def bottom(self) -> int:
        """Return the height below the key."""
        notes = self.said_height + self.note_line * len(self.lines.notes)
        return 12 + max(notes, code_room(self.size)) + EDGE

    @property
    def said_height(self) -> int:
        """Return the height of a presenter's notes."""
        return self.text_line * len(self.said) + (6 if self.said else 0)

    def _name_lines(self, name: str) -> list[str]:
        return self.size.wrap(name, self.size.width - 2 * EDGE, self.size.text_size, 600)

    def noted(self, texts: Sequence[str]) -> Layout:
        """Return this layout with texts before its other notes, each beginning a line."""
        room, width = self.size.room, notes_width(self.size)
        own = condensed([] if room.plain else texts, width, self.size.note_size, room.most_notes)
        return replace(self, lines=replace(self.lines, notes=[*own, *self.lines.notes]))

    def saying(self, texts: Iterable[str]) -> Layout:
        """Return this layout with a presenter's notes, each beginning a line; none is left out."""
        size, width = self.size, notes_width(self.size)
        return replace(self, said=[n for t in texts for n in size.wrap(t, width, size.text_size)])

    def figure(self, palette: Palette) -> PlotlyDict:
        """Return a layout without data: margins, axes and texts."""
        split = 1 - self.plot_height / self.inner
        hidden = {"visible": False, "fixedrange": True}
        return {
            "template": template(palette, self.size),
            "height": self.top + self.inner + self.bottom,
            "margin": {"l": self.left, "r": self.right, "t": self.top, "b": self.bottom},
            "xaxis": {"anchor": "y"},
            "yaxis": {"domain": [split, 1]},
            "xaxis2": {"anchor": "y2", "range": [0, self.plot_width], **hidden},
            "yaxis2": {
                "domain": [0, self.key_height / self.inner],
                "range": [0, self.key_height],
                **hidden,
            },
            "annotations": self._texts(palette),
            "images": self._code(),
        }

    def _code(self) -> list[PlotlyDict]:
        """Return the QR code beside the notes, where one is wanted."""
        link = self.size.room.code
        if not link:
            return []
        beyond = (self.right - EDGE) / self.plot_width
        at = {"x": 1 + beyond, "y": -12 / self.inner, "xanchor": "right", "yanchor": "top"}
        at |= {"sizex": CODE / self.plot_width, "sizey": CODE / self.inner}
        axes = {"xref": "paper", "yref": "paper"}
        return [{"name": CODE_NAME, "source": code_image(link), **axes, **at}]

    def _texts(self, palette: Palette) -> list[PlotlyDict]:
        at = EDGE - self.top
        size, title = self.size.text_size, self.size.title_size
        found = [self.block(self.lines.title, at, Font(title, palette.ink, 600))]
        at += self.title_line * len(self.lines.title)
        found.append(self.block(self.lines.told, at, Font(size, palette.ink)))
        at += self.text_line * len(self.lines.told)
        found.append(self.block(self.lines.subtitle, at, Font(size, palette.quiet)))
        found += self.names_under()
        found.append(self.block(self.said, self.inner + 12, Font(size, palette.ink)))
        note = Font(self.size.note_size, palette.quiet)
        found.append(self.block(self.lines.notes, self.inner + 12 + self.said_height, note))
        return [block for block in found if block["text"]]

    def names_under(self) -> list[PlotlyDict]:
        """Return the names under the axis, one below the other."""
        at = self.plot_height + AXIS_HEIGHT
        found = []
        for name in self.names:
            lines, font = self._name_lines(name.text), Font(self.size.text_size, name.ink, 600)
            found.append(of_series(self.block(lines, at, font), name.run))
            at += self.text_line * len(lines)
        return found

    def block(self, lines: Sequence[str], down: float, font: Font) -> PlotlyDict:
        """Return lines of text at the left edge, their top `down` pixels below the plot's."""
        return text_block(lines, down, EDGE - self.left, font)

    def row(
        self,
        name: Sequence[str],
        quiet: Sequence[str],
        down: float,
        palette: Palette,
        said: Sequence[str] = (),
    ) -> list[PlotlyDict]:
        """Return a row's name and, under it, a presenter's notes and its small print."""
        under = down + self.text_line * len(name)
        last = under + self.text_line * len(said)
        return [
            self.block(name, down, Font(self.size.text_size, palette.ink, 600)),
            self.block(said, under, Font(self.size.text_size, palette.ink)),
            self.block(quiet, last, Font(self.size.note_size, palette.quiet)),
        ]

    def high_enough(self, labels: Iterable[str]) -> Layout:
        """Return this layout, with a higher plot where labels beside it need that."""
        missing = self._beside_height(labels) - self.inner
        return replace(self, plot_height=self.plot_height + max(0, missing))

    def _beside_height(self, labels: Iterable[str]) -> int:
        return sum(self.text_line * len(self._beside_lines(label)) + 3 for label in labels)

    def _beside_lines(self, label: str) -> list[str]:
        return self.size.wrap(label, LABEL_WIDTH - LABEL_GAP - EDGE, self.size.text_size, 600)

    def beside(
        self, labels: Mapping[Label, tuple[str, float]], colours: Mapping[Label, str]
    ) -> list[PlotlyDict]:
        """Return labels right of the plot, each as far down (0 to 1) as it says, moved apart."""
        size = self.size.text_size
        lines = {name: self._beside_lines(label) for name, (label, _) in labels.items()}
        wanted = {name: self.plot_height * down for name, (_, down) in labels.items()}
        heights = {name: self.text_line * len(own) for name, own in lines.items()}
        room = self.plot_height + AXIS_HEIGHT
        if self._beside_height(label for label, _ in labels.values()) > room:
            room = self.inner  # then they stand beside the key too
        places = apart(wanted, heights, room)
        at = {"x": 1, "xshift": LABEL_GAP}
        return [
            {**self.block(own, places[name], Font(size, colours[name], 600)), **at}
            for name, own in lines.items()
        ]


def of_series(block: PlotlyDict, run: str) -> PlotlyDict:
    """Return a text that names a series, so that pointing at it lifts what is drawn of that
    (`static/chart_reader.js`).
    """
    return {**block, "name": run, "captureevents": True}


def lines_text(lines: Sequence[str]) -> str:
    """Return lines as a text of Plotly."""
    return "<br>".join(map(wording.escaped, lines))


def text_block(lines: Sequence[str], down: float, right: float, font: Font) -> PlotlyDict:
    """Return lines of text `down` and `right` pixels from the plot's top left."""
    return {
        "text": lines_text(lines),
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "xanchor": "left",
        "yanchor": "top",
        "xshift": right,
        "yshift": -down,
        "align": "left",
        "showarrow": False,
        "font": {"size": font.size, "color": font.colour, "weight": font.weight},
    }


def apart(
    wanted: Mapping[Label, float], heights: Mapping[Label, float], room: float
) -> dict[Label, float]:
    """Return the tops of labels whose middles should be at `wanted`, none on another.

    Labels are moved down as far as the one above needs, then up again as far as `room` ends.
    """
    order = sorted(wanted, key=lambda name: wanted[name])
    tops: dict[Label, float] = {}
    at = 0.0
    for name in order:
        tops[name] = max(at, wanted[name] - heights[name] / 2)
        at = tops[name] + heights[name] + 3
    end = room
    for name in reversed(order):
        tops[name] = min(tops[name], end - heights[name])
        end = tops[name] - 3
    return tops


def tick_width(size: Size, claims: pd.DataFrame) -> int:
    """Return the room left of the plot that the numbers of its axis need."""
    dated = claims[claims["start"].notna()]
    ends = dated[["chart_low", "chart_high"]].to_numpy(dtype="float64")
    top = float(np.nanmax(ends, initial=0.0))
    minus = "−" if (dated["measure"] == DECREASE).any() else ""
    ticks = linear_axis((0.0, top * MOST_ROOM or 1.0))["ticktext"]
    longest = max(size.text_width(minus + text, size.text_size) for text in ticks)
    return max(TICK_WIDTH, round(longest) + 12)


def notes_width(size: Size) -> int:
    """Return how wide the notes below a figure are, beside its QR code if it has one; less where
    its font is wider than ours.
    """
    beside = CODE + SPACE["text"] if size.room.code else 0
    return round((size.width - 2 * EDGE - beside) / size.wider)


def code_room(size: Size) -> int:
    """Return how high the QR code of a figure is; 0 without one."""
    return CODE if size.room.code else 0


@lru_cache(maxsize=100)
def code_image(link: str) -> str:
    """Return the QR code of an address as an image in an address of its own: dark on light with the
    edge that readers of it need, whatever is under it.
    """
    import segno  # noqa: PLC0415  only pictures that have one need it

    code = segno.make(link, error="m", micro=False)
    return str(code.svg_data_uri(border=4, dark="#000000", light="#ffffff", omitsize=True))


def told_lines(size: Size, told: Iterable[str]) -> list[str]:
    """Return what happened in lines, each sentence beginning one."""
    width = size.width - 2 * EDGE
    return [line for text in told for line in size.wrap(text, width, size.text_size)]


def text_lines(size: Size, head: Headline, below: Sequence[str]) -> Lines:
    """Wrap a figure's texts to its width; each of those that tell what happened, and each text
    below the figure, begins a line, the last is its source note. Plain, a figure has its measure
    and unit, and of its sources what one line holds.
    """
    room, width, below_width = size.room, size.width - 2 * EDGE, notes_width(size)
    unit = head.subtitle
    capital = size.wrap(unit[:1].upper() + unit[1:], width, size.text_size)
    *others, source = below
    if room.plain:
        return Lines([], [], capital, condensed([source], below_width, size.note_size, 1))
    source = f"{source} {room.foot}" if room.foot else source
    return Lines(
        size.wrap(head.title, width, size.title_size, 600),
        told_lines(size, head.told),
        capital,
        condensed([*others, source], below_width, size.note_size, room.most_notes),
    )
