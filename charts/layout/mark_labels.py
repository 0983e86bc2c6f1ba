"""Words at marks: a presenter's notes, the numbers of a curve's ends, that a period is inferred,
that a figure was read as another work quotes it, how long another period is, that a figure is not
final, the letter of a note; none on a mark, on a line or on other words.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from charts.layout.figure_notes import LetteredNote
from charts.layout.own_notes import NoteAt, is_band
from charts.marks.extents import Box, Line, around, line_between, mark_boxes
from charts.marks.legend import INFERRED, MARK_SIGNS, QUOTED, WORDS
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import RECORD_LINE
from charts.style.theme import Palette, PlotlyDict, Size
from charts.text.wording import escaped

BETWEEN = " · "
"""What stands between several words at one mark."""
WEIGHT = 600
GAPS = (3, 9, 16, 26, 38, 52)
"""How far from its mark a text may stand, in pixels."""
LED = 15.5
"""From how far on a line leads to it: the third gap, whatever floats make of it."""
EDGE = RECORD_LINE / 2
"""How far the thickest line reaches beyond its middle, in pixels."""
GRID = 24
"""How many steps there are from side to side where no place near the mark is free."""
HIGH = 1.5
"""How high a line of text is, as a multiple of its type's size."""


@dataclass(frozen=True)
class AreaWords:
    """What is written on a plotting area besides what marks say of themselves: letters of remarks,
    the numbers of some claims, by their ids, and a presenter's notes; `named` are the marks, by
    their ids, of which the name of their series tells that they are not final.
    """

    remarks: Sequence[LetteredNote] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[NoteAt] = ()
    named: Collection[str] = ()


NO_WORDS = AreaWords()


@dataclass(frozen=True)
class MarkLabel:
    """Words and the mark that they belong to, `None` where that is days: where they stand on the
    plotting area, and the point of the mark that is nearest to them. A presenter's note has
    `lines`; it is `free` where it covers nothing.
    """

    text: str
    mark: Mark | None
    box: Box
    near: tuple[float, float]
    lines: Sequence[str] = ()
    free: bool = True

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
    words: AreaWords = NO_WORDS,
) -> list[MarkLabel]:
    """Return the words at the marks of runs as they stand on an empty ground; `pairs` of claims are
    joined by lines. A number that is a mark's own is written where it has room beside that: one
    that a line must lead to could be taken for another mark's.
    """
    own = list(runs)
    ground.take((mark for run in own for mark in run), pairs)
    lines = [*ground.lines, *(_day_line(note, ground) for note in words.notes if not note.claim_id)]
    taken = _Taken([box for boxes in ground.boxes.values() for box in boxes], lines)
    numbers = set(words.values.values())
    said = mark_words(own, words)
    firm = [one for one in said if _parted(one[1])[0] not in numbers]
    found = [_at_mark(*one, ground, size, taken) for one in firm]
    found += [_note(note, own, ground, size, taken) for note in words.notes]
    for mark, text in said:
        number, others = _parted(text)
        if number in numbers:
            label = _at_mark(mark, text, ground, size, taken, led=False)
            found.append(label or (_at_mark(mark, others, ground, size, taken) if others else None))
    return [label for label in found if label]


def _parted(text: str) -> tuple[str, str]:
    """Return the first of several words at a mark, and the others."""
    first, _, others = text.partition(BETWEEN)
    return first, others


