"""Each folder of faults/ breaks the base dataset in one way; its messages are golden files.

A folder holds `intent.txt`, `messages.txt` and the files that differ from base. What an editor
or version control would mend by itself (bytes that are no text, line ends) is made here.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from pathlib import Path, PurePath

import pytest

from loaders.errors import DatasetError
from loaders.schema.file_names import file_of
from loaders.schema.row_rules import RULES, Rule
from loaders.storage.encoding import MOST_BYTES
from loaders.storage.folder import Files, contents, read_files
from loaders.validation.check import OF_THE_NAMED, RULES_BETWEEN_TABLES, check
from tests.support.faults import BESIDE, BIB, COMMITTED, FERRIES, LIGHTS, MADE
from tests.support.golden import Golden
from tests.support.paths import BASE, FAULTS

FORM = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): (?P<column>[\w ]+): (?P<what>\S.*)")


# Faults that show best in another line than the one that was changed.
ELSEWHERE: Mapping[str, tuple[str, int]] = {
    "cells_too_few_in_all_rows": ("series.csv", 1),
    "cells_too_many_in_all_rows": (FERRIES, 1),
    "key_twice_over_topic_files": (LIGHTS, 2),
    "line_empty_at_end": (FERRIES, 5),
    "parent_table_without_rows": ("series.csv", 1),
    "rate_of_a_flow": (FERRIES, 3),
    "recipes_missing": ("record/recipes.csv", 0),
    "superseded_though_withdrawn": (LIGHTS, 5),
}


TODAY = date(2026, 11, 30)


def _problems(directory: Path) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        check(directory, TODAY)
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


def test_every_rule_of_a_row_is_broken_by_a_dataset() -> None:
    told = "\n".join(path.read_text(encoding="utf-8") for path in FAULTS.glob("*/messages.txt"))
    missing = [
        f"{table}: {rule.name}"
        for table, rules in RULES.items()
        for rule in rules
        if not re.search(_said(table, rule), told, re.MULTILINE)
    ]
    assert not missing, f"add a folder to tests/faults that breaks {missing}"


def _said(table: str, rule: Rule) -> str:
    """Return the form of the message of a rule, whatever the cells that it names."""
    texts = (rule.what, f"allowed: {rule.allowed}", rule.fix)
    words = "; ".join(re.sub(r"\\{\w+\\}", ".+", re.escape(text)) for text in texts)
    file = re.escape(file_of(table, "TOPIC")).replace("TOPIC", r"\w+")
    return rf"^{file}:\d+: {rule.column}: {words}$"


def _bears(needed: AbstractSet[str], changed: AbstractSet[str], files: Files) -> bool:
    """Tell whether what is changed in a dataset may break a rule that needs some tables."""
    return needed <= files.frames.keys() and (not needed or not needed.isdisjoint(changed))


def test_every_rule_between_tables_is_broken_by_a_dataset() -> None:
    base, left = contents(BASE), dict(RULES_BETWEEN_TABLES)
    for name in COMMITTED:
        if not left:
            break
        own = (path for path in (FAULTS / name).rglob("*.*") if path.name not in BESIDE)
        broken = {p.relative_to(FAULTS / name).as_posix(): p.read_bytes() for p in own}
        files = read_files(base | broken)
        changed = {PurePath(part).stem for file in broken for part in PurePath(file).parts}
        for rules in [rules for rules, needed in left.items() if _bears(needed, changed, files)]:
            seen = left[rules] if rules in OF_THE_NAMED else files.frames
            own_tables = {table: files.frames[table] for table in seen}
            if any(True for _ in rules(replace(files, frames=own_tables))):
                del left[rules]
    names = [rules.__name__ for rules in left]
    assert not names, f"add a folder to tests/faults that breaks {names}"
