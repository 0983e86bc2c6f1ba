"""The dataset that all readers share: read and checked once for each version of the files."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from loaders.apa import apa
from loaders.cite import Work
from loaders.dataset import DATASETS, Dataset, load
from loaders.files import signature
from loaders.problems import DatasetError, Problem

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


def report_address() -> str:
    """Return where errors are reported: what CITED_FIGURES_REPORT names (https: or mailto:)."""
    found = os.environ.get("CITED_FIGURES_REPORT", "")
    return found if found.startswith(("https://", "mailto:")) else ""
