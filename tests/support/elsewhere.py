"""Tasks for another process, which imports this file and none of the tests."""

from __future__ import annotations

import os
import time

from charts.export.browser import PictureError
from loaders.dataset import Dataset


def version_and(dataset: Dataset, text: str) -> tuple[str, str, int]:
    return dataset.version, text, os.getpid()


def end_process(_: Dataset) -> None:
    os._exit(1)


def hang(_: Dataset) -> None:
    time.sleep(60)


def refuse(_: Dataset) -> None:
    raise PictureError("No room.")
