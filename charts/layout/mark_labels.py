"""Words at marks: the numbers of a curve's ends, that a period is inferred, that a figure was read
as another work quotes it, how long another period is, that a figure is not final, the letter of a
note; none on a mark, on a line or on other words.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from charts.layout.figure_notes import LetteredNote
from charts.marks.extents import Box, Line, around, line_between, mark_boxes
from charts.marks.legend import INFERRED, MARK_SIGNS, QUOTED, WORDS
from charts.marks.mark import Canvas, Mark
from charts.style.theme import Palette, PlotlyDict, Size
from charts.text.wording import escaped

BETWEEN = " · "
"""What stands between several words at one mark."""
NO_VALUES: Mapping[str, str] = {}
WEIGHT = 600
GAPS = (3, 9, 16, 26, 38, 52)
"""How far from its mark a text may stand, in pixels."""
LED = 16
"""From how far on a line leads to it."""
GRID = 24
"""How many steps there are from side to side where no place near the mark is free."""
HIGH = 1.5
"""How high a line of text is, as a multiple of its type's size."""


@dataclass(frozen=True)
class MarkLabel:
    """Words and the mark that they belong to: where they stand on the plotting area, and the point
    of the mark that is nearest to them.
    """

    text: str
    mark: Mark
    box: Box
    near: tuple[float, float]

    @property
    def leader(self) -> Line | None:
        """Return the line from the mark to words that stand too far to be seen as its own."""
        x, y = self.near
        end = self.box.nearest(x, y)
        apart = max(abs(end[0] - x), abs(end[1] - y))
        return ((x, y), end) if apart >= LED else None


