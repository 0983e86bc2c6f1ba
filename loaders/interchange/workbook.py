"""A topic's claims as a workbook that a spreadsheet edits, and the rows of one that came back.

The names of rows that are there are protected, and a hidden column says which row of the dataset
each one is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.errors import refusal, shown
from loaders.interchange.sheet import Layout, Titles, sheet, sheet_lines
from loaders.schema.file_names import CLAIMS, file_of
from loaders.schema.tables import COLUMNS, codes, facts
from loaders.storage.folder import Files

OWN = ("added", "supersedes", "correction_reason", "withdrawn", "withdrawal_reason")
"""Cells that commands fill in, which are not in the workbook."""
EDITED = tuple(name for name in COLUMNS[CLAIMS] if name not in OWN)
ROW, REASON = "(row)", "(reason of the change)"
"""The hidden column, and that in which a changed row says why."""
SHEET = "claims"
TITLED = {"series_id": "series", "document_id": "documents", "unit": "units"}
"""Columns beside which a title stands, and the table of their keys."""


@dataclass(frozen=True)
class SheetRow:
    """A row of a workbook: its line, the claim that it was written for and the mark of that
    claim's cells (both empty for a new row), its cells, and why it was changed.
    """

    line: int
    claim_id: str
    mark: str
    cells: Mapping[str, str]
    reason: str


def mark_of(cells: Mapping[str, str]) -> str:
    """Return what tells whether a claim's cells are still those that a workbook shows."""
    text = "\0".join(cells.get(name, "") for name in EDITED)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def rows_in_force(files: Files, topic: str) -> list[dict[str, str]]:
    """Return the claims of a topic's file that are in force, as cells.

    Raise `DatasetError` where there is no such file.
    """
    file = file_of(CLAIMS, topic)
    if file not in files.claim_files:
        known = ", ".join(name.split("/")[-1].removesuffix(".csv") for name in files.claim_files)
        what, fix = f"there is no topic {shown(topic)}", "correct the name"
        raise refusal("arguments", 1, "topic", what=what, allowed=known, fix=fix)
    own = files.in_force.fillna("")
    rows = [int(row) for row in own.index if files.origin[CLAIMS][int(row)][0] == file]
    return [{name: str(own.at[row, name]) for name in EDITED} for row in rows]


def titles_of(files: Files, topic: str = "") -> Titles:
    """Return the keys that cells may name, each with what it stands for: of series the topic's,
    where one is named.
    """
    series = files.frames["series"].fillna("")
    indicators = files.frames["indicators"].fillna("").set_index("indicator_id")
    topics = series["indicator_id"].map(indicators["topic"])
    own = series[topics == topic] if topic else series
    named = {
        row["series_id"]: ", ".join(
            filter(
                None, (indicators["title"][row["indicator_id"]], row["place_id"], row["producer"])
            )
        )
        for row in own.to_dict("records")
    }
    units = files.frames["units"].fillna("")
    works = files.works or {}
    documents = {
        key: works[key].title if key in works else ""
        for key in files.frames["documents"].iloc[:, 0]
    }
    return {
        "series": named,
        "documents": documents,
        "units": dict(zip(units["unit"], units["plural"], strict=True)),
    }


def as_workbook(files: Files, topic: str) -> bytes:
    """Return a workbook of the claims of a topic that are in force."""
    rows = rows_in_force(files, topic)
    layout = Layout(
        columns=(*EDITED, REASON, ROW),
        titled=TITLED,
        titles=titles_of(files, topic),
        codes={name: allowed for name in EDITED if (allowed := list(codes(CLAIMS, name)))},
        told={name: facts(CLAIMS, name)["description"] for name in EDITED},
        locked=("claim_id", ROW),
        hidden=(ROW,),
        wide=("claim_id", "as_printed", REASON),
        alike={"converted_unit": "unit"},
    )
    marked = [row | {ROW: f"{row['claim_id']} {mark_of(row)}"} for row in rows]
    return sheet(SHEET, layout, marked)


def rows_of(content: bytes, source: str) -> list[SheetRow]:
    """Return the filled rows of a workbook that `as_workbook` made and a spreadsheet saved.

    Raise `DatasetError` for a file that is none, for columns that are missing, and for cells that
    a spreadsheet made a date or a yes or no of.
    """
    fix = "write one: python -m loaders table TOPIC --xlsx FILE"
    header, *lines = sheet_lines(content, source, SHEET, fix)
    missing = [name for name in (*EDITED, ROW) if header.count(name) != 1]
    if missing:
        what, fix = f"lacks {', '.join(missing)}, or has it twice", "put the column back"
        raise refusal(source, 1, "header", what=what, allowed="each column once", fix=fix)
    known = (*EDITED, ROW, REASON)
    found = []
    for line, values in enumerate(lines, 2):
        cells = {n: cell for n, cell in zip(header, values, strict=False) if n in known}
        if any(cells.values()):
            found.append(_row(line, cells))
    return found


def _row(line: int, cells: Mapping[str, str]) -> SheetRow:
    claim_id, _, mark = cells.get(ROW, "").partition(" ")
    own = {name: cells.get(name, "") for name in EDITED}
    return SheetRow(line, claim_id, mark, own, cells.get(REASON, ""))
