"""The record's observations as series and, only of the series asked for, as typed claims."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from loaders.dataset import Claim, Dataset, claims_in
from loaders.values.codelists import OBSERVATION_FLAGS

PERIOD = re.compile(r"-([0-9]{4}(?:-[0-9]{2})?(?:_[0-9]{4}(?:-[0-9]{2})?)?)$")
"""How a period ends the name that an observation has as a claim."""


def record_series(dataset: Dataset, indicator_id: str = "") -> pd.DataFrame:
    """Return the series of the record of an indicator, or all: one row per recipe and place.

    Indexed by `series_id`; columns of `Dataset.series`, and `group`, `base` (shown without being
    asked for), `edition`, `first` and `last` (EDTF texts) and `count` of its observations.
    """
    own = dataset.series[dataset.series["recipe_id"] != ""]
    if indicator_id:
        own = own[own["indicator_id"] == indicator_id]
    of_recipe = dataset.recipes[["group", "base", "edition"]].loc[own["recipe_id"]]
    own = own.assign(**{str(name): list(cells) for name, cells in of_recipe.items()})
    own["base"] = own["base"] != ""
    rows = dataset.observations
    rows = rows[rows["series_id"].isin(list(own.index))].sort_values(["end", "start"])
    spans = rows.groupby("series_id")["period"].agg(["first", "last", "count"])
    return own.join(spans, how="inner")


def record_claims(dataset: Dataset, series_ids: Sequence[str]) -> pd.DataFrame:
    """Return the observations of some series of the record as rows like those of
    `Dataset.joined`, official and in force, by series and time; those without a value are left
    out.

    The office's limits are a range with the value as its best; a flag stands in the note. The
    claim's name is that of its series and its period; `locator` says which rows of the office's
    file, or the page.
    """
    rows = dataset.observations
    rows = rows[rows["series_id"].isin(list(series_ids)) & rows["value"].notna()]
    rows = rows.sort_values(["series_id", "start", "end"], ignore_index=True)
    limited = rows["low"].notna()
    recipes = dataset.recipes.loc[rows["recipe_id"]].reset_index(drop=True)
    marks = {text: _marks(text) for text in rows["flags"].unique()}
    unsettled = {text: _unsettled(text) for text in marks}
    claims = rows.assign(
        claim_id=rows["series_id"] + "-" + rows["period"].str.replace("/", "_", regex=False),
        low=rows["low"].where(limited, rows["value"]),
        high=rows["high"].where(limited, rows["value"]),
        best=rows["value"].where(limited),
        hedge=np.where(limited, "range", "exact"),
        unit=recipes["unit"],
        document_id=recipes["document_id"],
        locator=rows["locator"].mask(rows["locator"] == "", _rows_of_file(recipes, rows)),
        status="observation",
        note=rows["flags"].map(marks),
        added=rows["vintage"],
        topic=recipes["indicator_id"].map(dataset.indicators["topic"]),
        converted_low=np.nan,
        converted_high=np.nan,
    )
    columns = dataset.claims.columns
    claims = claims.assign(**{str(name): "" for name in columns.difference(claims.columns)})
    claims = claims[columns].astype(dataset.claims.dtypes)
    return dataset.with_series(claims, rows["flags"].map(unsettled).astype(bool))


def record_claim(dataset: Dataset, claim_id: str) -> Claim | None:
    """Return the claim of that name that an observation of the record is; None for no such."""
    period = PERIOD.search(claim_id)
    if not period or claim_id[: period.start()] not in dataset.series.index:
        return None
    rows = record_claims(dataset, [claim_id[: period.start()]])
    return next(iter(claims_in(rows[rows["claim_id"] == claim_id])), None)


def _marks(flags: str) -> str:
    """Return the flags of an observation in words, as a note."""
    labels = [OBSERVATION_FLAGS[flag].label for flag in flags.split(";") if flag]
    return f"{', '.join(labels).capitalize()}." if labels else ""


def _unsettled(flags: str) -> bool:
    return any(OBSERVATION_FLAGS[flag].unsettled for flag in flags.split(";") if flag)


def _rows_of_file(recipes: pd.DataFrame, rows: pd.DataFrame) -> pd.Series[str]:
    """Return which rows of an office's file give each observation, in words of the recipe."""
    where = recipes["where"].where(recipes["where"] == "", recipes["where"] + " & ")
    named = recipes["period_columns"].str.replace(";", " and ", regex=False)
    return "row " + where + named + " of " + rows["period"]
