"""A disk that fails while charts are written: a sentence, no half file, and the next run works."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from charts.__main__ import main
from charts.commands import export as command
from loaders.dataset import load
from loaders.errors import DatasetError
from loaders.interchange.sdmx import write_files
from tests.support.disk import Disk
from tests.support.paths import BASE

VIEW = "/trends?indicator=lighthouses_lit"
FERRIES = "/trends?indicator=ferry_passengers"
ONE = ("--view", VIEW, "--format", "csv")
MANY = ("--view", VIEW, "--view", FERRIES, "--formats", "csv")
ADVICE = "Check the path, its permissions and the free space, and give the command again."


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command take the figures that were read at the beginning."""
    dataset = load(BASE)
    monkeypatch.setattr(command, "loaded", lambda _: dataset)


def exported(out: Path, *wanted: str) -> Result:
    return CliRunner().invoke(main, ["export", *wanted, "--out", str(out)])


def held(out: Path) -> dict[str, bytes]:
    if out.is_file():
        return {"": out.read_bytes()}
    return {path.name: path.read_bytes() for path in out.glob("*")}


@pytest.mark.parametrize("wanted", [ONE, pytest.param(MANY, marks=pytest.mark.stress)])
def test_a_disk_that_fails_at_any_step_leaves_no_half_file_and_the_next_run_ends(
    wanted: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "whole").mkdir()
    whole, disk = tmp_path / "whole" / "out", Disk()
    exported(whole, *wanted)  # what is imported only now is compiled, which writes, too
    shutil.rmtree(whole) if whole.is_dir() else whole.unlink()
    with pytest.MonkeyPatch.context() as patch:
        disk.put_in(patch)
        assert exported(whole, *wanted).exit_code == 0
    assert len(disk.calls) > 5
    for step in range(1, len(disk.calls) + 1):
        folder = tmp_path / "failed"
        folder.mkdir()
        out = folder / "out"
        with pytest.MonkeyPatch.context() as patch:
            Disk(step, errno.ENOSPC).put_in(patch)
            result = exported(out, *wanted)
        last = f"Error: {out} cannot be written: No space left on device. {ADVICE}\n"
        assert (result.exit_code, result.stderr) == (1, last), disk.calls[step - 1]
        for name, content in held(out).items():
            assert name.startswith(".") or content == held(whole)[name]
        assert exported(out, *wanted).exit_code == 0
        assert held(out) == held(whole)
        assert list(folder.rglob(".*")) == []
        shutil.rmtree(folder)


def test_a_file_goes_into_no_folder_that_is_not_there(tmp_path: Path) -> None:
    out = tmp_path / "no" / "such" / "poppy.csv"
    result = exported(out, *ONE)
    assert result.exit_code == 1
    assert result.stderr == f"Error: {out} cannot be written: No such file or directory. {ADVICE}\n"


def test_a_file_that_stands_where_the_folder_should_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_text("mine")
    result = exported(out, *MANY)
    assert (result.exit_code, out.read_text()) == (1, "mine")
    assert result.stderr == f"Error: {out} cannot be written: File exists. {ADVICE}\n"


@pytest.mark.parametrize("step", range(1, 10))
def test_a_disk_that_fills_up_leaves_the_old_files_of_sdmx(step: int, tmp_path: Path) -> None:
    write_files({"a.csv": "old", "b.xml": "old"}, tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        Disk(step, errno.ENOSPC).put_in(patch)
        with pytest.raises(DatasetError, match="cannot be written: No space left on device; allo"):
            write_files({"a.csv": "new and longer", "b.xml": "new and longer"}, tmp_path)
    assert held(tmp_path) == {"a.csv": b"old", "b.xml": b"old"}
