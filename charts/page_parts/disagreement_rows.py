"""Claims that stand side by side as HTML: the rows of the list, and one pair after another."""

from __future__ import annotations

from html import escape

from charts.page_parts.links import link
from charts.page_parts.results import Disagreements, differences_of
from charts.page_parts.tables import claim_link, root_link, small
from charts.text import disagreement as gap_text
from charts.text import wording
from charts.text.number_card import agreement_words, count_words, own_numbers
from loaders.analysis.disagreements import Difference, distinct
from loaders.analysis.pairs import Pair, reasons
from loaders.analysis.provenance import NO_ROOT, Root
from loaders.dataset import Claim, Dataset

INTRO = """Where several offices or documents give a number for the same quantity, place and time,
the numbers stand side by side here, official figures included. The gap is the larger number minus
the smaller. Words such as “more than” give a limit only, and then the gap is a limit too. Numbers
of different times may both be right. Totals are compared where their periods share more
than half of the longer one; levels, such as hectares, where their periods overlap at all, even by a
month. What differs between the two is read from the tables; nothing here says that it is the cause,
or who is right."""
COLUMNS = ("What", "One", "The other", "Gap", "What differs")
PAIR_COLUMNS = ("One", "The other", "Gap", "What differs")


def difference_row(dataset: Dataset, found: Disagreements, difference: Difference) -> list[str]:
    """Return the cells of one difference, for its widest pair."""
    pair = difference.widest
    what = link("disagreements", gap_text.heading(dataset, pair), claim=pair.one.claim_id)
    return [
        what + small(gap_text.times(pair)) + _count(difference),
        *(claim_cell(dataset, claim) for claim in pair.claims),
        gap_cell(dataset, pair),
        _reasons(dataset, pair, found.roots[id(difference)]),
    ]


def claim_cell(dataset: Dataset, claim: Claim, period: str = "") -> str:
    """Return a claim's value as a link, its period, who counted and who says so."""
    value = claim_link(dataset, claim)
    producer = claim.producer or "who counted is not stated"
    return value + small(period) + small(producer) + small(gap_text.source(dataset, claim))


def pair_row(dataset: Dataset, pair: Pair) -> list[str]:
    """Return the cells of a pair: both claims, the gap, and what may explain it."""
    reasons = "".join(f"<li>{escape(text)}</li>" for text in gap_text.explanations(dataset, pair))
    cells = [claim_cell(dataset, claim, wording.period_words(claim)) for claim in pair.claims]
    return [*cells, gap_cell(dataset, pair), f"<ul>{reasons}</ul>" if reasons else ""]


def gap_cell(dataset: Dataset, pair: Pair) -> str:
    """Return the gap in units and per cent, and whether the two agree."""
    gap, *more = (
        text[:1].upper() + text[1:]
        for text in (
            gap_text.gap_words(dataset, pair),
            gap_text.gap_share_words(pair),
            gap_text.printed_words(dataset, pair),
            gap_text.fit_words(dataset, pair),
        )
    )
    return escape(gap) + "".join(small(text) for text in more)


def ways(pair: Pair) -> str:
    """Return the ways from two claims side by side to all that is said of what they measure."""
    indicator = str(pair.other.indicator_id)
    over_time = link("trends", "This indicator over time", indicator=indicator)
    return f"{over_time}; {link('disagreements', 'All its disagreements', indicator=indicator)}"


def line_of(dataset: Dataset, claim_id: str) -> str:
    """Return a line of HTML for a claim's page: how many numbers stand beside it; empty where
    none does.
    """
    numbers = own_numbers(differences_of(dataset).pairs, claim_id)
    if not numbers:
        return ""
    shown = link("disagreements", f"Compare with {count_words(numbers)}", claim=claim_id)
    return "; ".join(part for part in (shown, agreement_words(numbers)) if part)


def _count(difference: Difference) -> str:
    """Return how many pairs of numbers a row stands for, and where to see them; empty of one."""
    count, apart = difference.count, difference.apart
    if count == 1:
        return ""
    fit = f"{apart} {'does' if apart == 1 else 'do'} not agree" if apart else "all can be true"
    fit = "none agrees" if apart == count else fit
    other_times = gap_text.of_other_times(distinct(difference.pairs))
    text = f"{count} pairs of numbers: {fit}{other_times}. The widest gap is shown here."
    every = link("trends", "All of them", indicator=difference.widest.other.indicator_id)
    return f"{small(text)} <small>{every}</small>"


def _reasons(dataset: Dataset, pair: Pair, root: Root) -> str:
    names = "; ".join(gap_text.REASON_WORDS[name].lower() for name in reasons(pair))
    text = escape(names[:1].upper() + names[1:]) or "Nothing to explain"
    if root == NO_ROOT:
        return text
    return f'{text}<span class="cf-root">both from {root_link(dataset, root)}</span>'
