"""What is said of numbers that were computed here: how, from what, and what could not be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from charts.text import wording
from charts.text.series_summary import many, years_words
from loaders.analysis.computed_figures import CAPITA, CHANGE, INDEX, WHOLE
from loaders.dataset import Claim, Dataset

READ_AS = {
    CAPITA: "per 100,000 people",
    WHOLE: "as a share of the whole",
    CHANGE: "as a change on the year before",
    INDEX: "as an index",
}
"""How the numbers of a chart are read, in a sentence."""
CALLED = {
    CAPITA: "Per 100,000 people",
    WHOLE: "Share of the whole",
    CHANGE: "Change on the year before",
    INDEX: "Index, a year = 100",
}
"""What a reader chooses to have them read so."""


MOST_PERIODS = 3
"""Of more periods the first and the last year are told."""
YEAR_BEFORE = "the same period of the year before"


def computed_from(dataset: Dataset, claim: Claim) -> str:
    """Return what a number was computed from; empty for a number of a document."""
    if claim.computation is None:
        return ""
    own, against = claim.computation.operands
    said = wording.claim_statement(dataset, own)
    if claim.computation.how == CAPITA:
        return f"{wording.COMPUTED} from {said} and {_population(dataset, against)}"
    if claim.computation.how == WHOLE:
        return f"{wording.COMPUTED} from {said} out of {wording.claim_words(dataset, against)}"
    other = wording.with_period(wording.claim_words(dataset, against), against)
    if claim.computation.how == CHANGE:
        return f"{wording.COMPUTED} from {wording.with_period(said, own)} and {other}"
    return f"{wording.COMPUTED} from {said}; {other} = 100"


def _population(dataset: Dataset, people: Claim) -> str:
    where = dataset.works[people.document_id].short()
    return f"{wording.claim_words(dataset, people)} ({people.producer}, in {where})"


def source_words(dataset: Dataset, claims: Sequence[Claim]) -> str:
    """Return a sentence on how many of a chart's figures were computed here, and from what; empty
    where none were.
    """
    derived = {claim: claim.computation for claim in claims if claim.computation}
    if not derived:
        return ""
    one = next(iter(derived.values()))
    all_of = f"{len(derived)} of the {len(claims)} figures"
    figures = "all figures" if len(derived) == len(claims) else all_of
    against = [computation.operands[1] for computation in derived.values()]
    if one.how == CAPITA:
        offices = {
            f"{people.producer} (in {dataset.works[people.document_id].short()})"
            for people in against
        }
        from_what = f"from the counts and the population by {wording.listed(sorted(offices))}"
    elif one.how == WHOLE:
        from_what = "each from a part and the whole in one document"
    elif one.how == CHANGE:
        from_what = "each from two figures of its series, a year apart"
    else:
        periods = wording.listed(map(wording.period_words, against))
        from_what = f"from those of the sources; the figure for {periods} of each series is 100"
    return f"Computed here: {figures}, {from_what}."


def left_out(how: str, reasons: Mapping[str, Sequence[Claim]]) -> list[str]:
    """Return a sentence for each reason for which figures could not be computed: how many, of which
    years.
    """
    return [
        f"Not shown {READ_AS[how]}: {many(len(claims), 'figure')}{_of_years(claims)}: {reason}."
        for reason, claims in reasons.items()
    ]


def _of_years(claims: Iterable[Claim]) -> str:
    dated = [claim for claim in claims if claim.dated]
    periods = list(dict.fromkeys(map(wording.period_words, dated)))
    words = wording.listed(periods) if len(periods) <= MOST_PERIODS else years_words(dated)
    return f", {words}" if words else ""
