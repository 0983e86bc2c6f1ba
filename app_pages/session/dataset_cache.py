"""The dataset that all readers share: read and checked once for each version of the files."""

from __future__ import annotations

import gc
import os
import threading
from pathlib import Path

import plotly.graph_objects as go
from streamlit.runtime.scriptrunner import get_script_run_ctx

from charts.builders.trend import pointed_at
from charts.export.formats import unheld
from charts.export.settings import ExportSettings
from charts.layout.page_figure import page_figure
from charts.page_parts.memo import per_version
from charts.page_parts.results import VERSIONS, VIEWS, resolved_view
from charts.style.theme import Palette, Size
from charts.views.view import View
from loaders.dataset import DATASETS, VARIABLE, Dataset, load
from loaders.errors import DatasetError, Problem
from loaders.history.changelog import CHANGELOG, Entry, entries
from loaders.storage.encoding import told_of
from loaders.storage.folder import signature


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
            self.problems = [told_of(self.directory, problem) for problem in error.problems]
        gc.collect()
        gc.freeze()


_FOLDERS: dict[Path, DatasetFolder] = {}


def dataset_folder() -> DatasetFolder:
    """Return the state of the folder that CITED_FIGURES_DATASETS names, or the project's."""
    directory = Path(os.environ.get(VARIABLE) or DATASETS)
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


@per_version(VERSIONS)
def changelog_of(dataset: Dataset) -> tuple[Entry, ...]:
    """Return the entries of the folder's changelog; none where there is no such file."""
    try:
        text = (dataset_folder().directory / CHANGELOG).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(entries(text))


def report_address() -> str:
    """Return where errors are reported: what CITED_FIGURES_REPORT names (https: or mailto:)."""
    found = os.environ.get("CITED_FIGURES_REPORT", "")
    return found if found.startswith(("https://", "mailto:")) else ""


LOOKS = 4
"""In how many looks a figure is shown: two sizes, light and dark."""


@per_version(VERSIONS, most=LOOKS * VIEWS)
def figure_of(dataset: Dataset, view: View, colours: Palette, size: Size) -> go.Figure | None:
    """Return the figure of a view as pages show it; None where it has none."""
    figure = resolved_view(dataset, view).draw(colours, size)
    return figure and page_figure(figure)


@per_version(VERSIONS, most=LOOKS * VIEWS)
def claim_figure_of(
    dataset: Dataset, view: View, claim_id: str, colours: Palette, size: Size
) -> go.Figure | None:
    """Return the figure of a view with a ring around a claim; None where the view has none."""
    figure = figure_of(dataset, view, colours, size)
    return figure and pointed_at(figure, claim_id, colours)


@per_version(VERSIONS, most=VIEWS)
def unheld_of(dataset: Dataset, view: View, settings: ExportSettings) -> tuple[str, ...]:
    """Return a sentence for each thing of a view's chart that a picture's size does not hold."""
    return tuple(unheld(dataset, resolved_view(dataset, view), settings))
