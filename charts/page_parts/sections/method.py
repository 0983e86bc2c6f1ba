"""The method: how numbers are read and drawn, what a series is, what is not here, in words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from charts.page_parts.tables import table
from charts.views import glossary
from loaders.dataset import Dataset
from loaders.queries.selection import OF_DOCUMENTS, selected
from loaders.values.codelists import HEDGES, MEASURES, STATUSES, Code
from loaders.values.examples import (
    HEDGE_EXAMPLES,
    MEASURE_EXAMPLES,
    PERIOD_EXAMPLES,
    STATUS_EXAMPLES,
)

READ = """Every statement of a quantity is a claim, firm or vague, in digits or in words. Each
row holds one quantity for one place and one period. The document's words decide the hedge
(“about”, “more than”), and the hedge decides the bounds: nothing is rounded or averaged, and a
range gets no midpoint. Wherever a number stands, its hedge stands with it, and so do its status
if nobody counted it (estimated, alleged, projected) and the name of whom the sentence credits.
A period that we inferred says so. Where two documents differ, both numbers stand. Where we
misread a number, the old row stays and the new one names it."""
DRAWN = """A line joins two neighbouring claims only if both belong to one series, are single
numbers (with no hedge, or with “about”), were counted or estimated, and cover periods of equal
length with no gap between them. Everything else is a mark without a line. A claim without a
period is never put on a time axis: it stands below the chart in words, with the date of its
document. Shares of different things stand side by side, and each says what it is a share of.
Units are converted only into units of the same kind, and the printed number comes first. Vague
words stay words:
“tens of thousands” is drawn from 10,000 up and fades out, because no upper limit is given. A
mark carries in words what its place cannot show: ? for an inferred period, the length of a
total's period if that is not a year, the start of a running total, and that a figure is not
final. A yearly number stands at the middle of its year, between the ticks where the year begins
and ends. Marks that would cover each other stand side by side; that shift stands for no
quantity."""
SERIES = """Claims that measure the same thing in the same way: one quantity, place, producer and
method of counting. The producer is whoever counted or estimated, not whoever repeated the number.
Two documents that repeat one count are one series; estimates of one quantity by two producers are
two. Where two series for one place and measure give numbers for overlapping periods that cannot
both be right, the chart says so."""
RECORD = """Official publications are read like any other document. On a chart over time they stand
behind the claims as a broad grey line, so that a claim can be checked against the official figure
for its own year; no line joins a claim to an official figure. Provisional and final counts,
fiscal years, seasons and calendar years are different series, and editions are never mixed.
Figures that we added up from the rows of a file say how many rows."""
MISSING = """The texts themselves, which belong to their publishers; quantities without a number,
such as most or several; and what the {documents} documents do not say: {undated} of their {claims}
claims give no period that a chart over time can show. The only numbers of our own are sums of rows
of official files and arithmetic with claims, both marked as such. We endorse none of the
numbers."""


def not_here(dataset: Dataset) -> str:
    """Return in words what the figures leave out."""
    claims = selected(dataset.joined, OF_DOCUMENTS)
    text = MISSING.format(
        documents=claims["document_id"].nunique(),
        undated=int(claims["start"].isna().sum()),
        claims=len(claims),
    )
    return " ".join(text.split())


def words_used() -> str:
    """Return the words of the pages, each with what it means, as a table."""
    rows = [[escape(part) for part in row] for row in glossary.GLOSSARY.items()]
    return table(("Word", "What it means"), rows, "Words used here", whole=True)


def examples() -> str:
    """Return words of texts as they are read: what each hedge, status and measure is, and how
    periods are written, as tables.
    """
    parts = []
    for head, words, labels in (
        ("Wording", HEDGE_EXAMPLES, HEDGES),
        ("Status", STATUS_EXAMPLES, STATUSES),
        ("Kind of number", MEASURE_EXAMPLES, MEASURES),
        ("Period, in EDTF", PERIOD_EXAMPLES, {}),
    ):
        rows = [[escape(_label(labels, code)), escape(text)] for code, text in words.items()]
        title = f"{head}: how a text is read"
        parts.append(table((head, "Words of a text"), rows, title, whole=True))
    return "\n".join(parts)


def _label(labels: Mapping[str, Code], code: str) -> str:
    return labels[code].label if code in labels else code


def statuses(dataset: Dataset) -> str:
    """Return how the numbers of documents came about, and how many did so, as a table."""
    counts = selected(dataset.joined, OF_DOCUMENTS)["status"].value_counts()
    rows = [[escape(STATUSES[str(name)].label), str(count)] for name, count in counts.items()]
    return table(("Status", "Claims"), rows, "How the numbers came about")
