"""Which claims may stand on one axis, whoever picked them, and why others may not.

Source: rules 4 and 5 of the drawing rules in the project's curation guide, and rule 4 of curating:
different dimensions never share an axis, and a change is not a level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from loaders.dataset import Claim, Dataset
from loaders.queries.selection import in_unit

KINDS = {
    **dict.fromkeys(("flow", "stock", "cumulative", "rate", "count"), "an amount"),
    "duration": "a duration",
    "price": "a price",
    "share": "a share",
    "ratio": "a ratio",
    "increase": "an increase",
    "decrease": "a decrease",
}
"""What each measure is, as far as an axis is concerned."""
PART_OF_YEAR = "a total over part of a year"


@dataclass(frozen=True)
class Group:
    """Claims that may stand on one axis: their kind, their unit's dimension, and their rows.

    `claims` are rows of `selection.in_unit`, in the unit of the first of them.
    """

    kind: str
    dimension: str
    claims: pd.DataFrame


def groups(dataset: Dataset, claim_ids: Sequence[str]) -> list[Group]:
    """Divide claims into groups that may share an axis, in the order of their first claims."""
    rows = dataset.joined.set_index("claim_id", drop=False)
    picked = rows.loc[[name for name in dict.fromkeys(claim_ids) if name in rows.index]]
    own: dict[tuple[str, str], list[str]] = {}
    for claim_id, claim in picked.iterrows():
        indicator = str(dataset.indicators.loc[claim["indicator_id"], "unit"])
        dimension = str(dataset.units.loc[indicator, "dimension"])
        own.setdefault((_kind(claim["claim"]), dimension), []).append(str(claim_id))
    return [
        Group(kind, dimension, _in_first_unit(dataset, picked.loc[names].reset_index(drop=True)))
        for (kind, dimension), names in own.items()
    ]


def _kind(claim: Claim) -> str:
    return PART_OF_YEAR if claim.part_of_year else KINDS[claim.measure]


def _in_first_unit(dataset: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    unit = str(dataset.indicators.loc[claims["indicator_id"].iloc[0], "unit"])
    return in_unit(dataset, claims, unit)


def why_apart(dataset: Dataset, found: Sequence[Group]) -> list[str]:
    """Return a sentence for each group that cannot stand beside the first."""
    return [_why(dataset, found[0], group) for group in found[1:]]


def _why(dataset: Dataset, first: Group, other: Group) -> str:
    what, beside = _what(dataset, other), _what(dataset, first)
    if first.kind != other.kind:
        return f"{what}: {other.kind}; {beside}: {first.kind}. The two cannot be read off one axis."
    return (
        f"{what}: measured in {other.dimension}; {beside}: in {first.dimension}. "
        "Nothing converts between them."
    )


def _what(dataset: Dataset, group: Group) -> str:
    """Return what a group measures, by the indicators of its claims."""
    titles = [str(dataset.indicators.loc[n, "title"]) for n in group.claims["indicator_id"]]
    return " and ".join(dict.fromkeys(titles))


def what_differs(dataset: Dataset, group: Group) -> list[str]:
    """Return sentences on what to mind where the claims of a group are read side by side."""
    claims = group.claims
    bases = {
        str(dataset.indicators.loc[name, "base"]) or "a base that is not stated"
        for name in claims["indicator_id"]
    }
    sentences = []
    if group.kind == "a share" and len(bases) > 1:
        sentences.append(f"The shares are of different things: {'; '.join(sorted(bases))}.")
    if claims["period"].nunique() > 1:
        sentences.append("They are about different periods, which each row names.")
    if claims["measure"].nunique() > 1:
        sentences.append(
            f"They are of different kinds: {', '.join(sorted(set(claims['measure'])))}."
        )
    return sentences
