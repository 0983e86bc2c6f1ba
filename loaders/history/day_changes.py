"""What changed in the figures, day by day: what came in, was corrected, revised, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from loaders.dataset import Claim, Dataset, claims_in
from loaders.observations import names_in_record
from loaders.queries.corrected import stays

OBSERVATION = ["recipe_id", "place_id", "period"]


@dataclass(frozen=True)
class Correction:
    """An entry of ours and the one in its place; whether number, period and base stayed."""

    old: Claim
    new: Claim
    same_number: bool


@dataclass(frozen=True)
class DayOfChanges:
    """What changed on a day (ISO).

    added: the claims of documents that came in, without corrections.
    official: one row per indicator of which official figures came in, indexed by `indicator_id`,
    with `count`, `producers` (a tuple), and `first` and `last` day of their periods.
    revised: one row per figure of the record that its office changed: `name` (as a claim),
    `indicator_id`, `place_id`, `period`, `unit`, `document_id`, `before` and `after` (NaN where
    the file gives none).
    """

    day: str
    added: Sequence[Claim]
    official: pd.DataFrame
    corrected: Sequence[Correction]
    revised: pd.DataFrame
    withdrawn: Sequence[Claim]


def days_of_change(dataset: Dataset) -> list[DayOfChanges]:
    """Return the days on which figures came in or changed, the newest first."""
    joined = dataset.joined
    own = joined[~joined["claim_id"].isin(dataset.recorded["claim_id"].tolist())]
    claims = claims_in(own)
    by_id = {claim.claim_id: claim for claim in claims_in(joined)}
    official, revised = _official(dataset, own), _revised(dataset)
    corrected = [
        Correction(old, claim, old.base_period == claim.base_period and stays(dataset, old, claim))
        for claim in claims
        if claim.supersedes
        for old in [by_id[claim.supersedes]]
    ]
    days = {*own["added"], *own["withdrawn"], *official["day"], *revised["day"]} - {""}
    return [
        DayOfChanges(
            day,
            [c for c in claims if c.added == day and not c.official and not c.supersedes],
            _by_indicator(official[official["day"] == day]),
            [each for each in corrected if each.new.added == day],
            revised[revised["day"] == day],
            [claim for claim in claims if claim.withdrawn == day],
        )
        for day in sorted(days, reverse=True)
    ]


def _official(dataset: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Return the official figures and the `day` on which each first came in."""
    rows = dataset.recorded[dataset.recorded["value"].notna()].sort_values("vintage")
    rows = rows.drop_duplicates(OBSERVATION)
    recipes = dataset.recipes.loc[rows["recipe_id"]].set_index(rows.index)
    own = ["indicator_id", "producer"]
    observed = rows.assign(**{name: recipes[name] for name in own}, day=rows["vintage"])
    new = claims[claims["official"] & (claims["supersedes"] == "")]
    columns = ["day", *own, "start", "end"]
    return pd.concat([observed[columns], new.assign(day=new["added"])[columns]])


def _by_indicator(rows: pd.DataFrame) -> pd.DataFrame:
    groups = rows.groupby("indicator_id", sort=False)
    told = groups.agg(count=("day", "size"), first=("start", "min"), last=("end", "max"))
    producers = [tuple(sorted(set(own) - {""})) for _, own in groups["producer"]]
    return told.assign(producers=pd.Series(producers, told.index, dtype=object)).sort_values(
        "count", ascending=False, kind="stable"
    )


def _revised(dataset: Dataset) -> pd.DataFrame:
    """Return the values of the record that took the place of another, with the `day`."""
    rows = dataset.recorded.sort_values([*OBSERVATION, "vintage"])
    before = rows.groupby(OBSERVATION)["value"].shift()
    later = rows.duplicated(OBSERVATION)
    same = (before == rows["value"]) | (before.isna() & rows["value"].isna())
    rows = rows.assign(before=before, after=rows["value"], day=rows["vintage"])[later & ~same]
    recipes = dataset.recipes.loc[rows["recipe_id"]].set_index(rows.index)
    own = {name: recipes[name] for name in ("indicator_id", "unit", "document_id")}
    names = rows["claim_id"].mask(rows["claim_id"] == "", names_in_record(rows))
    return rows.assign(name=names, **own)
