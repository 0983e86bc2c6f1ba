"""A checked dataset as typed tables: what pages, charts and exports are made from."""

from __future__ import annotations

import calendar
import json
import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from loaders.citations.works import Work
from loaders.observations import (
    dated,
    names_in_record,
    newest,
    recorded_series,
    told_of_recipes,
    typed_observations,
    with_carried,
)
from loaders.schema.claim_state import IN_FORCE, states
from loaders.schema.file_names import CLAIMS, REDIRECTS, topic_of
from loaders.schema.site import Site
from loaders.schema.tables import KEYS
from loaders.storage.folder import Files
from loaders.storage.journal import PACKAGE
from loaders.validation.check import check
from loaders.values.codelists import CHANGES, FLOW, NOT_STATED, UNSETTLED, VINTAGES
from loaders.values.edtf import YEAR, Period, parse_period
from loaders.values.intervals import Quantity
from loaders.values.locators import quoted_by
from loaders.values.recipes import is_sum
from loaders.values.units import CALENDAR, MEAN_YEAR, Units

DATASETS = Path(__file__).parent.parent / "datasets"
VARIABLE = "CITED_FIGURES_DATASETS"
"""What names another folder of figures, for the app and for all commands."""
OFFICIAL = "official"
"""The kind of documents whose claims are the record."""
PRINTED = ("low", "high", "hedge", "unit", "best")
"""The columns that make a `Quantity`."""
MADE = ("quantity", "computation")
"""The attributes of a claim that are no columns."""
MOST_KEPT = 250
"""How many tables a dataset has at hand of those that pages ask for again (`Dataset.kept`)."""
SHORTEST_YEAR = 365
"""How many days a year has at least."""
OF_SERIES = (
    *("indicator_id", "place_id", "from_place_id", "producer", "counting", "leaves_out"),
    *("vintage", "window_months", "measure"),
)
"""What a claim takes from its series."""


@dataclass(frozen=True)
class Computation:
    """How a number that stands in a claim's place was computed here: `how` is `capita`, `change` or
    `index`, `operands` are the claim itself as its document has it, then what it is set against: a
    population, the figure of the year before, that of the base year.
    """

    how: str
    operands: tuple[Claim, ...]


