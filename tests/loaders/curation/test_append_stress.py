"""Many adds, corrections and withdrawals from many processes that are killed at any moment:
nothing is lost, torn or doubled.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from loaders.commands.table import table_command
from loaders.curation.append import PATIENCE, add
from loaders.curation.corrections import correction, withdraw
from loaders.curation.new_rows import NewRow
from loaders.curation.row_parser import from_json_lines
from loaders.errors import DatasetError
from loaders.interchange.datapackage import stale
from loaders.interchange.workbook import as_workbook
from loaders.schema.tables import COLUMNS
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import contents, read_files
from loaders.validation.check import check
from tests.support.adding import CLAIM, ENTRY, SHA256, copied
from tests.support.paths import BASE, ROOT

pytestmark = pytest.mark.long

KINDS = (
    *("claim", "page", "correct", "withdraw", "series", "workbook", "measure", "claim", "sheet"),
    *("command", "topic", "withdraw"),
)
"""What an add is, and which way it takes: `page` is what Maintain calls when a reader confirms,
`workbook` and `sheet` are a new and a corrected row of a workbook that comes back.
"""
REVISED = ("correct", "withdraw", "sheet")
"""Kinds that need a claim that is there already: `old-` and the name."""
LIMIT = 600.0
Line = dict[str, str]


def kind_of(name: str, number: int) -> str:
    return KINDS[(number + sum(map(ord, name))) % len(KINDS)]


def old_claim(name: str) -> Line:
    """Return the claim that an operation of this name corrects or withdraws."""
    old = f"old-{name}"
    return CLAIM | {"claim_id": old, "as_printed": f"27 lighthouses, says {old}"}


def withdrawn_of(cells: Line) -> Line:
    """Return a row as it is when it was withdrawn."""
    return cells | {"withdrawn": date.today().isoformat(), "withdrawal_reason": "Misread."}


def corrected(name: str) -> Line:
    """Return the row that corrects `old_claim`."""
    cells = {"claim_id": name, "period": "2016", "supersedes": f"old-{name}"}
    why = {"correction_reason": "Misread.", "added": date.today().isoformat()}
    return old_claim(name) | cells | why


def letters(name: str) -> str:
    return "".join(chr(ord("a") + int(c)) if c.isdigit() else c for c in name.replace("-", "_"))


def lines_of(name: str, kind: str) -> list[Line]:
    """Return what one add hands in: rows whose keys hold its name, so that all can be found."""
    said: Line = CLAIM | {"claim_id": name, "as_printed": f"27 lighthouses, says {name}"}
    claim: Line = {**said, "topic": "lighthouses"}
    if kind == "correct":
        return [corrected(name)]
    if kind == "sheet":  # the name is the command's
        return [corrected(name) | {"claim_id": f"old-{name}-2"}]
    if kind == "workbook":
        claim["added"] = date.today().isoformat()
    if kind in ("claim", "page", "command", "workbook"):
        return [claim]
    place = {"table": "places", "place_id": f"X-{name.upper()}", "name": name}
    series = {
        "table": "series",
        "series_id": f"s-{name}",
        "indicator_id": "lighthouses_lit",
        "place_id": f"X-{name.upper()}",
        "measure": "stock",
    }
    if kind == "series":
        return [claim | {"series_id": f"s-{name}"}, series, place]
    thing, topic = letters(name), "lighthouses" if kind == "measure" else f"t-{name}"
    unit = {"table": "units", "unit": thing, "name": name, "plural": name, "dimension": thing}
    indicator = {
        "table": "indicators",
        "indicator_id": f"i-{name}",
        "topic": topic,
        "title": name,
        "definition": f"Things of {name}.",
        "unit": thing,
    }
    series["indicator_id"] = f"i-{name}"
    claim |= {"series_id": f"s-{name}", "unit": thing, "topic": topic}
    claim |= {"as_printed": f"27, says {name}"}
    if kind == "measure":
        return [claim, unit, indicator, series, place]
    work = {"table": "references", "bibtex": ENTRY.replace("pilot2021", f"d-{name}")}
    document = {
        "table": "documents",
        "document_id": f"d-{name}",
        "kind": "analysed",
        "published": "2021",
        "text_sha256": SHA256,
        "paragraphs": "9",
    }
    summary = {"table": "topics", "topic": topic, "title": name, "summary": "Things, and more."}
    claim["document_id"] = f"d-{name}"
    return [claim, document, unit, indicator, series, place, summary, work]


def edited(directory: Path, name: str, kind: str) -> bytes:
    """Return the topic's workbook with one more row, or with a corrected one."""
    book = load_workbook(io.BytesIO(as_workbook(read_files(contents(directory)), "lighthouses")))
    page = book.worksheets[0]
    at = {str(cell.value): cell.column for cell in page[1]}
    there = [page.cell(line, at["claim_id"]).value for line in range(1, page.max_row + 1)]
    if kind == "sheet":
        page.cell(there.index(f"old-{name}") + 1, at["period"]).value = "2016"
    else:
        for column, cell in lines_of(name, kind)[0].items():
            if column in at:
                page.cell(there.index(None) + 1, at[column]).value = cell
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def rows_of(name: str, kind: str) -> list[NewRow]:
    text = "\n".join(json.dumps(line) for line in lines_of(name, kind))
    return from_json_lines("lighthouses", text, name)


