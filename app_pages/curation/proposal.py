"""A proposal: what is wrong with it, or its lines, remarks and charts, and its way into files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

import pandas as pd
import streamlit as st

from app_pages.controls.chart import CHART, palette, screen_size
from app_pages.controls.texts import literal, show_html
from app_pages.curation.fields import desk
from app_pages.curation.write_access import may_write, refuse_others, write_rows
from app_pages.session.dataset_cache import dataset_folder
from charts.builders.trend import ChartOptions, trend
from charts.page_parts.links import link
from charts.style.theme import NARROW, TYPE, Size
from charts.text.series_summary import many
from charts.views.alt_text import trend_alt_text
from loaders.analysis.caution import Caution
from loaders.audit.proposal import Proposal, proposed
from loaders.curation.new_rows import NewRow, appended
from loaders.dataset import Dataset
from loaders.errors import DatasetError, Problem, UnfinishedError
from loaders.queries.selection import Choice, trend_claims
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import contents

HALF = Size("half", 488, 280, labels_beside=False, title_size=TYPE["body"])
"""Two charts beside each other on a wide page."""
MOST_PROBLEMS = 100
HEADER = ",".join(COLUMNS[CLAIMS])
"""What the lines of a new topic's file begin with."""
KIND_WORDS = {
    "duplicate": "Duplicate",
    "disagreement": "Disagreement",
    "record": "Beside the record",
    "jump": "Out of proportion",
    "share": "More than the whole",
    "fall": "A running total falls",
    "period": "No time, or another length",
    "edition": "Another edition",
    "day": "Day",
    "text": "Beside the text",
}


@dataclass(frozen=True)
class Offered:
    """A change that can be written: its words and lines, and what writes it or hands it out.

    lines: what comes to each file, by file. content: returns a file's whole bytes with it.
    doubts: what has to be stood by before it can be written or saved.
    """

    lines: dict[str, str]
    content: Callable[[str], bytes]
    write: Callable[[], Sequence[str]]
    done: Callable[[], None]
    doubts: tuple[str, ...] = ()


def faults(problems: Sequence[Problem], heading: str = "") -> None:
    """Show problems: file, line, column, what, what is allowed, what to do."""
    if not problems:
        return
    rows = "".join(f"<li>{_fault(problem)}</li>" for problem in problems[:MOST_PROBLEMS])
    more = len(problems) - MOST_PROBLEMS
    last = f"<li>… and {more} more.</li>" if more > 0 else ""
    count = heading or many(len(problems), "problem")
    show_html(f'<section class="cf-faults"><h2>{escape(count)}</h2><ul>{rows}{last}</ul></section>')


def _fault(problem: Problem) -> str:
    where = f"<code>{escape(problem.place)}</code> " if problem.place else ""
    return f"{where}<strong>{escape(problem.field)}</strong>: {escape(problem.words)}"


def propose(rows: Sequence[NewRow]) -> Proposal | None:
    """Return the proposal of rows; where the folder cannot be read, say so and return None."""
    try:
        return proposed(dataset_folder().directory, rows)
    except DatasetError as error:
        faults(error.problems)
        return None


def remarks_list(remarks: Sequence[Caution]) -> None:
    """Show what to look at twice, each with a link to the claim beside it."""
    if not remarks:
        show_html('<p class="cf-note">Nothing here needs a second look.</p>')
        return
    rows = "".join(
        f"<li><strong>{KIND_WORDS[one.kind]}.</strong> {escape(one.text)} "
        f"{link('claims', 'The claim beside it', claim=one.beside) if _here(one.beside) else ''}"
        f"</li>"
        for one in remarks
    )
    doubted = any(one.doubted for one in remarks)
    heading = f"Worth a second look{'' if doubted else '; none of it stops you'}"
    show_html(f'<section class="cf-faults cf-remarks"><h2>{heading}</h2><ul>{rows}</ul></section>')


def _here(claim_id: str) -> bool:
    dataset = dataset_folder().dataset
    return dataset is not None and bool((dataset.claims["claim_id"] == claim_id).any())


def offer(change: Offered, key: str, *, at_the_end: bool = True) -> None:
    """Show the lines; write them where this reader may, else hand them out, once their doubts are
    stood by.
    """
    for file, text in change.lines.items():
        if at_the_end:
            st.caption(literal(f"At the end of {file}"))
        st.code(text.rstrip("\n"), language=None, wrap_lines=True)
    if any(text.startswith(HEADER) for text in change.lines.values()) and not may_write():
        st.caption("A file is new: `python -m loaders schema` names it in `datapackage.json`.")
    open_ = bool(change.doubts) and not _stood_by(change.doubts, key)
    with st.container(horizontal=True):
        if may_write():
            st.button(
                "Write to the files",
                key=f"{key}_write",
                on_click=_written,
                args=(change,),
                disabled=open_,
            )
        for file in change.lines:
            st.download_button(
                f"Save {file} with it",
                partial(change.content, file),
                file_name=file.rsplit("/", 1)[-1],
                mime="text/plain",
                key=f"{key}_{file}",
                on_click="ignore",
                disabled=open_,
            )


