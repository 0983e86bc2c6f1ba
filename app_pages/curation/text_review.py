"""The numbers of a text, one by one beside their paragraph: accept, mend, exclude, or later."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import PurePath

import streamlit as st

from app_pages.controls.texts import show_html
from app_pages.curation.dropped_file import dropped_file, plain_name
from app_pages.curation.fields import Form, Review, desk, entry, form
from app_pages.curation.proposal import faults
from app_pages.curation.row_form import (
    choices_of_topic,
    claim_fields,
    filled,
    into_box,
    row_of,
)
from app_pages.curation.write_access import may_write
from app_pages.session.dataset_cache import dataset_folder
from app_pages.session.view_state import change
from charts.text.series_summary import many
from loaders.audit.claims import free_numerals
from loaders.audit.decisions import Decisions, excluded, open_numerals
from loaders.audit.drafts import Draft, Row, document_rows, placed_drafts
from loaders.audit.source_texts import read_text, span
from loaders.dataset import Dataset
from loaders.errors import DatasetError
from loaders.paragraphs.extraction import extracted
from loaders.quantities.unit_lookup import UnitKeys
from loaders.queries.selection import records
from loaders.schema.file_names import CLAIMS
from loaders.storage.folder import contents, read_files
from loaders.values.codelists import REASONS

KINDS = ("pdf", "html", "htm", "txt", "md")
MOST_MEGABYTES = 20
ABOUT = """Every number of a text is shown in its paragraph: take it for a claim, say why it
is none, or leave it for later. A PDF or a web page is made a text first, as `python -m loaders
text` does. What you decide goes into the box of rows, where it is checked and written. Numbers
whose rows are written are not asked for again: stop at any time, and drop the text again later."""
NOT_HERE = "This works where the app may write: start it with `make curate`."
RAISED = re.compile("&lt;(/?)sup&gt;")
KEY = re.compile(r"@\w+\{\s*([^,\s]+)\s*,")
"""The key in an entry of BibTeX."""


def text_review(dataset: Dataset) -> None:
    """Show where a text can be dropped, or the next number of one."""
    st.caption(ABOUT)
    if not may_write():
        st.info(NOT_HERE)
        return
    review = desk().review
    if review is None:
        _drop(dataset)
        return
    _heading(review)
    if review.entry:
        _document(review)
    _dates(review.decisions)
    if review.decisions.at < len(review.decisions.drafts):
        _judge(dataset, review)
    else:
        st.success("Every number was shown. What was left for later comes again with the text.")
    _hand_over(review)


def _drop(dataset: Dataset) -> None:
    dropped = dropped_file(KINDS, MOST_MEGABYTES)
    if dropped is None:
        return
    name, content = plain_name(dropped[0]), dropped[1]
    try:
        desk().review = _begun(dataset, name, content)
    except DatasetError as error:
        desk().refused = error.problems
    st.rerun()


def _begun(dataset: Dataset, name: str, content: bytes) -> Review:
    """Return the review of a text that was dropped; raise `DatasetError` where it is none."""
    found = extracted(name, content)
    files = read_files(contents(dataset_folder().directory))
    known, taken = free_numerals(files, found.content)
    key = known or re.sub(r"[^a-z0-9]+", "-", PurePath(name).stem.lower()).strip("-")
    units = UnitKeys(records(dataset.units), dataset.site.unit_words)
    drafts = placed_drafts(found.text, key, units, taken)
    work = "" if known else document_rows(key, found.content)[0]["bibtex"]
    return Review(read_text(name, found.content), found, Decisions(drafts), taken, key, work)


def _heading(review: Review) -> None:
    """Say which text it is, what of its file is not in it, and how far the reader came."""
    found, decisions = review.extracted, review.decisions
    left = open_numerals(review.source, review.taken, decisions.decided)
    words = (
        f"{review.source.name}: {many(found.paragraphs, 'paragraph')}, {many(left, 'number')} left."
    )
    show_html(f'<p class="cf-about">{escape(words)}</p>')
    if found.left_out:
        st.caption(f"Left out, as it stands on every page: {'; '.join(found.left_out)}")
    with st.container(horizontal=True):
        st.download_button(
            "Save the text", found.content, f"{PurePath(review.source.name).stem}.txt"
        )
        st.button("Another text", on_click=_put_away)


def _put_away() -> None:
    desk().review = None


def _document(review: Review) -> None:
    """Ask for the work and the date of a text that no document has."""
    with st.expander("The document, which is new here", expanded=True):
        key, texts = f"text_{desk().turn}", {"entry": review.entry, "published": review.published}
        settings = entry(f"{key}_entry", texts, "entry", review.entry)
        review.entry = st.text_area("Its work, as BibTeX", height=120, **settings) or review.entry
        settings = entry(f"{key}_published", texts, "published", review.published)
        review.published = st.text_input("Published (2024, 2024-05 or 2024-05-31)", **settings)


def _dates(decisions: Decisions) -> None:
    """Offer to settle all plain years and dates in one step."""
    open_ = decisions.dates()
    if len(open_) > 1:
        names = ", ".join(dict.fromkeys(decisions.drafts[at].row["numeral"] for at in open_))
        st.button(
            f"Exclude {len(open_)} plain dates together",
            on_click=decisions.settle_dates,
            help=names,
            shortcut="D",
        )


def _judge(dataset: Dataset, review: Review) -> None:
    """Show the number at hand in its paragraph, and what can be said of it."""
    draft = review.decisions.drafts[review.decisions.at]
    show_html(_paragraph_html(review, draft))
    claim = draft.row["table"] == CLAIMS if review.is_claim is None else review.is_claim
    reason = _reason(draft, review.decisions.at)
    if reason:
        st.caption(f"{REASONS[reason].label}: {REASONS[reason].meaning}.")
    with st.container(horizontal=True):
        rows = [draft.row] if draft.start < 0 else excluded(draft.row, reason)
        unsaid = draft.start >= 0 and not reason
        st.button("No claim", on_click=_decide, args=(review, rows), shortcut="X", disabled=unsaid)
        if not claim and draft.start >= 0:
            st.button("It is a claim", on_click=_call_claim, args=(review,), shortcut="M")
        st.button("Later", on_click=_decide, args=(review, []), shortcut="L")
        st.button("Back", on_click=_back, args=(review,), shortcut="B")
    if claim:
        _claim(dataset, review, draft)


def _paragraph_html(review: Review, draft: Draft) -> str:
    """Return the paragraph of a draft with its words marked."""
    at, number = review.decisions.at + 1, len(review.decisions.drafts)
    place = f"{at} of {number}, {draft.row['locator']}"
    first, last = span(draft.row["locator"])
    if draft.start < 0:
        text = f"All numbers of {many(last - first + 1, 'paragraph')} of notes or references."
        words = escape(text)
    else:
        text = review.source.paragraphs[draft.paragraph - 1]
        parts = text[: draft.start], text[draft.start : draft.end], text[draft.end :]
        before, own, behind = (RAISED.sub(r"<\1sup>", escape(part)) for part in parts)
        words = f"{before}<mark>{own}</mark>{behind}"
    return f'<p class="cf-about"><small>{escape(place)}</small><br>{words}</p>'


def _reason(draft: Draft, at: int) -> str:
    """Ask why a draft is no claim: what it is drafted as, or nothing until somebody says so."""
    drafted = draft.row.get("reason")
    chosen = st.pills(  # no selectbox, in whose input X would be a letter
        "Why it is no claim",
        list(REASONS),
        default=drafted or None,
        format_func=lambda name: REASONS[name].label,
        help="; ".join(f"{each.label}: {each.meaning}" for each in REASONS.values()),
        key=f"reason_{desk().turn}_{at}",
        disabled=draft.start < 0,
    )
    return chosen or ""


def _claim(dataset: Dataset, review: Review, draft: Draft) -> None:
    """Show the form of the claim that the words at hand make."""
    name = f"text-{review.decisions.at}"
    typed = form(name)
    topics = [
        each for topic in dataset.topics.index for each in choices_of_topic(dataset, topic).items()
    ]
    titles = dict(topics)
    series_id = st.selectbox(
        "Series",
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        placeholder="Choose the series that the claim continues, or leave it for later",
        key=f"{name}_{desk().turn}_series",
    )
    if not series_id:
        return
    words = draft.row.get("as_printed") or draft.row["numeral"]
    own = {"as_printed": words, "document_id": _key(review), "locator": draft.row["locator"]}
    cells, problems = filled(dataset, series_id, own | typed)
    cells["claim_id"] = typed.get("claim_id") or _free_name(cells["claim_id"], review.decisions)
    indicator = str(dataset.series.loc[series_id, "indicator_id"])
    topic = str(dataset.indicators.loc[indicator, "topic"])
    row, more = row_of(CLAIMS, topic, cells)
    shown = Form(name, CLAIMS, typed, [*problems, *more])
    claim_fields(dataset, shown, cells)
    faults([*problems, *more])
    made = [{"table": CLAIMS, "topic": topic, **row.cells}] if row and not problems else []
    st.button(
        "Accept the claim",
        on_click=_decide,
        args=(review, made),
        type="primary",
        shortcut="A",
        disabled=not made,
    )


def _free_name(name: str, decisions: Decisions) -> str:
    """Return a claim's name, with a number behind it where another claim of the text has it."""
    taken = {row.get("claim_id") for row in decisions.decided}
    names = (f"{name}-{number}" if number > 1 else name for number in range(1, len(taken) + 2))
    return next(each for each in names if each not in taken)


def _decide(review: Review, rows: Sequence[Row]) -> None:
    review.decisions.decide(rows)
    review.is_claim = None


def _back(review: Review) -> None:
    review.decisions.back()
    review.is_claim = None


def _call_claim(review: Review) -> None:
    review.is_claim = True


def _key(review: Review) -> str:
    """Return the key of the document; that of a new one stands in its work's entry."""
    found = KEY.search(review.entry)
    return found[1] if found else review.document_id


def _hand_over(review: Review) -> None:
    """Offer to put what was decided into the box, with the document where it is new."""
    rows = review.decisions.decided
    if rows:
        st.button(
            f"Put {many(len(rows), 'row')} into the box, to check and write them",
            on_click=_put,
            args=(review,),
        )


def _put(review: Review) -> None:
    key = _key(review)
    rows = [{**row, "document_id": key} for row in review.decisions.decided]
    if review.entry:
        work, document = document_rows(key, review.extracted.content)
        entered = {"bibtex": review.entry}, {"published": review.published}
        rows = [work | entered[0], document | entered[1], *rows]
    if into_box(rows):
        review.decisions.rows = {number: [] for number in review.decisions.rows}
        review.document_id, review.entry = key, ""
        change("maintain", task="rows")
