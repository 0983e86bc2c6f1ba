"""The project's own figures, read once."""

from __future__ import annotations

from loaders.dataset import DATASETS, load

REAL = load(DATASETS)
