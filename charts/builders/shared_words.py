"""What all rows of a chart say alike: it stands above them once, and in none of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from charts.text import notes, wording
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.selection import RATE
from loaders.values.codelists import FLOW

IN_EVERY_ROW = "In every row: {words}."
OFFICIAL = "official record"
SHARE = "share"


def same_in_all(rows: Sequence[Iterable[str]]) -> list[str]:
    """Return the words that each of several rows has, in the order of the first; none of one."""
    if len(rows) < 2:
        return []
    first, *others = (list(dict.fromkeys(row)) for row in rows)
    return [words for words in first if words and all(words in other for other in others)]


def sentence(words: Sequence[str]) -> str:
    """Return words as a sentence on every row; "" where there are none."""
    return IN_EVERY_ROW.format(words=", ".join(words)) if words else ""


def alike(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Return claims that tell of the same thing, place and days together, a row each; a rate of a
    year is drawn as what it comes to in it.
    """
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        what = (claim.indicator_id, claim.place_id, claim.from_place_id)
        measure = FLOW if claim.measure == RATE else claim.measure
        days = (claim.start, claim.end) if claim.dated else (claim.claim_id,)
        found.setdefault((*what, measure, claim.base_period, *days), []).append(claim)
    return list(found.values())


@dataclass(frozen=True)
class SharedWords:
    """The place and the period of all rows side by side, whose their numbers are, their small
    print, and of what their shares are; "" and nothing where they differ. `several` rows have no
    unit, which stands above them.
    """

    place: str = ""
    period: str = ""
    who: str = ""
    small: Sequence[str] = ()
    base: str = ""
    several: bool = False

    @property
    def all(self) -> list[str]:
        """Return all that is said above the rows, whose they are once."""
        who = "" if any(self.who in words for words in self.small) else self.who
        return [words for words in (self.place, self.period, who, *self.small) if words]


NONE_SHARED = SharedWords()


def shared_words(dataset: Dataset, claims: pd.DataFrame) -> SharedWords:
    """Return what all claims side by side share. The period of rows on one subject stays in them,
    as they would have no name without it.
    """
    rows = alike(claims_in(claims))
    own = [claim for row in rows for claim in row]
    if len(rows) < 2:
        return NONE_SHARED
    places = [[wording.place_words(dataset, one.place_id, one.from_place_id)] for one in own]
    periods = [[wording.period_words(one)] for one in own]
    subjects = {(row[0].indicator_id, row[0].place_id, row[0].from_place_id) for row in rows}
    return SharedWords(
        "".join(same_in_all(places)),
        "".join(same_in_all(periods)) if len(subjects) == len(rows) else "",
        "".join(same_in_all([[notes.whose(dataset, [one])] for one in own])),
        same_in_all([small_words(dataset, one) for one in own]),
        "".join(same_in_all([[base_words(dataset, one)] for one in own])),
        several=True,
    )


def base_words(dataset: Dataset, claim: Claim) -> str:
    """Return what a share is of, behind the share; "" of other numbers."""
    base = str(dataset.indicators.loc[claim.indicator_id, "base"])
    return f" of {base or '(base not stated)'}" if claim.measure == SHARE else ""


def small_words(dataset: Dataset, claim: Claim) -> list[str]:
    """Return whose a claim is, how it came about, whether it is final, that it is of the record,
    and its source, each by itself.
    """
    source = notes.sources(dataset.works, [claim])
    who = notes.whose(dataset, [claim])
    return [
        who if who not in source else "",
        *wording.status_parts(claim),
        OFFICIAL if claim.official else "",
        source,
    ]


def subtitle_beside(dataset: Dataset, claims: pd.DataFrame) -> str:
    """Return the unit of claims side by side, what all of them share and, where all are of one
    thing, what is measured; otherwise each row says it. Empty where there are none.
    """
    if claims.empty:
        return ""
    shared = shared_words(dataset, claims)
    unit = wording.unit_row(dataset, str(claims["chart_unit"].iloc[0]))["plural"] + shared.base
    said = sentence(shared.all)
    measured = list(dict.fromkeys(claims["indicator_id"]))
    if len(measured) > 1:
        return f"{unit}. {said}" if said else unit
    about = f"{dataset.indicators.loc[measured[0], 'definition']} Unit: {unit}"
    return f"{about}. {said}" if said else about
