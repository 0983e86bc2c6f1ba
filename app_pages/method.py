"""Method: how numbers are read and drawn, what a series is, what is not here, whom to tell."""

from __future__ import annotations

import streamlit as st

from app_pages.controls.chart import CHART, palette, screen_size, show_alt_text
from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import literal
from app_pages.sections.claim_record import report_words
from app_pages.sections.tables import table
from app_pages.session.dataset_cache import current_dataset
from charts.builders.text_page import grammar
from charts.views.alt_text import grammar_alt_text
from loaders.queries.selection import OF_DOCUMENTS, selected
from loaders.values.codelists import STATUSES

READ = """Every statement of a quantity is a claim, exact or vague, in digits or in words. One
row holds one quantity for one place and one period. The words decide the hedge, and the hedge
decides the bounds: nothing is rounded, averaged or given a middle. Wherever a number stands, its
hedge stands with it, and so does what it is if nobody counted it (estimated, alleged, projected)
and whom the sentence credits. A period that was inferred
says so. Where two documents differ, both stand; where we were wrong, the old row stays and the
new one names it."""
DRAWN = """A line joins two neighbouring claims only if they are of one series, each a single
number (exact or about), counted or estimated, over periods of equal length with no gap between
them. All else stands as marks without a line. A claim without a period is never on a time axis:
it stands below the chart in words, as of its document. Shares of different things stand side by
side and say of what. A unit is converted only to one of its own kind, and the printed number
comes first. Vague words stay words: "tens of thousands" is drawn from 10,000 up and fades out, as
nobody gave an end. What is written at a mark: ? where its period is inferred, how long the period
of a total is where that is not a year, since when a running total counts, and what is not final.
The number of a year stands in its middle, between the ticks at which it begins and ends."""
SERIES = """Claims that measure the same thing in the same way: one quantity, place, producer and
way of counting. The producer is who counted or estimated, not who repeated it. Two documents that
repeat one count are one series; two estimators of one quantity are two. Where two series of one
place and measure have claims for overlapping periods that do not agree, it is said so."""
RECORD = """Official publications are read like any other document. On a chart over time they stand
behind the claims as a broad muted line, so that a claim can be held against the record for its own
year; a claim is a mark on it and never a corner of it. Provisional and final counts, fiscal years,
seasons and calendar years are different series, and different editions are not mixed. Figures that
were added up over a file's rows say over how many."""
dataset = current_dataset()
open_page("method", dataset)
st.subheader("How a number is read", anchor=False)
st.markdown(READ)
st.subheader("How it is drawn", anchor=False)
figure, alt_text = grammar(palette(), screen_size()), grammar_alt_text()
st.plotly_chart(figure, theme=None, key="grammar", config=CHART, alt=alt_text.short)
show_alt_text(alt_text, "grammar")
st.markdown(DRAWN)
st.subheader("What a series is", anchor=False)
st.markdown(SERIES)
st.subheader("The official record", anchor=False)
st.markdown(RECORD)
st.subheader("What is not here", anchor=False)
claims = selected(dataset.joined, OF_DOCUMENTS)
documents = claims["document_id"].nunique()
undated = int(claims["start"].isna().sum())
st.markdown(
    literal(
        "The texts themselves, which belong to their publishers; quantifiers without a number, "
        f"such as most or several; and what the {documents} documents do not say: "
        f"{undated} of their {len(claims)} claims give no period that a chart over time can show. "
        "No number here is this site's own but sums over the rows of an office's file and "
        "arithmetic with claims, which say so, and none is endorsed."
    )
)
counts = claims["status"].value_counts()
rows = [[STATUSES[str(name)].label, str(count)] for name, count in counts.items()]
st.html(table(("Status", "Claims"), rows, "How the numbers came about"))
st.subheader("An error?", anchor=False)
st.markdown(report_words())
