"""Method: how numbers are read and drawn, what a series is, what is not here, whom to tell."""

from __future__ import annotations

import streamlit as st

from app_pages.controls.chart import CHART, palette, screen_size, show_alt_text
from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import literal, show_html
from app_pages.sections.claim_record import report_words
from app_pages.session.dataset_cache import current_dataset
from charts.builders.text_page import grammar
from charts.page_parts.tables import table
from charts.views import glossary
from charts.views.alt_text import grammar_alt_text
from loaders.queries.selection import OF_DOCUMENTS, selected
from loaders.values.codelists import STATUSES

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
dataset = current_dataset()
open_page("method", dataset)
st.header("How a number is read", anchor=glossary.READ)
st.markdown(READ)
st.header("How it is drawn", anchor=glossary.DRAWN)
figure, alt_text = grammar(palette(), screen_size()), grammar_alt_text()
st.plotly_chart(figure, theme=None, key="grammar", config=CHART, alt=alt_text.short)
show_alt_text(alt_text, "grammar")
st.markdown(DRAWN)
st.header("What a series is", anchor=False)
st.markdown(SERIES)
st.header("The official record", anchor=False)
st.markdown(RECORD)
st.header("Words used here", anchor=glossary.WORDS_USED)
show_html(
    table(
        ("Word", "What it means"),
        [list(row) for row in glossary.GLOSSARY.items()],
        "Words used here",
        whole=True,
    )
)
st.header("What is not here", anchor=glossary.NOT_HERE)
claims = selected(dataset.joined, OF_DOCUMENTS)
documents = claims["document_id"].nunique()
undated = int(claims["start"].isna().sum())
st.markdown(
    literal(
        "The texts themselves, which belong to their publishers; quantities without a number, "
        f"such as most or several; and what the {documents} documents do not say: "
        f"{undated} of their {len(claims)} claims give no period that a chart over time can show. "
        "The only numbers of our own are sums of rows of official files and arithmetic with "
        "claims, both marked as such. We endorse none of the numbers."
    )
)
counts = claims["status"].value_counts()
rows = [[STATUSES[str(name)].label, str(count)] for name, count in counts.items()]
show_html(table(("Status", "Claims"), rows, "How the numbers came about"))
st.header("Found an error?", anchor=glossary.ERROR)
st.markdown(report_words())
