"""The record's observations as series and, only of the series asked for, as typed claims."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import numpy as np
import pandas as pd

from loaders.dataset import Claim, Dataset, claims_in
from loaders.observations import as_claims
from loaders.queries.grains import GRAINS, MONTH, at_grain
from loaders.values.codelists import FLOW, INCOMPLETE, OBSERVATION_FLAGS
from loaders.values.recipes import summed_months

PERIOD = re.compile(r"-([0-9]{4}(?:-[0-9]{2})?(?:_[0-9]{4}(?:-[0-9]{2})?)?)$")
"""How a period ends the name that an observation has as a claim."""


def record_series(dataset: Dataset, indicator_id: str = "") -> pd.DataFrame:
    """Return the series of the record of an indicator, or all: one row per recipe and place.

    Indexed by `series_id`; columns of `Dataset.series`, and `group`, `base` (shown without being
    asked for), `edition`, `first` and `last` (EDTF texts) and `count` of its observations.
    """
    own = dataset.recorded_series
    return own[own["indicator_id"] == indicator_id] if indicator_id else own


def observed(dataset: Dataset, series_ids: Collection[str]) -> pd.DataFrame:
    """Return the observations with a value of some series, as `grains.at_grain` takes them."""
    at = [dataset.observed_at[name] for name in series_ids if name in dataset.observed_at]
    rows = dataset.observations.iloc[np.concatenate(at) if at else []]
    recipes = dataset.recipes.loc[rows["recipe_id"]].set_index(rows.index)
    kin = recipes["producer"] + "\n" + recipes["group"] + "\n" + rows["place_id"]
    summable = recipes["measure"] == FLOW
    return rows.assign(window_months=recipes["window_months"], kin=kin, summable=summable)


def record_claims(dataset: Dataset, series_ids: Collection[str], grain: str = "") -> pd.DataFrame:
    """Return the observations of some series of the record as rows like those of
    `Dataset.joined`, official and in force, by series and time; those without a value are left
    out.

    With a grain, those of that grain, and sums of months to it. Sums of ours are rounded, where
    they are no whole numbers. The office's limits are a range with the value as its best; a flag
    stands in the note. The claim's name is that of its series
    and its period, or that of the official claim that gives the same figure; `locator` says which
    rows of the office's file, or the page.
    """
    rows = observed(dataset, series_ids)
    rows = at_grain(rows, grain) if grain and len(rows) else rows
    return _as_claims(dataset, rows) if len(rows) else dataset.joined.iloc[:0]


def _as_claims(dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """Return observations, or sums of them, as rows like those of `Dataset.joined`."""
    rows = rows.sort_values(["series_id", "start", "end"], ignore_index=True)
    claims = as_claims(rows, dataset.recipes, dataset.indicators["topic"], like=dataset.claims)
    unsettled = {text: _unsettled(text) for text in rows["flags"].unique()}
    return dataset.with_series(claims, rows["flags"].map(unsettled).astype(bool))


def record_claim(dataset: Dataset, claim_id: str) -> Claim | None:
    """Return the claim of that name that an observation of the record is, or a sum of its months;
    None for no such.
    """
    return _record_named(dataset, [claim_id]).get(claim_id)


def find_claim(dataset: Dataset, claim_id: str) -> Claim | None:
    """Return a claim, or the figure of the record that has that name; None for neither."""
    return claims_named(dataset, [claim_id]).get(claim_id)


def claims_named(dataset: Dataset, names: Collection[str]) -> dict[str, Claim]:
    """Return the claims and the figures of the record that have these names, by name."""
    joined = dataset.joined
    own = claims_in(joined[joined["claim_id"].isin(list(names))])
    found = {claim.claim_id: claim for claim in own}
    return found | _record_named(dataset, [name for name in names if name not in found])


def _record_named(dataset: Dataset, names: Collection[str]) -> dict[str, Claim]:
    tables = _record_rows(dataset, names)
    return {claim.claim_id: claim for rows in tables for claim in claims_in(rows)}


def _record_rows(dataset: Dataset, names: Collection[str]) -> Iterator[pd.DataFrame]:
    """Yield the figures of the record that have these names, grain by grain."""
    left = {name: series_id for name in names if (series_id := series_named(dataset, name))}
    for grain in ("", *GRAINS):
        if not left:
            return
        rows = record_claims(dataset, sorted(set(left.values())), grain)
        own = rows[rows["claim_id"].isin(list(left))]
        for name in own["claim_id"]:
            left.pop(name, None)
        yield own


def claim_rows(dataset: Dataset, claim_id: str) -> pd.DataFrame:
    """Return the row of a claim, or of the figure of the record that has that name, as those of
    `Dataset.joined`; none for neither.
    """
    own = dataset.joined[dataset.joined["claim_id"] == claim_id]
    found = _record_rows(dataset, [claim_id] if own.empty else [])
    return next((rows for rows in found if len(rows)), own)


def series_named(dataset: Dataset, claim_id: str) -> str:
    """Return the series of the record that the name of a figure begins with; "" for none."""
    period = PERIOD.search(claim_id)
    name = claim_id[: period.start()] if period else ""
    return name if name in dataset.series.index and dataset.series.loc[name, "recipe_id"] else ""


class ClaimNames(Collection[str]):
    """The names that a claim or a figure of the record may have; it goes through those of claims
    only, which are what a wrong name is compared with.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._claims = frozenset(dataset.claims["claim_id"])

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a claim or figure."""
        return isinstance(name, str) and (
            name in self._claims or record_claim(self._dataset, name) is not None
        )

    def __iter__(self) -> Iterator[str]:
        """Go through the claims."""
        return iter(self._claims)

    def __len__(self) -> int:
        """Return how many claims there are."""
        return len(self._claims)


def months_of(dataset: Dataset, claim: Claim) -> pd.DataFrame:
    """Return the months that a figure of the record sums, as `record_claims`; none where it is its
    office's own.
    """
    rows = record_claims(dataset, [claim.series_id], MONTH)
    inside = (rows["start"] >= claim.start) & (rows["end"] <= claim.end)
    return rows[inside & (summed_months(claim.computed) > 0)]


def revisions_of(dataset: Dataset, claim: Claim) -> list[tuple[str, float]]:
    """Return the days on which earlier values of a figure came into the project, and the values."""
    at = {
        n for name in (claim.series_id, claim.claim_id) for n in dataset.recorded_at.get(name, ())
    }
    if not at:
        return []
    rows = dataset.recorded.iloc[sorted(at)]
    rows = rows[(rows["start"] == claim.start) & (rows["end"] == claim.end)]
    rows = rows[rows["value"].notna() & (rows["vintage"] < claim.added)]
    return list(rows[["vintage", "value"]].itertuples(index=False, name=None))


def is_incomplete(claim: Claim) -> bool:
    """Tell whether a figure of the record does not count all yet, as its note says (`_marks`)."""
    return claim.unsettled and OBSERVATION_FLAGS[INCOMPLETE].label in claim.note.casefold()


def _unsettled(flags: str) -> bool:
    return any(OBSERVATION_FLAGS[flag].unsettled for flag in flags.split(";") if flag)