@dataclass(frozen=True)
class Claim:
    """One claim with what its series and document say of it; its columns are those of the schema.

    `period` and `base_period` are None where the document gives none. `start` and `end` are
    the first and last day; NaT where there is none, so that every comparison with them is false.
    `months` is NaN where the period is not whole months. `unsettled` where its office will still
    change the figure. `computation` where the quantity is no document's, but computed here from it.
    """

    claim_id: str
    series_id: str
    indicator_id: str
    topic: str
    place_id: str
    from_place_id: str
    producer: str
    counting: str
    leaves_out: str
    vintage: str
    window_months: str
    measure: str
    period: Period | None
    base_period: Period | None
    start: pd.Timestamp
    end: pd.Timestamp
    months: float
    quantity: Quantity
    status: str
    as_printed: str
    converted_low: float
    converted_high: float
    converted_unit: str
    computed: str
    document_id: str
    published: str
    official: bool
    locator: str
    reference_ids: str
    attributed_to: str
    note: str
    added: str
    supersedes: str
    correction_reason: str
    withdrawn: str
    withdrawal_reason: str
    state: str
    unsettled: bool
    file: str
    line: int
    computation: Computation | None = None

    @property
    def dated(self) -> bool:
        """Tell whether the claim has a beginning and an end, and so a place on a time axis."""
        return bool(pd.notna(self.start))

    @property
    def once(self) -> bool:
        """Tell whether the claim is about a moment somewhere in its period, not the whole of it."""
        return self.period is not None and self.period.once

    @property
    def inferred(self) -> bool:
        """Tell whether the period is not in the words, but was inferred from what is around."""
        return self.period is not None and self.period.inferred

    @property
    def quoted_by(self) -> str:
        """Return the work that quotes an official figure, in which it was read; empty where it was
        read in its office's own publication.
        """
        return quoted_by(self.locator) if self.official else ""

    @property
    def rounded_sum(self) -> bool:
        """Tell whether the number is our own sum over rows, which we rounded."""
        return self.quantity.hedge == "about" and is_sum(self.computed)

    @property
    def shown_hedge(self) -> str:
        """Return the hedge that words and marks show: of a sum that we rounded none, as its office
        does not say "about".
        """
        return "exact" if self.rounded_sum else self.quantity.hedge

    @property
    def is_computed_change(self) -> bool:
        """Tell whether the number was computed here as a change against the year before."""
        return self.computation is not None and self.measure in CHANGES

    @property
    def in_force(self) -> bool:
        """Tell whether the claim is neither corrected nor withdrawn."""
        return self.state == IN_FORCE

    @property
    def length(self) -> tuple[str, float]:
        """Return how long the period of a dated claim is, and in what it is told: whole months
        where it is that, days where not.
        """
        whole = not math.isnan(self.months)
        return ("months", self.months) if whole else ("days", self.days)

    @property
    def part_of_year(self) -> bool:
        """Tell whether the number is a total over less than a year."""
        whole = not self.dated or self.once or self.measure != FLOW
        return not whole and (self.months < YEAR or self.days < SHORTEST_YEAR)

    @property
    def days(self) -> int:
        """Return how many days the period has; only of a dated claim."""
        return int((self.end - self.start).days) + 1

    @property
    def days_of_year(self) -> float:
        """Return the days of the year that the period is or lies in, on average of several; of no
        period, those of the calendar's mean year.
        """
        if not self.dated:
            return MEAN_YEAR
        if self.months % 12 == 0:
            return self.days * 12 / self.months
        years = range(self.start.year, self.end.year + 1)
        return sum(365 + calendar.isleap(year) for year in years) / len(years)

    @property
    def years(self) -> float:
        """Return how many of the years that a rate is converted to the period has."""
        by_calendar = self.quantity.unit.rpartition("/")[2] in CALENDAR
        whole = by_calendar and not math.isnan(self.months)
        return self.months / 12 if whole else self.days / self.days_of_year

    def same_days(self, other: Claim) -> bool:
        """Tell whether two dated claims are about the same days; false where one is not dated."""
        return bool(self.start == other.start and self.end == other.end)

    def overlaps(self, other: Claim) -> bool:
        """Tell whether two dated claims have a day in common; false where one is not dated."""
        return bool(self.start <= other.end and other.start <= self.end)

    def days_in_common(self, other: Claim) -> int:
        """Return how many days two overlapping claims have in common."""
        return int((min(self.end, other.end) - max(self.start, other.start)).days) + 1

    def same_place(self, other: Claim) -> bool:
        """Tell whether two claims were counted in one place, of one origin."""
        return (self.place_id, self.from_place_id) == (other.place_id, other.from_place_id)

    def in_unit(self, unit: str, factor: float) -> Claim:
        """Return the claim with another unit of charts, to which `factor` converts."""
        if (unit, factor) == (self.quantity.chart_unit, self.quantity.factor):
            return self
        return replace(self, quantity=replace(self.quantity, chart_unit=unit, factor=factor))


@dataclass(frozen=True)
class DatedEvent:
    """A dated event: the columns of `events.csv`, and the first and last day of its date."""

    event_id: str
    date: Period
    start: pd.Timestamp
    end: pd.Timestamp
    title: str
    description: str
    topics: tuple[str, ...]
    place_id: str
    document_id: str
    locator: str
    as_printed: str
    note: str
    added: str


def claims_in(rows: pd.DataFrame) -> list[Claim]:
    """Return the typed claims of rows of `Dataset.joined` or of `selection.in_unit`."""
    return list(rows["claim"])


def claims_by_run(claims: Iterable[Claim]) -> dict[tuple[bool, str], list[Claim]]:
    """Return the claims of each series in documents and of each in the record, which comes last, by
    `official` and `series_id`, as they come. pandas takes ten times as long for as few rows.
    """
    found: dict[tuple[bool, str], list[Claim]] = {}
    for claim in claims:
        found.setdefault((claim.official, claim.series_id), []).append(claim)
    return dict(sorted(found.items()))


