"""How many pictures arrive where nobody has time: `python -m benchmarks.busy`.

Twenty readers ask for three pictures each at once, while a process for each core counts without an
end. Each picture arrives or its reader is told why; a reader who is told to try again in a moment
does so, as a person would.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import click

from benchmarks.contenders import APP
from benchmarks.report import p95
from benchmarks.servers import Server, serving
from loaders.dataset import DATASETS, load
from loaders.queries.selection import indicators_with_figures

READERS, EACH = 20, 3
PATIENCE = 600
"""Seconds for which a reader waits for an answer."""
AGAIN, PAUSE = 4, 20.0
"""How often a reader asks who is told to try again, and the seconds before."""
SENT_OFF = "again in a"


def _count() -> None:
    for _ in count():
        pass


@contextmanager
def _burning() -> Iterator[None]:
    """Let a process for each core count."""
    burners = [
        multiprocessing.Process(target=_count, daemon=True) for _ in range(os.cpu_count() or 1)
    ]
    for one in burners:
        one.start()
    try:
        yield
    finally:
        for one in burners:
            one.kill()


def _asked(server: Server, reader: int, indicator: str) -> tuple[str, int, float]:
    """Return what a reader was answered at last, after how many requests and seconds."""
    query = urlencode({"page": "trends", "form": "png", "size": "slide", "indicator": indicator})
    began, said = time.monotonic(), ""
    for tries in range(1, AGAIN + 1):
        headers = {"X-Forwarded-For": f"203.0.113.{reader}"}
        request = urllib.request.Request(f"{server.url}/export?{query}", headers=headers)  # noqa: S310 - http to ourselves
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - as above
                whole = answer.read().startswith(b"\x89PNG")
            return "arrived" if whole else "not a picture", tries, time.monotonic() - began
        except urllib.error.HTTPError as error:
            said = error.read().decode()
        except OSError as error:
            said = f"no answer: {error}"
        if SENT_OFF not in said:
            break
        time.sleep(PAUSE)
    return said, tries, time.monotonic() - began


@click.command(help=__doc__)
def main() -> None:
    """Ask, and say what came."""
    indicators = list(indicators_with_figures(load(DATASETS)).index)
    wanted = [(n // EACH, str(indicators[n % len(indicators)])) for n in range(READERS * EACH)]
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "datasets"
        shutil.copytree(DATASETS, figures)
        with serving(APP, figures) as server, _burning(), ThreadPoolExecutor(len(wanted)) as pool:
            told = list(pool.map(lambda one: _asked(server, *one), wanted))
    for said, times in Counter(said for said, *_ in told).most_common():
        click.echo(f"{times} of {len(told)}: {said}")
    click.echo(f"asked more than once: {sum(tries > 1 for _, tries, _ in told)}")
    waits = [seconds for *_, seconds in told]
    click.echo(f"seconds: longest {max(waits):.0f}, 95 of 100 within {p95(waits):.0f}")


if __name__ == "__main__":
    main()
