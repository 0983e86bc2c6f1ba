"""Method: how numbers are read and drawn, what a series is, what is not here, whom to tell."""

from __future__ import annotations

import streamlit as st

from app_pages.controls.chart import CHART, palette, screen_size, show_alt_text
from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import literal, show_html
from app_pages.sections.claim_record import report_words
from app_pages.session.dataset_cache import current_dataset
from charts.builders.text_page import grammar
from charts.page_parts.sections.method import (
    DRAWN,
    READ,
    RECORD,
    SERIES,
    examples,
    not_here,
    statuses,
    words_used,
)
from charts.views import glossary
from charts.views.alt_text import grammar_alt_text

dataset = current_dataset()
open_page("method", dataset)
st.header("How a number is read", anchor=glossary.READ)
st.markdown(READ)
with st.expander("Examples of each wording, status, kind of number and period"):
    show_html(examples())
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
show_html(words_used())
st.header("What is not here", anchor=glossary.NOT_HERE)
st.markdown(literal(not_here(dataset)))
show_html(statuses(dataset))
st.header("Found an error?", anchor=glossary.ERROR)
st.markdown(report_words())
