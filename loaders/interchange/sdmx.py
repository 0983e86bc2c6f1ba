"""The claims as observations in SDMX-CSV 2.0, and all that has no place in it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pandas as pd
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.io.pd import PandasDataset

from loaders.dataset import Dataset, typed
from loaders.errors import refusal
from loaders.interchange import sdmx_structure as structure
from loaders.interchange.sdmx_record import record_files
from loaders.schema.file_names import CLAIMS
from loaders.storage.atomic import clear, replace, stage
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import Files
from loaders.values.codelists import NEARLY, POINT_HEDGES
from loaders.values.edtf import parse_period

NO_PERIOD = "the document gives no period, and an observation needs a TIME_PERIOD"
OPEN_START = "the period has no beginning, and SDMX's time range needs one"
SET = "once within the period, on an unknown day; SDMX's time range would state the whole of it"


def not_expressed(text: str) -> str:
    """Return why a period has no SDMX time period, or an empty text."""
    if not text:
        return NO_PERIOD
    period = parse_period(text)
    if period.start is None:
        return OPEN_START
    return SET if period.once else ""


def time_period(text: str) -> str:
    """Return a period as SDMX writes it; its `?` is lost and stays in the EDTF text.

    A year is `2018`, a month `2018-02`, a day `2018-02-03`; all else is a time range, the first
    day and a duration in the largest whole unit: `2018-01-01/P6M`, `2022-10-01/P1Y`.
    Raise ValueError where `not_expressed` has a reason.
    """
    reason = not_expressed(text)
    if reason:
        raise ValueError(reason)
    period = parse_period(text)
    assert period.start is not None
    first, days = period.start, (period.end - period.start).days + 1
    if days == 1:
        return first.isoformat()
    if period.months == 1:
        return f"{first:%Y-%m}"
    if period.months == 12 and first.month == 1:
        return f"{first:%Y}"
    if period.months is None:
        return f"{first}/P{days}D"
    years, months = divmod(period.months, 12)
    return f"{first}/P{period.months}M" if months else f"{first}/P{years}Y"


OBSERVATIONS, STRUCTURE, LEFT_OUT = "claims.csv", "structure.xml", "not_expressed.csv"
LEFT_OUT_COLUMNS = ("table", "key", "cell", "reason")
OTHER_TABLES: Mapping[str, str] = {
    "comparisons": "which indicators are read side by side is no property of an observation",
    "coverage": "counts of the numerals of a text, no statistics",
    "events": "dated events, no numbers",
    "exclusions": "numerals that are no claims",
    "observations": "the last vintage of each is in record.csv, earlier ones are in no message",
    "recipes": "record.csv has what they say of a series, not which rows of a file are taken",
    "redirects": "ids that became others; a message has those of today",
    "references": "works and their fields; REFERENCE_IDS has their keys",
    "topics": "how indicators are grouped on the pages",
}
"""The tables of which nothing but a name goes into the message, and why."""


def sdmx_files(files: Files, version: str) -> dict[str, str]:
    """Return the texts of the files: observations, structure, what is in neither, and the record's.

    Every claim is an observation or a row of `not_expressed.csv`, in force or not.
    """
    dataset = typed(files, version)
    flow = structure.CLAIMS_FLOW.of(dataset)
    claims = _claims(dataset, files.frames[CLAIMS].fillna(""))
    reasons = claims["period"].map(not_expressed)
    observed = claims[reasons == ""]
    data = PandasDataset(
        structure=structure.text_schema(version, flow),
        data=pd.DataFrame(
            {each.id: structure.cells(each, observed) for each in structure.COMPONENTS}
        ),
    )
    out = [
        [CLAIMS, key, period, reason]
        for key, period, reason in zip(claims["claim_id"], claims["period"], reasons, strict=True)
        if reason
    ]
    tables = [[table, "*", "", reason] for table, reason in OTHER_TABLES.items()]
    lists = structure.code_lists(dataset, version)
    periods = {text: time_period(text) for text in dataset.observations["period"].unique()}
    record = record_files(dataset, files, version, periods)
    return {
        OBSERVATIONS: str(write_sdmx(data, Format.DATA_SDMX_CSV_2_0_0)),
        STRUCTURE: structure.structure_text(lists, version, claims["added"].max(), flow),
        LEFT_OUT: csv_text([LEFT_OUT_COLUMNS, *out, *tables]),
        **record,
    }


def _claims(dataset: Dataset, raw: pd.DataFrame) -> pd.DataFrame:
    """Return the claims with what their series say, their bounds as printed, or as the record has
    those that it carries.
    """
    numbers = ("low", "high", "best", "converted_low", "converted_high")
    printed = raw.set_index("claim_id")
    claims = dataset.joined
    bounds = {}
    for name in numbers:
        made = claims[name].map(lambda number: "" if pd.isna(number) else f"{number:.15g}")
        bounds[name] = claims["claim_id"].map(printed[name]).fillna(made)
    own = {name: claims["series_id"].map(dataset.series[name]) for name in ("frequency", "scope")}
    claims = claims.assign(**bounds, **own)
    return claims.assign(time_period=claims["period"].map(_time_or_none), point=_points(claims))


def _points(claims: pd.DataFrame) -> pd.Series[str]:
    """Return the number of each claim that is one, exact or about, or that prints one inside its
    range; empty where the words give limits only.
    """
    one = (
        claims["hedge"].isin(POINT_HEDGES)
        & (claims["hedge"] != NEARLY)
        & (claims["low"] == claims["high"])
    )
    return claims["best"].where(claims["best"] != "", claims["low"].where(one, ""))


def _time_or_none(text: str) -> str:
    return "" if not_expressed(text) else time_period(text)


def write_files(texts: Mapping[str, str], folder: Path) -> None:
    """Write the files into a folder, which is made; raise `DatasetError` where that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            stage(folder / name, text.encode())
        for name in texts:
            replace(folder / name)
    except OSError as error:
        with suppress(OSError):
            clear(folder)
        what = f"cannot be written: {error.strerror or error}"
        fix = "name a folder that can be written to"
        raise refusal(str(folder), 0, "folder", what=what, allowed="a folder", fix=fix) from error
