"""Which periods of a regular series should have appeared since its last one, or inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from loaders.dataset import Claim, Dataset, claims_in
from loaders.schema.claim_state import IN_FORCE
from loaders.values.codelists import AHEAD, OPEN, SUM
from loaders.values.edtf import STEPS, YEAR, Period, next_period, parse_period

LAG: Mapping[str, int] = {"A": 12, "Q": 4, "M": 2}
"""How many months after its end a period is expected: what the offices of the record take.

Counts and surveys of a year come out within the next year, a month's within two. A producer that
takes longer is merely asked for early.
"""
COLUMNS = (
    *("series_id", "title", "place", "producer", "scope", "frequency", "last_period", "missing"),
    *("periods", "due_since", "official", "recipe_id"),
)


def due(dataset: Dataset, today: date) -> pd.DataFrame:
    """Return what should have appeared by a day, one row per regular series that lacks some.

    Columns: `series_id`; `title` of its indicator, `place` by name, `producer`, `scope`;
    `frequency`; `last_period`, the EDTF text of its last claim; `missing`, a tuple of the EDTF
    texts of the periods that follow; `periods`, how many; `due_since`, the day on which the
    first was; `official`, whether it is of the record, which comes first; `recipe_id`, "" for
    series of claims. Longest due first.

    Of the record a recipe is one row, whatever places it has: by its own lag, with the gaps
    inside it before what follows; a sum has none, as where nothing happened a file has no rows.
    A closed edition has nothing due.

    A period is due when it has ended and the `LAG` of its frequency has gone by. Periods run on
    from the last claim's, so that a fiscal year is followed by a fiscal year. Only claims in
    force count, of what was observed or estimated, and of a stated period; a series without a
    frequency, or without such a claim, has nothing due.
    """
    rows = [row for claim in _last_claims(dataset) if (row := _due(dataset, claim, today))]
    rows += [row for recipe in _open_recipes(dataset) if (row := _released(dataset, recipe, today))]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["official"] = table["official"].astype(bool)
    rising = [False, True, True]
    by = ["official", "due_since", "series_id"]
    return table.sort_values(by, ascending=rising, ignore_index=True)


def _open_recipes(dataset: Dataset) -> list[str]:
    recipes = dataset.recipes
    return list(recipes.index[(recipes["edition"] == OPEN) & (recipes["frequency"] != "")])


def _released(dataset: Dataset, recipe_id: str, today: date) -> Mapping[str, Any]:
    """Return the row of a recipe of the record; empty where nothing is due."""
    recipe: Any = dataset.recipes.loc[recipe_id]
    rows = dataset.observations[dataset.observations["recipe_id"] == recipe_id]
    if rows.empty:
        return {}
    there = sorted(map(parse_period, rows["period"].unique()), key=lambda each: each.end)
    frequency, lag = str(recipe["frequency"]), int(recipe["lag_months"])
    gaps = [] if recipe["operation"] == SUM else list(_gaps(there, frequency, lag))
    found = [*gaps, *_missing(there[-1], frequency, today, lag)]
    if not found:
        return {}
    series = rows.drop_duplicates("series_id")
    several = f"{len(series)} places" if len(series) > 1 else ""
    place = several or str(dataset.places.loc[series["place_id"].iloc[0], "name"])
    own = dataset.series.loc[series["series_id"].iloc[0]]
    return {
        **_described(dataset, own, there[-1], found),
        "series_id": recipe_id,
        "place": place,
        "official": True,
    }


def _gaps(there: Sequence[Period], frequency: str, lag: int) -> Iterator[tuple[str, date]]:
    """Yield each period between the first and the last that is not there, and when it was due."""
    days = {(period.start, period.end) for period in there}
    at = there[0]
    while at.end < there[-1].end:
        at = parse_period(next_period(at, STEPS[frequency]))
        if (at.start, at.end) not in days and at.end < there[-1].end:
            yield at.text, _expected(at, lag)


def _last_claims(dataset: Dataset) -> list[Claim]:
    """Return of each regular series the claim whose period ends last."""
    regular = dataset.series.index[dataset.series["frequency"] != ""]
    claims = dataset.joined
    claims = claims[claims["series_id"].isin(list(regular)) & (claims["state"] == IN_FORCE)]
    claims = claims[~claims["status"].isin(list(AHEAD))]
    claims = claims[~claims["period"].str.startswith("[")]  # once, on an unknown day
    ordered = claims.sort_values(["end", "start"], na_position="first", kind="stable")
    return claims_in(ordered.drop_duplicates("series_id", keep="last"))


def _due(dataset: Dataset, claim: Claim, today: date) -> Mapping[str, Any]:
    """Return the row of a series by its last claim; empty where nothing is due."""
    series: Any = dataset.series.loc[claim.series_id]
    frequency = str(series["frequency"])
    last = claim.period
    missing = list(_missing(last, frequency, today, LAG[frequency])) if last else []
    if last is None or not missing:
        return {}
    return {**_described(dataset, series, last, missing), "official": claim.official}


def _described(
    dataset: Dataset, series: Any, last: Period, missing: Sequence[tuple[str, date]]
) -> Mapping[str, Any]:
    """Return a row without `official`; `series` is a row of `Dataset.series`."""
    place = str(series["place_id"])
    return {
        "series_id": series["series_id"],
        "title": dataset.indicators.loc[series["indicator_id"], "title"],
        "place": dataset.places.loc[place, "name"] if place else "",
        "producer": series["producer"],
        "scope": series["counting"],
        "frequency": series["frequency"],
        "last_period": last.text,
        "missing": tuple(text for text, _ in missing),
        "periods": len(missing),
        "due_since": missing[0][1].isoformat(),
        "recipe_id": series["recipe_id"],
    }


def _missing(last: Period, frequency: str, today: date, lag: int) -> Iterator[tuple[str, date]]:
    """Yield the text of each period after the last, and the day from which it was due."""
    while True:
        text = next_period(last, STEPS[frequency])
        last = parse_period(text)
        expected = _expected(last, lag)
        if expected > today:
            return
        yield text, expected


def _expected(period: Period, lag: int) -> date:
    """Return the day from which a period is due that comes out so many months after its end."""
    month = period.end.year * YEAR + period.end.month + lag
    return date(month // YEAR, month % YEAR + 1, 1)
