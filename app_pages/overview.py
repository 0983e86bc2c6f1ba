"""Overview: what this is, the topics as small charts, questions, what came in last, all topics."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.controls.chart import palette, screen_size
from app_pages.controls.texts import sentences, show_html
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import current_view, view_state
from charts.page_parts.gallery import gallery_html, topic_cards
from charts.page_parts.sections.overview import came_last, questions, topics, what_this_is

dataset = current_dataset()
view = current_view("overview", dataset)
sentences(view_state().pages["overview"].unclear)
screen_size()  # draws it anew when the theme turns; other pages then know a phone already
# In one piece, which takes a screen from the beginning: nothing that is read moves.
show_html(
    f'<h1 class="cf-lead">{escape(dataset.site.lede)}</h1>'
    f'<p class="cf-lede">{escape(what_this_is(dataset))}</p>'
    f'<h2 class="cf-unseen">Topics at a glance</h2>'
    f"{gallery_html(topic_cards(dataset, palette()))}{questions(dataset)}"
    f"{came_last(dataset)}{topics(dataset)}",
    st.container(key="overview"),
)
