"""The observations of the record as typed tables, the series that its recipes make, and the claims
that it carries.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cache

import numpy as np
import pandas as pd

from loaders.schema.file_names import OBSERVATIONS, RECIPES
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import Files
from loaders.values.codelists import DROPPED, ESTIMATED, OBSERVATION_FLAGS, SUM, YEAR_OF_MONTHS
from loaders.values.edtf import parse_period

SUMMED = "Each figure is a sum of rows of the office's file."
NO_LONGER = "The office's file no longer gives it."
"""Why a figure with a permanent name is withdrawn."""
LEAST_WHOLE = 10
"""From this number on, our own sums are rounded to whole ones: files have parts of a pound."""


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
    own = recipes.drop(columns=["place_id", "series_id"]).reset_index(drop=True)
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


def with_carried(
    claims: pd.DataFrame, recorded: pd.DataFrame, recipes: pd.DataFrame, topics: pd.Series[str]
) -> pd.DataFrame:
    """Return typed claims with those that observations carry: the figures that have a `claim_id`,
    which belong to the series of claims that their recipe names.

    The newest vintage with a value holds; where a newer one has none, the claim is withdrawn.
    """
    named = recorded[recorded["claim_id"] != ""].sort_values("vintage", kind="stable")
    if named.empty:
        return claims
    rows = named[named["value"].notna()].drop_duplicates("claim_id", keep="last")
    last = named.drop_duplicates("claim_id", keep="last").set_index("claim_id")
    gone = last["vintage"].where(last["value"].isna(), "")
    series = recipes["series_id"].loc[rows["recipe_id"]].set_axis(rows.index)
    carried = as_claims(rows, recipes, topics, like=claims)
    carried = carried.assign(claim_id=rows["claim_id"], series_id=series)
    carried["withdrawn"] = rows["claim_id"].map(gone)
    carried["withdrawal_reason"] = (carried["withdrawn"] != "").map({True: NO_LONGER, False: ""})
    kept = claims[~claims["claim_id"].isin(named["claim_id"].tolist())]
    joined = pd.concat([kept, carried.sort_index()], ignore_index=True)
    return joined.astype(claims.dtypes)


def as_claims(
    rows: pd.DataFrame, recipes: pd.DataFrame, topics: pd.Series[str], *, like: pd.DataFrame
) -> pd.DataFrame:
    """Return observations, or sums of `summed` months of them, as rows of a table of claims, each
    called by its series and period.
    """
    limited = rows["low"].notna()
    recipes = recipes.loc[rows["recipe_id"]].set_axis(rows.index)
    summed = rows["summed"] if "summed" in rows else pd.Series(0, rows.index)
    rounded = ((recipes["operation"] == SUM) | (summed > 0)) & (rows["value"] % 1 != 0)
    values = rows["value"].where(~rounded, _rounded(rows["value"]))
    marks = {text: _marks(text) for text in rows["flags"].unique()}
    statuses = {text: _status(text) for text in marks}
    claims = rows.assign(
        claim_id=names_in_record(rows),
        low=rows["low"].where(limited, values),
        high=rows["high"].where(limited, values),
        best=values.where(limited),
        hedge=np.select([limited, rounded], ["range", "about"], "exact"),
        unit=recipes["unit"],
        document_id=recipes["document_id"],
        locator=rows["locator"].mask(rows["locator"] == "", _rows_of_file(recipes, rows)),
        computed=_computed(recipes, summed),
        status=rows["flags"].map(statuses),
        note=rows["flags"].map(marks),
        added=rows["vintage"],
        topic=recipes["indicator_id"].map(topics),
        converted_low=np.nan,
        converted_high=np.nan,
    )
    columns = like.columns
    claims = claims.assign(**{str(name): "" for name in columns.difference(claims.columns)})
    return claims[columns].astype(like.dtypes)


def names_in_record(rows: pd.DataFrame) -> pd.Series[str]:
    """Return what observations are called in the record: their series and period, as
    `queries.record.PERIOD` reads it.
    """
    return rows["series_id"] + "-" + rows["period"].str.replace("/", "_", regex=False)


def _rounded(values: pd.Series) -> pd.Series:
    """Return sums as they are shown: whole ones, small ones to two digits after the point."""
    return values.round(2).where(values < LEAST_WHOLE, values.round())


def _marks(flags: str) -> str:
    """Return the flags of an observation in words, as a note."""
    found = [OBSERVATION_FLAGS[flag] for flag in flags.split(";") if flag]
    return " ".join(f"{flag.label.capitalize()} ({flag.meaning})." for flag in found)


def _status(flags: str) -> str:
    """Return how an observation with such flags came about."""
    return "observation" if set(ESTIMATED).isdisjoint(flags.split(";")) else "estimate"


def _rows_of_file(recipes: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    """Return which rows of an office's file give each observation, in words of the recipe."""
    names = ("where", "place_column", "period_columns", "period_form")
    cells = [*(recipes[name] for name in names), rows["place_id"], rows["period"]]
    return [_row_of_file(*own) for own in zip(*cells, strict=True)]


def _row_of_file(where: str, by: str, when: str, form: str, place: str, period: str) -> str:
    parts = _other_conditions(where, by, when)
    parts += f"{by} of {place} & " if by else ""
    if form == YEAR_OF_MONTHS:
        return f"row {parts}{when}={period}-01 to {when}={period}-12"
    columns = when.replace(";", " and ")
    return f"row {parts}{columns}{'=' if form == 'year' else ' of '}{period}"


@cache
def _other_conditions(where: str, by: str, when: str) -> str:
    """Return those of a recipe's conditions that are not about place or period."""
    told = {by, *when.split(";")}
    kept = [part for part in where.split(" & ") if part and part.partition("=")[0] not in told]
    return "".join(f"{part} & " for part in kept)


def _computed(recipes: pd.DataFrame, summed: pd.Series) -> pd.Series:
    """Return how each number came out of a file, as `values.recipes.is_sum` reads it; "" of those
    that were read on a page.
    """
    of_months = "sum of " + summed.astype(str) + " months"
    files = " in sha256:" + recipes["file_sha256"].str.replace(";", " and ", regex=False)
    of_rows = (recipes["operation"] + " of " + recipes["value_column"]).where(
        summed == 0, of_months
    )
    return (of_rows + files).mask(recipes["file_sha256"] == "", of_months.mask(summed == 0, ""))
