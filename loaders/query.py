"""Pure selections: tables in, table out; and what may be joined or must be told apart."""

from __future__ import annotations

import itertools

import pandas as pd

from loaders.dataset import Dataset
from loaders.rules import POINT_HEDGES

JOINED_STATUSES = ("observation", "estimate")
ONE_DAY = pd.Timedelta(days=1)


def indicators_with_claims(dataset: Dataset) -> pd.DataFrame:
    """Return the indicators with how many live claims each has, in order of topic and title.

    One row per indicator, indexed by `indicator_id`; columns `topic`, `title`, `claims`.
    """
    live = in_force(dataset.claims)
    counted = live["series_id"].map(dataset.series["indicator_id"]).value_counts()
    table = dataset.indicators[["topic", "title"]].assign(claims=counted)
    table["claims"] = table["claims"].fillna(0).astype(int)
    order = {topic: place for place, topic in enumerate(dataset.topics.index)}
    return table.assign(_order=table["topic"].map(order)).sort_values(["_order", "title"])[
        ["topic", "title", "claims"]
    ]


def in_force(claims: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that were neither corrected nor withdrawn."""
    corrected = set(claims["supersedes"]) - {""}
    return claims[(claims["withdrawn"] == "") & ~claims["claim_id"].isin(list(corrected))]


def places_of(dataset: Dataset, indicator_id: str) -> list[str]:
    """Return the places of an indicator's series, in order of their names; "" is no place."""
    series = dataset.series[dataset.series["indicator_id"] == indicator_id]
    names = dataset.places["name"]
    return sorted(series["place_id"].unique(), key=lambda place: str(names.get(place, "")))


def trend_claims(dataset: Dataset, indicator_id: str, place_id: str | None = None) -> pd.DataFrame:
    """Return an indicator's claims in force, ready to be drawn.

    One row per claim: the claims' columns, the series' (`place_id`, `from_place_id`,
    `producer`, `scope`, `measure`), `chart_low`, `chart_high` in the indicator's unit (a
    rate's in it per year), and `published`, ordered by series, period and document.
    """
    claims = in_force(dataset.claims)
    series = dataset.series[dataset.series["indicator_id"] == indicator_id]
    if place_id is not None:
        series = series[series["place_id"] == place_id]
    claims = claims[claims["series_id"].isin(series.index)]
    keep = ["place_id", "from_place_id", "producer", "scope", "measure"]
    claims = claims.join(series[keep], on="series_id")
    claims = claims.assign(published=claims["document_id"].map(dataset.documents["published"]))
    claims = in_unit(dataset, claims, str(dataset.indicators.loc[indicator_id, "unit"]))
    return claims.sort_values(["series_id", "start", "end", "document_id", "claim_id"])


def in_unit(dataset: Dataset, claims: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the claims with `chart_low`, `chart_high` in `unit`, and the `factor` to it."""
    pairs = claims[["unit", "measure"]].drop_duplicates().itertuples(index=False)
    factors = {
        (own, measure): dataset.conversions.factor(own, unit, rate=measure == "rate")
        for own, measure in pairs
    }
    keys = list(zip(claims["unit"], claims["measure"], strict=True))
    factor = pd.Series([factors[key] for key in keys], index=claims.index, dtype="float64")
    bounds = {f"chart_{name}": claims[name] * factor for name in ("low", "high")}
    return claims.assign(factor=factor, **bounds)


def joinable(claims: pd.DataFrame) -> pd.Series[bool]:
    """Tell which claims may be an end of a line: a point, observed or estimated, over whole
    months of its own, not cumulative. Source: the drawing rules of the curation guide, rule 1.
    """
    return (
        claims["hedge"].isin(POINT_HEDGES)
        & claims["status"].isin(JOINED_STATUSES)
        & (claims["measure"] != "cumulative")
        & claims["months"].notna()
        & claims["start"].notna()
        & ~claims["period"].str.startswith("[")
    )


def joined_pairs(claims: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs of claim ids that a line joins, as rule 1 of the curation guide has it.

    Neighbours are claims of one series and of equal length in months, the second of which
    begins no later than the day after the first ends. Where documents give different numbers
    for one period, no line goes through that period.
    """
    pairs: list[tuple[str, str]] = []
    ends = claims[joinable(claims)]
    for _, run in ends.groupby(["series_id", "months"], sort=True):
        periods = [group for _, group in run.groupby("start", sort=True)]
        for first, second in itertools.pairwise(periods):
            agreed = all(_one_number(claims, group) for group in (first, second))
            if agreed and second["start"].iloc[0] <= first["end"].iloc[0] + ONE_DAY:
                pairs.append((str(first["claim_id"].iloc[0]), str(second["claim_id"].iloc[0])))
    return pairs


def _one_number(claims: pd.DataFrame, group: pd.DataFrame) -> bool:
    """Tell whether all claims of the group's series and period give the group's number."""
    first = group.iloc[0]
    alike = claims[(claims["series_id"] == first["series_id"])]
    alike = alike[(alike["start"] == first["start"]) & (alike["end"] == first["end"])]
    return bool((alike[["chart_low", "chart_high"]].drop_duplicates().shape[0]) == 1)
