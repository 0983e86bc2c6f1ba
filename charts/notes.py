"""The texts of a figure: title, unit, names of series, source note."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping

import pandas as pd

from charts.words import (
    STATUS_WORDS,
    claim_words,
    converted_words,
    escaped,
    period_words,
    place_words,
    printed,
    unit_row,
)
from loaders.cite import Work, locator_words, split_references
from loaders.dataset import Dataset
from loaders.periods import parse
from loaders.schema import CHANGES

LICENCE = "CC BY 4.0"


def series_labels(dataset: Dataset, claims: pd.DataFrame) -> dict[str, str]:
    """Return a name for each series: who counted, and as much more as tells it from the others."""
    shown = dataset.series.loc[sorted(claims["series_id"].unique())]
    who = {}
    for series_id, series in shown.iterrows():
        own = claims.loc[claims["series_id"] == series_id, "document_id"].iloc[0]
        who[str(series_id)] = series["producer"] or dataset.works[own].short()
    where = {
        str(series_id): place_words(dataset, series["place_id"], series["from_place_id"])
        for series_id, series in shown.iterrows()
    }
    parts = {name: [name_of] for name, name_of in who.items()}
    if len(set(where.values())) > 1:
        for name, place in where.items():
            parts[name] = [place, *parts[name]] if place else parts[name]
    labels = {name: ": ".join(words) for name, words in parts.items()}
    for name, label in labels.items():
        if list(labels.values()).count(label) > 1:
            parts[name].append(shown.loc[name, "scope"])
    return {
        name: ", ".join([": ".join(words[:2]), *words[2:]]) if len(words) > 2 else _pair(words)
        for name, words in parts.items()
    }


def _pair(words: list[str]) -> str:
    return ", ".join(words)


def title(dataset: Dataset, indicator_id: str, claims: pd.DataFrame) -> str:
    """Return the measure, and the place where all claims are of one."""
    places = {
        place_words(dataset, place, origin)
        for place, origin in zip(claims["place_id"], claims["from_place_id"], strict=True)
    }
    name = str(dataset.indicators.loc[indicator_id, "title"])
    return f"{name}, {places.pop()}" if len(places) == 1 and places != {""} else name


def unit_words(dataset: Dataset, indicator_id: str, claims: pd.DataFrame) -> str:
    """Return the chart's unit, with what a share is of and what a change is against."""
    indicator = dataset.indicators.loc[indicator_id]
    unit = unit_row(dataset, str(indicator["unit"]))
    bases = {str(parse(text)) for text in claims["base_period"] if text}
    base = bases.pop() if len(bases) == 1 else "the base period"
    measures = set(claims["measure"])
    if measures and measures <= {*CHANGES, "ratio"}:
        if measures == {"ratio"}:
            return f"as a multiple of {base}" if claims["base_period"].any() else "times"
        return f"{unit['plural']} {'less' if measures == {'decrease'} else 'more'} than in {base}"
    if unit["dimension"] == "ratio" and "share" in measures:
        return f"{unit['plural']} of {indicator['base'] or '(base not stated)'}"
    return unit["plural"]


def documents_of(claims: pd.DataFrame) -> list[str]:
    """Return the documents of claims, each once."""
    return list(dict.fromkeys(claims["document_id"]))


def works_of(claims: pd.DataFrame) -> list[str]:
    """Return the works that claims cite, each once."""
    cells = (split_references(cell) for cell in claims["reference_ids"])
    return list(dict.fromkeys(key for pairs in cells for key, _ in pairs if key))


def sources(works: Mapping[str, Work], claims: pd.DataFrame) -> str:
    """Return the documents with their locators, and the works that they cite."""
    parts = []
    for document_id, own in claims.groupby("document_id", sort=False):
        cited: dict[str, None] = {}
        for cell in own["reference_ids"]:
            cited.update({works[key].short(): None for key, _ in split_references(cell) if key})
        words = f"{works[str(document_id)].short()} {_locators(own['locator'])}"
        parts.append(words + (f", citing {', '.join(cited)}" if cited else ""))
    return "; ".join(parts)


def _locators(cells: Iterable[str]) -> str:
    """Return locators in order, neighbouring paragraphs as one range: `¶58–60, ¶65`."""
    paragraphs, others = [], []
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
    return ", ".join([*words, *others])


def source_note(dataset: Dataset, claims: pd.DataFrame) -> str:
    """Return the note that stands in every figure: sources, data version, licence."""
    origin = f"Source: {sources(dataset.works, claims)}."
    return f"{origin} Cited Figures, data {dataset.version}, {LICENCE}."


def hover(dataset: Dataset, row: pd.Series) -> str:
    """Return what a mark tells: value with hedge, period, status, document and paragraph."""
    converted = converted_words(dataset, row, row["chart_unit"])
    status = STATUS_WORDS[row["status"]]
    lines = [
        f"<b>{escaped(claim_words(dataset, row))}</b>",
        f"= {escaped(converted)}" if converted else "",
        escaped(f"{period_words(row)}; {status}"),
        escaped(f"“{printed(row['as_printed'])}”") if row["as_printed"] else "",
        escaped(sources(dataset.works, row.to_frame().T)),
    ]
    return "<br>".join("<br>".join(wrapped(line, 56)) for line in lines if line)


def wrapped(text: str, width: int) -> list[str]:
    """Return the text in lines of at most `width` characters, no word cut."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False) or [""]


def without_period(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return a sentence for each claim that no time axis can show."""
    labels = series_labels(dataset, claims)
    return [
        f"{labels[row['series_id']]}: {claim_words(dataset, row)}, {period_words(row)}"
        f" ({sources(dataset.works, row.to_frame().T)})."
        for _, row in claims[claims["start"].isna()].iterrows()
    ]
