"""python -m loaders new: a dataset begins, and holds what the commands and the app need."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from loaders.dataset import VARIABLE, load
from loaders.interchange.archive import bundle
from loaders.interchange.datapackage import stale
from tests.support.begun import ROWS, SAID, TOPIC, new, run


def test_a_dataset_begins_and_takes_its_first_claim(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "floods"
    made = new(folder, *SAID, *TOPIC)
    assert made.exit_code == 0, made.output
    assert f"export {VARIABLE}={folder}" in made.output
    assert "python -m loaders add losses_homes_roads" in made.output
    monkeypatch.setenv(VARIABLE, str(folder))
    assert run("check").output.startswith("ok: 0 claims")
    assert stale(folder) == []
    lines = "\n".join(map(json.dumps, ROWS))
    added = run("add", "losses_homes_roads", "--jsonl", "-", stdin=lines)
    assert added.exit_code == 0, added.output
    assert run("check").output.startswith("ok: 1 claims in 1 series")
    dataset = load(folder)
    assert dataset.site.name == "Flood Figures"
    assert b'authors:\n  - name: "The River Desk"' in _unpacked(bundle(folder, dataset))


def _unpacked(content: bytes) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("CITATION.cff")]
        assert name.startswith("flood-figures-")
        return archive.read(name)


def test_a_folder_that_holds_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    refused = new(tmp_path, *SAID, *TOPIC)
    assert refused.exit_code == 1
    assert "holds files already; allowed: a new or an empty folder" in refused.output
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (SAID, "topic: is empty; allowed: title of the first topic; say it with --topic"),
        ((*SAID, "--topic", "=A", "--summary", "B."), "topics.csv:2: title: "),
        (("--name", "U.S. Floods", "--organisation", "Us", *TOPIC), "name: "),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_written(
    tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    folder = tmp_path / "floods"
    refused = new(folder, *arguments)
    assert refused.exit_code == 1
    assert message in refused.output
    assert "nothing was written" in refused.output
    assert not folder.exists()


def test_an_empty_folder_is_told_how_to_begin(tmp_path: Path) -> None:
    told = run("check", "--datasets", str(tmp_path)).output
    assert told.startswith("folder: holds no dataset; ")
    assert "python -m loaders new FOLDER" in told


def test_a_question_mark_is_answered_and_never_taken_for_a_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.commands.new.on_terminal", lambda: True)
    answers = ("Floods", "?", "The Desk", "CC", "", "", "?", "Losses", "What it cost.", "")
    made = new(tmp_path / "floods", stdin="".join(f"{answer}\n" for answer in answers))
    assert made.exit_code == 0, made.output
    assert "Who is cited as their author" in made.output
    assert "CC0-1.0 (Creative Commons Zero 1.0)" in made.output
    assert "A topic is a group of charts" in made.output
    assert "Key of the topic: losses" in made.output
    assert ",?" not in (tmp_path / "floods/topics.csv").read_text()
    assert load(tmp_path / "floods").site.licence == "CC-BY-4.0"


def test_the_folder_is_named_so_that_it_is_found_from_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    made = new(Path("../floods"), *SAID, *TOPIC)
    assert f"export {VARIABLE}={tmp_path / 'floods'}\n" in made.output
