"""Adding rows: whole or not at all, whatever happens, and no other byte is touched."""

from __future__ import annotations

import csv
import errno
import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

import loaders.curation.append
from loaders.curation.append import add
from loaders.curation.new_rows import NewRow
from loaders.curation.row_parser import from_json_lines
from loaders.errors import DatasetError
from loaders.interchange.datapackage import stale
from loaders.schema.columns import NUMBER_ALLOWED
from loaders.storage.folder import contents
from loaders.storage.journal import dump, pending
from loaders.validation.check import check
from tests.support.adding import (
    CLAIM,
    ENTRY,
    LINE,
    claim,
    copied,
    family,
    new_series,
    picture,
    texts,
)
from tests.support.examples import fewer
from tests.support.kills import Killed, fail_at, kill_at

SERIES = "lit-lv,lighthouses_lit,LV,,,,,,,stock,,\n"


@contextmanager
def refused(directory: Path, *messages: str) -> Iterator[None]:
    """Expect exactly these messages, and a folder in which nothing was touched."""
    before = picture(directory)
    with pytest.raises(DatasetError) as error:
        yield
    assert str(error.value).split("\n") == list(messages)
    assert picture(directory) == before


def grown(before: dict[str, str], **more: str) -> dict[str, str]:
    """Return the texts with these lines at the end of the files whose stem is the name."""
    found = dict(before)
    for stem, lines in more.items():
        file = next(name for name in before if Path(name).stem == stem)
        found[file] += lines
    return found


def test_a_claim_is_appended_and_no_other_byte_changes(folder: Path) -> None:
    before = picture(folder)
    assert add(folder, [claim()]) == {"claims/lighthouses.csv": 1}
    after = picture(folder)
    old = before.pop("claims/lighthouses.csv")
    assert after.pop("claims/lighthouses.csv")[0] == old[0] + LINE.encode()
    assert after == before
    check(folder)


def test_no_rows_touch_nothing(folder: Path) -> None:
    before = picture(folder)
    assert add(folder, []) == {}
    assert picture(folder) == before


def test_cells_with_commas_and_quotes_are_quoted_and_numbers_stay_as_typed(folder: Path) -> None:
    add(folder, [claim(low="27.50", high="27.50", as_printed='27,5 "lights"', note="a;b")])
    line = texts(folder)["claims/lighthouses.csv"].splitlines()[-1]
    assert line == (
        'keeper2019-lit-2017,lit-ee,2017,,27.50,27.50,,lighthouses,exact,"27,5 ""lights""",,,,,'
        "keeper2019,para 4,,,observation,a;b,2026-11-22,,,,"
    )
    check(folder)


def test_a_topic_comes_with_all_its_parents_whatever_their_order(folder: Path) -> None:
    before = texts(folder)
    rows = family()
    random.shuffle(rows)
    assert list(add(folder, rows)) == [
        "references.bib",
        "topics.csv",
        "units.csv",
        "places.csv",
        "indicators.csv",
        "series.csv",
        "documents.csv",
        "claims/harbours.csv",
        "exclusions.csv",
    ]
    expected = grown(
        before,
        references="\n" + ENTRY + "\n",
        topics='harbours,Harbours,"Ships, and who calls.",,\n',
        units="ships,ship,ships,,ships,\n",
        places="LV,Latvia,\n",
        indicators="ship_calls,harbours,Calls of ships,Ships that enter a harbour.,ships,,,,,\n",
        series="calls-lv,ship_calls,LV,,Port of Riga,,,,,flow,,\n",
        documents="pilot2021,analysed,2021-05," + "0123456789abcdef" * 4 + ",9,,,\n",
        exclusions='pilot2021,para 1,"1,900",date,\n',
    )
    header = before["claims/ferries.csv"].splitlines()[0]
    expected["claims/harbours.csv"] = (
        header + "\npilot2021-calls,calls-lv,2017,,27,27,,ships,exact,"
        '"27 ships, no more",,,,,pilot2021,para 3,,,observation,,2026-11-22,,,,\n'
    )
    after = texts(folder)
    package = json.loads(after.pop("datapackage.json"))
    old = json.loads(expected.pop("datapackage.json"))
    assert after == expected
    paths = ["claims/ferries.csv", "claims/harbours.csv", "claims/lighthouses.csv"]
    assert next(r["path"] for r in package["resources"] if r["name"] == "claims") == paths
    assert package["version"] == old["version"]
    assert stale(folder) == []
    check(folder)


