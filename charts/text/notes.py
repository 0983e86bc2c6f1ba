"""The texts of a figure: title, unit, names of series, source note."""

from __future__ import annotations

import itertools
import math
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import pandas as pd

from charts.presenter.own_words import NO_WORDS, SHORT, OwnWords
from charts.text.computed_figures import YEAR_BEFORE, computed_from, source_words
from charts.text.wording import (
    COMPUTED,
    attribution,
    came_about,
    claim_statement,
    claim_words,
    converted_words,
    escaped,
    listed,
    more_words,
    number,
    period_words,
    place_words,
    quotation,
    unit_row,
)
from loaders.citations.works import Work
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.claim_text import OF_LEVEL, RATIO
from loaders.queries.place_text import placed_title
from loaders.schema.claim_state import IN_FORCE
from loaders.values.codelists import CHANGES, DECREASE, EARLY, MAGNITUDE, MEASURES, VINTAGES
from loaders.values.edtf import parse_period
from loaders.values.locators import after_work, locator_words, quoted_by, split_references
from loaders.values.recipes import is_sum, summed_months, summed_rows


def titled_labels(dataset: Dataset, claims: pd.DataFrame) -> dict[str, str]:
    """Return a name for each series of several indicators, as it stands alone: the indicator's
    title, the place where the dataset has several, and what tells it from others of its indicator.
    """
    placed = dataset.claimed_series[["place_id", "from_place_id"]].drop_duplicates().shape[0] > 1
    titles = dataset.indicators["title"]
    return {
        series: f"{titles[name]}, {label}"
        for name, own in claims.groupby("indicator_id", sort=False)
        for series, label in series_labels(
            dataset, own, beside=titles[name] if placed else None
        ).items()
    }


def series_labels(
    dataset: Dataset, claims: pd.DataFrame, *, credited: bool = False, beside: str | None = None
) -> dict[str, str]:
    """Return a name for each series, of which no two are alike: who counted, whether a later count
    replaces it, and as little more as tells it from the others.

    `credited` names whom the documents credit too, where no statement beside it does. The place is
    named where there are several, or where a title `beside` it is all that might name it.
    """
    rows: dict[str, list[Claim]] = {}
    for claim in claims_in(claims):
        rows.setdefault(claim.series_id, []).append(claim)
    shown = {name: own[0] for name, own in sorted(rows.items())}
    title = beside or ""
    places = {n: place_words(dataset, s.place_id, s.from_place_id, title) for n, s in shown.items()}
    several = beside is not None or len(set(places.values())) > 1
    parts = {
        name: [
            *([places[name]] if several and places[name] else []),
            whose(dataset, rows[name]) if credited else _own(dataset, series),
            *([_edition(series)] if series.vintage in EARLY else []),
        ]
        for name, series in shown.items()
    }
    for tell in (_other_edition, _years_apart, _scope, _years, _document, _measure, _name):
        for alike in _alike(parts):
            more = tell(dataset, [shown[name] for name in alike])
            if len(set(more)) > 1:
                parts |= {n: [*parts[n], w] for n, w in zip(alike, more, strict=True) if w}
    return {name: ", ".join(words) for name, words in parts.items()}


def how_counted(dataset: Dataset, series: Claim, name: str) -> str:
    """Return what the name of a series leaves out of how it is counted."""
    scope = str(dataset.series.loc[series.series_id, "scope"])
    edition = "" if _edition(series) in name else _edition(series)
    return ", ".join(part for part in (edition, "" if scope in name else scope) if part)


def ways_of_counting(dataset: Dataset, claims: pd.DataFrame, named: pd.DataFrame) -> list[str]:
    """Return a sentence for each series that another of its producer stands beside, on what its
    name leaves out of how it is counted; `named` are the claims that series are named among.
    """
    labels = series_labels(dataset, named, credited=True)
    shown = {claim.series_id: claim for claim in claims_in(claims) if claim.dated}
    own = [
        (series, how_counted(dataset, series, labels[name]))
        for name, series in sorted(shown.items())
    ]
    producers = [series.producer for series in shown.values() if series.producer]
    return [
        f"{labels[series.series_id]}: {how}."
        for series, how in own
        if how and producers.count(series.producer) > 1
    ]


