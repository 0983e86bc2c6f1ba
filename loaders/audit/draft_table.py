"""Drafts as a table that a spreadsheet opens: a line a numeral, with the words around it.

`loaders.curation.row_parser` takes it back: each line is a row of the table that its first cell
names, and a line that names none is left for later.
"""

from __future__ import annotations

from collections.abc import Sequence

from loaders.audit.drafts import CLAIM_CELLS, Draft, Row, numerals_in
from loaders.audit.source_texts import SourceText, span
from loaders.curation.row_parser import AROUND, BETWEEN, TABLES
from loaders.interchange.sheet import Layout, sheet
from loaders.interchange.workbook import titles_of
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS, codes, facts
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import Files

SHEET = "drafts"
TITLED = {"series_id": "series", "unit": "units"}
REACH = 90
"""How many characters of the paragraph stand on each side of a number."""
FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes a cell for a formula by."""
HEADER = tuple(
    dict.fromkeys(
        (
            *("table", "topic", "locator", AROUND, "numeral", "reason"),
            *CLAIM_CELLS,
            *(name for name in COLUMNS["documents"] if name not in ("file_copy", "added")),
            "bibtex",
        )
    )
)
TOLD = [
    (table, name)
    for table in ("documents", "exclusions", CLAIMS)
    for name in HEADER
    if name in COLUMNS[table]
]
"""The columns, each with the table whose words say what it holds: of several the last one."""


def around(text: SourceText, draft: Draft) -> tuple[str, str, str]:
    """Return the words before a draft's words, these, and those behind; a run is only counted."""
    first, last = span(draft.row["locator"])
    if draft.start < 0:
        return "", f"all numerals of {last - first + 1} paragraphs of notes or references", ""
    paragraph = text.paragraphs[draft.paragraph - 1]
    start, end = max(0, draft.start - REACH), draft.end + REACH
    before, behind = paragraph[start : draft.start], paragraph[draft.end : end]
    left, right = "…" if start else "", "…" if end < len(paragraph) else ""
    return left + before, paragraph[draft.start : draft.end], behind + right


def draft_lines(text: SourceText, parents: Sequence[Row], drafts: Sequence[Draft]) -> list[Row]:
    """Return the lines of the table, each with all columns; `parents` are the work and the
    document, where they are new.
    """
    rows = list(parents)
    for draft in drafts:
        before, words, behind = around(text, draft)
        seen = f"{before}[{words}]{behind}"
        cells = draft.row | {
            AROUND: f"…{seen}" if seen.startswith(FORMULA) else seen,
            "numeral": BETWEEN.join(numerals_in(draft.row)),
        }
        rows.append(cells)
    return [{name: row.get(name, "") for name in HEADER} for row in rows]


def as_csv(lines: Sequence[Row]) -> str:
    """Return the table as CSV."""
    return csv_text([HEADER, *(list(line.values()) for line in lines)])


def as_workbook(lines: Sequence[Row], files: Files) -> bytes:
    """Return the table as a workbook, with lists of tables, topics, series, units and codes."""
    listed = {name: list(codes(CLAIMS, name)) for name in ("hedge", "status")}
    layout = Layout(
        columns=HEADER,
        titled=TITLED,
        titles=titles_of(files),
        codes={
            "table": TABLES,
            "topic": list(files.frames["topics"]["topic"]),
            "reason": list(codes("exclusions", "reason")),
            "kind": list(codes("documents", "kind")),
            **listed,
        },
        told={name: facts(table, name)["description"] for table, name in TOLD},
        locked=(AROUND,),
        wide=("as_printed", "bibtex"),
        broad=(AROUND,),
        frozen=HEADER.index(AROUND) + 1,
    )
    return sheet(SHEET, layout, lines)
