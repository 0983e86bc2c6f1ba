"""What is shown, as one typed record, and the address that stands for it.

Page, export, citation and deck take the same record, so they cannot disagree. An address
holds stable ids and every choice that was made, so that it means the same when a default changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from itertools import chain
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qs, urlencode, urlsplit

from charts.presenter import own_words
from charts.presenter.own_words import note_of, plain_words
from charts.views.pages import HOME, PAGES
from loaders.analysis import disagreements, official_record
from loaders.analysis.computed_figures import CAPITA, CHANGE, INDEX, WHOLE
from loaders.curation.row_parser import TABLES
from loaders.dataset import Dataset
from loaders.errors import did_you_mean, shown
from loaders.history.redirects import Moved, moved_ids
from loaders.queries.grains import GRAINS
from loaders.queries.record import ClaimNames
from loaders.search.records import KINDS
from loaders.values.codelists import HEDGES, STATUSES
from loaders.values.intervals import PARTLY

TASKS = ("claim", "text", "rows", "row", "source", "due")
"""What Maintain is for: a claim of a known series, rows of any kind, one row by form, what stands
about a source, what is due; a claim in the address is one to correct or withdraw.
"""
PANELS = ("place", "producer")
SCALES = ("log",)
ONE = "one"
"""Two indicators stand on one axis."""
OWN, SAME = "own", "same"
"""Each panel has a scale of its own, or all have one; where neither is said, as places differ."""
PER, DERIVED = (CAPITA, WHOLE), (CHANGE, INDEX)
"""What numbers can be computed here for: so many people, the whole; another year."""
SORTS = ("topic", "period", "document", "added")
ORDERS = {"claims": SORTS, "recorded": official_record.SORTS, "disagreements": disagreements.SORTS}
"""What the lists of a page can be sorted by, the first where nothing is chosen."""
YEARS = range(1500, 2201)
MOST_ADVICE = 10
"""For how many unknown values of a name the nearest is looked for, each among all that exist."""
FOREIGN = ("utm_", "fbclid", "gclid", "embed")
"""Names that other programs add to addresses; nothing is said of them."""


DECK = "deck"
CHARTS = ("trends", "compare")
LISTS = (*CHARTS, "claims")
WORDED = (*LISTS, "recorded", "disagreements")
"""The pages whose chart a presenter can give other words."""
ROWED = ("compare", "recorded", "disagreements")
"""The pages whose chart has a row for each number or pair."""
YES_OR_NO = {True: "yes", False: "no"}
ANSWERS = (*YES_OR_NO.values(), PARTLY)
"""Whether the record lies within a claim's words."""
Values = Callable[[Dataset], Iterable[str]]
Value = TypeVar("Value")


class Name(NamedTuple):
    """How one attribute is called in an address, on which pages it means something, and which
    values it may have with a dataset; where `values` is None, any text, number or day may stand, a
    text of at most so many characters where `most` says so.
    """

    attribute: str
    name: str
    pages: tuple[str, ...]
    what: str
    values: Values | None
    most: int


def _named(
    empty: Value,
    name: str,
    pages: tuple[str, ...],
    what: str,
    values: Values | None = None,
    most: int = 0,
) -> Value:
    """Return a field of `View` that is `empty` where nothing is chosen."""
    about = {"name": name, "pages": pages, "what": what, "values": values, "most": most}
    return field(default=empty, metadata=about)


def _switch(name: str, pages: tuple[str, ...], what: str = "choice", *, on: bool = False) -> bool:
    return _named(on, name, pages, what, lambda _: YES_OR_NO.values())


def _claims(dataset: Dataset) -> Iterable[str]:
    return dataset.claims["claim_id"]


def _series(dataset: Dataset) -> Iterable[str]:
    return dataset.series.index


def _others(column: str) -> Values:
    return lambda dataset: set(dataset.series[column]) - {""}


def _groups(dataset: Dataset) -> Iterable[str]:
    return set(dataset.recipes["group"]) - {""}


@dataclass(frozen=True)
class Known:
    """The values that each attribute may have, and ids of tables that are now others."""

    values: Mapping[str, Collection[str]]
    moved: Moved


NONE: tuple[str, ...] = ()
NOTE = "note"
DARK, GREY = "dark", "grey"


