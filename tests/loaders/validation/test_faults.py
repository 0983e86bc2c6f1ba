"""Each folder of faults/ breaks the base dataset in one way; its messages are golden files.

A folder holds `intent.txt`, `messages.txt` and the files that differ from base. What an editor
or version control would mend by itself (bytes that are no text, line ends) is made here.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

import pytest

from loaders.errors import DatasetError
from loaders.storage.encoding import MOST_BYTES
from loaders.validation.check import check
from tests.conftest import Golden

FAULTS = Path(__file__).parents[2] / "faults"
BASE = FAULTS / "base"
BESIDE = {"intent.txt", "messages.txt"}
FORM = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): (?P<column>[\w ]+): (?P<what>\S.*)")
FERRIES, LIGHTS = "claims/ferries.csv", "claims/lighthouses.csv"
BIB = "references.bib"

Change = Callable[[bytes], bytes | None]
"""From the bytes of a file of base to the broken ones; None deletes the file."""


def _swap(old: bytes, new: bytes) -> Change:
    return lambda content: content.replace(old, new, 1)


# What each of these folders changes: the file, how, and a line that the messages must name.
MADE: Mapping[str, tuple[str, Change, int]] = {
    "file_missing": ("places.csv", lambda _: None, 0),
    "bibliography_missing": (BIB, lambda _: None, 0),
    "claims_all_missing": (FERRIES, lambda _: None, 0),
    "file_empty": ("series.csv", lambda _: b"", 0),
    "file_of_100_megabytes": (FERRIES, lambda b: b * (100 * 2**20 // len(b) + 1), 0),
    "final_newline_missing": (FERRIES, lambda b: b[:-1], 4),
    "line_ends_crlf": (FERRIES, lambda b: b.replace(b"\n", b"\r\n"), 1),
    "line_ends_crlf_in_bibliography": (BIB, lambda b: b.replace(b"\n", b"\r\n"), 1),
    "line_ends_crlf_once": (FERRIES, _swap(b"\nshipping", b"\r\nshipping"), 3),
    "line_ends_lone_cr": (FERRIES, lambda b: b.replace(b"\n", b"\r"), 1),
    "cr_inside_cell": (FERRIES, _swap(b"one death in", b"one\rdeath in"), 3),
    "latin_1": (LIGHTS, _swap(b"an old keeper", "Jõgi".encode("latin-1")), 3),
    "latin_1_in_bibliography": (BIB, _swap(b"Tamm", "Jõgi".encode("latin-1")), 2),
    "utf_16": (FERRIES, lambda b: b.decode().encode("utf-16"), 1),
    "utf_16_without_mark": (FERRIES, lambda b: b.decode().encode("utf-16-le"), 1),
    "byte_order_mark": (FERRIES, lambda b: b"\xef\xbb\xbf" + b, 1),
    "byte_order_mark_in_bibliography": (BIB, lambda b: b"\xef\xbb\xbf" + b, 1),
    "nul": (FERRIES, _swap(b"up to", b"up\0 to"), 3),
    "tab_before_cell": (FERRIES, _swap(b"up to", b"\tup to"), 3),
    "zero_width_space": (FERRIES, _swap(b"up to", "up\u200b to".encode()), 3),
    "bidi_override": (FERRIES, _swap(b"up to", "\u202eup to".encode()), 3),
    "bidi_mark_of_arabic": (FERRIES, _swap(b"up to", "\u061cup to".encode()), 3),
    "bidi_in_bibliography": (BIB, _swap(b"A list", "\u202eA list".encode()), 23),
    "journal_damaged": (".pending.json", lambda _: b'{"claims/ferries.csv": "ferryman', 0),
    "journal_not_utf_8": (".pending.json", lambda _: b"\xff{}", 0),
    "journal_of_numbers": (".pending.json", lambda _: b'{"places.csv": 3}', 0),
    "journal_nested_without_end": (".pending.json", lambda _: b"[" * 100_000, 0),
}
# Faults that show best in another line than the one that was changed.
ELSEWHERE: Mapping[str, tuple[str, int]] = {
    "cells_too_few_in_all_rows": ("series.csv", 1),
    "cells_too_many_in_all_rows": (FERRIES, 1),
    "key_twice_over_topic_files": (LIGHTS, 2),
    "line_empty_at_end": (FERRIES, 5),
    "parent_table_without_rows": ("series.csv", 1),
    "rate_of_a_flow": (FERRIES, 3),
}
COMMITTED = sorted(p.name for p in FAULTS.iterdir() if p.name not in {"base", *MADE})


def _problems(directory: Path) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        check(directory)
    return str(caught.value).splitlines()


def _assert_form(messages: list[str]) -> None:
    for message in messages:
        assert FORM.fullmatch(message), message
        own_words = re.sub(r'"[^"]*"', "", message)
        assert not re.search(r"nan\b|None|Error|\b1 cells|\ba increase|;;|; *$", own_words), message


def _lines(message: str) -> tuple[str, int]:
    found = FORM.fullmatch(message)
    assert found
    return found["file"], int(found["line"])


def _changed(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield the lines in which the folder's files differ from base, and 0 for each whole file.

    A work is known by the line in which its entry begins.
    """
    for path in folder.rglob("*.*"):
        if path.name in BESIDE or path.is_dir():
            continue
        name = path.relative_to(folder).as_posix()
        base = BASE / name
        before = base.read_text(encoding="utf-8").split("\n") if base.exists() else []
        after = path.read_text(encoding="utf-8").split("\n")
        yield name, 0
        entry = 0
        for number, (old, new) in enumerate(zip_longest(before, after), 1):
            entry = number if (new or "").startswith("@") else entry
            if old != new:
                yield name, number
                if name == BIB:
                    yield name, entry


