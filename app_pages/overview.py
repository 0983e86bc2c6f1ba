"""Overview: what this is, what there is, key figures with their hedges, the way in by topic."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.current import held
from app_pages.frame import sentences
from app_pages.state import current_view, what_was_unclear
from app_pages.tables import claims_table, link, table
from charts import words
from loaders.dataset import Dataset
from loaders.query import EVERYTHING, Row, key_claims, latest, records, selected, topic_counts

LATEST = 5


def tile(dataset: Dataset, claim: Row) -> str:
    """Return a key figure: what, the number with its hedge, when, and who says so."""
    title = str(dataset.indicators.loc[claim["indicator_id"], "title"])
    place = words.place_words(dataset, claim["place_id"], claim["from_place_id"])
    source = dataset.works[claim["document_id"]].short()
    value = link("claims", words.claim_words(dataset, claim), claim=claim["claim_id"])
    return (
        f'<div class="cf-tile"><small>{escape(", ".join(p for p in (title, place) if p))}</small>'
        f"<strong>{value}</strong>"
        f"<small>{escape(words.period_words(claim))}; {escape(source)}</small></div>"
    )


dataset = held().dataset
assert dataset is not None
view = current_view("overview", dataset, lambda found: found)
sentences(what_was_unclear("overview"))
st.title("Numbers that lead back to who said them", anchor=False)
claims = selected(dataset.joined, EVERYTHING)
said, recorded = claims[~claims["official"]], claims[claims["official"]]
behind = (
    f" Behind them stand {len(recorded)} figures of the official record." if len(recorded) else ""
)
st.write(
    "Policy papers and news reports about fentanyl, heroin and guns across the US–Mexico border "
    f"are full of numbers. Here are {len(said)} of them, from {said['document_id'].nunique()} "
    "documents, each read by hand: with its hedge, its period, its paragraph, and the work "
    f"that it rests on.{behind}"
)
st.text_input(
    "Search the claims",
    placeholder="for example: 70,000, poppy, Arizona",
    key="overview_words",
)
wanted = st.session_state["overview_words"]
if wanted:
    st.switch_page("app_pages/claims.py", query_params={"q": wanted})
keys = "".join(tile(dataset, claim) for claim in records(key_claims(dataset)))
if keys:
    st.subheader("A few of them", anchor=False)
    st.html(f'<div class="cf-tiles">{keys}</div>')
st.subheader("By topic", anchor=False)
rows = [
    [
        link("trends", str(topic["title"]), topic=str(name)),
        escape(str(topic["summary"])),
        link("claims", str(topic["claims"]), topic=str(name), record="no"),
        escape(str(topic["record"])),
    ]
    for name, topic in topic_counts(dataset).iterrows()
]
st.html(table(("Topic", "What it holds", "Claims", "Official figures"), rows, "Topics"))
claims_table(dataset, latest(dataset, LATEST), "Added last")
