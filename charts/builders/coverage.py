"""What became of each numeral of a text: a pure function, tables in, figure out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts.layout.figure_layout import EDGE, Layout, text_lines
from charts.presenter.own_words import Headline
from charts.style.theme import Palette, PlotlyDict, Size
from charts.text import notes, wording
from loaders.dataset import Dataset
from loaders.schema.tables import CLAIMED
from loaders.values.codelists import REASONS
from loaders.values.locators import part_words

TITLE = "What became of each numeral"
SUBTITLE = (
    "per cent of each text's numerals: first those in claims, in colour, then those "
    "excluded, by reason"
)
COUNTED = (
    "A numeral is a run of digits or a number word of a text that was read. Each stands in a claim "
    "or is excluded for a reason that is written down. A range is one claim with two numerals."
)
ORIGIN = "Source: the texts that were read, each numeral counted by this project's audit."
TOTAL = "numerals"
REASON_WORDS = {
    "date": "dates",
    "period": "times",
    "name": "names",
    "ordinal": "ordinals",
    "footnote_mark": "footnote marks",
    "bibliographic": "references",
    "repeated": "repetitions",
    "converted": "conversions",
    "enumeration": "enumerations",
    "pronoun": "pronouns",
    "idiom": "idioms",
    "vague": "vague",
    "threshold": "thresholds",
    "withdrawn": "withdrawn",
    "page_furniture": "page furniture",
}
REASON_MEANINGS = {
    "date": "a plain date",
    "period": "a time that only dates the sentence",
    "name": "part of a name, such as a level-4 warning",
    "ordinal": "which in a row, not how many",
    "footnote_mark": "the mark of a footnote",
    "bibliographic": "year, page or number of a work that the text refers to",
    "repeated": "a claim of the same text, said again",
    "converted": "a claim of the same text in another unit",
    "enumeration": "counts only what the text itself lists",
    "pronoun": "a “one” that stands for a person or thing",
    "idiom": "a turn of phrase",
    "vague": "no number that has a bound, such as several or most",
    "threshold": "a limit that defines what is counted",
    "withdrawn": "a number of a claim that was taken back",
    "page_furniture": "page numbers, and what else surrounds the text",
}
TEXT_SHARE = 0.46
BAR = 26
ROW_GAP = 16


@dataclass(frozen=True)
class _Lane:
    """A document's words in lines and the middle of its bar; pixels from the plot's top."""

    document_id: str
    name: Sequence[str]
    quiet: Sequence[str]
    top: float
    bar: float
    end: float


def numeral_counts(dataset: Dataset) -> pd.DataFrame:
    """Return how the numerals of each document that was audited are accounted for.

    One row per document, the most numerals first, indexed by `document_id`; columns `numerals`
    (all), `claim`, then each reason that occurs, the most frequent first.
    """
    rows = dataset.coverage.assign(numerals=dataset.coverage["numerals"].astype(int))
    table = rows.pivot_table(
        index="document_id", columns="accounted_by", values="numerals", aggfunc="sum", fill_value=0
    )
    there = [reason for reason in REASONS if reason in table.columns]
    sums = table.sum()
    there.sort(key=lambda reason: float(-sums[reason]))
    table = table.reindex(columns=[CLAIMED, *there], fill_value=0).astype(int)
    table.insert(0, TOTAL, table.sum(axis=1))
    return table.sort_values(TOTAL, ascending=False, kind="stable")


def audited_words(own: Mapping[str, int]) -> str:
    """Return a document's counts (a row of `numeral_counts`) in words, without those that are 0."""
    total, claims = own[TOTAL], own[CLAIMED]
    excluded = [f"{REASON_WORDS[r]} {own[r]:,}" for r in own if r in REASON_WORDS and own[r]]
    told = f"{claims:,} in claims ({_percent(claims, total)})"
    return f"{told}; excluded: {', '.join(excluded)}" if excluded else told


def _heading(dataset: Dataset, document_id: str, own: Mapping[str, int]) -> str:
    part = str(dataset.documents.loc[document_id, "curated"])
    words = f" ({part_words(part)})" if part else ""
    return f"{dataset.works[document_id].short()}: {own[TOTAL]:,} numerals{words}"


def alternative(dataset: Dataset) -> str:
    """Return what the figure shows, for those who do not see it."""
    told = [
        f"{_heading(dataset, name, own)}, {audited_words(own)}."
        for name, own in counts_by_document(numeral_counts(dataset)).items()
    ]
    return " ".join([f"Bars, one for each document. {TITLE}.", *told])


