"""What stands on a slide and where: plots, texts, the key, notes; lengths in points.

Fonts do not travel with a slide, so every text has the room that a wider font needs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from charts.layout.outlines import Line
from charts.marks.axes import ONE_MILLION, tick_step
from charts.marks.legend import rows
from charts.pptx.embedded_workbook import ClaimCells
from charts.pptx.native_chart import Axis, Box
from charts.pptx.strokes import Stroke
from charts.presenter.own_words import Headline
from charts.style.fonts import wrap
from charts.style.theme import Palette, Size

WIDTH, HEIGHT = 960, 540
"""A slide of 16 to 9, as Office makes it."""
EDGE = 36
INSIDE = WIDTH - 2 * EDGE
WIDER = 1.3
"""How much wider than the bundled font another may be: DejaVu Sans is by 1.14, bold by 1.27."""
TITLE, SUBTITLE, TEXT, NOTE = 26, 14, 12, 10
LEAST_NOTE = 7
LEAST_PLOT = 170
AXIS_ROOM, KEY_ROW = 30, 26
MOST_TICKS = 7


class Paragraph(NamedTuple):
    """A paragraph and its look."""

    text: str
    size: float
    colour: str
    bold: bool = False


@dataclass(frozen=True)
class TextBox:
    """A text on a slide: its box, how it stands in it (`l`, `ctr`, `r`; `t`, `ctr`), and the room
    after each paragraph.
    """

    name: str
    box: Box
    paragraphs: Sequence[Paragraph]
    align: str = "l"
    anchor: str = "t"
    gap: float = 0.0


@dataclass(frozen=True)
class Plot:
    """One native chart: where its plotting area is, its axes, what draws it, and its claims.

    `behind` is drawn behind all plots, counted from this one's lower left corner.
    """

    box: Box
    x: Axis
    y: Axis
    strokes: Sequence[Stroke]
    sheet: ClaimCells
    name: str = "Chart"
    behind: Sequence[Stroke] = ()


@dataclass(frozen=True)
class Area:
    """What closed lines surround on a slide, filled with a colour and hatched with `strokes`."""

    name: str
    lines: Sequence[Line]
    colour: str
    edge: str
    strokes: Sequence[Line] = ()


@dataclass(frozen=True)
class Scene:
    """All that stands on one slide, below its title."""

    plots: Sequence[Plot]
    words: Sequence[TextBox]
    frame: Heights
    areas: Sequence[Area] = ()


@dataclass(frozen=True)
class Body:
    """Where on a slide the chart and its words stand, in points; a slide's title has a place of its
    own, or, `titled`, as much as it needs at the top.
    """

    left: float
    top: float
    width: float
    bottom: float
    titled: bool = False

    @property
    def right(self) -> float:
        """Return where it ends on the right."""
        return self.left + self.width


BODY = Body(EDGE, 20, INSIDE, HEIGHT - 14, titled=True)


@dataclass(frozen=True)
class Stage:
    """What scenes are made for: their colours, and where they stand on the slide."""

    palette: Palette
    body: Body = BODY


@dataclass(frozen=True)
class Heights:
    """The heights of a slide's parts: texts above, texts below, and what is left for plots.

    `told` is what happened, `below` has the sentences under the chart, the last of them the source
    note, `key` the entries of the key of the marks.
    """

    title: str
    body: Body
    subtitle: str
    below: Sequence[str]
    key: Sequence[str]
    note_size: float
    told: Sequence[str] = ()

    @property
    def title_height(self) -> float:
        """Return the height of the title."""
        return height_of([self.title], self.body.width, TITLE, bold=True)

    @property
    def subtitle_top(self) -> float:
        """Return where the subtitle begins."""
        return self.body.top + (self.title_height if self.body.titled else 0)

    @property
    def top(self) -> float:
        """Return where the room for plots begins."""
        above = height_of([*self.told, self.subtitle], self.body.width, SUBTITLE)
        return self.subtitle_top + above + 12

    @property
    def below_top(self) -> float:
        """Return where the notes begin, which end where the body does."""
        return self.body.bottom - height_of(self.below, self.body.width, self.note_size)

    @property
    def key_top(self) -> float:
        """Return where the key of the marks begins."""
        return self.below_top - 6 - KEY_ROW * len(rows(self.key, KEY_SIZE, self.body.width))

    @property
    def bottom(self) -> float:
        """Return where the room for plots and their axes ends."""
        return self.key_top - 2


def frame_of(
    stage: Stage,
    head: Headline,
    below: Sequence[str],
    key: Sequence[str],
    least: float = LEAST_PLOT + AXIS_ROOM,
) -> Heights:
    """Return the heights of a slide, with notes as large as leave `least` for plots and axes."""
    capital = head.subtitle[:1].upper() + head.subtitle[1:]
    sizes = [NOTE - n / 2 for n in range(int(2 * (NOTE - LEAST_NOTE)) + 1)]
    frames = [
        Heights(head.title, stage.body, capital, below, key, size, head.told) for size in sizes
    ]
    good = (f for f in frames if f.bottom - f.top >= least)
    return next(good, frames[-1])


KEY_SIZE = Size("slide key", INSIDE, 0, labels_beside=True, note_size=11, wider=WIDER)


def _lines_of(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes in a wide font."""
    return len(wrap(text, width / WIDER, size, 700 if bold else 400))


def height_of(
    paragraphs: Sequence[str], width: float, size: float, gap: float = 0.0, *, bold: bool = False
) -> float:
    """Return how high paragraphs are, with the room that a wide font needs."""
    lines = sum(_lines_of(text, width, size, bold=bold) for text in paragraphs)
    return math.ceil(lines * size * 1.25 + gap * len(paragraphs))


def linear(low: float, high: float, most: int = MOST_TICKS, *, whole: bool = False) -> Axis:
    """Return an axis with zero at one of its steps, which are counted from its lower end."""
    step = tick_step(high - low, most, whole=whole)
    form = _number_form(step, max(abs(low), abs(high)))
    return Axis(math.floor(low / step) * step + 0.0, float(high), step, form)


def zero_line(
    axis: Axis, x: tuple[float, float], y: tuple[float, float], palette: Palette
) -> list[Stroke]:
    """Return the line at zero of an axis that has falls below it."""
    return [Stroke("Zero", "zero", x, y, palette.quiet, 1.0)] if axis.low < 0 else []


def _number_form(step: float, top: float) -> str:
    """Return how an axis writes its numbers, those of millions with that word, but for zero."""
    if top >= ONE_MILLION and step >= ONE_MILLION / 10:
        return f'[=0]0;#,##0{_places(step / ONE_MILLION)},," million"'
    return f"#,##0{_places(step)}"


def _places(step: float) -> str:
    """Return as many places after the point as a step needs."""
    places = next(n for n in range(12) if abs(round(step, n) - step) < step * 1e-6)
    return "." + "0" * places if places else ""
