"""Claims beside the record as HTML: rows of the page that lists them, a line on a claim's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from charts.page_parts.links import link
from charts.page_parts.memo import per_version
from charts.page_parts.results import VERSIONS
from charts.page_parts.tables import claim_link, root_link, small, table
from charts.text import notes, wording
from charts.text import official_record as record_text
from loaders.analysis.official_record import (
    RecordPair,
    Unpaired,
    record_pairs,
)
from loaders.analysis.provenance import NO_ROOT
from loaders.dataset import Claim, Dataset

INTRO = """Each number stands beside the official figures for the same quantity, place and period,
and a level, such as hectares, beside each season of the same survey that its period touches. It
agrees as worded where its words allow the official figure: “more than 34,500” allows any larger
number. It agrees if rounded where the official figure would be rounded to it; that reading is ours,
not the document's. The difference is the number minus the official figure, and as a percentage of
it. Nothing here says who is right or why: the two may count differently, and official figures are
revised."""
COLUMNS = ("Claim", "What", "Official figure", "Agreement", "Difference", "Keep in mind")
LEFT_COLUMNS = ("Claim", "What", "Instead")
MOST = 300
"""How many rows a table shows."""


@per_version(VERSIONS)
def against_record(dataset: Dataset) -> tuple[Sequence[RecordPair], Sequence[Unpaired]]:
    """Return `record_pairs`."""
    return record_pairs(dataset)


def held_row(dataset: Dataset, pair: RecordPair) -> list[str]:
    """Return the cells of a claim and its recorded figure."""
    return [
        _claim(dataset, pair.claim),
        _what(dataset, pair.claim),
        _recorded(dataset, pair),
        escape(record_text.WHERE_WORDS[pair.where]) + small(record_text.rounded(dataset, pair)),
        escape(record_text.difference(dataset, pair)),
        _marks(dataset, pair),
    ]


def left_row(dataset: Dataset, left: Unpaired) -> list[str]:
    """Return the cells of a claim that nothing recorded can be held against."""
    return [
        _claim(dataset, left.claim),
        _what(dataset, left.claim),
        escape(record_text.why(dataset, left)),
    ]


def rows_table(rows: Sequence[Sequence[str]], columns: Sequence[str], caption: str) -> str:
    """Return rows as a table, and how many are left out where there are too many."""
    kind = "cf-held" if columns == COLUMNS else "cf-left"
    shown = f'<p class="cf-note">The first {MOST} of {len(rows)} are shown.</p>'
    html = table(columns, rows[:MOST], caption, kind=kind)
    return html + shown if len(rows) > MOST else html


def claim_lines(dataset: Dataset, pairs: Sequence[RecordPair], left: Sequence[Unpaired]) -> str:
    """Return a sentence for each recorded figure that a claim can be held against, or for why
    there is none; empty for an official figure. Both are what `record_pairs_of` returns.
    """
    lines = [held_line(dataset, pair) for pair in pairs]
    lines += [
        escape(f"{record_text.REASON_WORDS[one.reason]}. {record_text.why(dataset, one)}".strip())
        for one in left
    ]
    page = link("recorded", "All numbers with an official figure")
    return "<br>".join([*lines, page]) if lines else ""


def held_line(dataset: Dataset, pair: RecordPair) -> str:
    """Return in sentences what came of holding a claim against an official figure."""
    recorded = pair.recorded
    value = claim_link(dataset, recorded)
    whose = recorded.producer or dataset.works[recorded.document_id].short()
    difference = record_text.difference(dataset, pair)
    parts = (
        record_text.WHERE_WORDS[pair.where],
        record_text.rounded(dataset, pair),
        difference,
    )
    where = f"{'; '.join(part for part in parts if part)}."
    marks = "; ".join(record_text.provisos(dataset, pair))
    marks = f" {marks[:1].upper()}{marks[1:]}." if marks else ""
    period = wording.period_words(recorded)
    held = f"The official figure for {escape(f'{period} ({whose})')} is {value}."
    return f"{held} The claim {escape(where + marks)}"


def _claim(dataset: Dataset, claim: Claim) -> str:
    value = claim_link(dataset, claim)
    printed = wording.quotation(claim.as_printed)
    plain = printed in ("", wording.claim_words(dataset, claim))
    quoted = "" if plain else f"“{printed}”"
    return value + small(quoted) + small(_source(dataset, claim))


def _source(dataset: Dataset, claim: Claim) -> str:
    return notes.sources(dataset.works, [replace(claim, reference_ids="")])


def _what(dataset: Dataset, claim: Claim) -> str:
    title = str(dataset.indicators.loc[claim.indicator_id, "title"])
    place = wording.place_words(dataset, claim.place_id, claim.from_place_id, title)
    shown = link("trends", title, indicator=claim.indicator_id)
    return f"{shown}{escape(f', {place}' if place else '')}{small(wording.period_words(claim))}"


def _recorded(dataset: Dataset, pair: RecordPair) -> str:
    recorded = pair.recorded
    value = claim_link(dataset, recorded)
    converted = record_text.in_claims_unit(dataset, pair)
    work = dataset.works[recorded.document_id].short()
    source = link("sources", work, work=recorded.document_id)
    return (
        value
        + small(f"= {converted}" if converted else "")
        + f"<br><small>{source}</small>"
        + small(record_text.origin(dataset, recorded))
    )


def _marks(dataset: Dataset, pair: RecordPair) -> str:
    lines = "".join(f"<div>{escape(mark)}</div>" for mark in record_text.provisos(dataset, pair))
    if pair.root == NO_ROOT:
        return lines
    return lines + f'<span class="cf-root">both from {root_link(dataset, pair.root)}</span>'
