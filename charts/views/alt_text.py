"""A chart in words, made from the rows that it draws: for `alt`, for the page, for exports.

It states no more than the rows: no order between claims whose words leave it open, and no step
from one claim to the next where no line joins them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from charts.builders import coverage, gap_rows
from charts.builders.small_multiples import divided
from charts.builders.state_map import StateMap
from charts.builders.trend import (
    PLAIN,
    ChartOptions,
    named_in,
    pairs_of,
    runs_on_scale,
    what_happened,
)
from charts.layout.event_layer import events_note, events_on
from charts.layout.figure_notes import lettered_lines, lettered_notes
from charts.layout.lanes import RowWords
from charts.marks.axes import ranges
from charts.marks.legend import MEANINGS, WORDS
from charts.presenter.own_words import OwnWords
from charts.text import (
    chart_remarks,
    disagreement,
    indicator_texts,
    notes,
    official_record,
    state_map,
    wording,
)
from charts.text.indicator_texts import Part
from charts.text.series_summary import (
    claim_phrase,
    counts_words,
    extremes,
    many,
    run_sentences,
    years_words,
)
from loaders.analysis.official_record import RecordPair
from loaders.analysis.pairs import Pair
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.lines import off_scale
from loaders.values.codelists import HIGH_HEDGES, LOW_HEDGES, MAGNITUDE, RANGES

MOST_SHORT = 250
"""How many characters an `alt` may have: screen readers read it in one breath."""


@dataclass(frozen=True)
class AltText:
    """A chart in words: `short` for its `alt`; `paragraphs` makes the whole, which takes longer."""

    short: str
    paragraphs: Callable[[], list[str]]

    @cached_property
    def whole(self) -> str:
        """Return the paragraphs as one text, a blank line between them."""
        return "\n\n".join(self.paragraphs())


def with_own_words(alt_text: AltText, own: OwnWords, heading: str) -> AltText:
    """Return a chart of this title in words, after those that a presenter gives it."""
    said = [f"{name} by the presenter: “{text}”" for name, text in own.said.items()]
    if not said:
        return alt_text
    titled = [f"The chart's own title: {heading}"] if own.title else []
    return AltText(alt_text.short, lambda: [*said, *titled, *alt_text.paragraphs()])


def trend_alt_text(
    dataset: Dataset, parts: Sequence[Part], options: ChartOptions = PLAIN
) -> AltText:
    """Tell what `trend.trend` draws of an indicator's claims, or `small_multiples.multiples` of
    those of one or two.
    """
    heading = indicator_texts.title(dataset, parts)
    claims = indicator_texts.together([own for _, own in parts])
    happened = what_happened(dataset, parts, options)
    title, what = _what(dataset, parts, heading, one_axis=options.one_axis)
    short = _short(dataset, title, what, claims, happened)

    def tell() -> list[str]:
        why = [chart_remarks.why_no_chart(dataset, own) for _, own in parts if not _dated(own)]
        note = [notes.source_note(dataset, claims)] if len(claims) else []
        if why:
            return [*why, *note]
        texts = [text for part in parts for text in _of_indicator(dataset, part, options)]
        if len(parts) > 1:
            texts.insert(0, [f"{heading}, over time. {_ONE if options.one_axis else _BESIDE}"])
        return _paragraphs([happened, *texts, _layers(dataset, parts, options), note])

    return AltText(short, tell)


HIGHLIGHTED, LOGARITHMIC = "Highlighted: {name}.", "The scale is logarithmic."
"""What is said of how a reader has a chart drawn."""
_ONE = "Both stand in one chart, on one axis."
_BESIDE = "One panel stands above the other, on one time axis; each has its own unit and scale."


def _what(
    dataset: Dataset, parts: Sequence[Part], heading: str, *, one_axis: bool
) -> tuple[str, str]:
    """Return the title of a chart over time, and all that it shows with the units."""
    units = [notes.unit_words(dataset, *part) for part in parts]
    if len(parts) == 1:
        return heading, f"{_measured(heading, units[0])}, over time"
    if one_axis:
        return heading, f"{_measured(heading, units[0])}, over time, on one axis"
    titles = [notes.title(dataset, *part) for part in parts]
    panels = [_measured(title, unit) for title, unit in zip(titles, units, strict=True)]
    return heading, f"{'; '.join(panels)}; two panels over one time axis"


def _dated(claims: pd.DataFrame) -> bool:
    return bool(claims["start"].notna().any())


def _of_indicator(dataset: Dataset, part: Part, options: ChartOptions) -> list[Sequence[str]]:
    """Return what is drawn of one indicator, by paragraph."""
    _, claims = part
    chart = "One panel." if options.beside else "One chart."
    if options.one_axis:
        chart = "On the one axis."
    if options.panels:
        scale = "each on its own scale" if options.own_scales else "all on the same axes"
        chart = f"A panel for each {options.panels}, {scale}."
    unit = notes.unit_words(dataset, *part)
    return [
        [
            f"{notes.title(dataset, *part)}, over time. {chart} Unit: {unit}.",
            *_counts(claims_in(claims)),
            *chart_remarks.cautions(dataset, claims),
            *_option_sentences(dataset, claims, options),
        ],
        *_runs(dataset, claims, options),
        _undated(dataset, claims),
        chart_remarks.one_count(dataset, claims),
        chart_remarks.disagreements(dataset, claims),
    ]


def compare_alt_text(
    dataset: Dataset, title: str, claims: pd.DataFrame, below: Sequence[str] = ()
) -> AltText:
    """Tell what `charts.builders.compare.compare` holds of the same claims."""
    if claims.empty:
        return AltText(f"{title}: no claims.", lambda: [f"{title}: no claims."])
    unit = wording.unit_row(dataset, str(claims["chart_unit"].iloc[0]))["plural"]
    short = _short(dataset, title, f"{_measured(title, unit)}, side by side", claims)

    def tell() -> list[str]:
        rows = claims_in(claims)
        bases = dict.fromkeys(_base(dataset, claim) for claim in rows if claim.measure == "share")
        about = [f"{title}. One row per claim, without a time axis.", f"Unit: {unit}."]
        if len(bases) > 1:
            about.append(f"The shares are of different things: {'; '.join(bases)}.")
        parts = [
            [*about, *_counts(rows)],
            *_rows(dataset, claims),
            extremes(dataset, rows),
            below,
            chart_remarks.disagreements(dataset, claims),
            [notes.source_note(dataset, claims)],
        ]
        return _paragraphs(parts)

    return AltText(short, tell)


def map_alt_text(dataset: Dataset, chart: StateMap, heading: str, unit: str) -> AltText:
    """Tell what `charts.builders.state_map.map_of_states` draws of the same map."""
    figures = chart.figures
    ends = state_map.extremes(dataset, figures)
    places = many(len(chart.claims), "place")
    without = f", {len(chart.without)} without a figure" if chart.without else ""
    short = f"{heading}, a map: {places}{without}."
    for sentence in ends:
        if len(short) + len(sentence) < MOST_SHORT:
            short += f" {sentence}"

    def tell() -> list[str]:
        parts = [
            [f"{heading}. A map, coloured by class: {places}{without}. Unit: {unit}.", *ends],
            *state_map.by_class(dataset, figures, chart.classes.words, chart.classes.of),
            chart.below(dataset),
            state_map.about(dataset, figures),
            [notes.source_note(dataset, figures.claims)],
        ]
        return _paragraphs(parts)

    return AltText(short, tell)


def coverage_alt_text(dataset: Dataset) -> AltText:
    """Tell what `charts.builders.coverage.coverage_figure` draws."""
    documents = many(dataset.coverage["document_id"].nunique(), "document")
    short = f"{coverage.TITLE} of {documents}: a bar each, first the claims, then what is excluded."
    return AltText(short, lambda: [coverage.alternative(dataset), coverage.ORIGIN])


def record_alt_text(dataset: Dataset, pairs: Sequence[RecordPair]) -> AltText:
    """Tell what `charts.builders.gap_rows.record_chart` draws: first how many agree."""
    drawn = gap_rows.comparable(pairs)
    counts = Counter(official_record.WHERE_WORDS[pair.where] for pair in drawn)
    agree = "; ".join(f"{count} {words}" for words, count in counts.most_common())
    short = f"{many(len(drawn), 'number')} beside the official figure, in per cent of it: {agree}."
    rows = [_gap_row(gap_rows.record_words(dataset, pair)) for pair in drawn]
    return AltText(short, lambda: [f"{gap_rows.RECORD_TITLE}. {short}", *rows])


def gaps_alt_text(dataset: Dataset, pairs: Sequence[Pair]) -> AltText:
    """Tell what `charts.builders.gap_rows.dumbbell_chart` draws: first how many are apart."""
    drawn = gap_rows.with_ratio(pairs)
    apart = sum(pair.apart for pair in drawn)
    short = (
        f"{many(len(drawn), 'pair')} of numbers for one quantity, place and time: "
        f"{apart} {'does' if apart == 1 else 'do'} not agree. Each as a ratio of the two."
    )
    rows = [disagreement.pair_words(dataset, pair) for pair in drawn]
    return AltText(short, lambda: [f"{gap_rows.GAPS_TITLE}. {short}", *rows])


def _gap_row(words: RowWords) -> str:
    return ". ".join(text.rstrip(".") for text in (words.name, *words.quiet)) + "."


def grammar_alt_text() -> AltText:
    """Tell what `charts.builders.text_page.grammar` draws."""
    own = [f"{WORDS[name]}: {meaning}." for name, meaning in MEANINGS.items()]
    short = f"The {len(own)} marks used in charts, one per row, each with its meaning."
    return AltText(short, lambda: [short, *own])


def _measured(title: str, unit: str) -> str:
    """Return a title with its unit, unless it names it already."""
    if unit in title.lower():
        return title
    return f"{title[:-1]}; {unit})" if title.endswith(")") else f"{title} ({unit})"


def _paragraphs(parts: Iterable[Sequence[str]]) -> list[str]:
    return [" ".join(part) for part in parts if part]


def _counts(rows: Sequence[Claim]) -> list[str]:
    """Return how much is drawn, and what kinds of numbers are among it."""
    years = years_words(rows)
    sentences = [f"It shows {counts_words(rows)}{f', for {years}' if years else ''}."]
    if len({claim.official for claim in rows}) > 1:
        sentences.append("No line joins a claim to the official record.")
    return sentences


def _option_sentences(dataset: Dataset, claims: pd.DataFrame, options: ChartOptions) -> list[str]:
    """Return how the reader has it drawn."""
    sentences = []
    labels = notes.series_labels(dataset, named_in(claims, options))
    if options.focus in labels:
        sentences.append(HIGHLIGHTED.format(name=labels[options.focus]))
    if options.log:
        sentences.append(LOGARITHMIC)
        sentences += chart_remarks.not_on_scale(dataset, claims, log=True)
    return sentences


def _layers(dataset: Dataset, parts: Sequence[Part], options: ChartOptions) -> list[str]:
    """Return the notes and the events that the reader has shown on the chart."""
    if not (options.notes or options.events is not None):
        return []
    dated = [own[own["start"].notna()] for _, own in parts]
    plots = [
        [mark for run in runs_on_scale(dataset, part, options).values() for mark in run]
        for own in dated
        for _, part in divided(dataset, own, options.panels)
    ]
    noted = lettered_notes(plots, indicator_texts.together(dated)) if options.notes else []
    lines = lettered_lines(dataset, noted)
    told = [f"Notes: {' '.join(lines)}"] if lines else []
    marks = [mark for plot in plots for mark in plot]
    if options.events is None or not marks:
        return told
    return [*told, *events_note(dataset, events_on(options.events, ranges(marks)), numbered=False)]


def _runs(dataset: Dataset, claims: pd.DataFrame, options: ChartOptions) -> list[list[str]]:
    """Return the sentences of each series, those of documents before the record."""
    labels = notes.series_labels(dataset, named_in(claims, options))
    dated = claims[claims["start"].notna()]
    pairs = pairs_of(dated, log=options.log)
    off = {claim.claim_id for claim in off_scale(dated, log=options.log)}
    texts = []
    for (official, series_id), own in dated.groupby(["official", "series_id"], sort=True):
        name = labels[str(series_id)]
        how = notes.how_counted(dataset, claims_in(own)[0], name)
        name += f", {how}" if how else ""
        computed = any(claim.computation for claim in claims_in(own))
        name += f" ({wording.record_words(computed=computed)})" if official else ""
        texts.append(run_sentences(dataset, name, own, pairs, off))
    return texts


def _undated(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    texts = notes.without_period(dataset, claims)
    return ["Not on the time axis:", *texts] if texts else []


def _rows(dataset: Dataset, claims: pd.DataFrame) -> list[list[str]]:
    """Return a sentence for each row of a comparison, by what is measured."""
    labels = notes.series_labels(dataset, claims)
    found: dict[str, list[str]] = {}
    for claim in claims_in(claims):
        title = str(dataset.indicators.loc[claim.indicator_id, "title"])
        of = f" (share of {_base(dataset, claim)})" if claim.measure == "share" else ""
        who = labels[claim.series_id] + (", official record" if claim.official else "")
        said = f"{claim_phrase(dataset, claim)}; {notes.sources(dataset.works, [claim])}"
        found.setdefault(title + of, [f"{title}{of}."]).append(f"{who}: {said}.")
    return list(found.values())


def _base(dataset: Dataset, claim: Claim) -> str:
    return str(dataset.indicators.loc[claim.indicator_id, "base"]) or "base not stated"


def _short(
    dataset: Dataset,
    title: str,
    what: str,
    claims: pd.DataFrame,
    happened: Sequence[str] = (),
) -> str:
    """Return what happened, where that is told, what is drawn and how much; then as much of the
    rest as there is room for.
    """
    if claims.empty:
        return f"{what}: no claims."
    rows = claims_in(claims)
    years = years_words(rows)
    counts = f"{counts_words(rows)}{f', {years}' if years else ''}."
    text = f"{what}: {counts}"
    if len(text) > MOST_SHORT:
        text = f"{title}: {counts_words(rows)}."
    told = f"{title}: {' '.join(happened)}" if happened else ""
    if 0 < len(told) <= MOST_SHORT:
        text = told
    for more in (counts if text == told else "", _kinds(rows), _latest(dataset, claims)):
        if more and len(text) + len(more) < MOST_SHORT:
            text += f" {more}"
    return text


def _kinds(rows: Sequence[Claim]) -> str:
    """Return how many of several claims are no single number, or have no period."""
    if len(rows) == 1:
        return ""
    bounds = sum(claim.quantity.hedge in (*LOW_HEDGES, *HIGH_HEDGES) for claim in rows)
    ranges = sum(claim.quantity.hedge in RANGES for claim in rows)
    magnitudes = sum(claim.quantity.hedge == MAGNITUDE for claim in rows)
    undated = sum(pd.isna(claim.start) for claim in rows)
    parts = (
        f"{bounds:,} with only one limit given" if bounds else "",
        many(ranges, "range") if ranges else "",
        many(magnitudes, "vague word") if magnitudes else "",
        f"{undated:,} without a period" if undated else "",
    )
    kinds = ", ".join(part for part in parts if part)
    return f"Of these, {kinds}." if kinds else ""


def _latest(dataset: Dataset, claims: pd.DataFrame) -> str:
    """Return the claim of the last period, where all that is said of it is one number; or the
    only claim.

    Of rows that measure different things none is the latest.
    """
    if len(claims) == 1:
        return f"The number: {claim_phrase(dataset, claims_in(claims)[0])}."
    if claims["indicator_id"].nunique() > 1:
        return ""
    latest = claims[claims["end"] == claims.loc[claims["start"].notna(), "end"].max()]
    latest = latest[latest["start"] == latest["start"].max()]
    if latest.empty:
        return ""
    labels = notes.series_labels(dataset, claims)
    values = {
        f"{claim_phrase(dataset, claim)} ({labels[claim.series_id]})" for claim in claims_in(latest)
    }
    return f"The latest: {values.pop()}." if len(values) == 1 else ""
