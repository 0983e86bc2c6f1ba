"""The dataset as it stood on a day: what came in later is not there yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from loaders.dataset import Dataset
from loaders.observations import with_carried


def as_of(dataset: Dataset, day: date) -> Dataset:
    """Return the dataset as it stood at the end of a day; its version names the day.

    Claims, events and vintages of observations that came in later are left out, so that a claim
    that one of them corrects is in force, as is a claim that was withdrawn later, and the vintage
    before holds. The other tables have no dates and stay.
    """
    text = day.isoformat()
    recorded = dataset.recorded[dataset.recorded["vintage"] <= text]
    claims = dataset.claims[dataset.claims["added"] <= text]
    later = claims["withdrawn"] > text
    withdrawal = {name: claims[name].mask(later, "") for name in ("withdrawn", "withdrawal_reason")}
    return replace(
        dataset,
        claims=with_carried(
            claims.assign(**withdrawal), recorded, dataset.recipes, dataset.indicators["topic"]
        ),
        events=dataset.events[dataset.events["added"] <= text],
        recorded=recorded,
        version=f"{dataset.version} as of {text}",
    )


@dataclass(frozen=True)
class Since:
    """How many claims came in, were corrected and were withdrawn after a day, and how many
    observations of the record came in or were revised.
    """

    added: int
    corrected: int
    withdrawn: int
    observed: int


def since(dataset: Dataset, day: date) -> Since:
    """Count what happened to the claims and the record after a day."""
    text, claims = day.isoformat(), dataset.claims
    named = dataset.recorded[dataset.recorded["claim_id"] != ""]
    first = named[named["value"].notna()].groupby("claim_id")["vintage"].min().to_dict()
    days = zip(claims["claim_id"], claims["added"], strict=True)
    later = pd.Series([first.get(name, own) > text for name, own in days], claims.index, dtype=bool)
    return Since(
        added=int(later.sum()),
        corrected=int((later & (claims["supersedes"] != "")).sum()),
        withdrawn=int((claims["withdrawn"] > text).sum()),
        observed=int((dataset.recorded["vintage"] > text).sum()),
    )


def first_day(dataset: Dataset) -> date:
    """Return the day on which the first claims came in; today where there are none."""
    return min(map(date.fromisoformat, dataset.claims["added"]), default=date.today())
