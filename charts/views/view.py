"""What is shown, as one typed record, and the address that stands for it.

Page, export, citation and deck take the same record, so they cannot disagree. An address
holds stable ids and every choice that was made, so that it means the same when a default changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

from charts.views.pages import HOME, PAGES
from loaders.analysis import disagreements, official_record
from loaders.curation.row_parser import TABLES
from loaders.dataset import Dataset
from loaders.errors import did_you_mean, shown
from loaders.search.records import KINDS
from loaders.values.codelists import HEDGES, STATUSES
from loaders.values.intervals import PARTLY

TASKS = ("claim", "rows", "row", "due")
"""What Maintain is for: a claim of a known series, rows of any kind, one row by form, what is due;
a claim in the address is one to correct or withdraw.
"""
PANELS = ("place", "producer")
SCALES = ("log",)
SORTS = ("topic", "period", "document", "added")
ORDERS = {"claims": SORTS, "recorded": official_record.SORTS, "disagreements": disagreements.SORTS}
"""What the lists of a page can be sorted by, the first where nothing is chosen."""
YEARS = range(1500, 2201)
FOREIGN = ("utm_", "fbclid", "gclid", "embed")
"""Names that other programs add to addresses; nothing is said of them."""


@dataclass(frozen=True)
class View:
    """What a page shows. An empty text or tuple is no choice: everything."""

    page: str = HOME
    topic: str = ""
    indicator: str = ""
    comparison: str = ""
    places: tuple[str, ...] = ()
    producers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    revised: bool = False
    record: bool = True
    picked: tuple[str, ...] = ()
    focus: str = ""
    panels: str = ""
    scale: str = ""
    events: bool = False
    notes: bool = False
    claim: str = ""
    work: str = ""
    words: str = ""
    kind: str = ""
    within: str = ""
    agree: str = ""
    sort: str = ""
    part: int = 1
    title: str = ""
    slides: tuple[str, ...] = ()
    as_of: date | None = None
    task: str = ""
    series: str = ""
    table: str = ""


@dataclass(frozen=True)
class Name:
    """How one attribute is called in an address, and on which pages it means something."""

    attribute: str
    name: str
    pages: tuple[str, ...]
    what: str


CHARTS = ("trends", "compare")
LISTS = (*CHARTS, "claims")
NAMES = (
    Name("topic", "topic", ("trends", "claims", "maintain"), "topic"),
    Name("indicator", "indicator", (*CHARTS, "disagreements"), "indicator"),
    Name("comparison", "comparison", ("compare",), "comparison"),
    Name("places", "place", LISTS, "place"),
    Name("producers", "producer", LISTS, "producer"),
    Name("documents", "document", LISTS, "document"),
    Name("statuses", "status", LISTS, "status"),
    Name("hedges", "hedge", LISTS, "hedge"),
    Name("since", "from", LISTS, "year"),
    Name("until", "to", LISTS, "year"),
    Name("revised", "revised", LISTS, "choice"),
    Name("record", "record", LISTS, "choice"),
    Name("picked", "pick", ("compare",), "claim"),
    Name("focus", "focus", ("trends",), "series"),
    Name("panels", "panels", ("trends",), "way to divide the chart"),
    Name("scale", "scale", ("trends",), "scale"),
    Name("events", "events", ("trends",), "choice"),
    Name("notes", "notes", ("trends",), "choice"),
    Name("claim", "claim", ("claims", "disagreements", "maintain"), "claim"),
    Name("work", "work", ("sources",), "document or work"),
    Name("words", "q", ("overview", "claims", "search"), "search"),
    Name("kind", "kind", ("search",), "kind"),
    Name("within", "within", ("recorded",), "answer"),
    Name("agree", "agree", ("disagreements",), "answer"),
    Name("sort", "sort", tuple(ORDERS), "order"),
    Name("part", "part", ("claims", "search"), "part"),
    Name("title", "title", ("deck",), "title"),
    Name("slides", "view", ("deck",), "view"),
    Name("as_of", "asof", (*LISTS, "recorded", "disagreements"), "day"),
    Name("task", "task", ("maintain",), "task"),
    Name("series", "series", ("maintain",), "series"),
    Name("table", "table", ("maintain",), "table"),
)
FREE = ("words", "title", "slides")
"""Attributes that hold any text; `views.deck` reads the addresses that are a deck's slides."""
EMPTY = View()
YES_OR_NO = {True: "yes", False: "no"}
ANSWERS = (*YES_OR_NO.values(), PARTLY)
"""Whether the record lies within a claim's words."""


def address(view: View) -> dict[str, list[str]]:
    """Return the query of a view's address: names and values, in a fixed order."""
    found: dict[str, list[str]] = {}
    for name in NAMES:
        value = getattr(view, name.attribute)
        if view.page in name.pages and value != getattr(EMPTY, name.attribute):
            found[name.name] = (
                [str(v) for v in value] if isinstance(value, tuple) else [_text(value)]
            )
    return found


def _text(value: object) -> str:
    return YES_OR_NO[value] if isinstance(value, bool) else str(value)


