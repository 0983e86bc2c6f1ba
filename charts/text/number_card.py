"""Numbers in words: what a page, a picture and a slide say of each in place of a chart, with all
that keeps it from saying too much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from charts.text import wording
from charts.text.certainty import SURE, certainty
from charts.text.computed_figures import computed_from
from charts.text.disagreement import of_other_times
from loaders.analysis.disagreements import beside_in_text, distinct, width
from loaders.analysis.official_record import RecordPair, record_pairs_of
from loaders.analysis.pairs import UNLIKE, Pair
from loaders.dataset import Claim, Dataset
from loaders.queries.place_text import placed_title
from loaders.values.codelists import TOLD_APART


@dataclass(frozen=True)
class KeyFigure:
    """A number in words: of what, its value with its hedge, how it came about, when and who says
    so, and sentences on what else the same paragraph gives.
    """

    claim_id: str
    subject: str
    value: str
    about: str
    also: Sequence[str]


def key_figure(dataset: Dataset, claim: Claim) -> KeyFigure:
    """Return a claim in words."""
    came = wording.came_about(claim) if claim.computation else wording.counted_by(claim)
    about = (
        *(came, wording.credit(claim)),
        _said_by(claim),
        wording.period_words(claim),
        wording.more_words(claim),
        dataset.works[claim.document_id].short(),
    )
    return KeyFigure(
        claim.claim_id,
        placed_title(dataset, claim.indicator_id, claim.place_id, claim.from_place_id),
        wording.claim_words(dataset, claim),
        "; ".join(part for part in about if part),
        also_given(dataset, claim),
    )


def _said_by(claim: Claim) -> str:
    """Return whose number it is that nobody counted or estimated, and how it was said: `City of
    Lima: claim in a suit against insurers`; empty of others, whose status names who counted.
    """
    if claim.status not in TOLD_APART:
        return ""
    return ": ".join(part for part in (claim.producer, claim.counting) if part)


def also_given(dataset: Dataset, claim: Claim) -> list[str]:
    """Return a sentence for each other number that a claim's paragraph gives for its place and
    time.
    """
    return [
        "The same paragraph also gives "
        + wording.with_period(wording.claim_words(dataset, other), other)
        + (f" ({other.producer})." if other.producer else ".")
        for other in beside_in_text(dataset, claim)
    ]


@dataclass(frozen=True)
class NumberCard:
    """A number with its hedge, and in sentences what it is worth.

    `said` are the printed words, what they were converted to or computed from, and what is noted;
    `sureness` is what words, status, source and record say of it, `held` are the official figures
    beside it, `beside` says whether other numbers for it agree. `doubtful` tells that it is no
    count and no estimate, `official` that an office gives it.
    """

    figure: KeyFigure
    said: Sequence[str]
    sureness: str
    held: Sequence[RecordPair]
    beside: str
    doubtful: bool
    official: bool

    @property
    def small_print(self) -> list[str]:
        """Return all sentences under the number and who says so."""
        sure = f"{SURE} {self.sureness}" if self.sureness else ""
        return [text for text in (*self.said, sure, *self.figure.also, self.beside) if text]


def number_card(dataset: Dataset, claim: Claim, pairs: Iterable[Pair]) -> NumberCard:
    """Return a claim's card; `pairs` are those of `all_pairs`."""
    own = claim.official or claim.computation is not None
    held = [] if own else record_pairs_of(dataset, claim.claim_id)[0]
    return NumberCard(
        key_figure(dataset, claim),
        [text for text in _said(dataset, claim) if text],
        certainty(dataset, claim, held) if claim.computation is None else "",
        held,
        beside_words(own_numbers(pairs, claim.claim_id)),
        claim.status in TOLD_APART,
        claim.official,
    )


def _said(dataset: Dataset, claim: Claim) -> list[str]:
    """Return what was printed, what it was made, that it no longer stands, and what is noted."""
    converted = wording.converted_words(dataset, claim, claim.quantity.chart_unit)
    return [
        f"“{wording.quotation(claim.as_printed)}”" if claim.as_printed else "",
        f"= {converted}, converted by us" if converted else "",
        computed_from(dataset, claim),
        "" if claim.in_force else f"We have {claim.state} this entry of ours.",
        "" if claim.official else claim.note,
    ]


def own_numbers(pairs: Iterable[Pair], claim_id: str) -> list[Pair]:
    """Return the pairs that a claim is in, one for each other number."""
    own = (pair for pair in pairs if claim_id in [claim.claim_id for claim in pair.claims])
    return distinct(sorted(own, key=width))


def count_words(numbers: Sequence[Pair]) -> str:
    """Return how many numbers stand beside a claim."""
    return "1 other number" if len(numbers) == 1 else f"{len(numbers)} other numbers"


def agreement_words(numbers: Sequence[Pair]) -> str:
    """Return how many of the numbers beside a claim do not agree with it; empty where one cannot be
    subtracted from the other.
    """
    apart = sum(pair.apart for pair in numbers)
    if apart:
        fit = "they do" if len(numbers) == 1 else f"{apart} {'does' if apart == 1 else 'do'}"
        return f"{fit} not agree{of_other_times(numbers)}"
    if any(pair.agreement == UNLIKE for pair in numbers):
        return ""
    return f"{'both' if len(numbers) == 1 else 'all'} can be true"


def beside_words(numbers: Sequence[Pair]) -> str:
    """Return in a sentence how many numbers there are to compare with, and whether they agree."""
    if not numbers:
        return ""
    are = "is" if len(numbers) == 1 else "are"
    agree = agreement_words(numbers)
    return f"There {are} {count_words(numbers)} to compare it with{f': {agree}' if agree else ''}."