def _alike(parts: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return the series that have one name, where several have it."""
    groups: dict[str, list[str]] = {}
    for name, words in parts.items():
        groups.setdefault(", ".join(words), []).append(name)
    return [names for names in groups.values() if len(names) > 1]


def _edition(series: Claim) -> str:
    """Return whether a later count replaces a series, and over how many months it counts."""
    label = VINTAGES[series.vintage].label if series.vintage else ""
    window = f"{series.window_months} months" if series.window_months else ""
    return f"{label} {window}".strip()


def _other_edition(_: Dataset, alike: Sequence[Claim]) -> list[str]:
    return ["" if series.vintage in EARLY else _edition(series) for series in alike]


def _years(dataset: Dataset, alike: Sequence[Claim]) -> list[str]:
    """Return the years of series, which stay as they are whatever a reader leaves out."""
    spans = (dataset.years.get(series.series_id) for series in alike)
    return ["–".join(map(str, dict.fromkeys(span))) if span else "" for span in spans]


def _years_apart(dataset: Dataset, alike: Sequence[Claim]) -> list[str]:
    """Return the years of the series that have none in common with any other of these."""
    spans = [dataset.years.get(series.series_id, (-math.inf, math.inf)) for series in alike]
    met = {
        place
        for pair in itertools.combinations(enumerate(spans), 2)
        for place, _ in pair
        if max(first for _, (first, _) in pair) <= min(last for _, (_, last) in pair)
    }
    told = _years(dataset, alike)
    return ["" if place in met else words for place, words in enumerate(told)]


def _scope(dataset: Dataset, alike: Sequence[Claim]) -> list[str]:
    return [str(dataset.series.loc[series.series_id, "scope"]) for series in alike]


def _document(dataset: Dataset, alike: Sequence[Claim]) -> list[str]:
    return [dataset.works[series.document_id].short() for series in alike]


def _measure(_: Dataset, alike: Sequence[Claim]) -> list[str]:
    return [MEASURES[series.measure].label for series in alike]


def _name(_: Dataset, alike: Sequence[Claim]) -> list[str]:
    return [f"series {series.series_id}" for series in alike]


def whose(dataset: Dataset, claims: Sequence[Claim]) -> str:
    """Return whose numbers the claims of a series are: the producer's or, where none is stated,
    those of whom the document credits, or of the document itself.
    """
    first = claims[0]
    names = " and ".join(dict.fromkeys(c.attributed_to for c in claims if c.attributed_to))
    partly = "" if all(claim.attributed_to for claim in claims) else "partly "
    if not names:
        return _own(dataset, first)
    if first.producer or partly:
        return f"{_own(dataset, first)}, {partly}according to {names}"
    return f"{names}, in {dataset.works[first.document_id].short()}"


def _own(dataset: Dataset, claim: Claim) -> str:
    return claim.producer or dataset.works[claim.document_id].short()


def title(dataset: Dataset, indicator_id: str, claims: pd.DataFrame) -> str:
    """Return the measure, and the place where all claims are of one."""
    places = set(zip(claims["place_id"], claims["from_place_id"], strict=True))
    return placed_title(dataset, indicator_id, *(places.pop() if len(places) == 1 else ("", "")))


def unit_words(dataset: Dataset, indicator_id: str, claims: pd.DataFrame) -> str:
    """Return the chart's unit, with what a share is of and what a change is against."""
    indicator = dataset.indicators.loc[indicator_id]
    unit = unit_row(dataset, str(indicator["unit"]))
    bases = {str(parse_period(text)) for text in claims["base_period"] if text}
    base = bases.pop() if len(bases) == 1 else "the base period"
    if all(claim.is_computed_change for claim in claims_in(claims)):
        base = YEAR_BEFORE
    measures = set(claims["measure"])
    if measures == {RATIO}:
        if unit["dimension"] != RATIO:
            return unit["plural"]
        of = OF_LEVEL.format(base) if claims["base_period"].any() else str(indicator["base"])
        joint = " " if unit["unit"] == "multiple" else " of "
        return f"{unit['plural']}{joint}{of or '(base not stated)'}"
    if DECREASE in measures:
        return f"change in {unit['plural']} against {base}"
    if measures and measures <= {*CHANGES, RATIO}:
        return f"{unit['plural']} more than in {base}"
    if unit["dimension"] == "ratio" and "share" in measures:
        return f"{unit['plural']} of {indicator['base'] or '(base not stated)'}"
    return unit["plural"]


def subtitle(dataset: Dataset, indicator_id: str, claims: pd.DataFrame) -> str:
    """Return what is measured, and the chart's unit."""
    definition = str(dataset.indicators.loc[indicator_id, "definition"])
    return f"{definition} Unit: {unit_words(dataset, indicator_id, claims)}"


def documents_of(claims: pd.DataFrame) -> list[str]:
    """Return the documents of claims, and of what numbers were computed from, each once."""
    of_claims = claims["document_id"].tolist()
    computed = [claim.computation for claim in claims_in(claims) if claim.computation]
    against = [operand.document_id for one in computed for operand in one.operands]
    return list(dict.fromkeys([*of_claims, *against]))


def works_of(claims: pd.DataFrame) -> list[str]:
    """Return the works that claims cite, each once."""
    cells = (split_references(cell) for cell in claims["reference_ids"])
    return list(dict.fromkeys(key for pairs in cells for key, _ in pairs if key))


def sources(works: Mapping[str, Work], claims: Iterable[Claim]) -> str:
    """Return the documents of claims with their locators, and the works that they cite."""
    places: dict[str, list[str]] = {}
    cited: dict[str, dict[str, None]] = {}
    for claim in claims:
        document = claim.document_id
        places.setdefault(document, []).append(claim.locator)
        keys = [key for key, _ in split_references(claim.reference_ids) if key]
        cited.setdefault(document, {}).update({works[key].short(): None for key in keys})
    return "; ".join(
        after_work(works[document].short(), _locators(cells))
        + (f", citing {', '.join(cited[document])}" if cited[document] else "")
        for document, cells in places.items()
    )


def _locators(cells: Sequence[str]) -> str:
    """Return locators in order, neighbouring paragraphs as one range: `¶58–60, ¶65`; those who
    quote an edition as one list.
    """
    paragraphs, others = [], []
    quoting = [quoted_by(cell) for cell in sorted(set(cells)) if quoted_by(cell)]
    if len(quoting) > 1:
        quoting = [re.sub(r", ([^,]+)$", r" (\1)", work) for work in quoting]
    cells = [cell for cell in cells if not quoted_by(cell)]
    for cell in sorted(set(cells)):
        found = re.fullmatch(r"para (\d+)(?:-(\d+))?", cell)
        if found:
            paragraphs.append((int(found[1]), int(found[2] or found[1])))
        else:
            others.append(locator_words(cell))
    runs: list[tuple[int, int]] = []
    for first, last in sorted(paragraphs):
        if runs and first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(last, runs[-1][1]))
        else:
            runs.append((first, last))
    words = [f"¶{first}" if first == last else f"¶{first}–{last}" for first, last in runs]
    quotes = f"as quoted by {listed(quoting)}" if quoting else ""
    return ", ".join(part for part in [*words, *others, quotes] if part)