def _stood_by(doubts: Sequence[str], key: str) -> bool:
    """Ask whether what is doubted is meant; other doubts are asked about anew."""
    asked = f"{key}_meant_{'_'.join(doubts)}"
    return st.checkbox("I have looked again; it is meant so", key=asked)


def _written(change: Offered) -> None:
    """Write a change; what came of it is told when the page is made anew."""
    try:
        desk().written = list(change.write())
    except UnfinishedError as error:
        desk().unfinished = error.problems
    except DatasetError as error:
        desk().unwritten = error.problems
        return
    change.done()


def outcome() -> None:
    """Tell what the last writing came to, once."""
    faults(desk().unwritten, "Nothing was written")
    faults(desk().unfinished, "It was written")
    if desk().written:
        show_html(f'<p class="cf-done" role="status">{"<br>".join(desk().written)}</p>')
    desk().written, desk().unwritten, desk().unfinished = [], [], []


def of_rows(proposal: Proposal, done: Callable[[], None]) -> Offered:
    """Return the offer of a proposal's rows; `done` is called when they are written."""
    directory, rows = dataset_folder().directory, proposal.rows
    return Offered(
        proposal.lines,
        partial(_content, directory, rows),
        partial(_write_rows, directory, rows),
        done,
        tuple(one.text for one in proposal.remarks if one.doubted),
    )


def _content(directory: Path, rows: Sequence[NewRow], file: str) -> bytes:
    return appended(contents(directory), rows).after[file] or b""


def _write_rows(directory: Path, rows: Sequence[NewRow]) -> list[str]:
    """Write rows; return lines of HTML that say what came where, and lead there."""
    refuse_others()
    counts = write_rows(directory, rows)
    told = [escape(f"Added {count} to {file}.") for file, count in counts.items()]
    names = [row.cells["claim_id"] for row in rows if row.table == CLAIMS]
    return told + [link("claims", name, claim=name) for name in names]


def before_and_after(now: Dataset, then: Dataset, claim_ids: Sequence[str], key: str) -> None:
    """Show the chart of the claims' indicator as it is and as it would be, the second below the
    first on phones.
    """
    joined = then.joined.set_index("claim_id")
    touched = list(dict.fromkeys(joined.loc[list(claim_ids), "indicator_id"]))
    if not touched:
        return
    chosen = touched[0]
    if len(touched) > 1:
        titles = then.indicators["title"]
        chosen = st.selectbox(
            "Chart of", touched, format_func=lambda name: titles[name], key=f"{key}_chart"
        )
    own = joined.loc[list(claim_ids)]
    own = own[own["indicator_id"] == chosen]
    places = set(own["place_id"])
    choice = Choice(parts=True) if "" in places else Choice(places=tuple(sorted(places)))
    series = set(own["series_id"])
    size = NARROW if screen_size() is NARROW else HALF
    for column, dataset, name in zip(st.columns(2), (now, then), ("Before", "After"), strict=True):
        with column:
            show_html(f'<h3 class="cf-side">{name}</h3>')
            if chosen in dataset.indicators.index:
                claims = trend_claims(dataset, str(chosen), choice)
                _chart(dataset, str(chosen), claims, series, size, f"{key}_{name}")
            else:
                st.caption("Nothing is here yet.")


def _chart(
    dataset: Dataset,
    indicator_id: str,
    claims: pd.DataFrame,
    series: set[str],
    size: Size,
    key: str,
) -> None:
    """Draw claims over time; `series` are those that were touched."""
    there = series & set(claims["series_id"])
    options = ChartOptions(focus=there.pop() if len(there) == 1 else "")
    figure = trend(dataset, indicator_id, claims, palette(), size, options)
    if figure is None:
        st.caption("No claim here has a period, so there is no chart over time.")
        return
    told = trend_alt_text(dataset, [(indicator_id, claims)], options)
    st.plotly_chart(figure, theme=None, key=key, config=CHART, alt=told.short)


def proposal_section(now: Dataset, proposal: Proposal, done: Callable[[], None]) -> None:
    """Show a proposal in full: its faults, or remarks, lines, the way into the files, charts."""
    if proposal.dataset is None:
        faults(proposal.problems)
        return
    st.header("As it will be written", anchor=False)
    remarks_list(proposal.remarks)
    offer(of_rows(proposal, done), "offer")
    names = [row.cells["claim_id"] for row in proposal.rows if row.table == CLAIMS]
    if names:
        before_and_after(now, proposal.dataset, names, "proposal")
