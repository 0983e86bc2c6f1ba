"""Recipes and observations of a test's own, written into a folder of a dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from loaders.schema.file_names import OBSERVATIONS, RECIPES, file_of
from loaders.schema.tables import KEYS
from tests.support.tables import table

Cells = Mapping[str, str]
SHA256 = "0123456789abcdef" * 4
OF_A_FILE: Cells = {
    "recipe_id": "office-passengers",
    "indicator_id": "ferry_passengers",
    "place_id": "EE",
    "document_id": "shipping2020",
    "producer": "Shipping Office",
    "scope": "tickets sold",
    "measure": "flow",
    "frequency": "A",
    "unit": "passengers",
    "file_sha256": SHA256,
    "where": "Port=Tallinn",
    "period_columns": "Year",
    "period_form": "year",
    "value_column": "Passengers",
    "operation": "value",
    "edition": "closed",
}
OF_PAGES: Cells = {
    "recipe_id": "printed-passengers",
    **{n: OF_A_FILE[n] for n in ("indicator_id", "place_id", "document_id", "producer")},
    **{n: OF_A_FILE[n] for n in ("measure", "frequency", "unit", "edition")},
}
OBSERVED: Cells = {
    "recipe_id": "office-passengers",
    "place_id": "EE",
    "period": "2018",
    "vintage": "2026-11-28",
    "value": "1000",
}


def write_record(
    folder: Path, recipes: Sequence[Cells], observations: Sequence[Cells], topic: str = "ferries"
) -> None:
    """Write the recipes, and the observations in their order, beside the other tables."""
    rows = sorted(observations, key=lambda row: [row.get(name, "") for name in KEYS[OBSERVATIONS]])
    for name, text in {
        file_of(RECIPES): table(RECIPES, recipes),
        file_of(OBSERVATIONS, topic): table(OBSERVATIONS, rows),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
