"""A file held against the same file made again: what differs, and what that says of it."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from charts.text.series_summary import many
from charts.text.wording import listed

Kind = Literal["value", "position", "text", "drawing"]
State = Literal["same", "differs", "not compared"]
VALUE: Kind = "value"
POSITION: Kind = "position"
TEXT: Kind = "text"
DRAWING: Kind = "drawing"
ORDER = (VALUE, POSITION, TEXT, DRAWING)
"""In which order differences are told."""
SAME: State = "same"
DIFFERS: State = "differs"
NOT_COMPARED: State = "not compared"
MOST_ALIGNED = 3000
"""More texts than these are not aligned with each other."""
MOST_TEXT = 400
"""How many characters of a file's own text are shown."""
AROUND = 30
"""How many characters of a long text are shown on each side of a difference."""
NUMERAL = re.compile(r"[0-9][0-9.,]*")
MOST_TOLD = 20
"""How many differences are told one by one."""


@dataclass(frozen=True)
class Part:
    """A part of a file, and the texts that it holds in order; of a drawing its digest alone.

    Values are what any version of the program writes alike; positions are the numbers of marks.
    """

    where: str
    kind: Kind
    texts: Sequence[str]


@dataclass(frozen=True)
class Difference:
    """Where a file is not as it is made here: what it has, and what it would have here."""

    where: str
    kind: Kind
    file: str
    here: str

    def words(self) -> str:
        """Return the difference as a sentence."""
        if self.kind == DRAWING:
            return safe(f"{self.where}: drawn otherwise{self.file and f', {self.file}'}.")
        file, here = narrowed(self.file, self.here)
        if not here:
            return f"{safe(self.where)}: this site does not write “{safe(file)}”."
        if not file:
            return f"{safe(self.where)}: “{safe(here)}” is not in the file."
        return f"{safe(self.where)}: the file has “{safe(file)}”, this site writes “{safe(here)}”."


@dataclass(frozen=True)
class Comparison:
    """What came of holding a file against the same file made again.

    `said` is a sentence on how; where `state` is `not compared` it says why, and what the file
    says of itself is a label.
    """

    state: State
    said: str
    differences: Sequence[Difference] = ()

    def lines(self) -> list[str]:
        """Return the sentence, then the differences, values first."""
        plain = [one for one in self.differences if one.kind != DRAWING or one.file]
        ordered = sorted(plain or self.differences, key=lambda one: ORDER.index(one.kind))
        more = len(ordered) - MOST_TOLD
        told = [one.words() for one in ordered[:MOST_TOLD]]
        return [self.said, *told, *([f"{more:,} more differences."] if more > 0 else [])]


BYTES = "The file is byte for byte as this site makes it."
PARTS = "All that the file shows is as this site makes it."
SIGNED = "This site signed the file, and nothing in it was changed since."
FORGED = (
    "The signature in the file is not this site's, or the file was changed after it was signed."
)
NO_KEY = "It has a signature, which cannot be checked here, as this site has no key."
LABEL = "What the file says about itself is a label, not a proof."
OTHERWISE = (
    "{same} as this site writes them, but the file is drawn otherwise: somebody changed it, or "
    "another program saved it again."
)
REDRAWN = (
    "The picture is not as this site draws it: somebody changed it, or another program saved it "
    "again."
)
OTHER_PROGRAM = "Another version of this site made the file, and this one makes it otherwise."


def not_compared(why: str) -> Comparison:
    """Return what is said of a file that could not be held against anything."""
    return Comparison(NOT_COMPARED, f"The file was not compared. {why} {LABEL}")


def compared(
    differences: Sequence[Difference], *, same_program: bool, words: bool = True
) -> Comparison:
    """Return what differences say of a file, which this program made or another one; of a picture
    of points, no words can be read.

    Another program may word and draw things otherwise, but writes the same numbers as values.
    """
    if not differences:
        return Comparison(SAME, PARTS)
    if not same_program and not any(map(_is_other_number, differences)):
        same = f" {_alike(differences)} as this one writes them." if words else ""
        said = f"{OTHER_PROGRAM}{same} {LABEL}"
        return Comparison(NOT_COMPARED, said, differences)
    if all(one.kind == DRAWING for one in differences):
        said = OTHERWISE.format(same=_alike(differences)) if words else REDRAWN
        return Comparison(DIFFERS, said, differences)
    said = f"The file is not as this site makes it: {_counted(differences)}."
    return Comparison(DIFFERS, said, differences)


def _is_other_number(one: Difference) -> bool:
    numbers = (NUMERAL.findall(text) for text in (one.file, one.here))
    return one.kind == VALUE and next(numbers) != next(numbers)


def _alike(differences: Iterable[Difference]) -> str:
    """Return of which parts of a file nothing differs."""
    kinds = {one.kind for one in differences}
    return "Its values and words are" if kinds == {DRAWING} else "Its values are"


def _counted(differences: Sequence[Difference]) -> str:
    counts = Counter(one.kind for one in differences if one.kind != DRAWING or one.file)
    drawn = counts.pop(DRAWING, 0)
    parts = [many(counts[kind], kind) for kind in ORDER if counts[kind]]
    parts += ["the picture"] if drawn else []
    one = len(parts) == 1 and (drawn or counts.total() == 1)
    return f"{listed(parts)} {'differs' if one else 'differ'}"


def by_parts(
    parts: Callable[[bytes], Iterable[Part]], file: bytes, here: bytes
) -> list[Difference]:
    """Return the differences of two files' parts; `ValueError` where one cannot be read."""
    there, own = ({one.where: one for one in parts(content)} for content in (file, here))
    found: list[Difference] = []
    for where in {**own, **there}:
        found += _in_part(where, there.get(where), own.get(where))
    return found


def by_bytes(file: bytes, here: bytes) -> list[Difference]:
    """Return that two files differ, where nothing is known of their parts."""
    return [] if file == here else [Difference("File", DRAWING, "", "")]


def _in_part(where: str, file: Part | None, here: Part | None) -> list[Difference]:
    kind = (here or file or Part("", TEXT, ())).kind
    theirs, ours = (list(one.texts) if one else [] for one in (file, here))
    if theirs == ours:
        return []
    if kind == DRAWING:
        return [Difference(where, kind, "", "")]
    if max(len(theirs), len(ours)) > MOST_ALIGNED:
        return [Difference(where, kind, " ".join(theirs[:9]), " ".join(ours[:9]))]
    aligned = SequenceMatcher(None, theirs, ours, autojunk=False).get_opcodes()
    return [
        Difference(where, kind, " ".join(theirs[a:b]), " ".join(ours[c:d]))
        for tag, a, b, c, d in aligned
        if tag != "equal"
    ]


def narrowed(file: str, here: str) -> tuple[str, str]:
    """Return two texts from a little before where they begin to differ to a little after."""
    start = _alike_signs(file, here)
    end = _alike_signs(file[start:][::-1], here[start:][::-1])
    start = max(0, start - AROUND) if start > 2 * AROUND else 0
    end = max(0, end - AROUND) if end > 2 * AROUND else 0
    before, after = ("… " if start else "", " …" if end else "")
    cut = [before + text[start : len(text) - end] + after for text in (file, here)]
    return cut[0], cut[1]


def _alike_signs(one: str, other: str) -> int:
    """Return how many signs two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def safe(text: str) -> str:
    """Return a file's text on one short line, without what could steer a terminal."""
    visible = "".join(sign if sign.isprintable() else " " for sign in text[: 2 * MOST_TEXT])
    return textwrap.shorten(visible, MOST_TEXT, placeholder=" …")
