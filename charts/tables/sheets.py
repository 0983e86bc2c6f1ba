"""A chart's rows, sources and definitions as tables of plain cells: for CSV, workbooks, pages."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import pandas as pd

from charts.marks.legend import MEANINGS, WORDS
from charts.provenance.record import ProvenanceRecord, Rendering, split_link
from charts.text import notes, wording
from charts.text.computed_figures import computed_from
from loaders.citations.apa import apa_marked
from loaders.dataset import Claim, Dataset, claims_in

Cell = str | float


@dataclass(frozen=True)
class Sheet:
    """A table with a name, its columns in order, and a row of cells each."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


SHOWN_COLUMNS = {
    "value": "Value",
    "indicator": "What",
    "place": "Place",
    "period_in_words": "Period",
    "as_printed": "As printed",
    "status": "Status",
    "attributed_to": "According to",
    "producer": "Who counted",
    "source": "Source",
}
"""The columns of rows that readers see, each under its title."""
ONE_FOR_ALL = ("indicator", "place")
"""Columns that say nothing where they say the same in every row, as the title says it."""


def shown_sheet(dataset: Dataset, claims: pd.DataFrame, *, titled: bool = True) -> Sheet:
    """Return the rows of a view as readers see them, one per claim, without columns that say
    nothing, or what its title says, if `titled`; the first is the value, the last the source.
    """
    left_out = ONE_FOR_ALL if titled else ()
    whole = row_sheet(dataset, claims)
    places = {name: whole.columns.index(name) for name in SHOWN_COLUMNS}
    cells = {name: [str(row[at]) for row in whole.rows] for name, at in places.items()}
    said = {
        SHOWN_COLUMNS[name]: texts
        for name, texts in cells.items()
        if any(texts) and not (name in left_out and len(set(texts)) == 1)
    }
    return Sheet(whole.name, list(said), list(zip(*said.values(), strict=True)))


def row_sheet(dataset: Dataset, claims: pd.DataFrame) -> Sheet:
    """Return the rows of a chart, one per claim, with the numbers as printed and as drawn."""
    rows = [_row(dataset, claim) for claim in claims_in(claims)]
    columns = list(rows[0]) if rows else ["claim_id"]
    return Sheet("Rows", columns, [list(row.values()) for row in rows])


def _row(dataset: Dataset, claim: Claim) -> dict[str, Cell]:
    indicator = dataset.indicators.loc[claim.indicator_id]
    quantity = claim.quantity
    return {
        "claim_id": claim.claim_id,
        "indicator": str(indicator["title"]),
        "place": wording.place_words(dataset, claim.place_id, claim.from_place_id),
        "period": claim.period.text if claim.period else "",
        "period_in_words": wording.period_words(claim),
        "value": wording.claim_words(dataset, claim),
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "unit": quantity.unit,
        "hedge": quantity.hedge,
        "computed_here": computed_from(dataset, claim),
        "chart_low": _number(quantity.chart_low),
        "chart_high": _number(quantity.chart_high),
        "chart_unit": quantity.chart_unit,
        "measure": claim.measure,
        "share_of": str(indicator["base"]),
        "status": wording.came_about(claim),
        "final": "no" if claim.unsettled else "",
        "attributed_to": claim.attributed_to,
        "producer": claim.producer,
        "scope": claim.counting,
        "as_printed": wording.quotation(claim.as_printed),
        "document": dataset.works[claim.document_id].short(),
        "locator": claim.locator,
        "source": notes.sources(dataset.works, [claim]),
        "origin": notes.origin_words(claim),
        "official_record": "yes" if claim.official else "no",
        "state": claim.state,
        "note": claim.note,
    }


def _number(cell: object) -> Cell:
    value = float(str(cell))
    return "" if math.isnan(value) else float(f"{value:.12g}")


def source_sheet(dataset: Dataset, claims: pd.DataFrame) -> Sheet:
    """Return the documents of a chart and the works that they cite, with their references."""
    hashes = dataset.documents["text_sha256"]
    rows: list[list[Cell]] = [
        [name, kind, (work := dataset.works[name]).short(), apa_marked(work), hashes.get(name, "")]
        for kind, ids in (
            ("document", notes.documents_of(claims)),
            ("cited by a document", notes.works_of(claims)),
        )
        for name in ids
    ]
    columns = ("work_id", "what", "short", "reference", "sha256_of_the_text_that_was_read")
    return Sheet("Sources", columns, rows)


def definition_sheet(dataset: Dataset, claims: pd.DataFrame) -> Sheet:
    """Return what is measured, how a hedge is meant, and what stands in the columns."""
    indicator_ids = list(dict.fromkeys(claims["indicator_id"]))
    indicators = dataset.indicators.loc[indicator_ids]
    rows: list[list[Cell]] = [
        ["indicator", str(one["title"]), str(one["definition"])] for _, one in indicators.iterrows()
    ]
    rows += [["mark", WORDS[name], meaning] for name, meaning in MEANINGS.items()]
    rows += [["column", name, meaning] for name, meaning in COLUMNS.items()]
    return Sheet("Definitions", ("kind", "name", "meaning"), rows)


