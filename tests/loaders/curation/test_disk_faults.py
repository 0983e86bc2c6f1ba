"""A disk that fails at any step of a command: a sentence, all or nothing, the next add works."""

from __future__ import annotations

import errno
import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import Result

from loaders.curation.new_rows import NewRow
from loaders.storage.folder import contents, read_files
from loaders.validation.check import problems_of
from tests.support.adding import CLAIM, copied, family, new_series
from tests.support.commands import run
from tests.support.disk import Disk

pytestmark = pytest.mark.long

OLD = "keeper2019-lit-2018"
WHY = ("--reason", "The number was misread.", "--yes")
SENTENCE = re.compile(r"^(?:[\w./-]+:\d+: )?\w+: .+; .+$")


def lines_of(rows: list[NewRow]) -> str:
    """Return rows as the command takes them in."""
    topics = [{"topic": row.topic} if row.topic else {} for row in rows]
    return "\n".join(
        json.dumps({"table": row.table, **topic, **row.cells})
        for row, topic in zip(rows, topics, strict=True)
    )


LAST = json.dumps(CLAIM | {"claim_id": "last", "low": "28", "high": "28", "as_printed": "28"})
COMMANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "a claim": (("add", "lighthouses", "--jsonl", "-"), json.dumps(CLAIM)),
    "a series": (("add", "lighthouses", "--jsonl", "-"), lines_of(new_series())),
    "a topic": (("add", "harbours", "--jsonl", "-"), lines_of(family())),
    "a correction": (("correct", OLD, "--low", "63", "--as-printed", "63", *WHY), ""),
    "a withdrawal": (("withdraw", OLD, *WHY), ""),
    "the schema": (("schema", "--version", "1.1.0"), ""),
}


def ran(folder: Path, name: str) -> Result:
    arguments, stdin = COMMANDS[name]
    return run(folder, *arguments, stdin=stdin)


@cache
def whole(name: str) -> tuple[list[str], dict[str, bytes | None]]:
    """Return the calls of a command that write, and the files as it leaves them."""
    with TemporaryDirectory() as place:
        folder, disk = copied(Path(place) / "data"), Disk()
        with pytest.MonkeyPatch.context() as patch:
            disk.put_in(patch)
            assert ran(folder, name).exit_code == 0
        return disk.calls, contents(folder)


def weathered(folder: Path, name: str, disk: Disk) -> Iterator[str]:
    """Run a command on a disk that fails; yield what is wrong with how it ended."""
    before = contents(folder)
    with pytest.MonkeyPatch.context() as patch:
        disk.put_in(patch)
        result = ran(folder, name)
    done = contents(folder) == whole(name)[1]
    if not (done or contents(folder) == before):
        yield "half is written"
    if result.exit_code not in (0, 1) or not isinstance(result.exception, SystemExit | None):
        yield f"ends with {result.exception!r}"
    if result.exit_code == 1 and not any(map(SENTENCE.match, result.stdout.splitlines())):
        yield "has no sentence"
    if result.exit_code == 0 and not done:
        yield "says that it was done"
    if "nothing was" in result.stderr and done:
        yield "says that it was not done"
    after = run(folder, "add", "lighthouses", "--jsonl", "-", stdin=LAST)
    if after.exit_code:
        yield f"stops the next add: {after.stdout}"
    if problems_of(read_files(contents(folder))):
        yield "leaves files with problems"
    if [path for path in folder.rglob(".*") if path.name != ".lock"]:
        yield "leaves files behind"


def faults(place: Path, name: str, codes: tuple[int, ...], *, forever: bool) -> list[str]:
    """Let the disk fail at each step of a command in turn; return what went wrong where."""
    calls, wrong = whole(name)[0], []
    for code in codes:
        for step in range(1, len(calls) + 1):
            folder = copied(place / f"{code}-{step}")
            disk = Disk(step, code, forever=forever)
            wrong += [
                f"{calls[step - 1]} ({step}): {text}" for text in weathered(folder, name, disk)
            ]
            shutil.rmtree(folder)
    return wrong


@pytest.mark.parametrize("name", ["a claim", "a withdrawal"])
def test_a_disk_that_is_full_from_any_step_on_leaves_all_or_nothing(
    name: str, tmp_path: Path
) -> None:
    assert faults(tmp_path, name, (errno.ENOSPC,), forever=True) == []


@pytest.mark.stress
@pytest.mark.parametrize("forever", [True, False])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_fails_in_any_way_at_any_step_leaves_all_or_nothing(
    name: str, forever: bool, tmp_path: Path
) -> None:
    codes = (errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EINTR, errno.EIO)
    assert faults(tmp_path, name, codes, forever=forever) == []


def test_rows_that_are_in_are_not_called_lost_where_nothing_more_can_be_written(
    folder: Path,
) -> None:
    """The journal is in its place, and then the folder can be read only, its clearing included."""
    calls = whole("a series")[0]
    with pytest.MonkeyPatch.context() as patch:
        Disk(calls.index("replace") + 4, errno.EROFS).put_in(patch)
        result = ran(folder, "a series")
    assert (result.exit_code, result.stderr) == (1, "1 problem\n")
    assert result.stdout == (
        ".pending.json:0: journal: the rows are in, but not yet in every file: Read-only file "
        "system; check the folder's permissions and free space; the next add finishes the "
        "writing\n"
    )


@pytest.mark.parametrize("name", ["a claim", "a correction"])
def test_a_row_that_the_disk_did_not_confirm_is_not_called_lost(name: str, folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        Disk(len(whole(name)[0]), errno.EIO).put_in(patch)
        result = ran(folder, name)
    assert (result.exit_code, result.stderr) == (1, "1 problem\n")
    assert result.stdout.splitlines()[-1] == (
        "folder: what was to be written is in, but the disk has not confirmed it: "
        "Input/output error; check the disk, and whether the files are whole: python -m loaders "
        "check"
    )
    assert contents(folder) == whole(name)[1]