def noted(log: Path, text: str) -> None:
    with log.open("a") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())


def work(directory: Path, log: Path, names: list[str], dies_at: int) -> None:
    """Add what this worker has not tried yet, noting what was confirmed; die at a system call."""
    tried = log.read_text().split() if log.exists() else []
    if dies_at:
        _arm(dies_at)
    for number, name in enumerate(names):
        if name in tried:
            continue
        kind = kind_of(name, number)
        noted(log, f"{kind} {name}")
        if kind == "command":
            command = [sys.executable, "-m", "loaders", "add", "lighthouses", "--jsonl", "-"]
            text = "\n".join(map(json.dumps, lines_of(name, kind)))
            subprocess.run([*command, "--datasets", directory], input=text.encode(), check=True)
        elif kind == "correct":
            changes = {"claim_id": name, "period": "2016"}
            files = read_files(contents(directory))
            add(directory, [correction(files, f"old-{name}", changes, "Misread.")])
        elif kind in ("workbook", "sheet"):
            back = log.parent / f"{name}.xlsx"
            back.write_bytes(edited(directory, name, kind))
            options = ["--datasets", str(directory), "--reason", "Misread.", "--yes"]
            table_command.main(
                ["lighthouses", "--from", str(back), *options], standalone_mode=False
            )
        elif kind == "withdraw":
            withdraw(directory, f"old-{name}", "Misread.")
        elif kind == "page":
            from app_pages.curation import write_access

            write_access.PATIENCE = PATIENCE  # a storm is longer than a reader waits
            write_access.write_rows(directory, rows_of(name, kind))
        else:
            add(directory, rows_of(name, kind))
        noted(log, f"ok {name}")


