"""The code lists of the tables: what a coded cell may hold, what it is called, what it means.

Everything that is said of a code, or asked of all codes alike, stands here; how a hedge bounds a
number is in `intervals`, how it is drawn in `charts.marks`. A test asks all of it of each code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Code:
    """What a code is called where it stands among others, and what it means."""

    label: str
    meaning: str


@dataclass(frozen=True)
class Hedge(Code):
    """A hedge: which bounds it has, and the words of its number, with one bound and with both.

    Of two bounds an order of magnitude may have one; both are floors, and none is an end. A hedge
    that `softens` another one has its bounds, and does not hold to them.
    """

    bounds: Literal["point", "low", "high", "two"]
    words: str
    both: str = ""
    softens: str = ""


@dataclass(frozen=True)
class Status(Code):
    """A status: whether it is drawn apart from counts and estimates, may be about the future, and
    is of a world that is not there.
    """

    apart: bool = False
    ahead: bool = False
    unreal: bool = False


_FIRM: Mapping[str, Hedge] = {
    "exact": Hedge(
        *("plain number", "the number as printed, which may be rounded", "point", "{low}")
    ),
    "about": Hedge("about", "this number, or one near it", "point", "about {low}"),
    "nearly": Hedge("nearly", "a little below this number", "point", "nearly {low}"),
    "at_least": Hedge(*("at least", "this number or more", "low", "at least {low}")),
    "more_than": Hedge(
        *("more than", "above this number, which is not included", "low", "more than {low}")
    ),
    "less_than": Hedge(
        *("less than", "below this number, which is not included", "high", "less than {high}")
    ),
    "up_to": Hedge(*("up to", "this number or less", "high", "up to {high}")),
    "range": Hedge(
        *("range", "the whole interval, and nothing in its middle", "two", "{low} to {high}")
    ),
    "order_of_magnitude": Hedge(
        "a vague word, such as “thousands”",
        "that many or more, with no upper limit; a word stands for the number",
        "two",
        "{low}",
        "{low} to {high}",
    ),
}


OFF = "it may lie a little off"
"""What a word such as perhaps adds to the meaning of a range or of a limit."""
_SOFT = {"range": ("about", "about a range")} | {
    name: ("perhaps", f"perhaps {hedge.label}")
    for name, hedge in _FIRM.items()
    if hedge.bounds in ("low", "high")
}
"""The word that softens each hedge that can be softened, and what it is called then."""


def _softened(name: str) -> Mapping[str, Hedge]:
    """Return the hedge that softens one, by its name; none of one that is soft itself."""
    if name not in _SOFT:
        return {}
    firm, (word, label) = _FIRM[name], _SOFT[name]
    meaning = f"{firm.meaning}; {OFF}"
    return {
        f"{word}_{name}": Hedge(label, meaning, firm.bounds, f"{word} {firm.words}", softens=name)
    }


HEDGES: Mapping[str, Hedge] = {
    code: hedge
    for name, firm in _FIRM.items()
    for code, hedge in {name: firm, **_softened(name)}.items()
}
SOFTENED: Mapping[str, str] = {
    hedge.softens: name for name, hedge in HEDGES.items() if hedge.softens
}
"""The hedge that softens another: about_range of range, perhaps_up_to of up_to."""
PLAIN, RANGE, NEARLY = "exact", "range", "nearly"
RANGES = (RANGE, SOFTENED[RANGE])
SOFT = ("about", NEARLY, *SOFTENED.values())
"""The hedges of numbers and bounds that may lie a little off."""
BEYOND = tuple(code for name in ("more_than", "less_than") for code in (name, SOFTENED[name]))
"""The hedges whose bound is not included."""


def firm(hedge: str) -> str:
    """Return the hedge that another softens; of a firm one itself."""
    return HEDGES[hedge].softens or hedge


def _with_bounds(bounds: str) -> tuple[str, ...]:
    return tuple(name for name, hedge in HEDGES.items() if hedge.bounds == bounds)


POINT_HEDGES, LOW_HEDGES = _with_bounds("point"), _with_bounds("low")
HIGH_HEDGES, TWO_BOUNDS = _with_bounds("high"), _with_bounds("two")
MAGNITUDE = "order_of_magnitude"
UPWARD = (*LOW_HEDGES, MAGNITUDE)
"""The hedges that set no upper limit."""
ESTIMATE = "estimate"
STATUSES: Mapping[str, Status] = {
    "observation": Status("counted", "counted, or set by an authority"),
    ESTIMATE: Status("estimated", "computed, surveyed or judged"),
    "projection": Status("projected", "a forecast", apart=True, ahead=True),
    "allegation": Status(
        "alleged", "said by a party to the matter; the document shows no data for it", apart=True
    ),
    "opinion": Status("an opinion", "somebody's view", apart=True),
    "proposal": Status(
        "proposed", "what somebody asks for or promises", apart=True, ahead=True, unreal=True
    ),
    "hypothetical": Status(
        "hypothetical", "what would follow from an assumption", apart=True, ahead=True, unreal=True
    ),
}
TOLD_APART = tuple(name for name, status in STATUSES.items() if status.apart)
AHEAD = tuple(name for name, status in STATUSES.items() if status.ahead)
UNREAL = tuple(name for name, status in STATUSES.items() if status.unreal)
DECREASE = "decrease"
CHANGES = ("increase", DECREASE)
FLOW, CUMULATIVE = "flow", "cumulative"
OVER_YEARS = (FLOW, "share", "count")
"""The measures of numbers that grow with their period, or may be of several years at once."""
MEASURES: Mapping[str, Code] = {
    "flow": Code("a total over a period", "a total over the period"),
    "stock": Code("a level at a time", "a level at a time, or a size"),
    "cumulative": Code("a total since a beginning", "a running total from a fixed start"),
    "rate": Code("a number per time", "so many per unit of time"),
    "share": Code("a share", "a share of a whole"),
    "price": Code("a price", "a price"),
    "ratio": Code("a ratio", "a ratio"),
    "increase": Code("an increase", "an increase against the base period"),
    "decrease": Code("a decrease", "a decrease against the base period"),
    "duration": Code("a duration", "a length of time"),
    "count": Code("a count", "a count of members of one named event or list"),
}
FREQUENCIES: Mapping[str, Code] = {
    "A": Code("Annual", "a figure for each year"),
    "Q": Code("Quarterly", "a figure for each quarter"),
    "M": Code("Monthly", "a figure for each month"),
}
PROVISIONAL, PRELIMINARY, NOT_STATED = "provisional", "preliminary", "not_stated"
EARLY = (PROVISIONAL, PRELIMINARY)
"""Vintages that a later count replaces."""
REVISED = "revised"
UNSETTLED = (*EARLY, REVISED)
"""Vintages whose newest figures the office still changes."""
VINTAGES: Mapping[str, Code] = {
    PROVISIONAL: Code("provisional", "counted before all was reported"),
    PRELIMINARY: Code("preliminary", "given out ahead of a first full count"),
    REVISED: Code("revised in each edition", "each edition changes figures of the last"),
    "final": Code("final", "no more to be revised"),
    NOT_STATED: Code(
        "as quoted, edition not given", "there are several, and the document does not say which"
    ),
}
SUPPRESSED, NOT_SHOWN, DROPPED = "suppressed", "not_shown", "dropped"
INCOMPLETE = "incomplete"
WITHOUT_VALUE = (SUPPRESSED, NOT_SHOWN, DROPPED)
"""Flags of observations that have no number."""


@dataclass(frozen=True)
class Flag(Code):
    """What an observation is marked with: its code in SDMX's list of statuses, and whether its
    office will still change the number.
    """

    sdmx: str = "A"
    unsettled: bool = False


OBSERVATION_FLAGS: Mapping[str, Flag] = {
    "provisional": Flag("provisional", "counted before all was reported", "P", unsettled=True),
    INCOMPLETE: Flag(
        "incomplete", "part of what is counted, or of the period, is not in it yet", "P", True
    ),
    "revised": Flag("revised", "the office has changed what it gave first", "A"),
    "predicted": Flag("predicted", "the office's own estimate of the full count", "E", True),
    "estimated": Flag("estimated", "the office gives it as an estimate", "E"),
    SUPPRESSED: Flag("suppressed", "kept back by the office, as it is too small to show", "Q"),
    NOT_SHOWN: Flag("not shown", "the office gives no number here", "O"),
    DROPPED: Flag("dropped", "no longer in the office's file", "M"),
}
ESTIMATED = tuple(name for name, flag in OBSERVATION_FLAGS.items() if flag.sdmx == "E")
"""The flags of what was not counted."""
PLACE_CODES: Mapping[str, Code] = {
    "name": Code("name", "states as places.csv names them"),
    "postal": Code("postal", "US states by the two letters of the post"),
    "inegi": Code("INEGI", "states of MX by INEGI's two digits"),
}
YEAR_OF_MONTHS = "year of months"
PERIOD_FORMS: Mapping[str, Code] = {
    "year": Code("year", "a calendar year"),
    "year month": Code("year and month", "a year and, in the next column, its month"),
    "month": Code("month", "a year and month as 2019-04"),
    "month code": Code("month code", "a year and month as 2019/04"),
    "fiscal year": Code("fiscal year", "a US fiscal year, October to September, by its end"),
    "fiscal month": Code("fiscal month", "a US fiscal year and, in the next column, a month"),
    "12 months to": Code("12 months to", "the 12 months that end with a year's month"),
    YEAR_OF_MONTHS: Code("year of months", "the year of months as 2019-04, where all 12 are there"),
    "half-year": Code("half-year", "the half of a year, by year and month, where all 6 are there"),
}
SUM = "sum"
OPERATIONS: Mapping[str, Code] = {
    "value": Code("value", "the cell of the one row that is kept"),
    SUM: Code("sum", "the sum of the rows that are kept"),
}
OPEN, CLOSED = "open", "closed"
EDITIONS: Mapping[str, Code] = {
    OPEN: Code("open", "the office goes on"),
    CLOSED: Code("closed", "nothing more will come out"),
}
MOVABLE: Mapping[str, Code] = {
    "indicators": Code("Indicator", "a row of indicators.csv"),
    "series": Code("Series", "a row of series.csv"),
    "comparisons": Code("Comparison", "a row of comparisons.csv"),
    "places": Code("Place", "a row of places.csv, and the series of the record that name it"),
    "recipes": Code("Recipe", "a row of the record's recipes, and the series that it makes"),
}
YES: Mapping[str, Code] = {"yes": Code("yes", "it is so")}
KINDS: Mapping[str, Code] = {
    "analysed": Code("Analysed", "a text whose claims are read"),
    "official": Code("Official", "an office's own publication, whose figures are the record"),
}
REASONS: Mapping[str, Code] = {
    "date": Code("Date", "a day, month or year of the calendar"),
    "period": Code("Period", "the time that another number is about"),
    "name": Code("Name", "part of a name"),
    "ordinal": Code("Ordinal", "a place in an order"),
    "footnote_mark": Code("Footnote mark", "the mark of a note"),
    "bibliographic": Code("Bibliographic", "part of a reference to a work"),
    "repeated": Code("Repeated", "a number that a claim of the document gives already"),
    "converted": Code("Converted", "a claim's number in another unit"),
    "enumeration": Code("Enumeration", "a number of a list or of its parts"),
    "pronoun": Code("Pronoun", "one, as a word for somebody or something"),
    "idiom": Code("Idiom", "a turn of phrase"),
    "vague": Code("Vague", "a word from which no bound follows"),
    "threshold": Code(
        "Threshold", "a limit that defines what is counted, such as at least 10 stations"
    ),
    "withdrawn": Code("Withdrawn", "a number of a claim that was taken back"),
    "page_furniture": Code(
        "Page furniture", "a number of the page or of the site, not of the text"
    ),
}
