"""Draft rows for a document that nobody has curated: a claim or an exclusion a numeral.

A draft proposes; a person decides. What a text's words give is filled in, what must be judged
is left empty, and no numeral is left out.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from loaders.audit.source_texts import read_text
from loaders.citations.latex import ESCAPES
from loaders.quantities.estimates import estimates
from loaders.quantities.extraction import MOST_WORDS, Reading, bound_cell, readings
from loaders.quantities.non_claims import reason
from loaders.quantities.notation import RAISED
from loaders.quantities.note_marks import is_mark
from loaders.quantities.numerals import Numeral, numbers, numerals
from loaders.quantities.plain_text import without_markup
from loaders.quantities.unit_lookup import UnitKeys
from loaders.quantities.unit_words import SHARE
from loaders.schema.file_names import REFERENCES

Taken = Callable[[int, Numeral], bool]
"""Whether a numeral of a paragraph, counted from 1, is accounted for already."""
Row = dict[str, str]
CLAIM_CELLS = (
    *("claim_id", "series_id", "period", "base_period", "low", "high", "best", "unit", "hedge"),
    *("as_printed", "document_id", "locator", "reference_ids", "attributed_to", "status", "note"),
)
"""The cells of a claim that a person may have to fill in, in the order of the table."""
QUOTED = re.compile(r"[“\"][^”\"]{0,400}[”\"]")
FURNITURE = re.compile(r"\W*(?:page\s*)?[0-9]{1,4}(?:\s*(?:/|of)\s*[0-9]{1,4})?\W*", re.IGNORECASE)
"""A paragraph that is a page's number."""
CONVERTED = re.compile(r"\s*\(\s*(?:about |around |approximately |or |~)?", re.IGNORECASE)
OFTEN = 100
"""From this size on, the same number with the same unit is the same statement again."""
MANY = re.compile(
    r"tens|dozens|scores|hundreds|thousands|millions|billions|several|few|decenas|docenas|cientos"
    r"|miles|millones",
    re.IGNORECASE,
)
"""Words that say many, and no more."""
REPEATED, CONVERSION, VAGUE = "repeated", "converted", "vague"


@dataclass(frozen=True)
class Draft:
    """A draft row, and where in which paragraph, counted from 1, its words stand.

    What takes all numerals of footnotes or references stands before the first of them.
    """

    row: Row
    paragraph: int
    start: int
    end: int


def _none(_paragraph: int, _numeral: Numeral) -> bool:
    return False


def drafts(
    text: str,
    document_id: str,
    units: UnitKeys,
    taken: Taken = _none,
) -> list[Row]:
    """Return draft rows for the numerals of a text that are not `taken`, in its order.

    Each row names its table, "claims" or "exclusions", as JSON lines for `loaders add` do; a
    claim's `topic` is to be filled in. One row per quantity, and one `*` for a run of footnotes
    or references.
    """
    return [each.row for each in placed_drafts(text, document_id, units, taken)]


def placed_drafts(
    text: str, document_id: str, units: UnitKeys, taken: Taken = _none
) -> list[Draft]:
    """Return the same drafts as `drafts`, each with its place in the text."""
    draft = _Drafting(document_id, units, taken)
    whole = read_text("", text.encode("utf-8", errors="replace"))
    for first, last in _runs(whole.apparatus):
        draft.apparatus(first, whole.paragraphs[first - 1 : last])
    for number, paragraph in enumerate(whole.paragraphs, 1):
        if number not in whole.apparatus:
            draft.body(number, paragraph)
    return sorted(draft.found, key=lambda each: (each.paragraph, each.start))


def numerals_in(row: Row) -> list[str]:
    """Return the numerals of a draft, each once, as exclusions name them."""
    texts = [row["numeral"]] if "numeral" in row else []
    texts = texts or [found.text for found in numbers(row["as_printed"])]
    return list(dict.fromkeys(texts))