def coverage_figure(dataset: Dataset, size: Size, palette: Palette) -> go.Figure | None:
    """Draw for each document that was audited a bar of its numerals; None where there is none."""
    table = counts_by_document(numeral_counts(dataset))
    if not table:
        return None
    placed = _lanes(dataset, table, size)
    note = f"{ORIGIN} {COUNTED} {notes.edition_words(dataset)}."
    left = round(size.width * TEXT_SHARE) if size.labels_beside else EDGE + 14
    layout = Layout(
        size,
        text_lines(size, Headline(TITLE, SUBTITLE), [note]),
        plot_height=round(placed[-1].end),
        left=left,
        right=EDGE + 24,
        key_rows=0,
    )
    around = layout.figure(palette)
    del around["xaxis2"], around["yaxis2"]
    for row in placed:
        around["annotations"] += layout.row(row.name, row.quiet, row.top, palette)
    around["xaxis"] |= {"range": [0, 1], "tickformat": ".0%", "nticks": 6}
    around["yaxis"] |= {"range": [0, layout.plot_height], "visible": False}
    around |= {"barmode": "overlay", "bargap": 0}
    return go.Figure({"data": _bars(dataset, table, placed, layout, palette), "layout": around})


def counts_by_document(table: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Return the rows of `numeral_counts` by document, as plain numbers by column."""
    return {
        str(name): {str(part): int(n) for part, n in own.items()} for name, own in table.iterrows()
    }


def _percent(part: int, whole: int) -> str:
    share = part / whole
    return "under 1%" if 0 < share < 0.01 else f"{share:.0%}"


def _lanes(dataset: Dataset, table: Mapping[str, Mapping[str, int]], size: Size) -> list[_Lane]:
    beside = size.labels_beside
    room = size.width * (TEXT_SHARE if beside else 1) - 3 * EDGE
    found: list[_Lane] = []
    at = 4.0
    for document_id, own in table.items():
        heading = _heading(dataset, document_id, own)
        name = size.wrap(heading, room, size.text_size, 600)
        quiet = size.wrap(audited_words(own), room, size.note_size)
        height = round(size.text_size * 1.4) * len(name) + round(size.note_size * 1.45) * len(quiet)
        whole = max(height, BAR) if beside else height + BAR + 8
        bar = at + (whole / 2 if beside else height + 6 + BAR / 2)
        found.append(_Lane(document_id, name, quiet, at, bar, at + whole + ROW_GAP))
        at += whole + ROW_GAP
    return found


def _bars(
    dataset: Dataset,
    table: Mapping[str, Mapping[str, int]],
    placed: Sequence[_Lane],
    layout: Layout,
    palette: Palette,
) -> list[PlotlyDict]:
    """Return a trace for each way of accounting; it begins where the one before it ends."""
    parts = [part for part in next(iter(table.values())) if part != TOTAL]
    base = dict.fromkeys(table, 0)
    traces = []
    for part in parts:
        drawn = [row for row in placed if table[row.document_id][part]]
        own = [(table[row.document_id], row) for row in drawn]
        shares = [counted[part] / counted[TOTAL] for counted, _ in own]
        texts = [
            _fitting(counted[part], part, share * layout.plot_width, layout.size)
            for (counted, _), share in zip(own, shares, strict=True)
        ]
        traces.append(
            {
                **_look(part, palette, layout.size),
                "name": part,
                "x": shares,
                "y": [layout.plot_height - row.bar for row in drawn],
                "base": [base[row.document_id] / table[row.document_id][TOTAL] for row in drawn],
                "text": texts,
                "customdata": [[row.document_id, table[row.document_id][part]] for row in drawn],
                "hovertext": [_hover(dataset, row, counted, part) for counted, row in own],
            }
        )
        for row in drawn:
            base[row.document_id] += table[row.document_id][part]
    return traces


def _look(part: str, palette: Palette, size: Size) -> PlotlyDict:
    claimed = part == CLAIMED
    return {
        "type": "bar",
        "orientation": "h",
        "width": BAR,
        "marker": {
            "color": palette.series[0] if claimed else palette.grid,
            "line": {"color": palette.series[0] if claimed else palette.quiet, "width": 1},
        },
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": size.note_size, "color": palette.paper if claimed else palette.ink},
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _hover(dataset: Dataset, row: _Lane, counted: Mapping[str, int], part: str) -> str:
    what = "in claims" if part == CLAIMED else f"{REASON_WORDS[part]} ({REASON_MEANINGS[part]})"
    text = (
        f"{dataset.works[row.document_id].short()}: {counted[part]:,} of {counted[TOTAL]:,} "
        f"numerals ({_percent(counted[part], counted[TOTAL])}): {what}"
    )
    return "<br>".join(notes.wrapped(wording.escaped(text), 48))


def _fitting(count: int, part: str, width: float, size: Size) -> str:
    """Return the longest of a segment's labels that stands in its width; none may be cut."""
    name = "claims" if part == CLAIMED else REASON_WORDS[part]
    texts = (f"{name} {count:,}", f"{count:,}")
    return next((t for t in texts if size.text_width(t, size.note_size) < width - 6), "")
