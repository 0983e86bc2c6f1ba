"""A claim's whole record: from the number back to the paragraph and to what it rests on."""

from __future__ import annotations

import math
from html import escape

import pandas as pd
import streamlit as st

from app_pages.current import citations, report_address
from app_pages.frame import plain
from app_pages.tables import claims_table, link, record
from charts import words
from loaders.cite import locator_words, split_references
from loaders.dataset import Dataset
from loaders.periods import parse
from loaders.query import IN_FORCE, history, in_unit


def claim_record(dataset: Dataset, claim_id: str) -> None:
    """Show all that is known of a claim, what it corrects, and the rest of its series."""
    joined = dataset.joined
    claim = joined[joined["claim_id"] == claim_id].iloc[0]
    indicator = dataset.indicators.loc[claim["indicator_id"]]
    st.subheader(plain(words.claim_words(dataset, claim)), anchor=False)
    if claim["state"] != IN_FORCE:
        st.warning(f"This claim is {claim['state']}; charts leave it out.")
    record(_parts(dataset, claim, indicator))
    chain = history(dataset, claim_id)
    if len(chain) > 1:
        claims_table(dataset, chain, "Corrections, the oldest first")
    others = joined[(joined["series_id"] == claim["series_id"]) & (joined["claim_id"] != claim_id)]
    if len(others):
        claims_table(dataset, others, "Other claims of the series")
    st.write(report_words(claim_id))


def report_words(claim_id: str) -> str:
    """Return how to report an error, with a link where the site gives an address."""
    address = report_address()
    if address:
        subject = f"{'&' if '?' in address else '?'}subject=Error%20in%20{claim_id}"
        return f"Is it wrong? [Report it]({address}{subject}), naming `{claim_id}`."
    return f"Is it wrong? Tell whoever runs this site, naming `{claim_id}`."


def _parts(dataset: Dataset, claim: pd.Series, indicator: pd.Series) -> dict[str, str]:
    unit = str(indicator["unit"])
    converted = in_unit(dataset, claim.to_frame().T.infer_objects(), unit).iloc[0]
    share = claim["measure"] == "share"
    base = str(indicator["base"]) or ("base not stated" if share else "")
    withdrawn = f", withdrawn {claim['withdrawn']}" if claim["withdrawn"] else ""
    quoted = f"“{words.printed(claim['as_printed'])}”" if claim["as_printed"] else ""
    cites = [pair for pair in split_references(claim["reference_ids"]) if pair[0]]
    told = {
        "As printed": quoted,
        "Computed": claim["computed"],
        "Bounds": _bounds(claim),
        "In the chart's unit": words.converted_words(dataset, converted, unit),
        "Definition": str(indicator["definition"]),
        "Share of": base,
        "Period": words.period_words(claim),
        "Compared with": str(parse(claim["base_period"])) if claim["base_period"] else "",
        "Place": words.place_words(dataset, claim["place_id"], claim["from_place_id"]),
        "Producer": claim["producer"] or "not stated",
        "How it was counted": "; ".join(p for p in (claim["scope"], claim["measure"]) if p),
        "Status": words.STATUS_WORDS[claim["status"]],
        "Attributed to": claim["attributed_to"],
        "Note": claim["note"],
        "Added": claim["added"] + withdrawn,
        "Claim": f"{claim['claim_id']}, {claim['file']}:{claim['line']}",
    }
    where = locator_words(claim["locator"]) + _text_of(dataset, claim)
    return {
        "What": link("trends", str(indicator["title"]), indicator=claim["indicator_id"]),
        **{name: escape(text) for name, text in told.items()},
        "Document": _work(dataset, claim["document_id"], ""),
        "Place in it": escape(where),
        "Works it cites": "<br>".join(_work(dataset, *pair) for pair in cites),
    }


def _bounds(claim: pd.Series) -> str:
    there = [name for name in ("low", "best", "high") if not math.isnan(claim[name])]
    words_of = ", ".join(f"{name} {words.number(claim[name])}" for name in there)
    return f"{words_of} {claim['unit']}; hedge: {claim['hedge'].replace('_', ' ')}"


def _text_of(dataset: Dataset, claim: pd.Series) -> str:
    document = dataset.documents.loc[claim["document_id"]]
    if not document["text_sha256"]:
        return ""
    return f", counting the non-blank lines of the text whose SHA-256 is {document['text_sha256']}"


def _work(dataset: Dataset, key: str, place: str) -> str:
    full = citations({key: dataset.works[key]})[key]
    where = f" [{place}]" if place else ""
    return f"{escape(full + where)} {link('sources', 'Its claims', work=key)}"
