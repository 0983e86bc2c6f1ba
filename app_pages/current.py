"""The dataset that all readers share: read and checked once for each version of the files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import streamlit as st

from app_pages.frame import plain
from loaders.dataset import DATASETS, Dataset, load
from loaders.files import signature
from loaders.problems import DatasetError


def folder() -> Path:
    """Return the folder of the tables: the project's, or what CITED_FIGURES_DATASETS names."""
    return Path(os.environ.get("CITED_FIGURES_DATASETS", DATASETS))


@st.cache_resource(max_entries=2, show_spinner="Reading the figures…")
def _load(directory: Path, version: object) -> Dataset | DatasetError:
    """Load the files as they are; `version` tells one state of them from another."""
    try:
        return load(directory)
    except DatasetError as error:
        return error


def current_dataset() -> Dataset:
    """Return the dataset, or show what is wrong with its files and end the page."""
    directory = folder()
    found = _load(directory, signature(directory))
    if isinstance(found, DatasetError):
        _show_problems(found)
    return found


def _show_problems(error: DatasetError) -> NoReturn:
    count = len(error.problems)
    st.title("The figures cannot be shown")
    st.write(
        f"The dataset has {count} {'problem' if count == 1 else 'problems'}. "
        "Mend the files and reload the page; `python -m loaders check` lists the same."
    )
    for problem in error.problems[:100]:
        st.error(plain(str(problem)))
    if count > 100:
        st.write(f"… and {count - 100} more.")
    st.stop()
