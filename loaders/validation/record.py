"""Checks of the record: recipes, and that observations are what their recipes say.

All of them work on whole columns: there are as many observations as offices give.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Set
from itertools import pairwise

import pandas as pd

from loaders.errors import Problem, shown
from loaders.schema.file_names import CLAIMS, OBSERVATIONS, RECIPES, topic_of
from loaders.schema.tables import KEYS
from loaders.storage.folder import Files
from loaders.values.edtf import STEPS, parse_period
from loaders.values.units import Units, fault


def recipe_problems(files: Files) -> Iterator[Problem]:
    """Yield recipes that are called as a series is, rest on no official document, or whose unit
    does not convert to their indicator's.
    """
    recipes, series = files.frames[RECIPES], files.frames["series"]
    if recipes.empty:
        return
    taken = recipes["recipe_id"].isin(list(series["series_id"].dropna()))
    for row in recipes.index[taken]:
        what = f"{shown(recipes['recipe_id'][row])} is a series of claims"
        yield files.problem(
            *(RECIPES, row, "recipe_id"),
            what=what,
            allowed="a name that no series has",
            fix="give it a name of its own",
        )
    kinds = _by_key(files, "documents", "kind")
    kind = recipes["document_id"].map(kinds)
    for row in recipes.index[kind.notna() & (kind != "official")]:
        what = f"{shown(recipes['document_id'][row])} is not an office's own publication"
        yield files.problem(
            *(RECIPES, row, "document_id"),
            what=what,
            allowed="a document whose kind is official",
            fix="name the office's work",
        )
    yield from _units(files)


def _units(files: Files) -> Iterator[Problem]:
    recipes = files.frames[RECIPES]
    table = files.frames["units"].dropna(subset=["unit", "dimension"])
    units = Units(dict(zip(table["unit"], table["dimension"], strict=True)))
    if any(fault(unit, kind, units.dimensions) for unit, kind in units.dimensions.items()):
        return
    chart = recipes["indicator_id"].map(_by_key(files, "indicators", "unit"))
    used = recipes[["unit", "measure"]].assign(chart=chart).dropna()
    known = used[["unit", "chart"]].isin(list(units.dimensions)).all(axis=1)
    for row, unit, measure, goal in used[known].itertuples():
        try:
            units.factor(unit, goal, rate=measure == "rate")
        except ValueError as error:
            allowed = "a unit of the indicator's dimension, per time for a rate only"
            fix = "correct the unit, or the measure"
            yield files.problem(RECIPES, row, "unit", what=str(error), allowed=allowed, fix=fix)


def _by_key(files: Files, table: str, column: str) -> pd.Series[str]:
    key = KEYS[table][0]
    return files.frames[table].drop_duplicates(key).set_index(key)[column]


def observation_problems(files: Files) -> Iterator[Problem]:
    """Yield observations of another place or length than their recipe has, without a page where
    no file gives them, in the file of another topic, or out of their order.
    """
    rows = files.frames[OBSERVATIONS]
    if rows.empty:
        return
    recipes = files.frames[RECIPES].drop_duplicates("recipe_id").set_index("recipe_id")
    rows = rows[rows["recipe_id"].isin(list(recipes.index))]
    yield from _places(files, rows, recipes)
    yield from _lengths(files, rows, recipes)
    yield from _pages(files, rows, recipes)
    yield from _topics(files, rows, recipes)
    yield from _order(files)


def _places(files: Files, rows: pd.DataFrame, recipes: pd.DataFrame) -> Iterator[Problem]:
    own = rows["recipe_id"].map(recipes["place_id"])
    for row in rows.index[own.notna() & rows["place_id"].notna() & (own != rows["place_id"])]:
        what = f"{shown(rows['place_id'][row])} is not the recipe's place, {own[row]}"
        yield files.problem(
            *(OBSERVATIONS, row, "place_id"),
            what=what,
            allowed="the place of the recipe",
            fix="correct the place, or empty that of the recipe",
        )


def _lengths(files: Files, rows: pd.DataFrame, recipes: pd.DataFrame) -> Iterator[Problem]:
    """Yield periods that are not as long as the recipe's windows or steps; malformed ones are
    told elsewhere.
    """
    steps = recipes["frequency"].map(STEPS).astype("float64")
    wanted = pd.to_numeric(recipes["window_months"], errors="coerce").fillna(steps)
    found = {text: _whole_months(text) for text in rows["period"].dropna().unique()}
    length, due = rows["period"].map(found), rows["recipe_id"].map(wanted)
    length = length.astype("float64")
    for row in rows.index[rows["period"].notna() & length.isna()]:
        what = f"{shown(rows['period'][row])} is not made up of whole months"
        yield files.problem(
            *(OBSERVATIONS, row, "period"),
            what=what,
            allowed="a year, a month or a span of whole months, without ?",
            fix="correct the period",
        )
    for row in rows.index[(length > 0) & due.notna() & (length != due)]:
        many = "1 month" if length[row] == 1 else f"{length[row]:.0f} months"
        what = f"has {many}, and the recipe's periods have {due[row]:.0f}"
        yield files.problem(
            *(OBSERVATIONS, row, "period"),
            what=what,
            allowed="periods as long as window_months or frequency of the recipe says",
            fix="correct the period or the recipe",
        )


def _whole_months(text: str) -> float:
    """Return how many months a period has; 0 of a malformed one, NaN where it has no whole ones."""
    try:
        period = parse_period(text)
    except ValueError:
        return 0
    doubtful = period.once or period.inferred or period.months is None
    return float("nan") if doubtful else float(period.months or 0)


def _pages(files: Files, rows: pd.DataFrame, recipes: pd.DataFrame) -> Iterator[Problem]:
    typed = rows["recipe_id"].map(recipes["file_sha256"]).isna()
    for row in rows.index[typed & rows["locator"].isna()]:
        yield files.problem(
            *(OBSERVATIONS, row, "locator"),
            what="is empty, but the recipe names no file",
            allowed="the page of a value that was read on one",
            fix="say where it is",
        )
    for row in rows.index[~typed & rows["locator"].notna()]:
        yield files.problem(
            *(OBSERVATIONS, row, "locator"),
            what="is filled in, but the recipe's file gives the value",
            allowed="an empty cell for what a file gives",
            fix="empty it",
        )


def _topics(files: Files, rows: pd.DataFrame, recipes: pd.DataFrame) -> Iterator[Problem]:
    topics = recipes["indicator_id"].map(_by_key(files, "indicators", "topic"))
    wanted = rows["recipe_id"].map(topics)
    file = pd.Series([file for file, _ in files.origin[OBSERVATIONS]]).loc[rows.index]
    own = file.map({name: topic_of(name) for name in file.unique()})
    for row in rows.index[wanted.notna() & (wanted != own)]:
        what = f"its indicator's topic is {wanted[row]}, but the file's is {own[row]}"
        yield files.problem(
            *(OBSERVATIONS, row, "recipe_id"),
            what=what,
            allowed="observations of the file's topic",
            fix=f"move the row to the file of {wanted[row]}",
        )


def _order(files: Files) -> Iterator[Problem]:
    """Yield the first row of each file that stands before one whose key comes later."""
    rows = files.frames[OBSERVATIONS]
    names = [file for file, _ in files.origin[OBSERVATIONS]]
    cells = (rows[name].fillna("").tolist() for name in KEYS[OBSERVATIONS])
    keys = list(zip(names, *cells, strict=True))
    early = [row for row, (one, other) in enumerate(pairwise(keys), 1) if other < one]
    for row in {names[row]: row for row in reversed(early)}.values():
        yield files.problem(
            *(OBSERVATIONS, row, "row"),
            what="comes after a row that belongs below it by recipe, place and period",
            allowed="rows in the order of their keys",
            fix="sort the file",
        )


def name_problems(files: Files) -> Iterator[Problem]:
    """Yield permanent names of observations that something else has, that are not the only one of
    their figure, that a vintage lacks, or that are of another place than their series; and recipes
    without a series for such names, or with one of another indicator or place.
    """
    rows = files.frames[OBSERVATIONS].drop_duplicates(list(KEYS[OBSERVATIONS]))
    named = rows[rows["claim_id"].notna()]
    yield from _series_of_names(files, set(named["recipe_id"]))
    if rows.empty:
        return
    yield from _without_name(files, rows[rows["recipe_id"].isin(list(named["recipe_id"]))])
    recipes = files.frames[RECIPES].drop_duplicates("recipe_id").set_index("recipe_id")
    named = named[named["recipe_id"].isin(list(recipes.index))]
    yield from _names(files, named)
    yield from _places_of_names(files, named, recipes)


def _without_name(files: Files, rows: pd.DataFrame) -> Iterator[Problem]:
    """Yield vintages without the name that another vintage of the figure has."""
    figure = ["recipe_id", "place_id", "period"]
    called = rows.groupby(figure)["claim_id"].transform("first")
    for row in rows.index[rows["claim_id"].isna() & called.notna()]:
        yield files.problem(
            *(OBSERVATIONS, row, "claim_id"),
            what=f"is empty, but another vintage of the figure is called {called[row]}",
            allowed="one name for one figure, the same in each vintage",
            fix="fill in the name",
        )


def _names(files: Files, rows: pd.DataFrame) -> Iterator[Problem]:
    figure = rows["recipe_id"] + " " + rows["place_id"] + " " + rows["period"]
    first = figure.groupby(rows["claim_id"]).transform("first")
    called = rows["claim_id"].groupby(figure).transform("first")
    claims = dict(zip(files.frames[CLAIMS]["claim_id"], files.origin[CLAIMS], strict=True))
    told = pd.DataFrame({"name": rows["claim_id"], "own": figure, "first": first, "by": called})
    for row, name, own, other, by in told.itertuples():
        if name in claims:
            what = "is a claim in {}:{}, too".format(*claims[name])
        elif other != own:
            what = f"is the name of {other}, too"
        elif by != name:
            what = f"is a second name of a figure that is called {by}"
        else:
            continue
        yield files.problem(
            *(OBSERVATIONS, row, "claim_id"),
            what=f"{shown(name)} {what}",
            allowed="one name for one figure, the same in each vintage",
            fix="correct the name",
        )


def _series_of_names(files: Files, named: Set[str]) -> Iterator[Problem]:
    """Yield what is wrong with a recipe at the recipe, once, and not at each of its names."""
    recipes = files.frames[RECIPES].fillna("")
    if recipes.empty:
        return
    series = files.frames["series"].fillna("").drop_duplicates("series_id").set_index("series_id")
    for row, how in zip(recipes.index, recipes.to_dict("records"), strict=True):
        own = how["series_id"]
        if own in series.index:
            what = _other_than(how, series.loc[own])
        elif not own and how["recipe_id"] in named:
            what = "is empty, but observations of the recipe have a claim_id"
        else:
            what = ""  # one that is not there is told elsewhere
        if what:
            yield files.problem(
                *(RECIPES, row, "series_id"),
                what=what,
                allowed="a series of claims of the recipe's indicator and place",
                fix="name that to which the claims belong",
            )


def _other_than(how: Mapping[Hashable, str], series: pd.Series[str]) -> str:
    """Return in what a recipe differs from the series of its names; "" where in nothing."""
    for column, word in (("indicator_id", "indicator"), ("place_id", "place")):
        if how[column] and how[column] != series[column]:
            own = f"{shown(how['series_id'])} is of the {word} {series[column]}"
            return f"{own}, and its recipe of {how[column]}"
    return ""


def _places_of_names(files: Files, rows: pd.DataFrame, recipes: pd.DataFrame) -> Iterator[Problem]:
    """Yield names of figures of a recipe of many places that are not of the series' place."""
    rows = rows[rows["recipe_id"].map(recipes["place_id"]).isna()]
    series = rows["recipe_id"].map(recipes["series_id"])
    places = series.map(_by_key(files, "series", "place_id"))
    for row in rows.index[places.notna() & (places != rows["place_id"])]:
        name, place = shown(rows["claim_id"][row]), rows["place_id"][row]
        yield files.problem(
            *(OBSERVATIONS, row, "claim_id"),
            what=f"{name} is of {place}, and its series {series[row]} of {places[row]}",
            allowed=f"names of figures of {places[row]}",
            fix="empty the cell, or correct the recipe's series_id",
        )
