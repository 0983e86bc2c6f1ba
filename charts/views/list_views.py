"""Which rows the list pages show: claims, comparisons with the record and disagreements, as a view
filters and sorts them, and the filters in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from charts.text.series_summary import many
from charts.text.wording import place_name
from charts.views.choice import CONTROLS, choice_of
from charts.views.view import ANSWERS, ORDERS, SORTS, YES_OR_NO, View
from loaders.analysis.disagreements import Difference, sorted_differences
from loaders.analysis.official_record import RecordPair, sorted_record_pairs
from loaders.dataset import Claim, Dataset
from loaders.queries.listing import matching, sorted_claims
from loaders.queries.selection import in_own_units, selected
from loaders.values.codelists import HEDGES, STATUSES
from loaders.values.edtf import parse_period
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


LIST_HEADING = "Claims"
NO_LISTED = "No claim matches all of this search and these filters."
SORT_WORDS = {
    "topic": "Topic",
    "period": "Period, newest first",
    "document": "Document",
    "added": "Added, newest first",
}


def listed_claims(dataset: Dataset, view: View) -> pd.DataFrame:
    """Return the claims that a view of the list shows, all parts of it, as rows of
    `Dataset.joined`.
    """
    claims = matching(dataset, selected(dataset.joined, choice_of(view)), view.words)
    return sorted_claims(dataset, claims, view.sort or SORTS[0])


def numbers_words(claims: pd.DataFrame) -> str:
    """Return how many numbers claims are, and how many of them are official figures."""
    official = int(claims["official"].sum())
    cited = len(claims) - official
    if not cited:
        return many(official, "official figure")
    if not official:
        return many(cited, "number from documents", "numbers from documents")
    return f"{len(claims):,} numbers: {cited:,} from documents, {official:,} official"


def list_words(dataset: Dataset, view: View, claims: pd.DataFrame) -> str:
    """Return how many claims a view of the list shows, of what, as of when and in which order."""
    chosen = ". ".join(_chosen(dataset, view))
    sort = SORT_WORDS[view.sort or SORTS[0]]
    return f"{numbers_words(claims)}. {f'{chosen}. ' if chosen else ''}Sorted by: {sort.lower()}."


def _chosen(dataset: Dataset, view: View) -> Iterator[str]:
    """Yield what is searched for and each filter that is set."""
    words = view.words.strip()
    if words:
        yield f"Search: “{words}”"
    topics = [str(dataset.topics.loc[view.topic, "title"])] if view.topic else []
    facets = {
        "Topic": topics,
        "Place": [place_name(dataset, name) for name in view.places],
        "Producer": list(view.producers),
        "Document": [dataset.works[name].short() for name in view.documents],
        "Status": [STATUSES[name].label for name in view.statuses],
        "Wording": [HEDGES[name].label for name in view.hedges],
        CONTROLS["since"]: [] if view.since is None else [str(view.since)],
        CONTROLS["until"]: [] if view.until is None else [str(view.until)],
    }
    yield from (f"{name}: {', '.join(texts)}" for name, texts in facets.items() if texts)
    if not view.record:
        yield "Without the official record"
    if view.revised:
        yield "With corrected and withdrawn claims"
    if view.as_of:
        yield f"Data as it stood on {parse_period(view.as_of.isoformat())}"
