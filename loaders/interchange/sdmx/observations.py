"""The claims as observations in SDMX-CSV 2.0, and all that has no place in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from loaders.dataset import Dataset, typed
from loaders.errors import DatasetError, Problem
from loaders.interchange.sdmx.code_lists import code_lists, coded
from loaders.interchange.sdmx.components import COMPONENTS
from loaders.interchange.sdmx.structure import flow_id, structure_text
from loaders.interchange.sdmx.time_periods import not_expressed, time_period
from loaders.queries.selection import Row, records
from loaders.storage.csv_table import written
from loaders.storage.folder import CLAIMS, Files

OBSERVATIONS, STRUCTURE, LEFT_OUT = "claims.csv", "structure.xml", "not_expressed.csv"
LEFT_OUT_COLUMNS = ("table", "key", "cell", "reason")
OTHER_TABLES: Mapping[str, str] = {
    "comparisons": "which indicators are read side by side is no property of an observation",
    "coverage": "counts of the numerals of a text, no statistics",
    "events": "dated events, no numbers",
    "exclusions": "numerals that are no claims",
    "references": "works and their fields; REFERENCE_IDS has their keys",
    "topics": "how indicators are grouped on the pages",
}
"""The tables of which nothing but a name goes into the message, and why."""


def sdmx_files(files: Files, version: str) -> dict[str, str]:
    """Return the texts of the three files: observations, structure, and what is in neither.

    Every claim is an observation or a row of `not_expressed.csv`, in force or not.
    """
    dataset = typed(files, version)
    claims = _claims(dataset, files.frames[CLAIMS].fillna(""))
    reasons = claims["period"].map(not_expressed)
    header = ["STRUCTURE", "STRUCTURE_ID", "ACTION", *(each.id for each in COMPONENTS)]
    rows = [_observation(row, version) for row in records(claims[reasons == ""])]
    out = [
        [CLAIMS, key, period, reason]
        for key, period, reason in zip(claims["claim_id"], claims["period"], reasons, strict=True)
        if reason
    ]
    tables = [[table, "*", "", reason] for table, reason in OTHER_TABLES.items()]
    return {
        OBSERVATIONS: written([header, *rows]),
        STRUCTURE: structure_text(code_lists(dataset), version, str(claims["added"].max())),
        LEFT_OUT: written([LEFT_OUT_COLUMNS, *out, *tables]),
    }


def _claims(dataset: Dataset, raw: pd.DataFrame) -> pd.DataFrame:
    """Return the claims with what their series say, their bounds as printed."""
    bounds = {name: raw[name] for name in ("low", "high", "best")}
    frequency = dataset.joined["series_id"].map(dataset.series["frequency"])
    return dataset.joined.assign(**bounds, frequency=frequency)


def _observation(claim: Row, version: str) -> list[str]:
    cells = {**claim, "time_period": time_period(claim["period"])}
    return [
        "dataflow",
        flow_id(version),
        "I",  # information: what the observations are, no instruction to a database
        *(
            coded(each.codes, cells[each.source]) if each.codes else str(cells[each.source])
            for each in COMPONENTS
        ),
    ]


def write(texts: Mapping[str, str], folder: Path) -> None:
    """Write the files into a folder, which is made; raise `DatasetError` where that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        fix = "name a folder that can be written to"
        raise DatasetError([Problem(str(folder), 0, "folder", what, "a folder", fix)]) from error
