"""The project's own figures, read once, and as they were when the tests were written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from loaders.dataset import DATASETS, load
from loaders.queries.as_of import as_of

REAL = load(DATASETS)
DAY = date(2026, 11, 25)
SETTLED = replace(as_of(REAL, DAY), version=REAL.version)
"""What counts and sentences can be expected of: no figure that comes in later is among it."""
