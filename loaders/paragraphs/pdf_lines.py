"""The lines of a PDF, in the order in which it was written, each with its place on its page."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pdfplumber

from loaders.paragraphs.joining import raised

SMALL = 0.82
"""The size of a raised or lowered sign, in sizes of its line."""
GLUED = 0.13
"""The widest gap inside a word, in sizes."""
APART = 2.0
"""The narrowest gap between two cells of a table, in sizes."""
WIDE = 0.55
"""The same between digits, which a narrower space may join to one number."""
LEADING = 1.4
"""The distance of two lines of a paragraph, in sizes, is at most this."""
EDGE = 3
"""How many lines at the top and the foot of a page may be its header and footer."""
REPEATS = 3
"""On how many pages a line stands that is a header: on both where there are two."""
Word = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A line: its text, the size of its letters, and its place, in points from the top left."""

    text: str
    size: float
    page: int
    left: float
    right: float
    top: float
    bottom: float
    first: float
    """How wide its first word is."""


def lines_of(content: bytes) -> tuple[list[Line], list[str]]:
    """Return the lines of a PDF that stand upright, and the words of each page that don't.

    Raise what pdfplumber raises where it can't read it.
    """
    found: list[Line] = []
    turned: list[str] = []
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            unique = page.dedupe_chars()
            words = unique.extract_words(
                x_tolerance_ratio=GLUED, use_text_flow=True, extra_attrs=["size"]
            )
            upright = [word for word in words if word["upright"]]
            found += [_line(run, page.page_number) for run in _runs(upright)]
            aside = "".join(char["text"] for char in unique.chars if not char["upright"])
            turned += [f"page {page.page_number}, not upright: {aside}"] if aside else []
            page.close()
    return found, turned


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words of each line: they overlap in height and go on to the right."""
    run: list[Word] = []
    for word in words:
        if run and not _goes_on(run, word):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _goes_on(run: Sequence[Word], word: Word) -> bool:
    top, bottom = min(w["top"] for w in run), max(w["bottom"] for w in run)
    shared = min(bottom, word["bottom"]) - max(top, word["top"])
    height = min(bottom - top, word["bottom"] - word["top"])
    return bool(shared > height / 2 and word["x0"] > run[-1]["x1"] - word["size"] / 2)


def _line(words: Sequence[Word], page: int) -> Line:
    size = max(float(word["size"]) for word in words)
    full = next(word for word in words if word["size"] == size)
    text = _text(words[0], full)
    for before, word in pairwise(words):
        gap = (word["x0"] - before["x1"]) / size
        digits = before["text"][-1].isdigit() and word["text"][0].isdigit()
        cells = gap > (WIDE if digits else APART)
        between = " | " if cells else " " if gap > GLUED else ""
        text += between + _text(word, full)
    whole = re.sub(r"</sup><sup>", "", text)
    return Line(
        raised(whole),
        round(size, 1),
        page,
        words[0]["x0"],
        words[-1]["x1"],
        full["top"],
        full["bottom"],
        words[0]["x1"] - words[0]["x0"],
    )


def _text(word: Word, full: Word) -> str:
    """Return a word; one that is small and stands higher than its line is raised."""
    size = full["size"]
    high = word["bottom"] < full["bottom"] - 0.1 * size
    small = word["size"] < SMALL * size
    text = str(word["text"])
    return f"<sup>{text}</sup>" if small and high else text


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Return lines without pages' headers, footers and numbers, and those that were left out.

    Such a line is one of the outermost three of its page, apart from the text, and stands with
    the same words at the same height on three pages or more; its first or last number may count
    the pages.
    """
    pages: dict[int, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.top):
        pages.setdefault(line.page, []).append(line)
    ends = [end for own in pages.values() for end in (own[: EDGE + 1], own[: -EDGE - 2 : -1])]
    counts = Counter(key for end in ends for line in set(end[:EDGE]) for key in _keys(line))
    enough = min(max(len(pages), 2), REPEATS)
    out: set[Line] = set()
    for end in ends:
        again = [max(counts[key] for key in _keys(line)) >= enough for line in end]
        most = next((at for at, repeated in enumerate(again[:EDGE]) if not repeated), EDGE)
        while most and most < len(end) and not _apart(end[most - 1], end[most]):
            most -= 1
        out.update(end[:most])
    gone = dict.fromkeys(re.sub("[0-9]+", "#", line.text) for line in lines if line in out)
    return [line for line in lines if line not in out], list(gone)


def _apart(line: Line, other: Line) -> bool:
    """Tell whether two lines are further apart than those of a paragraph, or differ in size."""
    return abs(line.top - other.top) > LEADING * line.size or line.size != other.size


def _keys(line: Line) -> set[tuple[str, int]]:
    """Return what is alike in a header of several pages: its words, its number less the page's."""
    numbers = [*re.finditer("[0-9]{1,4}", line.text)]
    texts = {line.text}
    for number in numbers[:1] + numbers[-1:]:
        offset = int(number.group()) - line.page
        texts.add(f"{line.text[: number.start()]}#{offset}{line.text[number.end() :]}")
    return {(text, round(line.top / 2)) for text in texts}
