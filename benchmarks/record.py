"""What a record that grows costs: checking and loading 100,000 observations beside today's, and a
trend of hundreds of points beside one of tens. Processor time, in this process.
"""

from __future__ import annotations

import gc
import re
import shutil
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from benchmarks.report import TODAY, Results
from benchmarks.tables import Made
from charts.style.theme import LIGHT, WIDE
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import DATASETS, TYPED, Dataset, load
from loaders.schema.file_names import BY_TOPIC, OBSERVATIONS
from loaders.schema.tables import COLUMNS, KEYS
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import JOINED
from loaders.validation.check import FOUND, check

GROWN = 100_000
BACK = 200
"""By how many years what is added lies before what there is."""
MONTHLY = View("trends", indicator="gun_background_checks", grain="month")
SHORT = 33
"""How many months the short trend has; the long one has all."""


def grown(directory: Path, most: int) -> Path:
    """Return a copy of the real figures with so many observations, the new ones long ago."""
    shutil.copytree(DATASETS, directory)
    files = sorted((directory / BY_TOPIC[OBSERVATIONS]).glob("*.csv"))
    tables = {path: pd.read_csv(path, dtype=str, keep_default_na=False) for path in files}
    left = most - sum(map(len, tables.values()))
    for path, rows in tables.items():
        added = rows.head(max(left, 0)).assign(claim_id="")
        added["period"] = [re.sub(r"\d{4}", _back, text, count=2) for text in added["period"]]
        left -= len(added)
        both = pd.concat([rows, added]).sort_values(list(KEYS[OBSERVATIONS]))
        names = list(COLUMNS[OBSERVATIONS])
        text = csv_text([names, *both[names].to_numpy().tolist()])
        path.write_text(text, encoding="utf-8")
    return directory


def _back(year: re.Match[str]) -> str:
    return str(int(year[0]) - BACK)


def measure_record(results: Results, _: Sequence[Made], runs: int) -> None:
    """Time check and load of both sizes in turn, then both trends, after a run not counted."""
    dataset = load(DATASETS)
    today = len(dataset.recorded)
    with TemporaryDirectory(prefix="cited-figures-record-") as folder:
        more = grown(Path(folder) / "datasets", GROWN)
        for run in range(-1, runs):
            for size, directory in ((today, DATASETS), (GROWN, more)):
                for name, work in (("record, check", check), ("record, load", load)):
                    _timed(results, name, size, run, partial(work, directory))
    points = resolve(dataset, MONTHLY).claims
    first = int(points["start"].sort_values().iloc[-SHORT].year)
    for run in range(-1, runs):
        for size, since in ((SHORT, first), (len(points), None)):
            view = View("trends", indicator=MONTHLY.indicator, grain="month", since=since)
            _timed(results, "record, trend", size, run, partial(_drawn, dataset, view))


def _drawn(dataset: Dataset, view: View) -> None:
    figure = resolve(dataset, view).draw(LIGHT, WIDE)
    assert figure is not None
    figure.to_json()


def _timed(results: Results, what: str, size: int, run: int, work: Callable[[], object]) -> None:
    JOINED[OBSERVATIONS].clear()  # observations are read anew
    FOUND.clear()
    TYPED.clear()
    gc.collect()
    began = time.process_time()
    work()
    if run >= 0:
        results.add(what, size, TODAY, time.process_time() - began)
