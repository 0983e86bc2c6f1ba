"""Which claims may stand on one axis, whoever picked them, and why others may not.

Source: rules 4 and 5 of the drawing rules in the project's curation guide, and rule 4 of curating:
different dimensions never share an axis, and a change is not a level.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.grains import GRAINS, main_grain
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


Measured = tuple[str, pd.DataFrame]
"""An indicator and its rows of `selection.in_unit`."""


def why_two_axes(dataset: Dataset, one: Measured, other: Measured) -> str:
    """Return why two indicators may not stand on one axis over time, as a sentence; "" where they
    may: they agree in dimension, in kind, in place and in the length of time of their figures.
    """
    both = [(str(dataset.indicators.loc[name, "title"]), rows) for name, rows in (one, other)]
    own = [dataset.units.loc[str(dataset.indicators.loc[name, "unit"])] for name, _ in (one, other)]
    kinds = [_told(KINDS[claim.measure] for claim in claims_in(rows)) for _, rows in both]
    places = [_places(dataset, rows) for _, rows in both]
    grains = [main_grain(rows[rows["start"].notna()]) for _, rows in both]
    bases = [str(dataset.indicators.loc[name, "base"]) for name, _ in (one, other)]
    lengths = [GRAINS[name].label.lower() if name else "other lengths of time" for name in grains]
    for agree, said, more in (
        (
            own[0]["dimension"] == own[1]["dimension"],
            [f"in {unit['plural']}" for unit in own],
            "Nothing converts between them.",
        ),
        (kinds[0] == kinds[1], kinds, "The two cannot be read off one axis."),
        (bases[0] == bases[1], [f"of {base or 'a base not stated'}" for base in bases], ""),
        (places[0] == places[1], [f"for {name}" for name in places], "Choose one place."),
        (grains[0] == grains[1], [f"for {name}" for name in lengths], "Choose one time span."),
    ):
        if not agree:
            told = "; ".join(f"{title}: {w}" for (title, _), w in zip(both, said, strict=True))
            return f"Not on one axis. {told}. {more}".strip()
    return ""


def _told(words: Iterable[str]) -> str:
    return " and ".join(sorted(set(words)))


def _places(dataset: Dataset, rows: pd.DataFrame) -> str:
    """Return the places of rows in words; from where a flow comes is one of what tells it apart."""
    names = dataset.places["name"]

    def said(place: str, origin: str) -> str:
        to = str(names[place]) if place else "a place not stated"
        return f"{to} from {names[origin]}" if origin else to

    return _told(said(*pair) for pair in zip(rows["place_id"], rows["from_place_id"], strict=True))


def on_one_axis(dataset: Dataset, one: Measured, other: Measured) -> list[Measured]:
    """Return two indicators that may stand on one axis, the second in the unit of the first."""
    unit, second = (str(dataset.indicators.loc[name, "unit"]) for name, _ in (one, other))
    rows = other[1] if unit == second else in_unit(dataset, other[1], unit)
    return [one, (other[0], rows)]


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
