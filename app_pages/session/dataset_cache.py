"""The dataset that all readers share: read and checked once for each version of the files."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from charts.views.resolve import dataset_of
from charts.views.titles import view_description, view_title
from charts.views.view import View, known_values
from loaders.analysis.disagreements import Difference, all_pairs, grouped, ordered
from loaders.analysis.pairs import Pair
from loaders.analysis.provenance import Root, shared_root
from loaders.citations.apa import apa
from loaders.citations.works import Work
from loaders.dataset import DATASETS, Dataset, load
from loaders.errors import DatasetError, Problem
from loaders.queries.selection import indicators_with_claims
from loaders.storage.folder import signature

if TYPE_CHECKING:
    from loaders.search.index import Index

Known = Mapping[str, frozenset[str]]
LOOK_EVERY = 5.0
"""Seconds after which an open page looks whether the files have changed."""


class Held:
    """The last good dataset of a folder, and the problems of its files as they are now."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.dataset: Dataset | None = None
        self.problems: list[Problem] = []
        self._signature: Any = None
        self._lock = threading.Lock()

    def look(self) -> Any:
        """Read the files if any was written since; return what tells this state from others."""
        with self._lock:
            now = signature(self.directory)
            if now != self._signature:
                try:
                    self.dataset, self.problems = load(self.directory), []
                except DatasetError as error:
                    self.problems = error.problems
                self._signature = now
            return self._signature


@st.cache_resource(show_spinner=False)
def _held(directory: Path) -> Held:
    return Held(directory)


def held() -> Held:
    """Return the state of the folder that CITED_FIGURES_DATASETS names, or the project's."""
    return _held(Path(os.environ.get("CITED_FIGURES_DATASETS", DATASETS)))


def looked() -> Dataset | None:
    """Return the last good figures, for a request beside the pages: no page may be open that
    would look at the files.
    """
    own = held()
    own.look()
    return own.dataset


@st.fragment(run_every=LOOK_EVERY)
def watch(seen: Any) -> None:
    """Run the app again when the files have changed since the page was made."""
    if held().look() != seen:
        st.rerun(scope="app")


def citations(works: Mapping[str, Work]) -> dict[str, str]:
    """Return the works' references in full, each rendered once for all readers."""
    return {
        name: _reference(work, (*work.fields.items(), ("letter", work.letter)))
        for name, work in works.items()
    }


@st.cache_data(max_entries=2000, show_spinner=False)
def _reference(_work: Work, fields: tuple[tuple[str, str], ...]) -> str:
    """Render a reference; the fields tell one version of an entry from another."""
    return apa(_work)


def index_of(dataset: Dataset) -> Index:
    """Return the index of a search, made when the first reader asks."""
    return _index(dataset, dataset.version)


@st.cache_resource(max_entries=1, show_spinner=False)
def _index(_dataset: Dataset, version: str) -> Index:
    """Make the index; only the last version of the data is kept."""
    from loaders.search.index import search_index  # noqa: PLC0415  only a search needs it

    return search_index(_dataset)


def dated(dataset: Dataset, view: View) -> Dataset:
    """Return the figures as they stood on the view's day, made once for all readers."""
    return _dated(dataset, dataset.version, view.as_of) if view.as_of else dataset


@st.cache_resource(max_entries=4, show_spinner=False)
def _dated(_dataset: Dataset, version: str, day: date) -> Dataset:
    return dataset_of(_dataset, View(as_of=day))


def choices_of(dataset: Dataset) -> pd.DataFrame:
    """Return `selection.indicators_with_claims`, counted once for all readers."""
    return _choices(dataset, dataset.version)


@st.cache_resource(max_entries=2, show_spinner=False)
def _choices(_dataset: Dataset, version: str) -> pd.DataFrame:
    return indicators_with_claims(_dataset)


def title_of(dataset: Dataset, view: View) -> str:
    """Return what a view is called, worked out once for all readers."""
    return _title(dataset, dataset.version, view)


@st.cache_data(max_entries=1000, show_spinner=False)
def _title(_dataset: Dataset, version: str, view: View) -> str:
    return view_title(dated(_dataset, view), view)


def description_of(dataset: Dataset, view: View) -> str:
    """Return what a view shows in a sentence or two, worked out once for all readers."""
    return _description(dataset, dataset.version, view)


@st.cache_data(max_entries=1000, show_spinner=False)
def _description(_dataset: Dataset, version: str, view: View) -> str:
    return view_description(dated(_dataset, view), view)


def known_of(dataset: Dataset) -> Known:
    """Return `charts.views.view.known_values`, made once for each version of the data."""
    return _known(dataset, dataset.version)


@st.cache_resource(max_entries=2, show_spinner=False)
def _known(_dataset: Dataset, version: str) -> Known:
    return known_values(_dataset)


def report_address() -> str:
    """Return where errors are reported: what CITED_FIGURES_REPORT names (https: or mailto:)."""
    found = os.environ.get("CITED_FIGURES_REPORT", "")
    return found if found.startswith(("https://", "mailto:")) else ""


@dataclass(frozen=True)
class Found:
    """All pairs of a dataset, by their series, and the root that the widest of each share, by the
    identity of the difference.
    """

    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]
    roots: dict[int, Root]


def differences_of(dataset: Dataset) -> Found:
    """Return what differs, computed once for each version of the files."""
    return _computed(dataset, dataset.version)


@st.cache_resource(max_entries=4, show_spinner=False)
def _computed(_dataset: Dataset, version: str) -> Found:
    pairs = all_pairs(_dataset)
    differences = tuple(ordered(_dataset, grouped(pairs)))
    roots = {id(one): shared_root(_dataset, *one.widest.claims) for one in differences}
    return Found(pairs, differences, roots)
