"""What a search can find: indicators, claims, documents, works and words, with their texts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial

import pandas as pd

from loaders.citations.latex import unlatexed
from loaders.citations.works import Work
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.place_text import is_subdivision, place_words, placed_title
from loaders.queries.selection import EVERYTHING, Row, records, selected
from loaders.values.locators import plain_words, split_references

ANSWER = "answer"
KINDS = (ANSWER, "indicator", "claim", "document", "work", "word")
PUBLISHED_IN = ("institution", "organization", "journal", "series", "howpublished", "number")
HIDDEN = ("date", "type", "doi")
MAIN, FULL, LITTLE = 4.0, 2.0, 1.0
"""How much it weighs that a word stands in a text."""


@dataclass(frozen=True)
class SearchText:
    """A text of a record: what it is, how much it weighs, whether readers are shown it; one that
    weighs nothing is shown and not searched.
    """

    name: str
    words: str
    weight: float = FULL
    shown: bool = True


@dataclass(frozen=True)
class Findable:
    """One of the `KINDS`; `behind` stands after others that fit as exactly.

    So does what is of a `state`, after what is of a nation; among equals the newest `year` leads.
    """

    kind: str
    id: str
    title: str
    texts: tuple[SearchText, ...]
    behind: bool = False
    state: bool = False
    year: int = 0


def findable(dataset: Dataset) -> list[Findable]:
    """Return all that can be found in a dataset, by kind; of claims, those in force."""
    return [*_indicators(dataset), *_claims(dataset), *_works(dataset)]


def explained_word(word: str, meaning: str) -> Findable:
    """Return a word of the pages, with what it means."""
    return Findable("word", word, word, (SearchText("", meaning),))


def answer(name: str, question: str, text: str, words: str) -> Findable:
    """Return an answer to what readers ask of the site, which is found by `words`."""
    texts = (SearchText("", text, 0.0), SearchText("", words, MAIN, shown=False))
    return Findable(ANSWER, name, question, texts)


def _indicators(dataset: Dataset) -> Iterator[Findable]:
    claims = selected(dataset.joined, EVERYTHING)
    told = {*claims.loc[~claims["official"], "indicator_id"]}
    years = {str(name): _years(rows) for name, rows in claims.groupby("indicator_id", sort=False)}
    groups = dataset.claimed_series.groupby("indicator_id", sort=False)
    series = {str(name): rows for name, rows in groups}
    recorded = dataset.series[dataset.series["recipe_id"] != ""]
    record = {str(name): rows for name, rows in recorded.groupby("indicator_id", sort=False)}
    names = dataset.places["name"]
    for indicator in records(dataset.indicators.loc[sorted(dataset.measured)]):
        name = indicator["indicator_id"]
        own = records(series[name]) if name in series else []
        counted = "; ".join(dict.fromkeys(_counted(dataset, row) for row in own))
        places = sorted(set(record[name]["place_id"])) if name in record else []
        topic = dataset.topics.loc[indicator["topic"], "title"]
        texts = (
            SearchText("", indicator["definition"]),
            SearchText("Series", counted),
            SearchText("Base", indicator["base"]),
            SearchText("Topic", str(topic)),
            SearchText("Note", " ".join(dict.fromkeys(row["note"] for row in own)).strip(), LITTLE),
            SearchText("", f"{_unit(dataset, indicator['unit'])} {name}", LITTLE, shown=False),
            SearchText("", years.get(name, ""), LITTLE, shown=False),
            SearchText("Official figures by place", "; ".join(names[places]), LITTLE, shown=False),
        )
        yield Findable("indicator", name, indicator["title"], texts, behind=name not in told)


def _years(claims: pd.DataFrame) -> str:
    """Return the years in which the periods of claims begin and end."""
    days = pd.concat([claims["start"], claims["end"]]).dropna()
    return " ".join(str(year) for year in sorted({day.year for day in days}))


def _counted(dataset: Dataset, series: Row) -> str:
    """Return who counted, where and how."""
    place = place_words(dataset, series["place_id"], series["from_place_id"])
    return _joined(series["producer"], place, series["counting"], by=", ")


def _unit(dataset: Dataset, unit: str) -> str:
    names = (str(dataset.units.loc[unit, column]) for column in ("name", "plural", "symbol"))
    return " ".join(dict.fromkeys(names))


def _claims(dataset: Dataset) -> Iterator[Findable]:
    units = {str(name): _unit(dataset, str(name)) for name in dataset.units.index}
    titled = cache(partial(placed_title, dataset))
    topics = dataset.topics["title"].to_dict()
    for claim in claims_in(selected(dataset.joined, EVERYTHING)):
        title = titled(claim.indicator_id, claim.place_id, claim.from_place_id)
        period = str(claim.period) if claim.period else ""
        texts = (
            SearchText("", plain_words(claim.as_printed), MAIN),
            SearchText("", _value(claim, units[claim.quantity.unit]), MAIN, shown=False),
            SearchText("Source", _source(dataset, claim)),
            SearchText("Counted by", _joined(claim.producer, claim.counting, by=", ")),
            SearchText("Credited to", claim.attributed_to),
            SearchText("Note", claim.note, LITTLE),
            SearchText("Topic", topics[claim.topic], LITTLE),
            SearchText("", _never_shown(dataset, claim), LITTLE, shown=False),
        )
        title = _joined(title, period, by=", ")
        year = 0 if pd.isna(claim.end) else claim.end.year
        state = is_subdivision(claim.place_id)
        yield Findable("claim", claim.claim_id, title, texts, claim.official, state, year)


def _value(claim: Claim, unit: str) -> str:
    """Return hedge, bounds and unit of a claim: the bounds may be printed as words only."""
    quantity = claim.quantity
    ends = (quantity.low, quantity.best, quantity.high)
    bounds = [value for value in ends if not math.isnan(value)]
    numbers = " ".join(f"{Decimal(f'{value:.12g}'):f}" for value in dict.fromkeys(bounds))
    return f"{claim.quantity.hedge.replace('_', ' ')} {numbers} {unit}"


def _never_shown(dataset: Dataset, claim: Claim) -> str:
    """Return ids, words and years; a year of publication without the letter after it."""
    days = (day for day in (claim.start, claim.end) if not pd.isna(day))
    years = {*(str(day.year) for day in days), *(w.year for w in _works_of(dataset, claim))}
    return _joined(claim.claim_id, claim.status, claim.measure, *sorted(years))


def _source(dataset: Dataset, claim: Claim) -> str:
    """Return the document of a claim and the works that it cites, in short."""
    own, *cited = (work.short() for work in _works_of(dataset, claim))
    return own + (f", citing {', '.join(cited)}" if cited else "")


def _works_of(dataset: Dataset, claim: Claim) -> list[Work]:
    cites = [key for key, _ in split_references(claim.reference_ids) if key]
    return [dataset.works[key] for key in dict.fromkeys([claim.document_id, *cites])]


def _joined(*parts: str, by: str = " ") -> str:
    return by.join(part for part in parts if part)


def _works(dataset: Dataset) -> Iterator[Findable]:
    notes = {str(name): str(note) for name, note in dataset.documents["note"].items()}
    found = [_work(name, work, notes) for name, work in dataset.works.items()]
    yield from sorted(found, key=lambda each: KINDS.index(each.kind))


def _work(name: str, work: Work, notes: dict[str, str]) -> Findable:
    fields = {key: unlatexed(value) for key, value in work.fields.items()}
    authors = "; ".join(dict.fromkeys(p for p in (fields.get("author", ""), work.short()) if p))
    within = "; ".join(fields[key] for key in PUBLISHED_IN if key in fields)
    hidden = _joined(name, work.year, *(fields.get(key, "") for key in HIDDEN))
    texts = (
        SearchText("By", authors, MAIN),
        SearchText("In", within),
        SearchText("Note", _joined(notes.get(name, ""), fields.get("annote", ""))),
        SearchText("", hidden, LITTLE, shown=False),
    )
    return Findable("document" if name in notes else "work", name, work.title, texts)
