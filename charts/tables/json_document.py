"""A view's rows and sources as a JSON document, for programs; and its proof read back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from charts.provenance.record import ProvenanceRecord
from charts.tables.sheets import Cell, Sheet, row_sheet, source_sheet
from charts.views.resolve import ResolvedView
from loaders.dataset import Dataset


def as_json(dataset: Dataset, resolved: ResolvedView, provenance: ProvenanceRecord) -> bytes:
    """Return a view's rows, one object a claim, the numbers as numbers and what is missing null,
    with its sources, its words and its proof.
    """
    document = {
        "title": resolved.title,
        "about": resolved.subtitle,
        "data": {
            "version": provenance.version,
            "date": provenance.on,
            "licence": provenance.licence,
            "address": provenance.link,
        },
        "rows": _objects(row_sheet(dataset, resolved.claims)),
        "sources": _objects(source_sheet(dataset, resolved.claims)),
        "proof": json.loads(provenance.to_json()),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _objects(sheet: Sheet) -> list[dict[str, Cell | None]]:
    """Return the rows of a table, each cell by its column."""
    return [
        {name: _value(cell) for name, cell in zip(sheet.columns, row, strict=True)}
        for row in sheet.rows
    ]


def _value(cell: Cell) -> Cell | None:
    if isinstance(cell, str):
        return str(cell) or None
    return int(cell) if cell.is_integer() else cell


def read_json(content: bytes) -> str | None:
    """Return the text of the proof in a document; None where it has none. Raise `ValueError` for
    one that is broken or cut off.
    """
    document = parsed(content)
    proof = document.get("proof") if isinstance(document, dict) else None
    return json.dumps(proof) if isinstance(proof, dict) else None


def parsed(content: bytes) -> Any:
    """Return what a document holds; raise `ValueError` where it is broken, or two members of an
    object have one name, of which a program reads either.
    """
    try:
        return json.loads(content, object_pairs_hook=_members)
    except _TwiceError:
        raise ValueError("two members have one name") from None
    except (ValueError, RecursionError):
        raise ValueError("it is not whole JSON") from None


class _TwiceError(Exception):
    """Two members have one name."""


def _members(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _TwiceError
    return found
