"""How well texts are drafted, beside a table of what a person read: python -m benchmarks.drafts.

The table is written before the texts are drafted, and of texts that the reading was not tuned to.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import click

from loaders.audit.drafts import Draft, numerals_in, placed_drafts
from loaders.audit.source_texts import read_text, span
from loaders.commands.options import A_FOLDER, A_TEXT, FOLDER, refusing
from loaders.errors import refusal, shown
from loaders.quantities.unit_lookup import UnitKeys
from loaders.queries.selection import records
from loaders.schema.file_names import CLAIMS
from loaders.validation.check import check

COLUMNS = ("text", "paragraph", "words", "claim", "low", "high", "hedge", "unit")
CLAIM_OR_NOT = ("yes", "no", "either")
OR = "|"
"""What stands between the values of a cell where each is right."""
CLOSE = Fraction(1, 2000)
"""How far a number below 1 may be from a fraction such as a third."""
RIGHT, UNLISTED, NO_UNIT, OTHER_UNIT = "right", "unlisted", "no unit", "other unit"
BOUNDS, OPEN, MISREAD, EXCLUDED, LOST = "bounds", "open", "misread", "excluded", "lost"
DRAFTED, PASSED, EITHER, EXTRA = "drafted", "passed", "either", "extra"
MEANINGS = {
    RIGHT: "claims right as drafted: number, bounds, hedge, unit",
    UNLISTED: "- right, and units.csv has no unit for it",
    NO_UNIT: "- right, but without the unit that units.csv has",
    OTHER_UNIT: "- number, bounds and hedge right, another unit",
    BOUNDS: "- number right, bounds or hedge wrong",
    OPEN: "- number left open",
    MISREAD: "- number misread",
    EXCLUDED: "- put among the exclusions",
    LOST: "- lost: no row at all",
    DRAFTED: "no claims, but drafted as such",
    EXTRA: "claims drafted of words that the table does not have",
    PASSED: "no claims, and not drafted as such",
    EITHER: "may be either",
}
"""What is counted, in the order in which it is printed."""
NUMBER_RIGHT = (RIGHT, UNLISTED, NO_UNIT, OTHER_UNIT, BOUNDS)


@dataclass(frozen=True)
class Numeral:
    """A numeral as a person read it: where it stands (`start` and `end` in its paragraph) and
    what is right of it; `claim` is yes, no or either.
    """

    text: str
    paragraph: int
    start: int
    end: int
    cells: Mapping[str, str]

    def right(self, name: str) -> list[str]:
        """Return the values of a cell that are right."""
        return [each.strip() for each in self.cells[name].split(OR)]


@dataclass(frozen=True)
class Outcome:
    """What became of a numeral, or of a draft that the table has no numeral for (`truth` None)."""

    kind: str
    text: str
    truth: Numeral | None
    draft: Draft | None

    def words(self) -> str:
        """Return the outcome in one line: what was read, and what was drafted."""
        read = " ".join(filter(None, self.truth.cells.values())) if self.truth else self.text
        row = self.draft.row if self.draft else {}
        names = ("low", "high", "hedge", "unit", "as_printed", "numeral", "reason", "locator")
        made = " ".join(row[name] for name in names if row.get(name))
        return f"{self.kind}: {read} → {made or 'nothing'}"


def truth_of(path: Path, folder: Path) -> dict[str, list[Numeral]]:
    """Return the numerals of a truth table by text; each is looked for behind the one before.

    Raise `DatasetError` where a column or a text is missing, or a row is of another form, or its
    words are not in their paragraph.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    missing = [name for name in COLUMNS if not rows or name not in rows[0]]
    if missing:
        what, fix = f"lacks {', '.join(missing)}", "add the column"
        raise refusal(path.name, 1, "header", what=what, allowed=", ".join(COLUMNS), fix=fix)
    found: dict[str, list[Numeral]] = {}
    texts: dict[str, Sequence[str]] = {}
    reached: Counter[tuple[str, int]] = Counter()
    for line, row in enumerate(rows, 2):
        name = row["text"]
        if name not in texts:
            texts[name] = _paragraphs(folder, name)
        _refuse_other_rows(row, len(texts[name]), path.name, line)
        number = int(row["paragraph"])
        paragraph = texts[name][number - 1]
        start = paragraph.find(row["words"], reached[name, number])
        if start < 0:
            what = f"{shown(row['words'])} is not in paragraph {number} behind the one before"
            fix = "correct the words, or the order"
            raise refusal(path.name, line, "words", what=what, allowed="its words", fix=fix)
        end = reached[name, number] = start + len(row["words"])
        found.setdefault(name, []).append(Numeral(name, number, start, end, row))
    return found


