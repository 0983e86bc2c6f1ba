"""The observations of the record as typed tables, and the series that its recipes make."""

from __future__ import annotations

from collections import OrderedDict

import pandas as pd

from loaders.schema.file_names import OBSERVATIONS, RECIPES
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import Files
from loaders.values.codelists import DROPPED, SUM
from loaders.values.edtf import parse_period

SUMMED = "Each figure is a sum of rows of the office's file."


def dated(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the rows with `start`, `end` and `months` of a column of periods."""
    codes, texts = pd.factorize(rows[column])
    periods = [parse_period(text) if text else None for text in texts]
    days = {
        name: pd.to_datetime(pd.Series([getattr(each, name, None) for each in periods]))
        for name in ("start", "end")
    }
    months = pd.Series([getattr(each, "months", None) for each in periods], dtype="float64")
    found = {**days, "months": months}
    return rows.assign(**{name: cells.array[codes] for name, cells in found.items()})


TYPED: OrderedDict[tuple[str, str], pd.DataFrame] = OrderedDict()
"""Typed observations by the digests of their files and their recipes': most states of a folder have
those of the last.
"""
MOST_TYPED = 3


def typed_observations(files: Files, recipes: pd.DataFrame) -> pd.DataFrame:
    """Return all observations of all vintages: texts as they are, values as floats, with
    `series_id`, `start`, `end`, `months`, `file` and `line`.
    """
    key = files.digests[OBSERVATIONS], files.digests[RECIPES]
    if key not in TYPED:
        TYPED[key] = _typed(files, recipes)
        if len(TYPED) > MOST_TYPED:
            TYPED.popitem(last=False)
    return TYPED[key]


def _typed(files: Files, recipes: pd.DataFrame) -> pd.DataFrame:
    raw = files.frames[OBSERVATIONS]
    numbers = {
        name: pd.to_numeric(raw[name]).astype("float64") for name in ("value", "low", "high")
    }
    rows = raw.fillna("").assign(**numbers)
    origin = pd.DataFrame(files.origin[OBSERVATIONS], columns=["file", "line"], index=rows.index)
    rows = dated(rows.join(origin), "period")
    return rows.assign(series_id=_series_ids(rows, recipes))


def _series_ids(rows: pd.DataFrame, recipes: pd.DataFrame) -> pd.Series[str]:
    """Return the series of each observation: its recipe's, or its recipe's of its place."""
    pairs = rows[["recipe_id", "place_id"]].drop_duplicates()
    places = recipes["place_id"].to_dict()
    names = {
        (recipe, place): recipe if places.get(recipe) else f"{recipe}-{place.lower()}"
        for recipe, place in pairs.itertuples(index=False, name=None)
    }
    keys = zip(rows["recipe_id"].tolist(), rows["place_id"].tolist(), strict=True)
    return pd.Series([names[key] for key in keys], rows.index, dtype="str")


def newest(observations: pd.DataFrame) -> pd.DataFrame:
    """Return of each place and period of a recipe the newest vintage; none that was dropped."""
    keys = ["recipe_id", "place_id", "period"]
    last = observations.sort_values([*keys, "vintage"], kind="stable")
    last = last.drop_duplicates(keys, keep="last")
    return last[~last["flags"].str.contains(DROPPED, regex=False)]


def recorded_series(recipes: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the series that the recipes make, as rows of `series.csv` with `recipe_id`."""
    made = observations[["series_id", "recipe_id", "place_id"]].drop_duplicates()
    own = recipes.drop(columns="place_id").reset_index(drop=True)
    rows = made.merge(own, on="recipe_id", how="inner")
    rows["scope"] = _joined(rows[["group", "scope"]], ", ")
    summed = pd.Series(SUMMED, rows.index).where(rows["operation"] == SUM, "")
    rows["note"] = _joined(rows[["note"]].assign(summed=summed), " ")
    columns = [*COLUMNS["series"], "recipe_id"]
    return rows.reindex(columns=columns, fill_value="").set_index("series_id", drop=False)


def told_of_recipes(
    series: pd.DataFrame, recipes: pd.DataFrame, observations: pd.DataFrame
) -> pd.DataFrame:
    """Return the series that have observations with `group`, `base` and `edition` of their recipes,
    and `first`, `last` (EDTF texts) and `count` of their observations.
    """
    of_recipe = recipes[["group", "base", "edition"]].loc[series["recipe_id"]]
    own = series.assign(**{str(name): list(cells) for name, cells in of_recipe.items()})
    own["base"] = own["base"] != ""
    rows = observations.sort_values(["end", "start"])
    spans = rows.groupby("series_id")["period"].agg(["first", "last", "count"])
    return own.join(spans, how="inner")


def _joined(cells: pd.DataFrame, by: str) -> pd.Series[str]:
    rows = cells.itertuples(index=False, name=None)
    return pd.Series([by.join(filter(None, row)) for row in rows], cells.index, dtype="str")