COLUMNS = {
    "period": "the period that the number is for, in EDTF (ISO 8601-2); empty where the document "
    "gives none",
    "low, high": "the bounds as printed, in unit; one is empty where the words leave it open",
    "chart_low, chart_high": "the same in chart_unit, as drawn; a rate's are per year",
    "hedge": "how the words bound the number",
    "computed_here": "from what a number that no document prints was computed; low, high, unit and "
    "hedge are then its own",
    "final": "no where its office will still change the figure; empty where that is not known",
    "share_of": "what a share or a ratio is of; empty where that is not stated",
    "value": "the number in words, with its hedge; status and attributed_to stand beside it",
    "status": "how the number came about",
    "attributed_to": "whom the sentence credits, where that is neither a work nor the producer",
    "as_printed": "the words of the document in which the number stands",
    "locator": "where in the document: the non-blank lines of its text, counted from 1, or a page, "
    "a table, a row",
    "source": "the document with its place, and the works that it cites for the number",
    "state": "in force, corrected, or withdrawn",
}


def proof_sheet(provenance: ProvenanceRecord, description: str) -> Sheet:
    """Return what the file says of itself, for readers."""
    fields = {
        "Title": provenance.title,
        "Data": f"{provenance.generator}, {provenance.version}, last changed on {provenance.on}",
        "Licence": provenance.licence,
        "Address": provenance.link,
    }
    rows: list[list[Cell]] = [[name, text] for name, text in fields.items()]
    rows += [["Description", text] for text in description.split("\n\n")]
    rows += [["Claim", name] for name in provenance.claim_ids]
    rows += [["Document", f"{n} {digest}".strip()] for n, digest in provenance.documents.items()]
    return Sheet("Proof", ("what", "text"), rows)


def as_csv(dataset: Dataset, claims: pd.DataFrame, provenance: ProvenanceRecord) -> bytes:
    """Return a chart's rows as CSV, each with how it was made; in UTF-8 that Excel knows."""
    sheet = row_sheet(dataset, claims)
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\n")
    writer.writerow([*sheet.columns, *OF_FILE])
    program = provenance.rendering.program if provenance.rendering else ""
    made_by = f"{provenance.generator} {program}".strip()
    of_file = (provenance.version, provenance.on, provenance.licence, provenance.link, made_by)
    for row in sheet.rows:
        writer.writerow([*(_text(cell) for cell in row), *of_file])
    return into.getvalue().encode("utf-8-sig")


MADE_BY = "made_by"
OF_FILE = ("data_version", "data_date", "licence", "address", MADE_BY)
"""The columns of a table that say how it was made: the same in each row, so that none is lost."""
VALUE_COLUMNS = (
    *("claim_id", "period", "low", "high", "unit", "hedge"),
    *("chart_low", "chart_high", "chart_unit", "measure"),
)
"""The columns that any version of the program fills alike."""


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else f"{cell:.12g}"


NEEDED = ("claim_id", "data_version", "licence")
"""The columns without which a table says nothing of itself."""
MOST_ROWS = 100_000
"""A longer table is none of ours: the whole dataset has a hundredth of its rows."""


def read_csv(content: bytes) -> ProvenanceRecord | None:
    """Return what a table of rows says of itself: its claims, their values and version, and how it
    was made.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("the table is not UTF-8") from None
    rows = filter(None, csv.reader(io.StringIO(text)))
    try:
        header = next(rows, [])
        found = list(islice(rows, MOST_ROWS))
        if next(rows, None):
            raise ValueError("it has too many rows")
    except csv.Error as error:
        raise ValueError("the table is broken") from error
    if not set(NEEDED) <= set(header):
        return None
    if any(len(row) != len(header) for row in found) or not text.endswith("\n"):
        raise ValueError("the table is cut off, or a row has not as many cells as the first")
    return _table_proof([dict(zip(header, row, strict=True)) for row in found])


def _table_proof(rows: Sequence[Mapping[str, str]]) -> ProvenanceRecord | None:
    """Return what rows say of their file; all must say the same."""
    if not rows:
        return None
    version, on, licence, where, made_by = (rows[0].get(name, "") for name in OF_FILE)
    if any(row.get(name, "") != rows[0].get(name, "") for row in rows for name in OF_FILE):
        raise ValueError("its rows come from more than one file")
    try:
        date.fromisoformat(on or date.min.isoformat())
    except ValueError:
        raise ValueError("its date is not in the calendar") from None
    shown = {row["claim_id"]: row.get("value", "") for row in rows}
    program = made_by.rpartition(" ")[2]
    rendering = Rendering("csv", "", "light", plain=False, program=program) if where else None
    site, address = split_link(where)
    return ProvenanceRecord(
        tuple(shown),
        {},
        version,
        licence,
        "",
        address,
        on,
        values=tuple(shown.values()),
        rendering=rendering,
        site=site,
    )