def _paragraphs(folder: Path, name: str) -> Sequence[str]:
    """Return the paragraphs of a text; raise `DatasetError` where it is not in the folder."""
    path = folder / f"{name}.txt"
    if not path.is_file():
        allowed = "a text for each name in the table"
        raise refusal(str(path), 0, "file", what="is missing", allowed=allowed, fix="put it there")
    return read_text(name, path.read_bytes()).paragraphs


def _refuse_other_rows(
    row: Mapping[str, str | None], paragraphs: int, file: str, line: int
) -> None:
    """Raise `DatasetError` for a row that is no numeral of a text with so many paragraphs."""
    number = row["paragraph"] or ""
    if any(row[name] is None for name in COLUMNS):
        column, what, allowed = "row", "has too few cells", f"{len(COLUMNS)} cells"
    elif not (number.isdecimal() and 0 < int(number) <= paragraphs):
        column, what, allowed = "paragraph", f"{shown(number)} is none", f"1 to {paragraphs}"
    elif row["claim"] not in CLAIM_OR_NOT:
        what = f"{shown(row['claim'] or '')} is not allowed"
        column, allowed = "claim", ", ".join(CLAIM_OR_NOT)
    else:
        return
    raise refusal(file, line, column, what=what, allowed=allowed, fix="correct the line")


def outcomes(
    numerals: Sequence[Numeral], drafts: Sequence[Draft], units: UnitKeys
) -> list[Outcome]:
    """Return what became of each numeral of a text, and the drafts of claims beside them."""
    found: list[Outcome] = []
    used: set[int] = set()
    for numeral in sorted(numerals, key=lambda each: each.cells["claim"] != "yes"):
        mine = [draft for draft in drafts if _covers(draft, numeral)]
        claims = [draft for draft in mine if draft.row["table"] == CLAIMS]
        if numeral.cells["claim"] == "yes":
            draft, kind = _best(numeral, claims, units)
            kind = kind or (EXCLUDED if mine or _excluded(drafts, numeral) else LOST)
        else:
            draft = next((each for each in claims if id(each) not in used), None)
            kind = DRAFTED if draft else PASSED
            kind = EITHER if numeral.cells["claim"] == "either" else kind
        used.update([id(draft)] if draft else map(id, claims))
        found.append(Outcome(kind, numeral.text, numeral, draft or next(iter(mine), None)))
    extra = [each for each in drafts if each.row["table"] == CLAIMS and id(each) not in used]
    known = {id(each) for each in drafts for one in numerals if _covers(each, one)}
    name = numerals[0].text if numerals else ""
    return found + [Outcome(EXTRA, name, None, each) for each in extra if id(each) not in known]


def _covers(draft: Draft, numeral: Numeral) -> bool:
    if draft.start < 0:
        first, last = span(draft.row["locator"])
        return first <= numeral.paragraph <= last
    overlaps = draft.start < numeral.end and numeral.start < draft.end
    return draft.paragraph == numeral.paragraph and overlaps


def _excluded(drafts: Sequence[Draft], numeral: Numeral) -> bool:
    """Tell whether an exclusion takes the same words of the paragraph, once for all."""
    return any(
        draft.row["table"] != CLAIMS
        and draft.paragraph == numeral.paragraph
        and any(each in numeral.cells["words"] for each in numerals_in(draft.row))
        for draft in drafts
    )


def _best(numeral: Numeral, claims: Sequence[Draft], units: UnitKeys) -> tuple[Draft | None, str]:
    """Return the draft of a claim that is most right, and how right; none where there is none."""
    order = list(MEANINGS)
    judged = [(draft, judge(numeral, draft, units)) for draft in claims]
    return min(judged, key=lambda each: order.index(each[1]), default=(None, ""))