def _arm(dies_at: int) -> None:
    """Kill this process and its children at the n-th call that changes what is on the disk."""
    left = dies_at

    def armed(call: Any) -> Any:
        def dying(*args: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                os.killpg(0, signal.SIGKILL)
            return call(*args, **options)

        return dying

    os.replace, os.unlink, os.chmod = armed(os.replace), armed(os.unlink), armed(os.chmod)


def read(directory: Path, log: Path) -> None:
    """Check the folder again and again, and note each problem that is seen."""
    noted(log, "began")
    before: dict[str, bytes | None] = {}
    while not (log.parent / "done").exists():
        try:
            check(directory)
            noted(log, "checked")
            for _ in range(50):
                now = contents(directory)
                for name, content in before.items():
                    if not kept(content or b"", now[name] or b""):
                        noted(log, f"problem: {name} lost bytes")
                used = {line.split(b",")[1] for line in _lines(now, "claims/")}
                if not used <= {line.split(b",")[0] for line in _lines(now, "series.csv")}:
                    noted(log, "problem: a claim without its series")
                before = now
                time.sleep(0.01)
        except DatasetError as error:
            noted(log, f"problem: {error}")


def kept(before: bytes, now: bytes) -> bool:
    """Tell whether each line is still there, as it was or withdrawn, and others only below."""
    old, new = before.split(b"\n"), now.split(b"\n")
    pairs = zip(old[:-1], new, strict=False)
    return len(new) >= len(old) and all(
        line == other or (line.startswith(b"old-") and withdrawn_line(line) == other)
        for line, other in pairs
    )


def withdrawn_line(line: bytes) -> bytes:
    cells = next(csv.reader([line.decode()]))
    return line_of(withdrawn_of(dict(zip(COLUMNS["claims"], cells, strict=True)))).encode()


def line_of(cells: Line) -> str:
    return csv_text([[cells.get(column) for column in COLUMNS["claims"]]]).rstrip("\n")


def _lines(files: dict[str, bytes | None], begin: str) -> list[bytes]:
    found = [content or b"" for name, content in files.items() if name.startswith(begin)]
    return [line for content in found for line in content.splitlines()[1:]]


@dataclass
class Storm:
    """Workers that add and are killed and started again, and a reader that looks on."""

    directory: Path
    seed: int
    adds: int
    workers: int
    kills: int
    killed: int = 0
    from_outside: int = 0
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - a test's dice
        self.logs = self.directory.parent
        self.names = [
            [f"w{worker}-{number}" for number in range(self.adds // self.workers)]
            for worker in range(self.workers)
        ]
        add(self.directory, [self._old(name) for name, kind in self.kinds if kind in REVISED])

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Return all names with what is done under them."""
        return [
            (name, kind_of(name, number))
            for names in self.names
            for number, name in enumerate(names)
        ]

    def _old(self, name: str) -> NewRow:
        return NewRow("claims", old_claim(name), "lighthouses", "old", 1)

    def log(self, worker: int) -> Path:
        return self.logs / f"worker-{worker}.log"

    def start(self, *arguments: object) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            "tests.loaders.curation.test_append_stress",
            *map(str, arguments),
        ]
        with (self.logs / "errors").open("ab") as errors:
            return subprocess.Popen(
                command,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
                cwd=ROOT,
            )

    def begin(self, worker: int) -> None:
        may_die = self.killed < self.kills and self.random.random() < 0.6
        dies_at = self.random.randint(1, 60) if may_die else 0
        if worker == self.killed == 0:
            dies_at = self.random.randint(1, 8)  # so that each storm has one death at least
        names = ",".join(self.names[worker])
        self.running[worker] = self.start("work", self.directory, self.log(worker), names, dies_at)

    def run(self) -> None:
        reader = self.start("read", self.directory, self.logs / "reader.log")
        for worker in range(self.workers):
            self.begin(worker)
        ends = time.monotonic() + LIMIT
        try:
            while self.running:
                assert time.monotonic() < ends, "the workers do not come to an end"
                time.sleep(self.random.uniform(0.05, 0.5))
                self.strike()
                self.collect()
        finally:
            (self.logs / "done").touch()
            for process in self.running.values():
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            assert reader.wait(timeout=60) == 0, (self.logs / "errors").read_text()

    def strike(self) -> None:
        """Kill one worker now and then, and at times all at once, as a power cut does."""
        if self.killed >= self.kills or self.random.random() > 0.15:
            return
        all_at_once = self.random.random() < 0.1
        for process in list(self.running.values()) if all_at_once else [self.victim()]:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                self.from_outside += 1

    def victim(self) -> subprocess.Popen[bytes]:
        return self.random.choice(list(self.running.values()))

    def collect(self) -> None:
        for worker, process in list(self.running.items()):
            code = process.poll()
            if code is None:
                continue
            del self.running[worker]
            assert code in (0, -signal.SIGKILL), (self.logs / "errors").read_text()
            if code:
                self.killed += 1
                self.begin(worker)

    def noted(self, *kinds: str) -> dict[str, str]:
        """Return the names that were noted under these kinds, with their kind."""
        lines = [line.split() for w in range(self.workers) for line in self._log(w)]
        return {name: kind for kind, name in lines if kind in kinds}

    def _log(self, worker: int) -> list[str]:
        path = self.log(worker)
        return path.read_text().splitlines() if path.exists() else []


def assert_whole(storm: Storm) -> None:
    """Assert that the files hold what they held, and each add whole and once, or not at all."""
    directory, tried, confirmed = storm.directory, storm.noted(*KINDS), storm.noted("ok")
    check(directory)
    add(directory, rows_of("last", "claim"))  # finishes what the last kill left
    check(directory)
    assert stale(directory) == []
    assert not [path for path in directory.rglob(".*") if path.name != ".lock"]
    texts = {p.relative_to(directory).as_posix(): p.read_text() for p in directory.rglob("*.*")}
    texts = {name: text for name, text in texts.items() if name.endswith((".csv", ".bib"))}
    for path in BASE.rglob("*.*"):
        name, old = path.relative_to(BASE).as_posix(), path.read_text()
        assert texts[name].startswith(old)
        texts[name] = texts[name].removeprefix(old)
    expected: Counter[str] = Counter()
    claims = texts["claims/lighthouses.csv"].splitlines()
    for name, kind in storm.kinds:
        if kind in REVISED:
            lines = [line_of(old_claim(name)), line_of(withdrawn_of(old_claim(name)))]
            [there] = [line for line in lines if line in claims]  # as it was, or whole
            assert there == lines[0] or name in tried
            assert there == lines[1] or kind != "withdraw" or name not in confirmed
            expected[f"claims/lighthouses.csv: {there}"] += 1
    tried = {name: kind for name, kind in tried.items() if kind != "withdraw"}
    for name, kind in {**tried, "last": "claim"}.items():
        needed = expected_lines(name, kind)
        present = [line in texts[file].splitlines() for file, line in needed if file in texts]
        whole = len(present) == len(needed) and all(present)
        assert whole or not any(present), f"half of {name} is there: {needed}"
        assert whole or name not in confirmed, f"{name} was confirmed, but is not there"
        if whole:
            expected.update(f"{file}: {line}" for file, line in needed)
    found = Counter(
        f"{file}: {line}"
        for file, text in texts.items()
        for line in text.splitlines()
        if line.startswith("@") or (file.endswith(".csv") and not line.startswith("claim_id,"))
    )
    assert found == expected  # each line once, and no other


def expected_lines(name: str, kind: str) -> list[tuple[str, str]]:
    """Return a file and a line of it for each row of an add."""
    found = []
    for row in rows_of(name, kind):
        if row.table == "references":
            found.append((row.file, row.cells["bibtex"].splitlines()[0]))
        else:
            cells = [row.cells.get(column) for column in COLUMNS[row.table]]
            found.append((row.file, csv_text([cells]).rstrip("\n")))
    return found


def weathered(storm: Storm) -> str:
    """Run a storm, assert that nothing was harmed, and return what happened."""
    began = time.monotonic()
    storm.run()
    took = time.monotonic() - began
    seen = (storm.logs / "reader.log").read_text().splitlines()
    assert [line for line in seen if line not in ("began", "checked")] == []
    assert seen.count("checked") > 0
    tried, confirmed = storm.noted(*KINDS), storm.noted("ok")
    assert len(tried) == storm.adds
    assert set(confirmed) <= set(tried)
    assert len(tried) - len(confirmed) <= storm.killed  # only a kill leaves an add unconfirmed
    assert_whole(storm)
    return (
        f"seed {storm.seed}: {len(tried)} writes, {len(confirmed)} confirmed, {storm.killed} kills "
        f"({storm.from_outside} from outside), {seen.count('checked')} checks, {took:.0f} s"
    )


def test_writes_of_three_processes_survive_kills(tmp_path: Path) -> None:
    storm = Storm(copied(tmp_path / "data"), seed=1, adds=15, workers=3, kills=3)
    assert {"workbook", "sheet"} <= {kind for _, kind in storm.kinds}
    weathered(storm)
    assert storm.killed >= 1


@pytest.mark.stress
@pytest.mark.parametrize("seed", [11, 22, 33])
def test_two_hundred_writes_of_eight_processes_survive_kills(
    tmp_path: Path, seed: int, record_property: Any
) -> None:
    storm = Storm(copied(tmp_path / "data"), seed=seed, adds=200, workers=8, kills=40)
    report = weathered(storm)
    record_property("storm", report)
    sys.stderr.write(report + "\n")
    assert storm.killed >= 20


if __name__ == "__main__":
    if sys.argv[1] == "work":
        work(Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4].split(","), int(sys.argv[5]))
    else:
        read(Path(sys.argv[2]), Path(sys.argv[3]))