def source_note(dataset: Dataset, claims: pd.DataFrame, own: OwnWords = NO_WORDS) -> str:
    """Return the note that stands in every figure: sources, data version, licence, and what a
    presenter says in it.
    """
    said, recorded = claims[~claims["official"]], claims[claims["official"]]
    name_them = short_sources if own.sources == SHORT else sources
    parts = [
        f"{name}: {name_them(dataset.works, claims_in(rows))}{computed_words(_current(rows))}."
        for name, rows in (("Source", said), ("Official record", recorded))
        if len(rows)
    ]
    parts.append(source_words(dataset, claims_in(claims)))
    parts += [f"{edition_words(dataset)}.", own.credit]
    return " ".join(part for part in parts if part)


def edition_words(dataset: Dataset, of: str = "") -> str:
    """Return the site, the version of its figures unless that is "", with what it is of, and their
    licence.
    """
    version = [f"data {dataset.version}{of}"] if dataset.version else []
    return ", ".join([dataset.site.name, *version, dataset.site.terms.name])


def short_sources(works: Mapping[str, Work], claims: Iterable[Claim]) -> str:
    """Return the documents of claims by name and year."""
    return "; ".join(dict.fromkeys(works[claim.document_id].short() for claim in claims))


def _current(claims: pd.DataFrame) -> pd.Series:
    """Return the recipes of the claims in force: what we corrected is no figure more."""
    return claims.loc[claims["state"] == IN_FORCE, "computed"]


