"""The contenders, and their servers: started on a free port, ended with all that they started."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.contenders import COMMANDS
from benchmarks.counted_streamlit import COUNTS, SIGNAL

ROOT = Path(__file__).parent.parent
PATIENCE = 120
LONGEST_START = 60
IDLE = 0.1
"""For how many seconds at most a server is let rest, and how many seconds of a processor in one
second are none.
"""


@dataclass(frozen=True)
class Server:
    """A contender that listens."""

    contender: str
    url: str
    process: psutil.Process
    written: Path

    def counts(self) -> tuple[int, int]:
        """Return how many objects and sessions of Streamlit the process keeps."""
        self.written.unlink(missing_ok=True)
        self.process.send_signal(SIGNAL)
        until = time.monotonic() + PATIENCE
        while not self.written.exists():
            if time.monotonic() > until:
                raise SystemExit(f"{self.contender} did not count its objects")
            time.sleep(0.05)
        objects, sessions = json.loads(self.written.read_text(encoding="utf-8"))
        return objects, sessions

    def memory(self) -> float:
        """Return the resident memory of the process and its children in MB."""
        tree = [self.process, *self.process.children(recursive=True)]
        return float(sum(process.memory_info().rss for process in tree)) / 1e6

    def processor(self) -> float:
        """Return the seconds of a processor that the process and its children have used."""
        tree = [self.process, *self.process.children(recursive=True)]
        return float(sum(sum(process.cpu_times()[:2]) for process in tree))

    def rest(self) -> None:
        """Wait until the server has done what it does by itself after its start."""
        for _ in range(LONGEST_START):
            before = self.processor()
            time.sleep(1.0)
            if self.processor() - before < IDLE:
                return


@contextmanager
def serving(contender: str, datasets: Path) -> Iterator[Server]:
    """Start a contender on a dataset, wait until it answers, and end it afterwards."""
    port = _free_port()
    command = [sys.executable, *(part.replace("{port}", str(port)) for part in COMMANDS[contender])]
    written = datasets.parent / f"{contender}-{port}.json"
    settings = {
        "CITED_FIGURES_DATASETS": str(datasets),
        "PYTHONPATH": str(ROOT),
        COUNTS: str(written),
    }
    log = datasets.parent / f"{contender}-{port}.log"
    with (
        log.open("wb") as out,
        subprocess.Popen(  # noqa: S603 - a fixed command of ours
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=out, stderr=out
        ) as process,
    ):
        address = f"http://127.0.0.1:{port}"
        server = Server(contender, address, psutil.Process(process.pid), written)
        try:
            _wait(server, process, log)
            yield server
        finally:
            _end(server.process)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(server.url, timeout=5):  # noqa: S310 - http to ourselves
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{server.contender} did not start:\n{log.read_text()[-2000:]}")


def _end(process: psutil.Process) -> None:
    """End the process and its children; a server waits for its readers longer than we do."""
    with suppress(psutil.NoSuchProcess):
        tree = [*process.children(recursive=True), process]
        for each in tree:
            with suppress(psutil.NoSuchProcess):  # a browser may end meanwhile, the server last
                each.terminate()
        for each in psutil.wait_procs(tree, timeout=0.5)[1]:
            with suppress(psutil.NoSuchProcess):
                each.kill()
