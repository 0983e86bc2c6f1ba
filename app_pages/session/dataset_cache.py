"""The dataset that all readers share: read and checked once for each version of the files."""

from __future__ import annotations

import gc
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import plotly.graph_objects as go
from streamlit.runtime.scriptrunner import get_script_run_ctx

from charts.export.formats import ExportSettings, unheld
from charts.marks.legend import MEANINGS, WORDS
from charts.style.theme import Palette, Size
from charts.text.curve_summary import curve_words
from charts.views.choice import indicators_of
from charts.views.computed_view import as_read
from charts.views.glossary import ANSWERS, GLOSSARY
from charts.views.resolve import ResolvedView, complete, resolve
from charts.views.state_map import map_years
from charts.views.titles import view_description, view_title
from charts.views.view import View, known_values
from loaders.analysis.curves import curves
from loaders.analysis.disagreements import Difference, all_pairs, grouped, sorted_differences
from loaders.analysis.pairs import Pair
from loaders.analysis.provenance import Root, shared_root
from loaders.citations.apa import apa_html
from loaders.dataset import DATASETS, Dataset, load
from loaders.errors import DatasetError, Problem
from loaders.history.changelog import CHANGELOG, Entry, entries
from loaders.history.day_changes import days_of_change
from loaders.queries.as_of import as_of
from loaders.queries.grains import GRAINS
from loaders.queries.listing import partners
from loaders.queries.record_choice import record_choices
from loaders.queries.selection import indicators_with_figures
from loaders.search.records import answer, explained_word
from loaders.storage.folder import signature

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Name = TypeVar("Name")
Value = TypeVar("Value")
Computed = Callable[Concatenate[Dataset, Arguments], Result]
Key = tuple[tuple[Hashable, ...], tuple[tuple[str, Hashable], ...]]


def per_version(
    versions: int, most: int = 1
) -> Callable[[Computed[Arguments, Result]], Computed[Arguments, Result]]:
    """Keep what a function returns for the last `versions` of the data, `most` results of each.

    Figures of a day are a version of their own. The other arguments are hashable. A result is
    computed once: whoever asks meanwhile waits for it, and for no other. All readers share it, so
    nobody changes it.
    """

    def decorate(function: Computed[Arguments, Result]) -> Computed[Arguments, Result]:
        kept: OrderedDict[str, OrderedDict[Key, Future[Result]]] = OrderedDict()
        lock = threading.Lock()

        @wraps(function)
        def once(dataset: Dataset, /, *args: Arguments.args, **named: Arguments.kwargs) -> Result:
            key: Key = (args, tuple(sorted(named.items())))
            new: Future[Result] = Future()
            with lock:
                results = _kept(kept, dataset.version, OrderedDict(), versions)
                result = _kept(results, key, new, most)
            if result is new:
                try:
                    new.set_result(function(dataset, *args, **named))
                except BaseException as error:
                    results.pop(key, None)
                    new.set_exception(error)
            return result.result()

        return once

    return decorate


def _kept(values: OrderedDict[Name, Value], name: Name, new: Value, most: int) -> Value:
    """Return the value of a name, or give it the new one; forget what was asked for longest ago."""
    value = values.setdefault(name, new)
    values.move_to_end(name)
    if len(values) > most:
        values.popitem(last=False)
    return value


if TYPE_CHECKING:
    from loaders.search.index import Index

VIEWS = 300
"""How many views of a version of the data are at hand: most readers look at the same ones."""
LOOKS = 4
"""In how many looks a figure is shown: two sizes, light and dark."""
VERSIONS = 4
"""How many versions of the data are at hand, of the files or of a day: each is tables in memory."""


class DatasetFolder:
    """The last good dataset of a folder, and the problems of its files as they are now."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.dataset: Dataset | None = None
        self.problems: list[Problem] = []
        self._signature: object = None
        self._lock = threading.Lock()

    def refresh(self) -> object:
        """Read the files if any was written since; return what tells this state from others."""
        with self._lock:
            now = signature(self.directory)
            if now != self._signature:
                self._read()
                self._signature = now
            return self._signature

    def _read(self) -> None:
        """Read the files, and keep the collector of garbage away from what it would find there:
        a large heap that lives as long as this version, gone through again for every reader.
        """
        gc.unfreeze()
        try:
            self.dataset, self.problems = load(self.directory), []
        except DatasetError as error:
            self.problems = error.problems
        gc.collect()
        gc.freeze()


_FOLDERS: dict[Path, DatasetFolder] = {}


def dataset_folder() -> DatasetFolder:
    """Return the state of the folder that CITED_FIGURES_DATASETS names, or the project's."""
    directory = Path(os.environ.get("CITED_FIGURES_DATASETS", DATASETS))
    return _FOLDERS.setdefault(directory, DatasetFolder(directory))


SHOWN: dict[str, object] = {}
"""The state of the files that each open page shows, by its session."""


def refresh_for_page() -> None:
    """Read the files if any was written since, and note what this session shows."""
    context = get_script_run_ctx()
    state = dataset_folder().refresh()
    if context is not None:
        SHOWN[context.session_id] = state


def outdated() -> bool:
    """Tell whether the files were written since this session's page was shown."""
    context = get_script_run_ctx()
    return context is not None and SHOWN.get(context.session_id) != dataset_folder().refresh()


def current_dataset() -> Dataset:
    """Return the last good figures, without which app.py runs no page."""
    dataset = dataset_folder().dataset
    assert dataset is not None
    return dataset


def read_dataset() -> Dataset | None:
    """Return the last good figures, for a request beside the pages: no page may be open that
    would look at the files.
    """
    folder = dataset_folder()
    folder.refresh()
    return folder.dataset


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


@per_version(VERSIONS)
def changelog_of(dataset: Dataset) -> tuple[Entry, ...]:
    """Return the entries of the folder's changelog; none where there is no such file."""
    try:
        text = (dataset_folder().directory / CHANGELOG).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(entries(text))


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


def report_address() -> str:
    """Return where errors are reported: what CITED_FIGURES_REPORT names (https: or mailto:)."""
    found = os.environ.get("CITED_FIGURES_REPORT", "")
    return found if found.startswith(("https://", "mailto:")) else ""


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
def unheld_of(dataset: Dataset, view: View, settings: ExportSettings) -> tuple[str, ...]:
    """Return a sentence for each thing of a view's chart that a picture's size does not hold."""
    return tuple(unheld(dataset, resolved_view(dataset, view), settings))


@per_version(VERSIONS, most=VIEWS)
def caveats_of(dataset: Dataset, view: View) -> tuple[str, ...]:
    """Return the sentences on what does not agree in a chart over time, or cannot be compared."""
    return tuple(resolved_view(dataset, view).caveats())


@per_version(VERSIONS, most=VIEWS)
def remarks_of(dataset: Dataset, view: View) -> tuple[str, ...]:
    """Return the sentences on all else that the chart of a view cannot say by itself."""
    return tuple(resolved_view(dataset, view).remarks())


ASKED = {"clickmode": "event+select", "hovermode": "closest", "dragmode": "pan"}
"""What Streamlit gives a chart that is clicked: where a figure has it, it is not drawn twice."""


@per_version(VERSIONS, most=LOOKS * VIEWS)
def figure_of(dataset: Dataset, view: View, colours: Palette, size: Size) -> go.Figure | None:
    """Return the figure of a view as pages show it; None where it has none."""
    figure = resolved_view(dataset, view).draw(colours, size)
    return figure and figure.update_layout(ASKED)


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
