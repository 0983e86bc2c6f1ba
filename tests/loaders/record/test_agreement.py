"""The project's own record: where a claim gives an observation's figure, the two agree."""

from __future__ import annotations

import pandas as pd

from loaders.queries.selection import trend_claims
from loaders.schema.claim_state import IN_FORCE
from tests.support.real import REAL

SAME = ["indicator_id", "place_id", "producer", "vintage", "start", "end"]
"""What a claim and an observation of one count have in common."""


def pairs() -> pd.DataFrame:
    """Return the official claims beside the observations of the same count, whole ones only."""
    recipes = REAL.recipes[REAL.recipes["group"].fillna("") == ""]
    about = recipes[["indicator_id", "producer", "vintage", "unit"]].fillna("")
    about = about.rename_axis("recipe")
    observed = REAL.observations.drop(columns="vintage")
    observed = observed.merge(about, left_on="recipe_id", right_index=True)
    observed = observed[~observed["flags"].fillna("").str.contains("predicted")]
    claims = REAL.joined[REAL.joined["official"] & (REAL.joined["state"] == IN_FORCE)]
    claims = claims.assign(vintage=claims["vintage"].fillna(""))
    return claims.merge(observed, on=SAME, suffixes=("_claim", ""))


def test_a_claim_and_an_observation_of_one_count_agree() -> None:
    found = pairs()
    assert set(found["unit"]) > {"deaths", "homicides", "lb"}
    assert (found["unit_claim"] == found["unit"]).all()
    wrong = [
        (claim, recipe, printed, value)
        for claim, recipe, printed, value in zip(
            *(found[name] for name in ("claim_id_claim", "recipe_id", "low_claim", "value")),
            strict=True,
        )
        if round(value, len(f"{printed:f}".rstrip("0").partition(".")[2])) != printed
    ]
    assert wrong == []


def test_what_a_claim_gives_already_is_not_drawn_again() -> None:
    base = REAL.recipes[REAL.recipes["base"] == "yes"]
    both = set(pairs()["recipe_id"]) & set(base.index)
    assert both, "no figure is a claim and an observation"
    for indicator in base.loc[sorted(both), "indicator_id"].unique():
        shown = trend_claims(REAL, str(indicator))
        of_one = ["place_id", "start", "end", "producer", "low", "high"]
        assert not shown[shown["official"]].duplicated(of_one).any()
