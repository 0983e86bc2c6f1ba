"""Which rows the charts of the list pages show: comparisons with the record and disagreements, as a
view filters and sorts them, and the filter in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from charts.views.view import ANSWERS, ORDERS, YES_OR_NO, View
from loaders.analysis.disagreements import Difference, sorted_differences
from loaders.analysis.official_record import RecordPair, sorted_record_pairs
from loaders.dataset import Claim, Dataset
from loaders.queries.selection import in_own_units
from loaders.values.intervals import PARTLY, ROUNDED, WITHIN

ALL = "All"
ANSWER_WORDS = dict(
    zip(
        ("", *ANSWERS),
        (ALL, "Agrees as worded or rounded", "Does not agree", "Agrees in part"),
        strict=True,
    )
)
"""What each answer of the address to `within` is called."""
AGREE_WORDS = {"": ALL, YES_OR_NO[False]: "Do not agree", YES_OR_NO[True]: "Both can be true"}
"""What each answer to `agree` is called."""


def _answer(where: str) -> str:
    """Return what the address calls a standing."""
    return {WITHIN: ANSWERS[0], ROUNDED: ANSWERS[0], PARTLY: PARTLY}.get(where, ANSWERS[1])


def kept_record_pairs(
    dataset: Dataset, pairs: Iterable[RecordPair], view: View
) -> list[RecordPair]:
    """Return the comparisons with the record that a view shows, in its order."""
    kept = [one for one in pairs if view.within in ("", _answer(one.where))]
    return list(sorted_record_pairs(dataset, kept, view.sort or ORDERS["recorded"][0]))


def kept_differences(
    dataset: Dataset, differences: Iterable[Difference], view: View
) -> list[Difference]:
    """Return the disagreements that a view shows, in its order."""
    order = view.sort or ORDERS["disagreements"][0]
    return [
        one
        for one in sorted_differences(dataset, list(differences), order)
        if view.agree in ("", YES_OR_NO[not one.widest.apart])
        and view.indicator in ("", *(claim.indicator_id for claim in one.widest.claims))
    ]


def filter_words(dataset: Dataset, view: View) -> str:
    """Return what of its list a view shows; empty where it shows all."""
    indicator = str(dataset.indicators.loc[view.indicator, "title"]) if view.indicator else ""
    chosen = (indicator, ANSWER_WORDS[view.within], AGREE_WORDS[view.agree])
    return ", ".join(words for words in chosen if words not in ("", ALL))


def claims_of(dataset: Dataset, pairs: Iterable[Sequence[Claim]]) -> pd.DataFrame:
    """Return the claims of pairs, a row each and once, in the units of their indicators."""
    names = dict.fromkeys(claim.claim_id for pair in pairs for claim in pair)
    rows = dataset.joined.set_index("claim_id", drop=False).loc[list(names)]
    return in_own_units(dataset, rows.reset_index(drop=True))