def known_values(dataset: Dataset) -> dict[str, frozenset[str]]:
    """Return the values that each attribute may have with this dataset."""
    series = dataset.series
    return {
        "topic": frozenset(dataset.topics.index),
        "indicator": frozenset(dataset.indicators.index),
        "comparison": frozenset(dataset.comparisons.index),
        "places": frozenset(series["place_id"]) - {""},
        "producers": frozenset(series["producer"]) - {""},
        "documents": frozenset(dataset.documents.index),
        "statuses": frozenset(STATUSES),
        "hedges": frozenset(HEDGES),
        "picked": frozenset(dataset.claims["claim_id"]),
        "focus": frozenset(series.index),
        "series": frozenset(series.index),
        "task": frozenset(TASKS),
        "table": frozenset(TABLES),
        "panels": frozenset(PANELS),
        "scale": frozenset(SCALES),
        "revised": frozenset(YES_OR_NO.values()),
        "events": frozenset(YES_OR_NO.values()),
        "notes": frozenset(YES_OR_NO.values()),
        "record": frozenset(YES_OR_NO.values()),
        "claim": frozenset(dataset.claims["claim_id"]),
        "work": frozenset(dataset.works),
        "kind": frozenset(KINDS),
        "within": frozenset(ANSWERS),
        "agree": frozenset(YES_OR_NO.values()),
        "sort": frozenset(sort for own in ORDERS.values() for sort in own),
    }


def parse(
    page: str, query: Mapping[str, Sequence[str]], known: Mapping[str, frozenset[str]]
) -> tuple[View, list[str]]:
    """Return the view that an address stands for, and a sentence for each part that means nothing.

    What cannot be read is left out; the rest is shown.
    """
    view, said = View(page=page), []
    known = {**known, "sort": known["sort"] & set(ORDERS.get(page, ()))}
    names = {name.name: name for name in NAMES if page in name.pages}
    for key, values in query.items():
        if key not in names:
            if not key.startswith(FOREIGN):
                said.append(f"The address has {shown(key)}, which means nothing on this page.")
            continue
        value, sentences = _value(names[key], values, known)
        said += sentences
        if value is not None:
            view = replace(view, **{names[key].attribute: value})
    if view.since is not None and view.until is not None and view.since > view.until:
        said.append(
            f"The years were given in reverse; {view.until} to {view.since} is shown instead."
        )
        view = replace(view, since=view.until, until=view.since)
    return view, said


def parse_address(text: str, known: Mapping[str, frozenset[str]]) -> tuple[View | None, list[str]]:
    """Return the view that a whole address stands for, as a reader pastes it, and sentences on
    what of it means nothing; None where its last part is no page.
    """
    try:
        parts = urlsplit(text.strip())
    except ValueError:  # brackets that hold no IP address
        return None, [f"{shown(text)} is no address."]
    page = parts.path.rstrip("/").rpartition("/")[2] or HOME
    if page not in PAGES:
        return None, [f"{shown(text)} leads to no page here; pages are {', '.join(PAGES)}."]
    return parse(page, parse_qs(parts.query, keep_blank_values=True), known)


def _value(
    name: Name, values: Sequence[str], known: Mapping[str, frozenset[str]]
) -> tuple[Any, list[str]]:
    """Return an attribute's value, None for no value, and what could not be read."""
    many = isinstance(getattr(EMPTY, name.attribute), tuple)
    said = [] if many or len(values) == 1 else [_twice(name)]
    if name.attribute in FREE:
        return (tuple(values) if many else values[-1]), said
    if name.what == "day":
        return _day(values[-1], said)
    if name.what in ("year", "part"):
        return _whole(name, values[-1], said)
    good = [value for value in values if value in known[name.attribute]]
    said += [_unknown(name, v, known[name.attribute]) for v in values if v not in good]
    if many:
        return tuple(dict.fromkeys(good)), said
    if name.what == "choice":
        return (good[-1] == YES_OR_NO[True] if good else None), said
    return (good[-1] if good else None), said


def _whole(name: Name, text: str, said: list[str]) -> tuple[int | None, list[str]]:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    allowed = YEARS if name.what == "year" else range(1, 100_000)
    if number in allowed:
        return number, said
    return None, [*said, f"{shown(text)} is no {name.what}, so it was left out."]


def _day(text: str, said: list[str]) -> tuple[date | None, list[str]]:
    """Return a day that has come; what the figures will be on a later one, nobody knows."""
    try:
        day = date.fromisoformat(text)
        exact = day.isoformat() == text
    except ValueError:
        exact = False
    if not exact:
        return None, [*said, f"{shown(text)} is no day such as 2026-11-22, so it was left out."]
    if day > date.today():
        return None, [*said, f"{text} is still to come; the figures of today are shown."]
    return day, said


def _twice(name: Name) -> str:
    return f"The address names more than one {name.what}; the last is shown."


def _unknown(name: Name, value: str, choices: Iterable[str]) -> str:
    if name.what == "choice":
        allowed = " or ".join(YES_OR_NO.values())
        return f"The address has {name.name} {shown(value)}, where {allowed} may stand."
    advice = did_you_mean(value, choices, "")
    return f"There is no {name.what} {shown(value)} here{'; ' + advice if advice else '.'}"