@dataclass(frozen=True)
class View:
    """What a page shows, and how the address says so. An empty text or tuple is no choice:
    everything.
    """

    page: str = HOME
    topic: str = _named(
        "", "topic", ("trends", "claims", "maintain"), "topic", lambda d: d.topics.index
    )
    indicator: str = _named(
        "", "indicator", (*CHARTS, "disagreements"), "indicator", lambda d: d.measured
    )
    comparison: str = _named(
        "", "comparison", ("compare",), "comparison", lambda d: d.comparisons.index
    )
    places: tuple[str, ...] = _named(NONE, "place", LISTS, "place", _others("place_id"))
    producers: tuple[str, ...] = _named(NONE, "producer", LISTS, "producer", _others("producer"))
    documents: tuple[str, ...] = _named(
        NONE, "document", LISTS, "document", lambda d: d.documents.index
    )
    statuses: tuple[str, ...] = _named(NONE, "status", LISTS, "status", lambda _: STATUSES)
    hedges: tuple[str, ...] = _named(NONE, "hedge", LISTS, "hedge", lambda _: HEDGES)
    since: int | None = _named(None, "from", LISTS, "year")
    until: int | None = _named(None, "to", LISTS, "year")
    revised: bool = _switch("revised", LISTS)
    record: bool = _switch("record", LISTS, on=True)
    picked: tuple[str, ...] = _named(NONE, "pick", ("compare",), "claim", _claims)
    focus: str = _named("", "focus", CHARTS, "series", _series)
    panels: str = _named("", "panels", ("trends",), "way to divide the chart", lambda _: PANELS)
    scale: str = _named("", "scale", ("trends",), "scale", lambda _: SCALES)
    grain: str = _named("", "grain", ("trends",), "length of time", lambda _: GRAINS)
    groups: tuple[str, ...] = _named(NONE, "group", ("trends",), "part of the record", _groups)
    scales: str = _named("", "scales", ("trends",), "way to scale panels", lambda _: (OWN, SAME))
    beside: str = _named("", "beside", ("trends",), "indicator", lambda d: d.measured)
    axis: str = _named("", "axis", ("trends",), "way to set two on axes", lambda _: (ONE,))
    map: int | None = _named(None, "map", ("trends",), "year")
    per: str = _named("", "per", ("trends",), "denominator", lambda _: PER)
    derived: str = _named("", "derived", ("trends",), "way to read the numbers", lambda _: DERIVED)
    base: int | None = _named(None, "base", ("trends",), "year")
    events: bool = _switch("events", ("trends",))
    notes: bool = _switch("notes", ("trends",))
    claim: str = _named("", "claim", ("claims", "disagreements", "maintain"), "claim", _claims)
    work: str = _named("", "work", ("sources", "maintain"), "document or work", lambda d: d.works)
    words: str = _named("", "q", ("overview", "claims", "search"), "search")
    kind: str = _named("", "kind", ("search",), "kind", lambda _: KINDS)
    within: str = _named("", "within", ("recorded",), "answer", lambda _: ANSWERS)
    agree: str = _named("", "agree", ("disagreements",), "answer", lambda _: YES_OR_NO.values())
    sort: str = _named("", "sort", tuple(ORDERS), "order", lambda _: chain(*ORDERS.values()))
    part: int = _named(1, "part", ("claims", "search"), "part")
    title: str = _named("", "title", (*WORDED, DECK), "title", most=own_words.TITLE)
    subtitle: str = _named("", "subtitle", WORDED, "subtitle", most=own_words.SUBTITLE)
    own_notes: tuple[str, ...] = _named(NONE, "note", WORDED, NOTE)
    labels: str = _named(
        "", "labels", WORDED, "choice of numbers at marks", lambda _: own_words.LABELS
    )
    sources: str = _named("", "sources", WORDED, "way to name sources", lambda _: own_words.SOURCES)
    rows: str = _named("", "rows", ROWED, "choice of what rows take", lambda _: own_words.ROWS)
    slides: tuple[str, ...] = _named(NONE, "view", ("deck",), "view")
    colours: str = _named("", "colours", ("deck",), "set of colours", lambda _: (DARK, GREY))
    as_of: date | None = _named(  # noqa: RUF009  a field, as the others
        None, "asof", (*LISTS, "recorded", "disagreements"), "day"
    )
    task: str = _named("", "task", ("maintain",), "task", lambda _: TASKS)
    series: str = _named("", "series", ("maintain",), "series", _series)
    table: str = _named("", "table", ("maintain",), "table", lambda _: TABLES)