def judge(numeral: Numeral, draft: Draft, units: UnitKeys) -> str:
    """Return how right the draft of a claim is."""
    row = draft.row
    low, high = row["low"], row["high"]
    if not (low or high):
        return OPEN
    lows, highs = numeral.right("low"), numeral.right("high")
    bounded = _same(lows, low) and _same(highs, high)
    if not bounded or row["hedge"] not in numeral.right("hedge"):
        same = all(_same([*lows, *highs], cell) for cell in (low, high) if cell)
        one = _one_number(low, high) == _one_number(numeral.cells["low"], numeral.cells["high"])
        return BOUNDS if same and one else MISREAD
    keys = {units.key(name) for name in numeral.right("unit")} - {""}
    if row["unit"]:
        return RIGHT if row["unit"] in keys else OTHER_UNIT
    return NO_UNIT if keys else UNLISTED


def _same(right: Sequence[str], cell: str) -> bool:
    return any(
        one == cell or bool(one and cell and _near(Fraction(one), Fraction(cell))) for one in right
    )


def _near(one: Fraction, other: Fraction) -> bool:
    return one == other or (abs(one) < 1 and abs(one - other) < CLOSE)


def _one_number(low: str, high: str) -> bool:
    return not (low and high) or low == high


def language(text: str) -> str:
    """Return the language of a text: the two letters that its name begins with."""
    return text[:2]


def report(counts: Mapping[str, Counter[str]]) -> Iterator[str]:
    """Yield the lines of the table: a column a language, then all of them."""
    every = sum(counts.values(), Counter[str]())
    columns = {**counts, "all": every} if len(counts) > 1 else counts
    width = max(map(len, MEANINGS.values()))
    yield " " * width + "".join(f"{name:>8}" for name in columns)
    for kind, meaning in MEANINGS.items():
        yield f"{meaning:{width}}" + "".join(f"{each[kind]:8}" for each in columns.values())
    for name, part in SHARES.items():
        shares = "".join(f"{part(each):8.3f}" for each in columns.values())
        yield f"{name:{width}}{shares}"


def _precision(counts: Counter[str]) -> float:
    right = sum(counts[kind] for kind in NUMBER_RIGHT)
    return right / max(1, right + counts[MISREAD] + counts[DRAFTED] + counts[EXTRA])


def _recall(counts: Counter[str]) -> float:
    right = sum(counts[kind] for kind in NUMBER_RIGHT)
    missed = counts[OPEN] + counts[MISREAD] + counts[EXCLUDED] + counts[LOST]
    return right / max(1, right + missed)


SHARES = {
    "precision: numbers right, of all that were drafted": _precision,
    "recall: numbers right, of all claims": _recall,
}


@click.command()
@click.option("--texts", type=A_FOLDER, required=True, help="The folder of the texts, NAME.txt.")
@click.option("--truth", type=A_TEXT, required=True, help="What a person read: a TSV table.")
@click.option("--list", "listed", is_flag=True, help="List all that is not right, too.")
@FOLDER
def main(texts: Path, truth: Path, directory: Path, *, listed: bool) -> None:
    """Count how the drafts of TEXTS agree with what a person read, by language.

    A text's name begins with its language: en-roads.txt. The table has a line for each numeral, in
    the text's order: text, paragraph, words, claim (yes, no or either), and low, high, hedge and
    unit as a row would have them, with | between values where each is right.
    """
    with refusing():
        files = check(directory)
        units = UnitKeys(records(files.frames["units"].fillna("")), files.site.unit_words)
        read = truth_of(truth, texts)
    counts: dict[str, Counter[str]] = {}
    for name, numerals in read.items():
        drafts = placed_drafts((texts / f"{name}.txt").read_text("utf-8"), name, units)
        found = outcomes(numerals, drafts, units)
        counts.setdefault(language(name), Counter()).update(each.kind for each in found)
        for each in found if listed else []:
            if each.kind not in (RIGHT, UNLISTED, PASSED, EITHER):
                click.echo(f"{name}: {each.words()}")
    for line in report(counts):
        click.echo(line)


if __name__ == "__main__":
    main()