def with_claims(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows that have all columns of `Claim` with the column `claim`, their typed claims."""
    names = [field.name for field in fields(Claim) if field.name not in MADE]
    cells = zip(*(rows[name].tolist() for name in names), strict=True)
    bounds = zip(*(rows[name].tolist() for name in PRINTED), strict=True)
    claims = [
        _claim(dict(zip(names, own, strict=True)), *quantity)
        for own, quantity in zip(cells, bounds, strict=True)
    ]
    return rows.assign(claim=pd.Series(claims, rows.index, dtype=object))


def _claim(cells: dict[str, Any], *printed: Any) -> Claim:
    low, high, hedge, unit, best = printed
    for name in ("period", "base_period"):
        cells[name] = parse_period(cells[name]) if cells[name] else None
    return Claim(**cells, quantity=Quantity(low, high, hedge, 1.0, unit, unit, best))


def _unsettled(joined: pd.DataFrame) -> pd.Series:
    """Tell of each row whether its vintage is not final and its document came out within a year
    after its period: what is older was counted to the end by then, or nearly so.
    """
    days = {text: parse_period(text).start for text in joined["published"].unique()}
    out = pd.to_datetime(joined["published"].map(days))
    return joined["vintage"].isin(UNSETTLED) & (joined["end"] > out - pd.DateOffset(years=1))


def events_in(rows: pd.DataFrame) -> list[DatedEvent]:
    """Return the rows of `Dataset.events` as typed events."""
    names = [field.name for field in fields(DatedEvent)]
    found = []
    for own in zip(*(rows[name].tolist() for name in names), strict=True):
        cells = dict(zip(names, own, strict=True))
        cells |= {"date": parse_period(cells["date"]), "topics": tuple(cells["topics"].split(";"))}
        found.append(DatedEvent(**cells))
    return found


@dataclass(frozen=True)
class Dataset:
    """All tables of one version of the files, checked and typed.

    claims: one row per claim, with `topic`, `file`, `line`, the bounds as floats in the
    printed unit, and `start`, `end` (dates) and `months` of the period; those that observations
    carry, too.
    recorded: one row per observation of the record, of all vintages, typed likewise, with the
    `series_id` of the series that its recipe makes.
    events: one row per event by `event_id`, with `start`, `end` (dates) of its date.
    series: one row per series by `series_id`, with `counting`, how it is counted, in words; those
    of the record, which recipes make, too, with the `recipe_id`, which is "" for those of claims.
    The other tables are indexed by their key and hold text; a missing text is "".
    Nobody changes the tables: they are shared by all readers.
    """

    claims: pd.DataFrame
    series: pd.DataFrame
    indicators: pd.DataFrame
    comparisons: pd.DataFrame
    places: pd.DataFrame
    units: pd.DataFrame
    topics: pd.DataFrame
    documents: pd.DataFrame
    exclusions: pd.DataFrame
    coverage: pd.DataFrame
    events: pd.DataFrame
    recipes: pd.DataFrame
    recorded: pd.DataFrame
    redirects: pd.DataFrame
    works: Mapping[str, Work]
    conversions: Units
    site: Site
    version: str

    def with_indicators(self, rows: pd.DataFrame) -> Dataset:
        """Return the dataset with more indicators. What was worked out of its other tables, of
        which nothing depends on indicators, is taken along and not worked out again.
        """
        return self._taken_along(replace(self, indicators=pd.concat([self.indicators, rows])))

    def with_version(self, version: str) -> Dataset:
        """Return the dataset under another version, with all that was worked out of its tables."""
        return self._taken_along(replace(self, version=version))

    def _taken_along(self, other: Dataset) -> Dataset:
        """Return another dataset with what was worked out of this one, but for what is kept."""
        own = {"kept", *(field.name for field in fields(self))}
        vars(other).update({n: found for n, found in vars(self).items() if n not in own})
        return other

    def __getstate__(self) -> dict[str, object]:
        """Return a copy of what is worked out, as other threads may add to that meanwhile;
        what is kept for pages stays in their process.
        """
        state = dict(self.__dict__)
        state.pop("kept", None)
        return state

    @cached_property
    def changed(self) -> str:
        """Return the ISO date on which a figure last came in or was withdrawn; "" for none."""
        days = {*self.claims["added"], *self.claims["withdrawn"], *self.recorded["vintage"]}
        return max(days - {""}, default="")

    @cached_property
    def observations(self) -> pd.DataFrame:
        """Return the observations of the record as they hold: the newest vintage of each."""
        return newest(self.recorded)

    @cached_property
    def carried(self) -> Mapping[str, str]:
        """Return the claims that observations carry: the name of each by that which the observation
        has by its series and period.
        """
        rows = self.observations[self.observations["claim_id"] != ""]
        return dict(zip(names_in_record(rows), rows["claim_id"], strict=True))

    @cached_property
    def observed_at(self) -> Mapping[str, npt.NDArray[np.intp]]:
        """Return for each series the positions of its observations with a value."""
        rows = self.observations
        groups = rows.assign(at=np.arange(len(rows)))[rows["value"].notna()].groupby("series_id")
        return {str(name): own.to_numpy() for name, own in groups["at"]}

    @cached_property
    def recorded_at(self) -> Mapping[str, npt.NDArray[np.intp]]:
        """Return for each series of the record, and for each claim that an observation carries, the
        positions of all its vintages.
        """
        found: dict[str, npt.NDArray[np.intp]] = {}
        for column in ("series_id", "claim_id"):
            groups = self.recorded.groupby(column, sort=False).indices
            found |= {str(name): np.asarray(at) for name, at in groups.items() if name}
        return found

    @cached_property
    def years(self) -> Mapping[str, tuple[int, int]]:
        """Return the first and the last year of the numbers of each series that has any with a
        period.
        """
        recorded = self.observations[self.observations["value"].notna()]
        columns = ["series_id", "start", "end"]
        rows = pd.concat([self.claims[columns], recorded[columns]]).dropna()
        found = rows.groupby("series_id").agg({"start": "min", "end": "max"})
        years = zip(found["start"].dt.year, found["end"].dt.year, strict=True)
        return dict(zip(map(str, found.index), years, strict=True))

    @cached_property
    def recorded_series(self) -> pd.DataFrame:
        """Return the series of the record, with what `told_of_recipes` adds."""
        own = self.series[self.series["recipe_id"] != ""]
        return told_of_recipes(own, self.recipes, self.observations)

    @cached_property
    def series_like(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Return for each series those of its indicator, each with its `recipe_id` before it."""
        columns = (self.series.index, self.series["indicator_id"], self.series["recipe_id"])
        rows = [tuple(map(str, row)) for row in zip(*columns, strict=True)]
        own: dict[str, list[tuple[str, str]]] = {}
        for name, indicator, recipe in rows:
            own.setdefault(indicator, []).append((recipe, name))
        return {name: own[indicator] for name, indicator, _ in rows}

    @cached_property
    def claimed_series(self) -> pd.DataFrame:
        """Return the series that claims belong to, without those of the record's observations."""
        return self.series[self.series["recipe_id"] == ""]

    @cached_property
    def joined(self) -> pd.DataFrame:
        """Return the claims with what their series and documents say, one row per claim.

        Adds the columns `OF_SERIES`, `published`, `official` (whether the document is an
        office's own publication), `state`: `in force`, `corrected` or `withdrawn`, `unsettled`
        (whether its office will still change the figure), and `claim`, the row as `Claim`.
        Texts are Python's own: few rows of them are taken out again and again, which Arrow's
        strings are slow at.
        """
        return self.with_series(self.claims)

    def with_series(
        self, claims: pd.DataFrame, unsettled: bool | pd.Series = False
    ) -> pd.DataFrame:
        """Return rows as of `claims` with what `joined` adds; those told `unsettled` are so."""
        state = states(claims)
        published = claims["document_id"].map(self.documents["published"])
        official = claims["document_id"].map(self.documents["kind"]) == OFFICIAL
        joined = claims.join(self.series[list(OF_SERIES)], on="series_id")
        joined = joined.assign(published=published, official=official, state=state)
        joined = joined.assign(unsettled=_unsettled(joined) | unsettled)
        joined = joined.astype(dict.fromkeys(joined.select_dtypes("str").columns, object))
        return with_claims(joined)

    @cached_property
    def kept(self) -> Callable[..., pd.DataFrame]:
        """Return what makes a table of this dataset by a function and its other arguments, and has
        the last `MOST_KEPT` at hand: each choice on a page asks for the same ones.
        """

        @lru_cache(MOST_KEPT)
        def made(make: Callable[..., pd.DataFrame], *arguments: Hashable) -> pd.DataFrame:
            return make(self, *arguments)

        return made

    @cached_property
    def topic_order(self) -> Mapping[str, int]:
        """Return the place of each topic among all."""
        return {str(topic): place for place, topic in enumerate(self.topics.index)}

    @cached_property
    def unit_rows(self) -> Mapping[str, Mapping[str, str]]:
        """Return the rows of units.csv by unit; a row is asked for often."""
        rows = self.units.to_dict("records")
        return {str(row["unit"]): {str(n): str(cell) for n, cell in row.items()} for row in rows}

    @cached_property
    def positions(self) -> Mapping[str, npt.NDArray[np.intp]]:
        """Return for each indicator the positions of its claims, so that nobody scans them all."""
        groups = self.joined.groupby("indicator_id", sort=False).indices
        return {str(name): np.asarray(at) for name, at in groups.items()}

    @cached_property
    def measured(self) -> frozenset[str]:
        """Return the indicators of which there are claims or observations of the record."""
        return frozenset(self.positions) | set(self.recipes["indicator_id"])


def load(directory: Path = DATASETS) -> Dataset:
    """Read and check a folder; raise `DatasetError` with all its problems."""
    return typed_once(check(directory), declared_version(directory))


def declared_version(directory: Path) -> str:
    """Return the version that `datapackage.json` declares; 0 where there is none."""
    try:
        package = json.loads((directory / PACKAGE).read_text(encoding="utf-8"))
        return str(package["version"])
    except (OSError, ValueError, KeyError, TypeError):
        return "0"


def typed(files: Files, declared: str) -> Dataset:
    """Make the typed tables of files that were checked.

    The version is the declared one and, as SemVer's build metadata, the beginning of the
    files' digest: two different sets of figures never show the same version.
    """
    frames = {name: frame.fillna("") for name, frame in files.frames.items()}
    keyed = {
        name: frame.set_index(frame.columns[0], drop=False)
        for name, frame in frames.items()
        if name != CLAIMS and len(KEYS[name]) == 1
    }
    recorded = typed_observations(files, keyed["recipes"])
    made = recorded_series(keyed["recipes"], recorded)
    keyed["series"] = pd.concat([keyed["series"].assign(recipe_id=""), made])
    columns = (keyed["series"][name] for name in ("vintage", "window_months", "scope"))
    counting = [_counting(*cells) for cells in zip(*columns, strict=True)]
    keyed["series"] = keyed["series"].assign(counting=counting)
    keyed["events"] = dated(keyed["events"], "date").drop(columns="months")
    units = frames["units"]
    return Dataset(
        claims=with_carried(
            _typed_claims(files), recorded, keyed["recipes"], keyed["indicators"]["topic"]
        ),
        exclusions=frames["exclusions"],
        coverage=frames["coverage"],
        redirects=frames[REDIRECTS],
        recorded=recorded,
        works=files.works or {},
        conversions=Units(dict(zip(units["unit"], units["dimension"], strict=True))),
        site=files.site,
        version=f"{declared}+{files.digest[:7]}",
        **keyed,
    )


TYPED: OrderedDict[tuple[str, str], Dataset] = OrderedDict()
"""The last datasets that were made, by their files' digest and declared version."""
MOST_TYPED = 3


def typed_once(files: Files, declared: str) -> Dataset:
    """Return the same where it is one of the last that were made: a page that proposes rows asks
    for it at each touch.
    """
    key = files.digest, declared
    dataset = TYPED.pop(key, None) or typed(files, declared)
    TYPED[key] = dataset
    if len(TYPED) > MOST_TYPED:
        TYPED.popitem(last=False)
    return dataset


def _counting(vintage: str, window_months: str, scope: str) -> str:
    """Return how a series is counted: `provisional 12 months, by date of death`."""
    label = VINTAGES[vintage].label if vintage else ""
    window = f"{window_months} months" if window_months else ""
    parts = [f"{label} {window}".strip(), scope]
    if vintage == NOT_STATED:
        parts = [window, scope, label]
    return ", ".join(part for part in parts if part)


def _typed_claims(files: Files) -> pd.DataFrame:
    raw = files.frames[CLAIMS]
    numeric = ["low", "high", "best", "converted_low", "converted_high"]
    claims = raw.drop(columns=numeric).fillna("")
    for name in numeric:
        claims[name] = pd.to_numeric(raw[name]).astype("float64")
    origin = pd.DataFrame(files.origin[CLAIMS], columns=["file", "line"], index=claims.index)
    claims = claims.join(origin)
    claims["topic"] = claims["file"].map(topic_of)
    return dated(claims, "period")