def test_an_old_topic_leaves_the_data_package_alone(folder: Path) -> None:
    (folder / "datapackage.json").write_text('{"version": "7.0.0"}\n')
    add(folder, new_series())
    assert (folder / "datapackage.json").read_text() == '{"version": "7.0.0"}\n'


def test_a_new_topic_keeps_the_version_of_the_data(folder: Path) -> None:
    package = (folder / "datapackage.json").read_text()
    (folder / "datapackage.json").write_text(package.replace('"1.0.0"', '"7.0.0"'))
    add(folder, family())
    assert json.loads((folder / "datapackage.json").read_text())["version"] == "7.0.0"
    assert stale(folder) == []


def test_one_bad_row_refuses_all_of_them_and_says_where_it_was_written(folder: Path) -> None:
    rows = [claim(1), claim(2, claim_id="second", as_printed="two", low="1,900", high="30")]
    with refused(
        folder,
        'paste:2: low (claims/lighthouses.csv): "1,900" is not allowed; '
        f'allowed: {NUMBER_ALLOWED}; did you mean "1900"?',
    ):
        add(folder, rows)


@pytest.mark.parametrize("missing", range(1, 9))
def test_a_row_without_its_parent_or_child_refuses_the_whole_family(
    folder: Path, missing: int
) -> None:
    rows = family()
    gone = rows.pop(missing)
    if gone.table == "exclusions":  # nothing needs it
        assert add(folder, rows)
        return
    before = picture(folder)
    with pytest.raises(DatasetError) as error:
        add(folder, rows)
    file = gone.file
    assert any(f" is not in {file}" in str(each) for each in error.value.problems)
    assert {each.file for each in error.value.problems} == {"lines"}
    assert picture(folder) == before


def test_a_parent_that_nothing_uses_is_refused_at_its_own_line(folder: Path) -> None:
    rows = [claim(), *new_series()[1:]]
    with refused(
        folder,
        'lines:2: series_id (series.csv): "lit-lv" is not used anywhere; allowed: rows that are in '
        "use; delete the row, or add the row that uses it",
    ):
        add(folder, rows)


def test_a_work_is_refused_at_the_line_that_it_was_handed_in_on(folder: Path) -> None:
    rows = [row for row in family() if row.table != "references"]
    entry = ENTRY.replace("  year = {2021}\n", "")
    rows.append(NewRow("references", {"bibtex": entry}, "", "lines", 9))
    with refused(
        folder,
        "lines:9: entry (references.bib): pilot2021 has no year; allowed: an entry with a title, a "
        "year, and an author, institution or journal; add year",
    ):
        add(folder, rows)


def test_a_row_that_is_there_already_is_refused(folder: Path) -> None:
    add(folder, [claim()])
    with refused(
        folder,
        "paste:1: row (claims/lighthouses.csv): repeats claims/lighthouses.csv:6; allowed: each "
        "row once; delete what was pasted twice",
    ):
        add(folder, [claim()])


def test_two_rows_of_one_key_are_named_by_their_own_lines(folder: Path) -> None:
    with refused(
        folder,
        'paste:2: claim_id (claims/lighthouses.csv): "keeper2019-lit-2017" is already in '
        "paste:1; allowed: each key once; keep one of the rows, or give this one a key of its own",
    ):
        add(folder, [claim(1), claim(2, low="28", high="28")])


def test_a_key_of_a_later_file_is_reported_with_the_line_that_takes_it(folder: Path) -> None:
    cells = {"claim_id": "keeper2019-lit", "series_id": "passengers-fi-ee", "unit": "passengers"}
    with refused(
        folder,
        'claims/lighthouses.csv:2: claim_id: "keeper2019-lit" is already in paste:1; allowed: '
        "each key once; keep one of the rows, or give this one a key of its own",
    ):
        add(folder, [claim(topic="ferries", **cells)])


def test_what_was_wrong_before_refuses_too(folder: Path) -> None:
    path = folder / "places.csv"
    path.write_text(path.read_text().replace("Finland,\n", ",\n", 1))
    with refused(
        folder, "places.csv:4: name: is empty; allowed: one line of plain text; fill it in"
    ):
        add(folder, [claim()])


def test_a_row_is_never_glued_to_a_line_without_an_end(folder: Path) -> None:
    path = folder / "claims" / "lighthouses.csv"
    path.write_bytes(path.read_bytes()[:-1])
    with refused(
        folder,
        "claims/lighthouses.csv:5: row: the last line has no line end; allowed: LF after every "
        "line; run `python -m loaders mend`",
    ):
        add(folder, [claim()])