def _copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "datasets"))


def test_base_is_valid() -> None:
    files = check(BASE)
    assert {len(files.frames[t]) for t in ("topics", "documents", "claims")} == {2, 3, 7}


@pytest.mark.parametrize("name", COMMITTED)
def test_each_broken_dataset_gives_exactly_its_messages(
    name: str, tmp_path: Path, golden: Golden
) -> None:
    folder = FAULTS / name
    directory = _copy(tmp_path)
    shutil.copytree(folder, directory, dirs_exist_ok=True)
    messages = _problems(directory)
    _assert_form(messages)
    golden(folder / "messages.txt", "\n".join(messages) + "\n")
    right = {ELSEWHERE[name]} if name in ELSEWHERE else set(_changed(folder))
    assert {_lines(message) for message in messages} & right


@pytest.mark.parametrize("name", sorted(MADE))
def test_each_broken_file_of_bytes_gives_exactly_its_messages(
    name: str, tmp_path: Path, golden: Golden
) -> None:
    file, change, line = MADE[name]
    directory = _copy(tmp_path)
    path = directory / file
    broken = change(path.read_bytes() if path.exists() else b"")
    if broken is None:
        path.unlink()
    else:
        path.write_bytes(broken)
    messages = _problems(directory)
    _assert_form(messages)
    golden(FAULTS / name / "messages.txt", "\n".join(messages) + "\n")
    assert (file, line) in {_lines(message) for message in messages}


@pytest.mark.parametrize("name", sorted({*COMMITTED, *MADE}))
def test_each_fault_says_its_intent_in_one_line(name: str) -> None:
    intent = (FAULTS / name / "intent.txt").read_text(encoding="utf-8")
    assert re.fullmatch(r"[A-Z][^\n]+\.\n", intent)


def test_every_folder_that_is_made_is_there() -> None:
    assert {p.name for p in FAULTS.iterdir()} >= {"base", *MADE}
    assert len(COMMITTED) + len(MADE) >= 45
    assert MOST_BYTES < 100 * 2**20