def mark_words(
    runs: Iterable[Sequence[Mark]], words: AreaWords = NO_WORDS
) -> list[tuple[Mark, str]]:
    """Return what is written at the marks of each run, from left to right."""
    letters = {remark.mark.claim_id: remark.letter for remark in words.remarks}
    values = words.values
    noted = {note.claim_id: note.letter for note in words.notes if not note.written}
    found = []
    for run in runs:
        own = sorted(run, key=lambda mark: (mark.x0, mark.x1))
        lengths = _lengths(own)
        last = _last_unsettled(own) - set(words.named)
        quoted = _signed_as_quoted(own)
        for mark in own:
            parts = (
                next((values[name] for name in mark.claim_id.split() if name in values), ""),
                MARK_SIGNS[INFERRED] if mark.inferred else "",
                MARK_SIGNS[QUOTED] if mark.claim_id in quoted else "",
                "" if mark.computed else mark.fall,
                lengths.get(mark.claim_id, ""),
                _not_final(mark) if mark.claim_id in last else "",
                letters.get(mark.claim_id, ""),
                next((noted[name] for name in mark.claim_id.split() if name in noted), ""),
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


def _signed_as_quoted(own: Sequence[Mark]) -> set[str]:
    """Return the marks that have the sign of what others quote: of a series that is all that, its
    last.
    """
    quoted = [mark.claim_id for mark in own if mark.quoted]
    return set(quoted[-1:] if len(quoted) == len(own) else quoted)


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
        backing = box.grown(EDGE)
        crossed = sum(backing.crossed_by(line) for line in self.lines)
        through = sum(other.crossed_by(led) for other in self.texts) if led else 0
        return covered, crossed + through

    def best(self, labels: Iterable[MarkLabel]) -> MarkLabel | None:
        """Return the first label that covers nothing, else the one that covers least."""
        best: tuple[tuple[int, int], MarkLabel] | None = None
        for label in labels:
            cost = self.cost(label)
            if cost == (0, 0):
                return label
            if best is None or cost < best[0]:
                best = cost, replace(label, free=False)
        return best[1] if best else None

    def add(self, label: MarkLabel) -> None:
        """Note where a text stands now."""
        self.texts.append(label.box)
        self.lines += [label.leader] if label.leader else []


def notes_have_room(labels: Iterable[MarkLabel]) -> bool:
    """Tell whether each of a presenter's notes covers nothing."""
    return all(label.free for label in labels if label.lines)


def _at_mark(
    mark: Mark, text: str, ground: Ground, size: Size, taken: _Taken, *, led: bool = True
) -> MarkLabel | None:
    """Return a text where nothing else is, as near to its mark as there is room.

    Where there is no room at all, which a crowded chart on a phone may have, it lies where it
    covers least; one that may not be `led` to by a line is left out.
    """
    own = ground.boxes[mark.claim_id]
    wide = size.text_width(text, size.note_size, WEIGHT) + 2
    places = _places(own, wide, size.note_size * HIGH, ground)
    if not led:
        places = (box for box in places if _is_of(box, mark, ground))
    found = (MarkLabel(text, mark, box, own[0].nearest(*box.middle)) for box in places)
    best = taken.best(found)
    if best is None or (not led and (best.leader or not best.free)):
        return None
    taken.add(best)
    return best


def _is_of(box: Box, mark: Mark, ground: Ground) -> bool:
    """Tell whether a mark is by far the nearest to a text, and to its middle, which could else be
    taken for that of another.
    """
    middle = Box(*(at for at in box.middle for _ in range(2)))
    own = ground.boxes[mark.claim_id]
    edge, centre = (min(text.apart(b) for b in own) for text in (box, middle))
    return all(
        2 * edge + 2 < box.apart(other) and centre < middle.apart(other)
        for name, boxes in ground.boxes.items()
        if name != mark.claim_id
        for other in boxes
    )


NOTE_WIDTH, NOTE_SHARE = 190, 0.45
"""How wide a presenter's note is at most, in pixels and of the plotting area."""
ASIDE = 5
"""How far a note stands from the line of its day, in pixels."""


def _note(
    note: NoteAt, runs: Iterable[Sequence[Mark]], ground: Ground, size: Size, taken: _Taken
) -> MarkLabel | None:
    """Return a presenter's note: written, or its letter at its days (that at its mark is among the
    mark's own words).
    """
    if note.claim_id and not note.written:
        return None
    room = min(NOTE_WIDTH, ground.width * NOTE_SHARE)
    lines = size.wrap(note.text if note.written else note.letter, room, size.text_size)
    wide = max(size.text_width(line, size.text_size) for line in lines) + 2
    high = round(size.text_size * 1.3) * len(lines) + 2
    if note.claim_id:
        marks = (mark for run in runs for mark in run)
        mark = next(mark for mark in marks if note.claim_id in mark.claim_id.split())
        own = ground.boxes[mark.claim_id]
        places = _places(own, wide, high, ground)
        found = (MarkLabel("", mark, b, own[0].nearest(*b.middle), lines) for b in places)
    else:
        at = _days(note, ground)
        places = _beside_days(at, wide, high, ground)
        found = (MarkLabel("", None, b, b.nearest(at[0], b.middle[1]), lines) for b in places)
    best = taken.best(found)
    if best:
        taken.add(best)
    return best


def _days(note: NoteAt, ground: Ground) -> list[float]:
    """Return where the band of a note on days begins and ends, the same where it is a line."""
    at = [ground.canvas.pixel(x, 0.0)[0] for x in (note.x0, note.x1)]
    return at if is_band(note, ground.canvas) else [sum(at) / 2] * 2


def _day_line(note: NoteAt, ground: Ground) -> Line:
    """Return the line of a note on days, of a band its left edge: other words do not lie on it."""
    first = min(_days(note, ground))
    return (first, 0.0), (first, ground.height)


def _beside_days(at: Sequence[float], wide: float, high: float, ground: Ground) -> Iterator[Box]:
    """Yield places for a note on days, from the top down: right of them, left, inside."""
    first, last = min(at), max(at)
    lefts = [last + ASIDE, first - ASIDE - wide]
    lefts += [first + ASIDE] if last - first > wide + 2 * ASIDE else []
    for row in range(GRID + 1):
        low = (ground.height - high) * (1 - row / GRID)
        for left in lefts:
            if left >= 0 and left + wide <= ground.width and low >= 0:
                yield Box(left, left + wide, low, low + high)


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
        small = {"size": size.note_size, "weight": WEIGHT}
        found.append(
            {
                "text": "<br>".join(map(escaped, label.lines or [label.text])),
                **_anchor(label, ground),
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": label.box.left - x,
                "yshift": label.box.middle[1] - y,
                "align": "left",
                "showarrow": False,
                "font": ({"size": size.text_size} if label.lines else small)
                | {"color": palette.ink},
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
