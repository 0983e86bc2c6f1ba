"""What pages and exports need of a dataset, worked out once for each version of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from charts.marks.legend import MEANINGS, WORDS
from charts.page_parts.memo import per_version
from charts.text.curve_summary import curve_words
from charts.views.choice import indicators_of
from charts.views.computed_view import as_read
from charts.views.glossary import ANSWERS, GLOSSARY
from charts.views.resolve import ResolvedView, complete, resolve
from charts.views.state_map import map_way, map_years
from charts.views.titles import view_description, view_title
from charts.views.view import View, known_values
from loaders.analysis.curves import curves
from loaders.analysis.disagreements import Difference, all_pairs, grouped, sorted_differences
from loaders.analysis.pairs import Pair
from loaders.analysis.provenance import Root, shared_root
from loaders.citations.apa import apa_html
from loaders.dataset import Dataset
from loaders.history.day_changes import days_of_change
from loaders.queries.as_of import as_of
from loaders.queries.grains import GRAINS
from loaders.queries.listing import partners
from loaders.queries.record_choice import record_choices
from loaders.queries.selection import indicators_with_figures
from loaders.search.records import answer, explained_word

if TYPE_CHECKING:
    from loaders.search.index import Index

VIEWS = 300
"""How many views of a version of the data are at hand: most readers look at the same ones."""
VERSIONS = 4
"""How many versions of the data are at hand, of the files or of a day: each is tables in memory."""


@per_version(VERSIONS, most=2000)
def reference_of(dataset: Dataset, work_id: str) -> str:
    """Return a work's reference in full, as HTML."""
    return apa_html(dataset.works[work_id])


@per_version(1)
def index_of(dataset: Dataset) -> Index:
    """Return the index of a search, made when the first reader asks."""
    from loaders.search.index import search_index  # noqa: PLC0415  only a search needs it

    marks = {WORDS[name]: meaning for name, meaning in MEANINGS.items()}
    words = [explained_word(*item) for item in {**GLOSSARY, **marks}.items()]
    answers = [answer(name, a.title, a.text, a.words) for name, a in ANSWERS.items()]
    return search_index(dataset, [*words, *answers])


def dated(dataset: Dataset, view: View) -> Dataset:
    """Return the figures as they stood on the view's day, with what the view measures."""
    return as_read(_of_day(dataset, view.as_of) if view.as_of else dataset, view)


def grains_of(dataset: Dataset, view: View) -> list[str]:
    """Return over how long a time the figures of a view's indicators are or can be summed to."""
    found = {g for name in indicators_of(view) for g in record_choices_of(dataset, name).grains}
    return [name for name in GRAINS if name in found]


_of_day = per_version(1, most=VERSIONS)(as_of)
choices_of = per_version(VERSIONS)(indicators_with_figures)
record_choices_of = per_version(VERSIONS, most=VIEWS)(record_choices)
map_years_of = per_version(VERSIONS, most=VIEWS)(map_years)
map_way_of = per_version(VERSIONS, most=VIEWS)(map_way)
partners_of = per_version(VERSIONS, most=VIEWS)(partners)
days_of_change_of = per_version(VERSIONS)(days_of_change)
known_of = per_version(VERSIONS)(known_values)
completed = per_version(VERSIONS, most=VIEWS)(complete)


@per_version(2, most=1000)
def title_of(dataset: Dataset, view: View) -> str:
    """Return what a view is called."""
    return view_title(dated(dataset, view), view)


@per_version(2, most=1000)
def description_of(dataset: Dataset, view: View) -> str:
    """Return what a view shows in a sentence or two."""
    return view_description(dated(dataset, view), view)


@dataclass(frozen=True)
class Disagreements:
    """All pairs of a dataset, by their series, and the root that the widest of each share, by the
    identity of the difference.
    """

    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]
    roots: Mapping[int, Root]


@per_version(VERSIONS)
def differences_of(dataset: Dataset) -> Disagreements:
    """Return what differs."""
    pairs = all_pairs(dataset)
    differences = tuple(sorted_differences(dataset, grouped(pairs)))
    roots = {id(one): shared_root(dataset, *one.widest.claims) for one in differences}
    return Disagreements(pairs, differences, roots)


@per_version(VERSIONS, most=VIEWS)
def resolved_view(dataset: Dataset, view: View) -> ResolvedView:
    """Return what a view shows; who saves one picture often saves another."""
    return resolve(dataset, view, lambda: differences_of(dataset).pairs)


@per_version(VERSIONS, most=VIEWS)
def caveats_of(dataset: Dataset, view: View) -> tuple[str, ...]:
    """Return the sentences on what does not agree in a chart over time, or cannot be compared."""
    return tuple(resolved_view(dataset, view).caveats())


@per_version(VERSIONS, most=VIEWS)
def remarks_of(dataset: Dataset, view: View) -> tuple[str, ...]:
    """Return the sentences on all else that the chart of a view cannot say by itself."""
    return tuple(resolved_view(dataset, view).remarks())


@per_version(VERSIONS)
def indicator_labels(dataset: Dataset) -> Mapping[str, str]:
    """Return what each indicator that has claims is called where all topics are offered."""
    topics = dataset.topics["title"]
    choices = choices_of(dataset)
    return {
        name: f"{title} ({topics[topic]})"
        for name, topic, title in zip(choices.index, choices.topic, choices.title, strict=True)
    }


@per_version(VERSIONS)
def curve_labels(dataset: Dataset) -> Mapping[str, str]:
    """Return what each indicator has over time in words, trends first."""
    found = curves(dataset, choices_of(dataset).index)
    return {name: curve_words(curve) for name, curve in found.items()}


@per_version(VERSIONS)
def indicator_entries(dataset: Dataset) -> Mapping[str, str]:
    """Return what follows an indicator's title in the list, trends first: what it has over time and
    its definition, so that it is found by the words of both.
    """
    definitions = dataset.indicators["definition"]
    return {name: f"{words}: {definitions[name]}" for name, words in curve_labels(dataset).items()}
