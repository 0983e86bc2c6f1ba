"""What of the record stands beside an indicator's claims, and what of it can be asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from loaders.dataset import Dataset, with_claims
from loaders.queries.grains import GRAINS, WINDOW, YEAR, is_at
from loaders.queries.place_text import wholes
from loaders.queries.record import observed, record_claims, record_series

HALF = 0.5
"""An official claim rounds to whole units what a file has with decimals."""


@dataclass(frozen=True)
class RecordChoices:
    """What of an indicator's record can be asked for: over how long a time its figures are or can
    be summed to, the coarsest first; the parts that it tells apart; its places with how many
    observations each has.
    """

    grains: Sequence[str] = ()
    groups: Sequence[str] = ()
    places: Mapping[str, int] = field(default_factory=dict)


NO_RECORD = RecordChoices()


def record_choices(dataset: Dataset, indicator_id: str) -> RecordChoices:
    """Return what of an indicator's record can be asked for; nothing where it has none."""
    series = record_series(dataset, indicator_id)
    if series.empty:
        return NO_RECORD
    rows = observed(dataset, series.index)
    claims = dataset.joined.iloc[dataset.positions.get(indicator_id, [])]
    found = {name for name in GRAINS if is_at(rows, name).any() or is_at(claims, name).any()}
    summable = bool((rows["summable"] & (rows["months"] == 1)).any())
    found = found | {YEAR, WINDOW} if summable else found - {WINDOW}
    if (rows["window_months"] != "").any():
        found |= {WINDOW}
    return RecordChoices(
        [name for name in GRAINS if name in found],
        sorted(set(series["group"]) - {""}),
        {str(n): int(own["count"].sum()) for n, own in series.groupby("place_id")},
    )


def chosen_claims(
    dataset: Dataset,
    indicator_id: str,
    *,
    grain: str = "",
    groups: Collection[str] = (),
    places: Collection[str] = (),
    claimed: Collection[str] = (),
) -> pd.DataFrame:
    """Return the figures of the record that stand with an indicator's claims, as `record_claims`.

    Nothing asked for: the series that recipes call `base`; where there are neither these nor
    claims, all at the coarsest grain. Of a place that is shown anyway, asking for it brings in no
    other series. Asked for a grain, groups or places: the series of these,
    where none is named of the whole (`group` is empty) and of the places that are `claimed` or, of
    these having none, that are no part of another.
    """
    series = record_series(dataset, indicator_id)
    if series.empty:
        return dataset.joined.iloc[:0]
    if not (grain or groups or places) and (claimed or series["base"].any()):
        return record_claims(dataset, series.index[series["base"]])
    main = _main_places(dataset, series, claimed)
    here = places or main
    own = series[series["group"].isin(list(groups) or [""]) & series["place_id"].isin(list(here))]
    if not (grain or groups) and (claimed or series["base"].any()):
        own = own[own["base"] | ~own["place_id"].isin(list(main))]
    if grain:
        return record_claims(dataset, own.index, grain)
    for coarse in GRAINS:
        rows = record_claims(dataset, own.index, coarse)
        if len(rows):
            return rows
    return record_claims(dataset, own.index)


def _main_places(
    dataset: Dataset, series: pd.DataFrame, claimed: Collection[str]
) -> Collection[str]:
    """Return the places of a record that are shown where none is chosen."""
    there = set(series["place_id"])
    based = set(series.loc[series["base"], "place_id"])
    parts = {name for name in there if there & wholes(dataset, name)}
    return there & set(claimed) | based or there - parts


def with_record(
    claims: pd.DataFrame, record: pd.DataFrame, carried: Mapping[str, str]
) -> pd.DataFrame:
    """Return claims with the record's figures behind them, each figure once.

    A series of the record all of whose figures are official claims here gives way to these;
    otherwise its figures stand in their place, under their names.
    """
    if record.empty:
        return claims
    twins = _twins(claims[claims["official"]], record, carried)
    told = record["claim_id"].map(twins)
    whole = told.notna().groupby(record["series_id"]).transform("all")
    kept = record[~whole]
    names = kept["claim_id"].map(twins)
    kept = kept.assign(claim_id=names.where(names.notna(), kept["claim_id"]))
    claims = claims[~claims["claim_id"].isin(names.dropna().tolist())]
    return pd.concat([claims, with_claims(kept)]) if len(kept) else claims


def _twins(
    official: pd.DataFrame, record: pd.DataFrame, carried: Mapping[str, str]
) -> dict[str, str]:
    """Return the official claim that each figure of the record is, by their ids: what it carries,
    or a claim of a document of its office that gives the same.
    """
    there = set(official["claim_id"])
    names = {name: carried[name] for name in record["claim_id"] if carried.get(name) in there}
    official = official[~official["claim_id"].isin(list(names.values()))]
    of_one = ["place_id", "start", "end", "producer", "unit"]
    pairs = record[["claim_id", "low", "high", *of_one]].merge(
        official[["claim_id", "low", "high", *of_one]], on=of_one, suffixes=("", "_claim")
    )
    same = (pairs["low"] <= pairs["high_claim"] + HALF) & (
        pairs["high"] >= pairs["low_claim"] - HALF
    )
    printed = pairs.loc[same, ["claim_id", "claim_id_claim"]].drop_duplicates("claim_id_claim")
    return dict(printed.itertuples(index=False, name=None)) | names
