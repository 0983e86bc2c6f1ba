"""What follows from a document's own claims as HTML: a table, and lines for a claim's page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from charts.page_parts.memo import per_version
from charts.page_parts.results import VERSIONS
from charts.page_parts.tables import claim_link, small, table
from charts.text import derivation, wording
from charts.text.disagreement import source
from loaders.analysis.derivations import (
    Derived,
    derivations,
    derivations_of,
    sorted_derivations,
)
from loaders.dataset import Claim, Dataset

COLUMNS = ("Derived", "From", "The document gives", "Do they agree?")
ABOUT = """Where a document gives a part and its whole, two levels, a level and a change, a number
per day and one per year, or a number in two units, one follows from the other. What follows is
derived here, with the bounds that the words of the claims allow; nobody made that claim. Agreeing
means that some number fits what is derived and what is stated. For official documents we show only
what they also state themselves."""


@per_version(VERSIONS)
def derived_from(dataset: Dataset) -> Sequence[Derived]:
    """Return what is derived, in order."""
    return sorted_derivations(derivations(dataset))


def arithmetic_lines(dataset: Dataset, claim_id: str) -> str:
    """Return a line of HTML for all that follows from a claim, marked as derived; empty where
    nothing does.
    """
    own = derivations_of(derived_from(dataset), claim_id)
    return "<br>".join(_line(dataset, one, claim_id) for one in own)


def _line(dataset: Dataset, derived: Derived, claim_id: str) -> str:
    others = [c for c in derived.claims if c.claim_id != claim_id]
    links = ", ".join(claim_link(dataset, claim) for claim in others)
    return escape(derivation.derivation_sentence(dataset, derived)) + (
        f" (with {links})" if links else ""
    )


def derived_table(dataset: Dataset, found: Sequence[Derived], caption: str) -> str:
    """Return what is derived as a table, a row each."""
    rows = [_row(dataset, one) for one in found]
    return table(COLUMNS, rows, caption, kind="cf-derived")


def _row(dataset: Dataset, derived: Derived) -> list[str]:
    stated = derived.stated
    states = (
        claim_link(dataset, stated) if stated else escape(derivation.stated_words(dataset, derived))
    )
    where = small(source(dataset, stated)) if stated else ""
    return [
        f'{escape(derivation.result(dataset, derived))} <span class="cf-root">derived</span>',
        "<br>".join(_operand(dataset, claim) for claim in derived.operands)
        + small(f"{derivation.HOW_WORDS[derived.kind]}.{derivation.assumptions(dataset, derived)}"),
        states + where,
        escape(derivation.VERDICT_WORDS[derived.verdict]),
    ]


def _operand(dataset: Dataset, claim: Claim) -> str:
    title = str(dataset.indicators.loc[claim.indicator_id, "title"])
    about = f"{title}, {wording.period_words(claim)}; {source(dataset, claim)}"
    return claim_link(dataset, claim) + small(about)