def test_a_bibliography_without_a_last_line_end_gets_its_work_on_a_line_of_its_own(
    folder: Path,
) -> None:
    path = folder / "references.bib"
    path.write_bytes(path.read_bytes()[:-1])
    before = path.read_text()
    add(folder, family())
    assert path.read_text() == before + "\n" + ENTRY + "\n"
    check(folder)


def test_rows_are_not_written_under_no_header(folder: Path) -> None:
    (folder / "exclusions.csv").write_bytes(b"")
    cells = {"document_id": "keeper2019", "locator": "para 9", "numeral": "9", "reason": "date"}
    with refused(
        folder,
        "exclusions.csv:0: file: is empty; allowed: the header, and the rows below it; bring "
        "back the last commit's file: `git -C datasets checkout HEAD -- exclusions.csv`; the "
        "header alone is right only for a table without rows",
    ):
        add(folder, [NewRow("exclusions", cells)])


@pytest.mark.parametrize("topic", ["../units", "..", "a/b", "", "Lighthouses", ".hidden", "a\n"])
def test_no_row_is_made_for_a_file_outside_the_folder_of_the_claims(topic: str) -> None:
    with pytest.raises(ValueError, match=r"is not a file of a dataset$"):
        claim(topic=topic)


def test_a_table_that_is_a_path_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^\.\./secret\.csv is not a file of a dataset$"):
        NewRow("../secret", {})


# What the folder is like.


def test_mode_and_link_are_kept(folder: Path, tmp_path: Path) -> None:
    path = folder / "claims" / "lighthouses.csv"
    target = tmp_path / "elsewhere.csv"
    path.rename(target)
    target.chmod(0o640)
    path.symlink_to(target)
    add(folder, [claim()])
    assert path.is_symlink()
    assert target.read_text().endswith(LINE)
    assert target.stat().st_mode & 0o777 == 0o640
    assert not list(tmp_path.glob(".writing-*"))


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """Give a folder of a user who may not do everything; root may, so root steps down."""
    root = Path(tempfile.mkdtemp())
    directory = copied(root / "data")
    (directory / ".lock").touch()
    if os.geteuid() == 0:
        for path in [root, directory, *directory.rglob("*")]:
            os.chown(path, 65534, 65534)
        os.seteuid(65534)
    try:
        yield directory
    finally:
        os.seteuid(os.getuid())
        directory.chmod(0o755)
        shutil.rmtree(root)


def test_a_folder_that_is_read_only_is_left_alone(unprivileged: Path) -> None:
    unprivileged.chmod(0o555)
    (unprivileged / "claims").chmod(0o555)
    with refused(
        unprivileged,
        "folder: cannot be written: Permission denied; check the folder's permissions and "
        "free space, and try again",
    ):
        add(unprivileged, [claim()])
    (unprivileged / "claims").chmod(0o755)


def test_a_file_that_is_read_only_is_left_alone(unprivileged: Path) -> None:
    (unprivileged / "places.csv").chmod(0o444)
    with refused(
        unprivileged,
        "folder: cannot be written: Permission denied; check the folder's permissions and "
        "free space, and try again",
    ):
        add(unprivileged, new_series())


def test_a_file_that_cannot_be_read_is_named(unprivileged: Path) -> None:
    (unprivileged / "units.csv").chmod(0o222)
    message = (
        "units.csv:0: file: cannot be read: Permission denied; allowed: a readable file; check "
        "its permissions"
    )
    for command in (check, lambda directory: add(directory, [claim()])):
        with pytest.raises(DatasetError) as error:
            command(unprivileged)
        assert str(error.value) == message


def test_a_lock_that_is_held_is_waited_for_and_then_named(folder: Path) -> None:
    holder = FileLock(folder / ".lock", is_singleton=False, thread_local=False)
    import threading

    held, enough = threading.Event(), threading.Event()

    def hold() -> None:
        with holder:
            held.set()
            enough.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    try:
        with refused(
            folder,
            ".lock:0: lock: another program has held the lock for 0 s; try again when it is done",
        ):
            add(folder, [claim()], patience=0.1)
    finally:
        enough.set()
        thread.join()
    assert add(folder, [claim()], patience=0.1) == {"claims/lighthouses.csv": 1}


