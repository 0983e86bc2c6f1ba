"""A PDF: its paragraphs, with footnotes behind them, and what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from loaders.paragraphs.joining import ENDED, ITEM, joined, words_of
from loaders.paragraphs.pdf_lines import LEADING, Line, lines_of, without_furniture

LARGE, SMALL, ALIKE = 1.15, 0.93, 0.05
"""Letters of a heading and of a note, in sizes of the body; the difference that is none."""
FILLED = 0.75
"""A shorter line, in usual widths, has room behind it."""
INDENT = 1.0
LONGEST_HEADING = 200
NOTE = re.compile(r"(?:<sup>)?(?P<mark>[0-9]{1,3})(?:</sup>)?[.\s]\s*(?=\S)")
Run = list[Line]


def paragraphs(content: bytes) -> tuple[list[str], list[str]]:
    """Return the paragraphs of a PDF, and what was left out: headers, footers, words that are
    not upright.

    A paragraph ends where the next line stands apart, has letters of another size, is indented
    or begins an item, or where its first word had fitted behind; it goes on over a page's end
    where it does not end with a sentence. Footnotes come last, as they break no sentence there.
    """
    upright, turned = lines_of(content)
    lines, furniture = without_furniture(upright)
    sizes = Counter[float]()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    words = words_of(line.text for line in lines)
    marks = set(re.findall(r"<sup>([0-9]{1,3})", " ".join(line.text for line in lines)))
    texts: list[str] = []
    notes: list[str] = []
    for run in _over_pages(_runs(lines)):
        text = joined([line.text for line in run], words)
        found = NOTE.match(text) if run[0].size < SMALL * body else None
        if found and found["mark"] in marks:
            notes.append(f"<sup>{found['mark']}</sup> {text[found.end() :]}")
        elif run[0].size > LARGE * body and len(text) < LONGEST_HEADING:
            texts.append(f"# {text}")
        else:
            texts.append(text)
    return [*texts, *notes], [*furniture, *turned]


def _runs(lines: Sequence[Line]) -> list[Run]:
    """Return the lines of each paragraph, those that go on over a page's end apart."""
    found: list[Run] = []
    widths: dict[float, list[float]] = {}
    for line in lines:
        widths.setdefault(line.size, []).append(line.right - line.left)
    for block in _blocks(lines):
        usual = block[0].left + FILLED * median(widths[block[0].size])
        edge = max(usual, *(line.right for line in block))
        run = block[:1]
        for line, after in pairwise(block):
            if _full(line, after, edge) and not _begins(line, after):
                run.append(after)
            else:
                found.append(run)
                run = [after]
        found.append(run)
    return found


def _blocks(lines: Sequence[Line]) -> Iterator[Run]:
    """Yield lines that stand below each other without a gap, in letters of one size."""
    block: Run = []
    for line in lines:
        if block and not _below(block[-1], line):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _below(line: Line, after: Line) -> bool:
    down = after.top - line.top
    height = line.bottom - line.top
    near = 0 < down < LEADING * max(height, line.size)
    return near and line.page == after.page and _alike(line, after) and after.left < line.right


def _alike(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) <= ALIKE * line.size


def _full(line: Line, after: Line, edge: float) -> bool:
    """Tell whether the next line's first word did not fit behind a line."""
    return line.right + 0.2 * line.size + after.first > edge


def _begins(line: Line, after: Line) -> bool:
    return bool(ITEM.match(after.text)) or after.left > line.left + INDENT * line.size


def _over_pages(runs: Sequence[Run]) -> list[Run]:
    """Join what a page's or column's end cut in two; footnotes may stand between."""
    found: list[Run] = []
    for run in runs:
        last = next((each for each in reversed(found) if _alike(each[-1], run[0])), None)
        if last and _broken(last[-1], run[0]):
            last += run
        else:
            found.append(list(run))
    return found


def _broken(line: Line, after: Line) -> bool:
    """Tell whether a sentence goes on in a line that stands elsewhere."""
    moved = after.page == line.page + 1 or (after.page == line.page and after.top < line.top)
    open_ = not ENDED.search(line.text) and " | " not in line.text + after.text
    return moved and open_ and after.text[:1].islower()