@dataclass(frozen=True)
class Ground:
    """A plotting area in pixels with what words may not cover; `turned` where values lie on x."""

    canvas: Canvas
    width: float
    height: float
    turned: bool = False
    boxes: dict[str, list[Box]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def take(self, marks: Iterable[Mark], pairs: Iterable[tuple[str, str]] = ()) -> None:
        """Note where marks are, and the lines between the pairs of claims that are joined."""
        by_id: dict[str, Mark] = {}
        for mark in marks:
            own = mark_boxes(mark, self.canvas)
            self.boxes[mark.claim_id] = [b.turned() for b in own] if self.turned else own
            by_id |= dict.fromkeys(mark.claim_id.split(), mark)
        self.lines.extend(
            line_between(by_id[one], by_id[other], self.canvas)
            for one, other in pairs
            if one in by_id and other in by_id
        )


def labels_on(
    ground: Ground,
    runs: Iterable[Sequence[Mark]],
    size: Size,
    pairs: Iterable[tuple[str, str]] = (),
    remarks: Iterable[LetteredNote] = (),
    values: Mapping[str, str] = NO_VALUES,
) -> list[MarkLabel]:
    """Return the words at the marks of runs as they stand on an empty ground; `pairs` of claims are
    joined by lines, `values` are written at those of some claims, where they have room there: a
    number that a line must lead to could be taken for another mark's.
    """
    own = list(runs)
    ground.take((mark for run in own for mark in run), pairs)
    found = placed_labels(mark_words(own, remarks, values), ground, size)
    numbers = set(values.values())
    return [label for label in found if not (label.leader and label.text in numbers)]


def mark_words(
    runs: Iterable[Sequence[Mark]],
    remarks: Iterable[LetteredNote] = (),
    values: Mapping[str, str] = NO_VALUES,
) -> list[tuple[Mark, str]]:
    """Return what is written at the marks of each run, from left to right."""
    letters = {remark.mark.claim_id: remark.letter for remark in remarks}
    found = []
    for run in runs:
        own = sorted(run, key=lambda mark: (mark.x0, mark.x1))
        lengths = _lengths(own)
        last = _last_unsettled(own)
        for mark in own:
            parts = (
                next((values[name] for name in mark.claim_id.split() if name in values), ""),
                MARK_SIGNS[INFERRED] if mark.inferred else "",
                MARK_SIGNS[QUOTED] if mark.quoted else "",
                "" if mark.computed else mark.fall,
                lengths.get(mark.claim_id, ""),
                _not_final(mark) if mark.claim_id in last else "",
                letters.get(mark.claim_id, ""),
            )
            if any(parts):
                found.append((mark, BETWEEN.join(part for part in parts if part)))
    return found


def _not_final(mark: Mark) -> str:
    """Return whose figure is not final: its frame may also lie round a document's claim."""
    return f"official, {WORDS['unsettled']}" if mark.official else WORDS["unsettled"]


def _follows(one: Mark, other: Mark) -> bool:
    return other.x0 <= one.x1 + 1e-6


def _last_unsettled(own: Sequence[Mark]) -> set[str]:
    """Return the last of each few marks that follow each other and are not final."""
    after = [*own[1:], None]
    return {
        mark.claim_id
        for mark, then in zip(own, after, strict=True)
        if mark.unsettled and not (then and then.unsettled and _follows(mark, then))
    }


def _lengths(own: Sequence[Mark]) -> dict[str, str]:
    """Return the lengths of periods by mark; of equally long ones that follow each other one."""
    groups: list[list[Mark]] = []
    for mark in own:
        before = groups[-1][-1] if groups else None
        alike = before and mark.length == before.length and _follows(before, mark)
        if alike and not mark.total:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return {
        group[-1].claim_id: group[-1].length + (" each" if len(group) > 1 else "")
        for group in groups
        if group[-1].length
    }


@dataclass
class _Taken:
    """What a text should not lie on: marks, the lines between them, texts with their leaders."""

    marks: Sequence[Box]
    lines: list[Line]
    texts: list[Box] = field(default_factory=list)

    def cost(self, label: MarkLabel) -> tuple[int, int]:
        """Return how many marks and texts a text would cover, and how many lines it would meet."""
        box, led = label.box, label.leader
        covered = sum(box.meets(other) for own in (self.marks, self.texts) for other in own)
        crossed = sum(box.crossed_by(line) for line in self.lines)
        through = sum(other.crossed_by(led) for other in self.texts) if led else 0
        return covered, crossed + through

    def add(self, label: MarkLabel) -> None:
        """Note where a text stands now."""
        self.texts.append(label.box)
        self.lines += [label.leader] if label.leader else []


def placed_labels(words: Iterable[tuple[Mark, str]], ground: Ground, size: Size) -> list[MarkLabel]:
    """Return the words where nothing else is, as near to their marks as there is room.

    Where there is no room at all, which a crowded chart on a phone may have, they lie where they
    cover least.
    """
    found: list[MarkLabel] = []
    taken = _Taken([box for own in ground.boxes.values() for box in own], list(ground.lines))
    for mark, text in words:
        wide = size.text_width(text, size.note_size, WEIGHT) + 2
        own = ground.boxes[mark.claim_id]
        best: tuple[tuple[int, int], MarkLabel] | None = None
        for box in _places(own, wide, size.note_size * HIGH, ground):
            label = MarkLabel(text, mark, box, own[0].nearest(*box.middle))
            cost = taken.cost(label)
            if best is None or cost < best[0]:
                best = cost, label
            if cost == (0, 0):
                break
        if best:
            found.append(best[1])
            taken.add(best[1])
    return found


def _places(own: Sequence[Box], wide: float, high: float, ground: Ground) -> Iterator[Box]:
    """Yield places for a text, each inside the area: around its mark, the nearest first, then all
    over the area.
    """
    for at, low in itertools.chain(_around(own, wide, high), _grid(own[0], wide, high, ground)):
        inside = at >= 0 and at + wide <= ground.width
        if inside and low >= 0 and low + high <= ground.height:
            yield Box(at, at + wide, low, low + high)


def _around(own: Sequence[Box], wide: float, high: float) -> Iterator[tuple[float, float]]:
    for gap in GAPS:
        for core in dict.fromkeys((own[0], around(own))):
            x, y = core.middle
            right, left = core.right + gap, core.left - gap - wide
            above, below = core.high + gap, core.low - gap - high
            yield from (
                (right, y - high / 2),
                (left, y - high / 2),
                (x - wide / 2, above),
                (x - wide / 2, below),
                (right, above),
                (right, below),
                (left, above),
                (left, below),
                (core.right - wide, above),
                (core.right - wide, below),
                (core.left, above),
                (core.left, below),
            )


def _grid(core: Box, wide: float, high: float, ground: Ground) -> Iterator[tuple[float, float]]:
    """Yield the corners of a grid over the area, from the mark on outward."""
    x, y = core.middle
    across = max(0.0, ground.width - wide)
    columns = [across * n / GRID for n in range(GRID + 1)]
    rows = [max(0.0, ground.height - high) * n / GRID for n in range(GRID + 1)]
    corners = itertools.product(columns, rows)
    yield from sorted(corners, key=lambda at: math.dist(at, (x - wide / 2, y - high / 2)))


def label_annotations(
    labels: Iterable[MarkLabel], ground: Ground, palette: Palette, size: Size
) -> list[PlotlyDict]:
    """Return the words as Plotly's annotations, which go with their marks where a figure is drawn
    wider than it was laid out.
    """
    found = []
    for label in labels:
        x, y = label.near
        found.append(
            {
                "text": escaped(label.text),
                **_anchor(label, ground),
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": label.box.left - x,
                "yshift": label.box.middle[1] - y,
                "showarrow": False,
                "font": {"size": size.note_size, "color": palette.ink, "weight": WEIGHT},
                "bgcolor": palette.backing,
                "opacity": 0.9,
            }
        )
    return found


def leader_shapes(
    labels: Iterable[MarkLabel], ground: Ground, palette: Palette
) -> list[PlotlyDict]:
    """Return the lines that lead to words, as Plotly's shapes."""
    found = []
    for label in labels:
        if label.leader:
            (x, y), (to_x, to_y) = label.leader
            at = _anchor(label, ground)
            ends: Mapping[str, float] = {"x0": 0, "x1": to_x - x, "y0": 0, "y1": to_y - y}
            pixels = {"xsizemode": "pixel", "ysizemode": "pixel"}
            anchors = {"xanchor": at["x"], "yanchor": at["y"]}
            on = {"xref": at["xref"], "yref": at["yref"]}
            look = {"line": {"color": palette.quiet, "width": 1, "dash": "dot"}}
            found.append({"type": "line", **on, **anchors, **pixels, **ends, **look})
    return found


def _anchor(label: MarkLabel, ground: Ground) -> PlotlyDict:
    """Return the point of a mark that its words are near to, on its axes."""
    canvas, (x, y) = ground.canvas, label.near
    refs = {"xref": canvas.x_axis, "yref": canvas.y_axis}
    if ground.turned:
        y, x = canvas.point(y, x)
    else:
        x, y = canvas.point(x, y)
    return {**refs, "x": x, "y": y}
