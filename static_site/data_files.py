"""What stands beside a page as files: its rows, its picture, its citation, each at an address that
stays; and the JSON Schema of the rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from charts.export.formats import FILE_FORMATS, export_view, proof_of, sign
from charts.export.settings import ExportSettings
from charts.page_parts.results import dated, resolved_view
from charts.provenance.metadata import embed_png, embed_svg
from charts.tables.sheets import COLUMNS, row_sheet, source_sheet
from charts.text import notes
from charts.views.alt_text import AltText
from charts.views.resolve import ResolvedView, has_chart, kind_of
from loaders.citations.csl_json import Cited, Item
from loaders.citations.formats import FORMATS
from loaders.dataset import Dataset, claims_in
from loaders.queries.citable import chart_item, claim_item, list_item
from loaders.queries.listing import claims_of_work
from loaders.queries.selection import in_own_units
from static_site.drawings import Drawings
from static_site.inventory import PARTED, Page, description, is_parted, rows_of

TABLES = ("json", "csv", "xlsx")
CITATIONS: Mapping[str, str] = {"bibtex": ".bib", "ris": ".ris", "csl": ".csl.json"}
"""How the name of a citation's file ends, as `.json` is that of the rows."""
SCHEMA = "schema/rows.json"
"""Where the JSON Schema of the rows stands below the site's root."""
NUMBERS = ("low", "high", "chart_low", "chart_high")
NOT_STATED = {"type": ["string", "null"]}


def shown_on(dataset: Dataset, page: Page) -> ResolvedView | None:
    """Return the rows of a page, and its chart if it has one; None where it is not about rows."""
    if page.kind in ("documents", "works") and page.id:
        return _of_work(dataset, page)
    if page.view is None or kind_of(page.view) is None:
        return None
    resolved = resolved_view(dated(dataset, page.view), page.view)
    if page.id or page.kind == "claims" or not is_parted(dataset, page.kind):
        return resolved
    missing = PARTED.format(rows=f"{rows_of(dataset, page.kind):,}")
    return replace(resolved, missing=missing, shape="list")  # nor a chart of them in a workbook


def _of_work(dataset: Dataset, page: Page) -> ResolvedView:
    """Return the claims that a work makes, and those for which it is cited."""
    assert page.view
    both = pd.concat(claims_of_work(dataset, page.id)).drop_duplicates("claim_id")
    claims = in_own_units(dataset, both)
    told = description(dataset, page)
    words = AltText(told, lambda: [told])
    return ResolvedView(
        page.view,
        claims,
        claims,
        words,
        shape="list",
        heading=page.title,
        subtitle=told,
    )


def stem(page: Page) -> str:
    """Return how the addresses of a page's files begin: `indicators/flooded_area`."""
    return page.path.rstrip("/")


def data_files(
    dataset: Dataset, page: Page, resolved: ResolvedView, site: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file beside a page but its pictures; `site` is where
    the edition is served.
    """
    for form in TABLES if len(resolved.claims) else ():
        content = export_view(
            dataset, replace(resolved, missing=""), ExportSettings(form, site=site)
        )
        yield f"{stem(page)}{FILE_FORMATS[form].suffix}", content
    cited = cited_as(dataset, page, resolved, site)
    for name, suffix in CITATIONS.items():
        yield f"{stem(page)}{suffix}", FORMATS[name].render(cited).encode()


def picture_files(
    dataset: Dataset, page: Page, resolved: ResolvedView | None, drawings: Drawings, site: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of the pictures beside a page, with their proof."""
    if page.view is None:
        return
    if resolved is None or resolved.missing or not has_chart(page.view):
        yield f"{stem(page) or 'index'}.png", drawings.preview(dataset, page.view)
        return
    for form, content, embed in (
        ("png", drawings.preview(dataset, page.view), embed_png),
        ("svg", drawings.svg(dataset, page.view), embed_svg),
    ):
        settings = ExportSettings(form, site=site)
        proof = replace(proof_of(dataset, resolved, settings), rendering=None)
        whole = embed(content, proof, resolved.alt_text.whole)
        yield f"{stem(page)}.{form}", sign(whole, FILE_FORMATS[form])


def cited_as(dataset: Dataset, page: Page, resolved: ResolvedView, site: str) -> Cited:
    """Return what a page is cited as: a work as itself, a claim, a chart, a list; of the version
    that stands for ever, and so without a day on which it was seen.
    """
    if page.kind in ("documents", "works") and page.id:
        return dataset.works[page.id]
    address = f"{site}/v/{public_version(dataset)}/{page.path}" if site else ""
    seen = (address, date.min)
    if page.kind == "claims" and page.id:
        item = claim_item(dataset, next(iter(claims_in(resolved.claims))), *seen)
    elif page.view and has_chart(page.view):
        documents = notes.documents_of(resolved.claims)
        item = chart_item(dataset, resolved.heading, documents, *seen)
    else:
        item = list_item(dataset, resolved.heading, *seen)
    return without_day(item)


def without_day(item: Item) -> Item:
    """Return an item to cite without the day on which it was seen."""
    return {name: value for name, value in item.items() if name != "accessed"}


def public_version(dataset: Dataset) -> str:
    """Return the version of the figures as it stands in addresses."""
    return dataset.version.replace("+", "-")


def rows_schema(dataset: Dataset, address: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the JSON beside each page, which stands at `address`."""
    said = {n.strip(): text for names, text in COLUMNS.items() for n in names.split(",")}
    sample = in_own_units(dataset, dataset.joined.head(1))
    columns = row_sheet(dataset, sample).columns
    row: dict[str, Any] = {
        name: {"type": ["number", "null"]} if name in NUMBERS else {**NOT_STATED}
        for name in columns
    }
    for name in columns:
        row[name] |= {"description": said[name]} if name in said else {}
    source = dict.fromkeys(source_sheet(dataset, sample).columns, NOT_STATED)
    told = {"version": {"type": "string"}, "date": {"type": "string", "format": "date"}}
    told |= {"licence": {"type": "string"}, "address": {"type": "string"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": f"Rows of a page of {dataset.site.name}",
        "description": "Each row is one number that a document states or an office publishes.",
        **_object(
            {
                "title": {"type": "string"},
                "about": {"type": "string"},
                "data": _object(told),
                "rows": {"type": "array", "items": _object(row)},
                "sources": {"type": "array", "items": _object(source)},
                "proof": {"type": "object", "required": ["claims", "data", "proof"]},
                "signature": {},
            },
            optional=("signature",),
        ),
    }


def _object(properties: Mapping[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the schema of an object that has these members and no other."""
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }


def schema_file(dataset: Dataset, site: str) -> tuple[str, bytes]:
    """Return the path and the content of the schema."""
    told = rows_schema(dataset, f"{site}/{SCHEMA}")
    return SCHEMA, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