def document_rows(document_id: str, content: bytes) -> list[Row]:
    """Return the rows of a work and a document that nobody has named yet, to be completed."""
    text = read_text("", content)
    heading = next((each for each in text.paragraphs if each.startswith("# ")), "")
    title = "".join(ESCAPES.get(sign, sign) for sign in heading.removeprefix("# "))
    entry = f"@report{{{document_id}, author = {{}}, title = {{{title}}}, year = {{}}}}"
    return [
        {"table": REFERENCES, "bibtex": entry},
        {
            "table": "documents",
            "document_id": document_id,
            "kind": "analysed",
            "published": "",
            "text_sha256": hashlib.sha256(content).hexdigest(),
            "paragraphs": str(len(text.paragraphs)),
        },
    ]


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of neighbours."""
    placed = enumerate(sorted(numbers))
    for _, group in itertools.groupby(placed, key=lambda each: each[1] - each[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]


@dataclass
class _Drafting:
    """The drafts so far."""

    document_id: str
    units: UnitKeys
    taken: Taken
    found: list[Draft] = field(default_factory=list)
    stated: set[tuple[str, ...]] = field(default_factory=set)
    excluded: set[tuple[str, str]] = field(default_factory=set)

    def apparatus(self, first: int, paragraphs: Sequence[str]) -> None:
        """Draft one `*` for footnotes and references, and the claims in quoted titles."""
        open_ = False
        for number, paragraph in enumerate(paragraphs, first):
            left = {n for n in numerals(paragraph) if not self.taken(number, n)}
            open_ = open_ or bool(left)
            quotes = [match.span() for match in QUOTED.finditer(paragraph)]
            for reading in readings(paragraph):
                quoted = any(s <= reading.start and reading.end <= e for s, e in quotes)
                if quoted and not left.isdisjoint(reading.numerals):
                    self._claim(number, paragraph, reading)
        if open_:
            last = first + len(paragraphs) - 1
            locator = f"para {first}-{last}" if last > first else f"para {first}"
            self._exclude((first, -1, -1), locator, "*", "bibliographic")

    def body(self, number: int, paragraph: str) -> None:
        """Draft the rows of a paragraph of body text, one a reading, then one a numeral left."""
        left = {n for n in numerals(paragraph) if not self.taken(number, n)}
        if not left:
            return
        furniture = "page_furniture" if FURNITURE.fullmatch(paragraph) else ""
        whole = numbers(paragraph)
        before: Reading | None = None
        for reading in [] if furniture else estimates(paragraph, readings(paragraph)):
            mine = [n for n in reading.numerals if n in left]
            why = CONVERSION if _converts(paragraph, before, reading) else self._again(reading)
            before = reading
            if why:
                for numeral in _among(whole, mine):
                    place = (number, numeral.start, numeral.end)
                    self._exclude(place, f"para {number}", numeral.text, why)
            elif mine or not reading.numerals:
                self._claim(number, paragraph, reading)
            left -= set(mine)
        stripped = _Stripped(paragraph)
        for numeral in _among(whole, left):
            why = furniture or stripped.reason(numeral)
            place = (number, numeral.start, numeral.end)
            self._exclude(place, f"para {number}", numeral.text, why)

    def _claim(self, number: int, paragraph: str, reading: Reading) -> None:
        cells = dict.fromkeys(CLAIM_CELLS, "") | {
            "low": bound_cell(reading.low),
            "high": bound_cell(reading.high),
            "best": bound_cell(reading.best),
            "unit": self.units.of(reading),
            "hedge": reading.hedge,
            "as_printed": _printed(paragraph, reading),
            "document_id": self.document_id,
            "locator": f"para {number}",
            "note": _open_note(reading.open) if reading.open else "",
        }
        row = {"table": "claims", "topic": "", **cells}
        self.found.append(Draft(row, number, reading.start, reading.end))

    def _exclude(self, place: tuple[int, int, int], locator: str, numeral: str, why: str) -> None:
        if (locator, numeral) in self.excluded:
            return
        self.excluded.add((locator, numeral))
        row = {"table": "exclusions", "document_id": self.document_id, "locator": locator}
        row |= {"numeral": numeral, "reason": why, "note": ""}
        self.found.append(Draft(row, *place))

    def _again(self, reading: Reading) -> str:
        """Tell whether a large number with its hedge and unit was said before."""
        bounds = (reading.low, reading.high)
        if not reading.unit or max((b for b in bounds if b is not None), default=0) < OFTEN:
            return ""
        key = (*map(str, bounds), reading.hedge, reading.unit.casefold(), reading.per)
        repeated = key in self.stated
        self.stated.add(key)
        return REPEATED if repeated else ""


def _open_note(open_: str) -> str:
    told = f"Not understood: {open_}. Fill in the number."
    marked = re.search(rf"[\^{RAISED}]", open_)
    return f"{told} A note's mark is an exclusion, footnote_mark." if marked else told


def _among(whole: Sequence[Numeral], own: Collection[Numeral]) -> list[Numeral]:
    """Return the numbers of a paragraph of which some numerals are parts."""
    return [n for n in whole if any(n.start <= each.start and each.end <= n.end for each in own)]


def _printed(paragraph: str, reading: Reading) -> str:
    """Return a reading's words, at most 12: those of its numbers first."""
    words = paragraph[reading.start : reading.end]
    if len(words.split()) > MOST_WORDS and reading.numerals:
        words = paragraph[reading.numerals[0].start : reading.numerals[-1].end]
    runs = list(re.finditer(r"\S+", words))
    return words[: runs[min(len(runs), MOST_WORDS) - 1].end()].strip()


def _converts(paragraph: str, before: Reading | None, reading: Reading) -> bool:
    """Tell whether a reading in brackets says the one before it in another unit."""
    if before is None or not before.unit or not reading.unit or before.unit == reading.unit:
        return False
    if SHARE.fullmatch(before.unit) or SHARE.fullmatch(reading.unit):
        return False  # of a count a share is another number
    gap = paragraph[before.end : reading.start]
    return bool(CONVERTED.fullmatch(gap)) and paragraph.startswith(")", reading.end)


class _Stripped:
    """A paragraph without markup, and the numerals that are left in it."""

    def __init__(self, paragraph: str) -> None:
        self.paragraph = paragraph
        self.plain = without_markup(paragraph)
        self.numerals = numerals(self.plain.text)
        self.ends = [self.plain.span(n.start, n.end)[1] for n in self.numerals]

    def reason(self, numeral: Numeral) -> str:
        """Suggest why a numeral is no claim, by its markup or form; "" where nothing tells."""
        if is_mark(self.paragraph, numeral.start):
            return "footnote_mark"
        at = bisect_right(self.ends, numeral.start)
        found = self.numerals[at] if at < len(self.numerals) else None
        if found is None or self.plain.starts[found.start] >= numeral.end:
            return "bibliographic"
        return reason(self.plain.text, found) or (VAGUE if MANY.fullmatch(found.text) else "")
