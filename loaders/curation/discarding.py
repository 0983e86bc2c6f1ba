"""Rows that were added by mistake and that no published version has, taken out again.

What a version has stays for ever; an exclusion alone may go at any time, as it is no figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from loaders.citations.bibliography import BIBLIOGRAPHY
from loaders.curation.append import PATIENCE, replace_whole, writing
from loaders.errors import DatasetError, did_you_mean, refusal, shown
from loaders.history.diff import MADE_ANEW
from loaders.history.snapshot import Key, Row, named, version_of
from loaders.schema.file_names import BY_TOPIC, CLAIMS, REFERENCES, table_of
from loaders.schema.tables import KEYS
from loaders.storage.folder import Contents, contents, read_files
from loaders.validation.check import problems_of
from loaders.validation.foreign_keys import unused


@dataclass(frozen=True)
class Discarded:
    """Rows that are taken out: the new content of their files, and each line by its file."""

    files: Mapping[str, bytes]
    lines: Sequence[tuple[str, str]]


def discarded(
    before: Contents, published: Contents, keys: Sequence[tuple[str, tuple[str, ...]]], version: str
) -> Discarded:
    """Return the files without some rows, each named by its table and key, and without what came
    along with them and nothing uses any more; nothing is written.

    `published` are the files of the version that was given out, which is called `version`. Raise
    `DatasetError` for a row that it has, or that is not there, and where others need the row.
    """
    tables = {*(table for table, _ in keys), *(KEYS.keys() - BY_TOPIC.keys()), REFERENCES}
    out, there = _rows(published, tables), _rows(before, tables)
    now, lines = dict(before), []
    for table, cells in keys:
        key = (table, cells, 0)
        if key not in there:
            raise _unknown(key, there)
        if key in out and table not in MADE_ANEW:
            raise _published(key, there[key], version)
        lines.append(_taken_out(now, key, there[key].file))
    while (left := _left_over(now, out)) is not None:
        lines.append(_taken_out(now, *left))
    problems = problems_of(read_files(dict(now)))
    if problems:
        raise DatasetError(problems)
    files = {name: content or b"" for name, content in now.items() if content != before[name]}
    return Discarded(files, lines)


def _rows(files: Contents, tables: Set[str]) -> Mapping[Key, Row]:
    """Return the rows of some tables, as those of the record are many."""
    own = {name: content for name, content in files.items() if table_of(name) in tables}
    return version_of(own).rows


def _left_over(now: Contents, out: Mapping[Key, Row]) -> tuple[Key, str] | None:
    """Return a row that nothing uses and the version does not have, and its file."""
    lines = {(found.file, found.line) for found in unused(read_files(dict(now)), ())}
    rows = _rows(now, {table_of(file) for file, _ in lines}).items()
    left = ((key, row) for key, row in rows if (row.file, row.line) in lines and key not in out)
    return next(((key, row.file) for key, row in left), None)


def _taken_out(now: dict[str, bytes | None], key: Key, file: str) -> tuple[str, str]:
    """Take a row out of its file; return the file and what stood there."""
    lines = (now[file] or b"").decode().splitlines(keepends=True)
    first = version_of({file: now[file]}).rows[key].line - 1
    last = first + 1
    if file == BIBLIOGRAPHY:
        later = (at for at in range(last, len(lines)) if re.match(r"@\w", lines[at]))
        last = next(later, len(lines))
    gone = "".join(lines[first:last])
    rest = "".join([*lines[:first], *lines[last:]])
    now[file] = (rest.rstrip("\n") + "\n" if rest else "").encode()
    return file, gone.rstrip("\n")


def _unknown(key: Key, there: Mapping[Key, Row]) -> DatasetError:
    table = key[0]
    known = [named(each) for each in there if each[0] == table]
    what, allowed = f"there is no row {shown(named(key))} in {table}", f"a row of {table}"
    fix = did_you_mean(named(key), known, "look it up in its file")
    return refusal("arguments", 1, "key", what=what, allowed=allowed, fix=fix)


def _published(key: Key, row: Row, version: str) -> DatasetError:
    what = f"{shown(named(key))} is in {version}, so others may have it"
    withdraw = "withdraw it: python -m loaders withdraw" if key[0] == CLAIMS else "leave it"
    return refusal(row.file, row.line, "row", what=what, allowed="a row added since", fix=withdraw)


def discard(
    directory: Path,
    published: Contents,
    keys: Sequence[tuple[str, tuple[str, ...]]],
    version: str,
    *,
    patience: float = PATIENCE,
) -> Discarded:
    """Take rows out of their files, whole or not at all; raise `DatasetError` as `discarded`."""
    with writing(directory, patience=patience):
        before = contents(directory)
        found = discarded(before, published, keys, version)
        replace_whole(directory, before, found.files)
    return found
