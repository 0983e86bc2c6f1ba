"""Coverage: how many numerals of each text are claims, and why the others are none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

import streamlit as st

from app_pages.controls.chart import CHART, palette, screen_size, show_alt_text
from app_pages.controls.texts import plain
from app_pages.sections.tables import table
from charts.builders import coverage
from charts.text import wording
from charts.views.alt_text import coverage_alt_text
from loaders.dataset import Dataset
from loaders.values.locators import locator_words


def coverage_section(dataset: Dataset) -> None:
    """Show for each text that was read what became of its numerals, drawn and as a table."""
    st.subheader("Coverage", anchor=False)
    st.write(plain(coverage.COUNTED))
    read = dataset.documents.index[dataset.documents["text_sha256"] != ""]
    counted = coverage.counts(dataset)
    if counted.empty:
        st.caption("No text has been audited yet.")
        return
    size = screen_size()
    figure = coverage.coverage_figure(dataset, size, palette())
    key = f"coverage-{size.name}"
    told = coverage_alt_text(dataset)
    st.plotly_chart(figure, theme=None, key=key, config=CHART, alt=told.short)
    show_alt_text(told, "coverage")
    st.html(_table(dataset, coverage.rows_of(counted)))
    left = [name for name in read if name not in counted.index]
    if left:
        st.write(plain(f"Not audited yet: {', '.join(dataset.works[n].short() for n in left)}."))


def _table(dataset: Dataset, counted: Mapping[str, Mapping[str, int]]) -> str:
    """Return the counts as a table, a row for each way of accounting, a column for each text."""
    head = ["Numerals", *(dataset.works[name].short() for name in counted)]
    ways = next(iter(counted.values()))
    rows = [[_way(way), *(_cell(own[way]) for own in counted.values())] for way in ways]
    return table(head, rows, "Numerals of each text", kind="cf-counts")


def _way(way: str) -> str:
    """Return how numerals are accounted for, and what that means."""
    if way in coverage.REASON_WORDS:
        meaning = f"<br><small>{escape(coverage.REASON_MEANINGS[way])}</small>"
        return escape(coverage.REASON_WORDS[way].capitalize()) + meaning
    return f"<strong>{'All' if way == coverage.TOTAL else 'In claims'}</strong>"


def _cell(count: int) -> str:
    return f"{count:,}" if count else '<span class="cf-none">0</span>'


def document_coverage(dataset: Dataset, document_id: str) -> None:
    """Show what became of a document's numerals, and those that are excluded one by one."""
    if not dataset.documents.loc[document_id, "text_sha256"]:
        return
    counted = coverage.counts(dataset)
    if document_id in counted.index:
        own = coverage.rows_of(counted)[document_id]
        st.write(plain(f"Of its {own[coverage.TOTAL]:,} numerals: {coverage.audited_words(own)}."))
    else:
        st.write("Its numerals are not audited yet.")
    rows = dataset.exclusions[dataset.exclusions["document_id"] == document_id].to_dict("records")
    if not rows:
        return
    count = f"{len(rows)} entries" if len(rows) > 1 else "1 entry"
    with st.expander(f"What is excluded, and why: {count}"):
        cells = [
            [
                escape(locator_words(row["locator"])),
                "all others" if row["numeral"] == "*" else escape(wording.printed(row["numeral"])),
                escape(coverage.REASON_WORDS[row["reason"]]),
                escape(row["note"]),
            ]
            for row in sorted(rows, key=lambda row: _place(row["locator"]))
        ]
        head = ("Place", "Numeral", "Reason", "Note")
        st.html(table(head, cells, "Numerals that are no claims"))


def _place(locator: str) -> list[tuple[int, str]]:
    """Return what sorts locators as a reader counts: para 9 before para 10."""
    return [(int(n or 0), text) for text, n in re.findall(r"(\D+)(\d*)", locator)]