NAMES = tuple(Name(one.name, **one.metadata) for one in fields(View) if one.metadata)
NAMED = {name.attribute: name for name in NAMES}
EMPTY = View()


def address(view: View) -> dict[str, list[str]]:
    """Return the query of a view's address: names and values, in a fixed order."""
    query: dict[str, list[str]] = {}
    for name in NAMES:
        value = getattr(view, name.attribute)
        if view.page in name.pages and value != getattr(EMPTY, name.attribute):
            query[name.name] = (
                [str(v) for v in value] if isinstance(value, tuple) else [_text(value)]
            )
    return query


def query_text(view: View, **more: str) -> str:
    """Return the query of a view's address as text, after what else is asked for."""
    return urlencode({**more, **address(view)}, doseq=True)


def relative_address(view: View) -> str:
    """Return a view's path and query, below wherever the app is served."""
    query = query_text(view)
    return f"/{'' if view.page == HOME else view.page}" + (f"?{query}" if query else "")


def _text(value: object) -> str:
    return YES_OR_NO[value] if isinstance(value, bool) else str(value)


def known_values(dataset: Dataset) -> Known:
    """Return the values that each attribute may have with this dataset."""
    found: dict[str, Collection[str]] = {
        name.attribute: frozenset(name.values(dataset)) for name in NAMES if name.values
    }
    names = ClaimNames(dataset)
    return Known({**found, "claim": names, "own_notes": names}, moved_ids(dataset))


def parse_query(
    page: str, query: Mapping[str, Sequence[str]], known: Known
) -> tuple[View, list[str]]:
    """Return the view that an address stands for, and a sentence for each part that means nothing.

    What cannot be read is left out; the rest is shown.
    """
    view, unclear = View(page=page), []
    own = {**known.values, "sort": set(known.values["sort"]).intersection(ORDERS.get(page, ()))}
    if page != "claims":  # a figure of the record is neither corrected nor held against another
        own["claim"] = frozenset(own["claim"])
    known = replace(known, values=own)
    names = {name.name: name for name in NAMES if page in name.pages}
    for key, values in query.items():
        if key not in names:
            if not key.startswith(FOREIGN):
                unclear.append(f"The address has {shown(key)}, which this page does not use.")
            continue
        value, sentences = _value(names[key], values, known)
        unclear += sentences
        if value is not None:
            view = replace(view, **{names[key].attribute: value})
    if view.since is not None and view.until is not None and view.since > view.until:
        unclear.append(
            f"The years were given in reverse; {view.until} to {view.since} are shown instead."
        )
        view = replace(view, since=view.until, until=view.since)
    return view, unclear


def parse_address(text: str, known: Known) -> tuple[View | None, list[str]]:
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
    return parse_query(page, parse_qs(parts.query, keep_blank_values=True), known)


def _value(name: Name, values: Sequence[str], known: Known) -> tuple[Any, list[str]]:
    """Return an attribute's value, None for no value, and what could not be read."""
    many = isinstance(getattr(EMPTY, name.attribute), tuple)
    unclear = [] if many or len(values) == 1 else [_twice(name)]
    if name.what == "day":
        return _day(values[-1], unclear)
    if name.what in ("year", "part"):
        return _whole(name, values[-1], unclear)
    if name.what == NOTE:
        return _notes(values, known.values[name.attribute])
    if name.values is None:
        text, changed = _own_text(name, values[-1])
        return (tuple(values) if many else text), [*unclear, *changed]
    choices = known.values[name.attribute]
    values, sentences = _present(name, values, choices, known.moved)
    return _chosen(name, values, choices, unclear + sentences)