def test_a_lock_file_that_a_dead_program_left_stops_nobody(folder: Path) -> None:
    (folder / ".lock").write_text("4194304\n")
    assert add(folder, [claim()], patience=1) == {"claims/lighthouses.csv": 1}


@pytest.mark.parametrize("nth", range(1, 5))
def test_a_full_disk_refuses_the_whole_add(
    folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """Three files and the journal are written beside the old ones before any is replaced."""
    fail_at(monkeypatch, nth, OSError(errno.ENOSPC, "No space left on device"), "fsync")
    with refused(
        folder,
        "folder: cannot be written: No space left on device; check the folder's permissions "
        "and free space, and try again",
    ):
        add(folder, new_series())


@pytest.mark.parametrize("nth", range(2, 5))
def test_a_fault_after_the_journal_says_that_the_rows_are_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    before = texts(folder)
    with monkeypatch.context() as patch:
        fail_at(patch, nth, OSError(errno.EIO, "Input/output error"), "replace")
        with pytest.raises(DatasetError) as error:
            add(folder, new_series())
    assert str(error.value) == (
        ".pending.json:0: journal: the rows are in, but not yet in every file: Input/output error; "
        "check the folder's permissions and free space; the next add finishes the writing"
    )
    assert "lit-lv" in check(folder).frames["series"]["series_id"].to_list()
    add(folder, [claim()])
    assert texts(folder) == with_new_series(before, LINE)


def with_new_series(before: dict[str, str], *lines: str) -> dict[str, str]:
    """Return the texts after `new_series` and these claims were added."""
    first = LINE.replace("-2017,lit-ee", "-lv,lit-lv")
    return grown(before, lighthouses=first + "".join(lines), series=SERIES, places="LV,Latvia,\n")


def test_an_edit_made_while_the_rows_are_checked_is_not_overwritten(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "claims" / "lighthouses.csv"
    stage = loaders.curation.append.stage

    def edited(*args: Any) -> None:
        path.write_text(path.read_text().replace("an old keeper", "an older keeper"))
        stage(*args)

    monkeypatch.setattr(loaders.curation.append, "stage", edited)
    with pytest.raises(DatasetError) as error:
        add(folder, [claim()])
    assert str(error.value) == (
        "folder: its files were edited while the rows were checked; try again"
    )
    assert "an older keeper" in path.read_text()
    assert not list(folder.rglob(".writing-*"))


# Readers.


def test_a_reader_takes_no_file_from_before_an_add_beside_one_from_after_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The add happens after the reader has read the first files, once."""
    import loaders.storage.folder

    read, rows = loaders.storage.folder.read_bytes, new_series()

    def interrupted(directory: Path, name: str, parts: Any) -> bytes | None:
        found = read(directory, name, parts)
        if name == "series.csv" and rows:
            monkeypatch.setattr(loaders.storage.folder, "read_bytes", read)
            add(directory, rows)
        return found

    monkeypatch.setattr(loaders.storage.folder, "read_bytes", interrupted)
    found = contents(folder)
    assert (found["series.csv"] or b"").endswith(SERIES.encode())
    assert found == contents(folder)


def test_a_reader_of_files_that_never_rest_is_told_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import loaders.storage.folder

    read = loaders.storage.folder.read_bytes

    def restless(directory: Path, name: str, parts: Any) -> bytes | None:
        with (directory / "units.csv").open("a") as file:
            file.write("\n")
        return read(directory, name, parts)

    monkeypatch.setattr(loaders.storage.folder, "read_bytes", restless)
    with pytest.raises(DatasetError) as error:
        contents(folder)
    assert str(error.value) == (
        "folder: its files changed each of the 50 times that they were read; try again when "
        "nothing is writing to them"
    )


def test_a_file_that_is_being_written_is_no_table(folder: Path) -> None:
    for name in (".writing-units.csv", "claims/.writing-lighthouses.csv"):
        (folder / name).write_text("half a ro")
    check(folder)
    assert stale(folder) == []
    add(folder, [claim()])
    assert not list(folder.rglob(".writing-*"))


# Kills.


def killed(monkeypatch: pytest.MonkeyPatch, nth: int, directory: Path, rows: list[NewRow]) -> bool:
    """Add the rows; return whether the kill came before the add was done."""
    with monkeypatch.context() as patch:
        kill_at(patch, nth)
        try:
            add(directory, rows)
        except Killed:
            return True
    return False


def assert_finished(directory: Path, expected: dict[str, str]) -> None:
    assert texts(directory) == expected
    assert stale(directory) == []
    check(directory)


@pytest.mark.parametrize("nth", range(1, 16))
def test_a_kill_at_any_step_leaves_all_or_nothing_and_the_next_add_finishes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """Four files are staged (1-4), replaced and made sure of (5-12), the journal removed."""
    before = texts(folder)
    assert killed(monkeypatch, nth, folder, new_series()) == (nth < 15)
    happened = nth > 5  # the journal is in its place
    read = check(folder)
    for table, key in (("series", "lit-lv"), ("places", "LV"), ("claims", "keeper2019-lit-lv")):
        assert read.frames[table].iloc[:, 0].eq(key).sum() == happened
    assert stale(folder) == []
    add(folder, [claim()])
    assert_finished(
        folder,
        with_new_series(before, LINE) if happened else grown(before, lighthouses=LINE),
    )


@pytest.mark.parametrize("nth", range(1, 4))
def test_a_kill_in_an_add_of_one_file_leaves_the_row_whole_or_not_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """It is staged (1), replaced (2) and made sure of (3)."""
    before = texts(folder)
    assert killed(monkeypatch, nth, folder, [claim()])
    check(folder)
    first = LINE if nth == 3 else ""
    other = claim(claim_id="other", low="28", high="28")
    add(folder, [other])
    second = (
        LINE.replace("keeper2019-lit-2017", "other")
        .replace("27,27,", "28,28,")
        .replace("27 l", "28 l")
    )
    assert_finished(folder, grown(before, lighthouses=first + second))


@pytest.mark.parametrize("nth", [10, 11, 12, 13, 20, 29, 30, 31, 32])
def test_a_kill_in_the_add_of_a_new_topic_leaves_all_or_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    """Ten files and the journal are staged (1-11) before the journal is put in its place (12)."""
    whole = copied(folder.parent / "whole")
    add(whole, family())
    before = texts(folder)
    assert killed(monkeypatch, nth, folder, family())
    check(folder)
    assert stale(folder) == []
    add(folder, [claim()])
    assert_finished(folder, grown(texts(whole) if nth > 12 else before, lighthouses=LINE))


@pytest.mark.parametrize("nth", range(1, 13))
def test_a_kill_while_an_interrupted_add_is_finished_loses_and_doubles_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    before = texts(folder)
    assert killed(monkeypatch, 7, folder, new_series())  # the journal is there, no file is
    assert killed(monkeypatch, nth, folder, [claim()])
    check(folder)
    expected = with_new_series(before)
    add(folder, [claim(claim_id="other", low="28", high="28")])
    second = (
        LINE.replace("keeper2019-lit-2017", "other")
        .replace("27,27,", "28,28,")
        .replace("27 l", "28 l")
    )
    assert_finished(folder, grown(expected, lighthouses=second))


@pytest.fixture
def interrupted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder whose add was killed between the journal and the first file."""
    assert killed(monkeypatch, 7, folder, new_series())
    assert (folder / ".pending.json").exists()
    assert "lit-lv" not in (folder / "series.csv").read_text()
    return folder


def test_what_was_interrupted_can_be_added_no_second_time(interrupted: Path) -> None:
    before = texts(interrupted)
    with pytest.raises(DatasetError, match=r"repeats claims/lighthouses\.csv:6"):
        add(interrupted, new_series())
    before.pop(".pending.json")
    before = {name: text for name, text in before.items() if ".writing-" not in name}
    assert_finished(interrupted, with_new_series(before))


def test_rows_that_were_written_by_hand_since_are_not_written_again(interrupted: Path) -> None:
    with (interrupted / "series.csv").open("a") as file:
        file.write(SERIES.replace(",stock,", ",stock,A").replace("A,,", "A,"))
    with (interrupted / "places.csv").open("a") as file:
        file.write("LV,Republic of Latvia,\n")
    check(interrupted)
    add(interrupted, [claim()])
    after = texts(interrupted)
    assert after["places.csv"].endswith(
        "EE\nFI,Finland,\nX-GULF,Gulf of Finland,\nLV,Republic of Latvia,\n"
    )
    assert after["series.csv"].count("lit-lv") == 1
    assert after["claims/lighthouses.csv"].count("keeper2019-lit-lv") == 1
    check(interrupted)


def test_an_edit_of_a_new_row_since_its_file_was_written_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert killed(monkeypatch, 14, folder, new_series())  # all but the journal is done
    path = folder / "claims" / "lighthouses.csv"
    path.write_text(path.read_text().replace("lit-lv,lit-lv,2017", "lit-lv,lit-lv,2016"))
    add(folder, [claim()])
    assert path.read_text().count("keeper2019-lit-lv,lit-lv,2016,") == 1
    assert path.read_text().count("keeper2019-lit-lv") == 1
    check(folder)


def test_a_line_end_that_was_lost_since_is_made_before_the_rows_are_written(
    interrupted: Path,
) -> None:
    path = interrupted / "places.csv"
    path.write_bytes(path.read_bytes()[:-1])
    check(interrupted)
    add(interrupted, [claim()])
    assert path.read_text().endswith("X-GULF,Gulf of Finland,\nLV,Latvia,\n")


def test_a_version_that_was_given_since_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert killed(monkeypatch, 14, folder, family())
    package = (folder / "datapackage.json").read_text()
    (folder / "datapackage.json").write_text(package.replace('"1.0.0"', '"7.0.0"'))
    add(folder, [claim()])
    assert json.loads((folder / "datapackage.json").read_text())["version"] == "7.0.0"
    assert stale(folder) == []


def test_a_file_that_was_lost_since_is_named_and_not_begun_without_its_header(
    interrupted: Path,
) -> None:
    (interrupted / "places.csv").unlink()
    with pytest.raises(DatasetError) as error:
        add(interrupted, [claim()])
    assert str(error.value) == (
        "places.csv:0: file: is missing, and an interrupted add has yet to be finished; "
        "allowed: every file of the dataset; restore the file"
    )
    assert not (interrupted / "places.csv").exists()
    assert (interrupted / ".pending.json").exists()
    with pytest.raises(DatasetError, match=r"^places\.csv:0: file: is missing; allowed: every"):
        check(interrupted)


@pytest.mark.parametrize(
    "journal",
    [
        b"{",
        b"[]1",
        b"7",
        b"[1]",
        b"\xff",
        b'{"units.csv": "x"',
        b'{"units.csv": 7}',
        b'{"units.csv": [7]}',
        b'{"../units.csv": ["x"]}',
        b'{"claims/../../units.csv": ["x"]}',
        b'{"/tmp/units.csv": ["x"]}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_journal_is_named_and_writes_nothing(folder: Path, journal: bytes) -> None:
    (folder / ".pending.json").write_bytes(journal)
    with refused(
        folder,
        ".pending.json:0: journal: cannot be read; allowed: what `add` or `record` writes; copy "
        "the folder, run `git -C datasets checkout HEAD -- .`, then delete this file",
    ):
        add(folder, [claim()])


def test_a_journal_is_read_as_it_was_written(folder: Path) -> None:
    parts = {"units.csv": ['ä,"b ""c""",\n'.encode()], "references.bib": [b"\n@a{k}\n", b"@b{l}"]}
    (folder / ".pending.json").write_bytes(dump(parts))
    assert pending(folder) == parts


# Any text.

CELLS = st.dictionaries(
    st.sampled_from(
        ["note", "attributed_to", "as_printed", "computed", "low", "period", "locator"]
    ),
    st.one_of(
        st.text(max_size=12), st.sampled_from(['a "b", c', "7", "=1", " x", "<b>x</b>", "é"])
    ),
    max_size=4,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("any") / "data")


@fewer(5)
@given(cells=CELLS)
def test_an_add_changes_no_other_row_and_is_accepted_by_the_check(
    shared: Path, cells: dict[str, str]
) -> None:
    number = texts(shared)["claims/lighthouses.csv"].count("\n")
    handed = CLAIM | {"claim_id": f"any-{number}", "high": "", "hedge": "at_least"} | cells
    handed["computed"] = handed.get("computed", "") + f" {number}"
    before = picture(shared)
    try:
        add(shared, from_json_lines("lighthouses", json.dumps(handed), "any"))
    except DatasetError as error:
        assert picture(shared) == before
        assert all(problem.file == "any" and problem.line == 1 for problem in error.problems)
        return
    check(shared)
    after = picture(shared)
    old, new = (found.pop("claims/lighthouses.csv")[0].decode() for found in (before, after))
    assert after == before
    assert new.startswith(old)
    header, (line,) = new.splitlines()[0].split(","), new[len(old) :].splitlines(keepends=True)
    row = dict(zip(header, next(csv.reader([line], strict=True)), strict=True))
    assert {name: cell for name, cell in row.items() if cell} == {
        name: cell for name, cell in handed.items() if cell
    }
