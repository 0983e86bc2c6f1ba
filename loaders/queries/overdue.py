"""Which periods of a regular series should have appeared since its last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pandas as pd

from loaders.dataset import Claim, Dataset, claims_in
from loaders.schema.claim_state import IN_FORCE
from loaders.values.codelists import AHEAD
from loaders.values.edtf import STEPS, YEAR, Period, next_period, parse_period

LAG: Mapping[str, int] = {"A": 12, "Q": 4, "M": 2}
"""How many months after its end a period is expected: what the offices of the record take.

Final deaths, seized drugs, cultivation and traces of a year come out within the next year; a
month's seizures within two. A producer that takes longer is merely asked for early.
"""
COLUMNS = (
    *("series_id", "title", "place", "producer", "scope", "frequency", "last_period", "missing"),
    *("periods", "due_since"),
)


def due(dataset: Dataset, today: date) -> pd.DataFrame:
    """Return what should have appeared by a day, one row per regular series that lacks some.

    Columns: `series_id`; `title` of its indicator, `place` by name, `producer`, `scope`;
    `frequency`; `last_period`, the EDTF text of its last claim; `missing`, a tuple of the EDTF
    texts of the periods that follow; `periods`, how many; `due_since`, the day on which the
    first was. Longest due first.

    A period is due when it has ended and the `LAG` of its frequency has gone by. Periods run on
    from the last claim's, so that a fiscal year is followed by a fiscal year. Only claims in
    force count, of what was observed or estimated, and of a stated period; a series without a
    frequency, or without such a claim, has nothing due.
    """
    rows = [row for claim in _last_claims(dataset) if (row := _due(dataset, claim, today))]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["due_since", "series_id"], ignore_index=True)


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
    series = dataset.series.loc[claim.series_id]
    frequency = str(series["frequency"])
    last = claim.period
    missing = list(_missing(last, frequency, today)) if last else []
    if last is None or not missing:
        return {}
    place = str(series["place_id"])
    return {
        "series_id": claim.series_id,
        "title": dataset.indicators.loc[series["indicator_id"], "title"],
        "place": dataset.places.loc[place, "name"] if place else "",
        "producer": series["producer"],
        "scope": series["counting"],
        "frequency": frequency,
        "last_period": last.text,
        "missing": tuple(text for text, _ in missing),
        "periods": len(missing),
        "due_since": missing[0][1].isoformat(),
    }


def _missing(last: Period, frequency: str, today: date) -> Iterator[tuple[str, date]]:
    """Yield the text of each period after the last, and the day from which it was due."""
    while True:
        text = next_period(last, STEPS[frequency])
        last = parse_period(text)
        month = last.end.year * YEAR + last.end.month + LAG[frequency]
        expected = date(month // YEAR, month % YEAR + 1, 1)
        if expected > today:
            return
        yield text, expected