def _present(
    name: Name, values: Sequence[str], choices: Collection[str], moved: Moved
) -> tuple[list[str], list[str]]:
    """Return values with ids as they are now, and a sentence on each that was split."""
    found, sentences = [], []
    of_kind = moved.get(TABLES_OF.get(name.what, ""), {})
    series = moved["series"].items() if name.what == "claim" else ()
    for value in values:
        new = () if value in choices else of_kind.get(value, ())
        in_record = (
            own[0] + value.removeprefix(old) for old, own in series if value.startswith(f"{old}-")
        )
        present = new[0] if new else next((n for n in in_record if n in choices), value)
        found.append(value if value in choices else present)
        if len(new) > 1:
            sentences.append(SPLIT.format(what=name.what, old=value, new=" and ".join(new)))
    return found, sentences


TABLES_OF = {"indicator": "indicators", "series": "series", "comparison": "comparisons"} | {
    "place": "places"
}
"""The tables of whose ids an address names one, by what it is called."""
SPLIT = "The {what} {old} was split into {new}; the first is shown."


def _chosen(
    name: Name, values: Sequence[str], choices: Collection[str], unclear: list[str]
) -> tuple[Any, list[str]]:
    """Return those of an attribute's values that there are, and a sentence on each other."""
    many = isinstance(getattr(EMPTY, name.attribute), tuple)
    good = [value for value in values if value in choices]
    unknown = [value for value in values if value not in choices]
    unclear += [_unknown(name, value, choices) for value in unknown[:MOST_ADVICE]]
    unclear += [_unknown(name, value, ()) for value in unknown[MOST_ADVICE:]]
    if many:
        return tuple(dict.fromkeys(good)), unclear
    if name.what == "choice":
        return (good[-1] == YES_OR_NO[True] if good else None), unclear
    return (good[-1] if good else None), unclear


def _own_text(name: Name, text: str) -> tuple[str, list[str]]:
    """Return a reader's text as it can be shown, and a sentence where that is another."""
    if not name.most:
        return text, []
    plain = plain_words(text, name.most)
    return plain, [] if plain == text.strip() else [CHANGED.format(what=name.what, most=name.most)]


def _notes(cells: Sequence[str], claims: Collection[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the presenter's notes that stand at something, and what could not be read."""
    kept, unclear = [], []
    for cell in dict.fromkeys(cells):
        note = note_of(cell)
        if not note.text:
            unclear.append(f"The note {shown(cell)} has no text.")
        elif note.at not in claims and note.period is None:
            unclear.append(f"There is no claim and no date {shown(note.at)} for a note here.")
        else:
            kept.append(f"{note.at} {note.text}")
            changed = note.text != cell.strip().partition(" ")[2].strip()
            unclear += [CHANGED.format(what=NOTE, most=own_words.NOTE)] if changed else []
    if len(kept) > own_words.MOST_NOTES:
        unclear.append(f"The first {own_words.MOST_NOTES} of {len(kept)} notes are shown.")
    return tuple(dict.fromkeys(kept))[: own_words.MOST_NOTES], unclear


CHANGED = (
    "The {what} in the address was shortened: it has at most {most} characters, on one line, and "
    "no signs that are not seen or turn the direction of writing."
)


def _whole(name: Name, text: str, unclear: list[str]) -> tuple[int | None, list[str]]:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
    allowed = YEARS if name.what == "year" else range(1, 100_000)
    if number in allowed:
        return number, unclear
    return None, [*unclear, f"{shown(text)} is no {name.what}, so it was ignored."]


def _day(text: str, unclear: list[str]) -> tuple[date | None, list[str]]:
    """Return a day that has come; what the figures will be on a later one, nobody knows."""
    try:
        day = date.fromisoformat(text)
        exact = day.isoformat() == text
    except ValueError:
        exact = False
    if not exact:
        return None, [*unclear, f"{shown(text)} is no day such as 2026-11-22, so it was ignored."]
    if day > date.today():
        return None, [*unclear, f"{text} is in the future; today's figures are shown."]
    return day, unclear


def _twice(name: Name) -> str:
    return f"The address names more than one {name.what}; the last is shown."


def _unknown(name: Name, value: str, choices: Iterable[str]) -> str:
    if name.what == "choice":
        allowed = " or ".join(YES_OR_NO.values())
        return f"The address has {name.name} {shown(value)}, where {allowed} may stand."
    advice = did_you_mean(value, choices, "")
    return f"There is no {name.what} {shown(value)} here{'; ' + advice if advice else '.'}"