def dated_note(dataset: Dataset, claims: pd.DataFrame, own: OwnWords = NO_WORDS) -> str:
    """Return the source note and when the data last changed, as files have it."""
    when = f" Data last changed on {parse_period(dataset.changed)}." if dataset.changed else ""
    return source_note(dataset, claims, own) + when


def computed_words(cells: Iterable[str]) -> str:
    """Say how many of the claims of `computed` cells are our sums, and over how many rows or
    months, where that is known of all.
    """
    all_cells = list(cells)
    sums = [cell for cell in all_cells if is_sum(cell)]
    if not sums:
        return ""
    figures = "all figures" if len(sums) == len(all_cells) else f"{len(sums)} of the figures"
    rows = [summed_rows(cell) for cell in sums]
    months = {summed_months(cell) for cell in sums}
    if all(rows):
        over = f"{sum(rows):,} rows"
    elif len(months) == 1 and all(months):
        over = f"{months.pop()} months each"
    else:
        over = "rows of data files"
    return f"; {figures} summed by us from {over}"


def origin_words(claim: Claim) -> str:
    """Say how an official figure came here: summed or taken from a file, or read on a page, the
    office's or that of a work that quotes it.
    """
    rows, months = summed_rows(claim.computed), summed_months(claim.computed)
    if months:
        return f"summed by us from {months} months of the record"
    if is_sum(claim.computed):
        rounded = " and rounded" if claim.rounded_sum else ""
        return f"summed by us from {f'{rows:,} ' if rows else ''}rows of a data file{rounded}"
    if claim.computed:
        return "from a data file"
    page = "work that quotes it" if claim.quoted_by else "page"
    return f"read from an archived copy of the {page}" if claim.official else ""


def hover(dataset: Dataset, row: Claim) -> str:
    """Return what a mark tells: value with hedge, period, status, who is credited, document and
    paragraph, and what is noted of a document's claim.
    """
    converted = converted_words(dataset, row, row.quantity.chart_unit)
    status = "" if came_about(row) == COMPUTED else came_about(row)  # told above
    about = (period_words(row), status, attribution(row), more_words(row))
    lines = [
        f"<b>{escaped(claim_words(dataset, row))}</b>",
        escaped(computed_from(dataset, row)),
        f"= {escaped(converted)}" if converted else "",
        escaped("; ".join(part for part in about if part)),
        escaped(f"“{quotation(row.as_printed)}”") if row.as_printed else "",
        escaped(_origin(dataset, row)),
        "" if row.official else escaped(row.note),
    ]
    return "<br>".join("<br>".join(wrapped(line, 56)) for line in lines if line)


def _origin(dataset: Dataset, row: Claim) -> str:
    """Return where a claim stands, of an official figure that it is one and how it came here."""
    source = sources(dataset.works, [row])
    return f"Official record: {source}; {origin_words(row)}" if row.official else source


@lru_cache(maxsize=4096)
def wrapped(text: str, width: int) -> Sequence[str]:
    """Return the text in lines of at most `width` characters, no word cut.

    Kept, as hundreds of points of a series say where they come from in the same words.
    """
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return tuple(lines) or ("",)


def untold(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return sentences on claims of which a chart over time cannot tell what they say: those in
    vague words, of which it draws the floor, and those that no time axis can show.
    """
    dated = claims_in(claims[claims["start"].notna()])
    vague = [claim for claim in dated if claim.quantity.hedge == MAGNITUDE]
    labels = series_labels(dataset, claims) if vague else {}
    return [
        *(
            f"{_sentence(dataset, labels, claim)}, drawn from {number(claim.quantity.chart_low)} "
            "up, with no end."
            for claim in vague
        ),
        *(f"Not drawn over time: {text}" for text in without_period(dataset, claims)),
    ]


def without_period(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return a sentence for each claim that no time axis can show."""
    undated = claims_in(claims[claims["start"].isna()])
    labels = series_labels(dataset, claims) if undated else {}
    return [f"{_sentence(dataset, labels, row)}." for row in undated]


def _sentence(dataset: Dataset, labels: Mapping[str, str], claim: Claim) -> str:
    """Return who says what of when, without a full stop."""
    said = f"{claim_statement(dataset, claim)}, {period_words(claim)}"
    return f"{labels[claim.series_id]}: {said} ({sources(dataset.works, [claim])})"
