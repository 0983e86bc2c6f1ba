"""What an interrupted add has still to write.

An add of several files names all that it appends in one journal before it
touches the first file: that is the moment at which the add has happened.
Whoever reads the files while the journal is there sees them as they will be;
the next add finishes the writing. An add of one file needs none.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from loaders.citations.bibliography import BIBLIOGRAPHY
from loaders.errors import refusal
from loaders.schema.columns import SLUG
from loaders.schema.file_names import BY_TOPIC, RECIPES, file_of, table_of
from loaders.schema.tables import COLUMNS, KEYS
from loaders.storage.csv_table import csv_text

JOURNAL = ".pending.json"
PACKAGE = "datapackage.json"
FILE = re.compile(
    rf"(?:{'|'.join(BY_TOPIC.values())})/{SLUG}\.csv|{re.escape(file_of(RECIPES))}"
    rf"|[a-z]+\.csv|{re.escape(BIBLIOGRAPHY)}|{PACKAGE}"
)
"""The files that an add may write; nothing else, wherever a name comes from."""
ENTRY = re.compile(r"^@\w+\s*\{\s*([^\s,]+)", re.MULTILINE)
Parts = Mapping[str, list[bytes]]
"""What is appended, by file name: a part per row or work; a new file's first is its header."""


def pending(directory: Path) -> dict[str, list[bytes]]:
    """Return the parts still to be appended, by file name relative to `directory`.

    Raise `DatasetError` where the journal itself was damaged.
    """
    try:
        entries = json.loads((directory / JOURNAL).read_text(encoding="utf-8"))
        if not all(FILE.fullmatch(name) for name in entries):
            raise ValueError("a name that is not a file of a dataset")
        return {name: [part.encode() for part in parts] for name, parts in entries.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError, RecursionError) as error:
        what, allowed = "cannot be read", "what `add` writes"
        fix = "restore the folder from version control, then delete the file"
        raise refusal(JOURNAL, 0, "journal", what=what, allowed=allowed, fix=fix) from error


def completed(name: str, content: bytes, parts: Iterable[bytes]) -> bytes:
    """Return `content` with those of the parts appended that are not there already.

    A row is there if its key is: somebody may have edited the file since the add was
    interrupted. The generated data package is not appended to: the part is the whole of it.
    """
    if name == PACKAGE:
        return b"".join(parts)
    there = _keys(name, content)
    missing = b"".join(part for part in parts if not _keys(name, part) & there)
    gap = b"\n" if missing and content and not content.endswith(b"\n") else b""
    return content + gap + missing


def _keys(name: str, content: bytes) -> set[tuple[str, ...]]:
    """Return what tells rows apart; a header's first cells are a key like any other."""
    text = content.decode("utf-8", errors="replace")
    if name == BIBLIOGRAPHY:
        return {(key,) for key in ENTRY.findall(text)}
    width = len(KEYS.get(table_of(name), (name,)))
    lines = [line for line in text.split("\n") if line]
    if width == 1:
        return {(line.partition(",")[0],) for line in lines}
    return {tuple(next(csv.reader([line]))[:width]) for line in lines}


def read_bytes(directory: Path, name: str, blocks: Parts) -> bytes | None:
    """Return a file as it will be when the journal is done; None where there is no file.

    Raise `DatasetError` for a file that is there but cannot be read.
    """
    try:
        content = (directory / name).read_bytes()
    except FileNotFoundError:
        return b"".join(blocks[name]) if begins(name, blocks.get(name)) else None
    except OSError as error:
        what, fix = f"cannot be read: {error.strerror or error}", "check its permissions"
        raise refusal(name, 0, "file", what=what, allowed="a readable file", fix=fix) from error
    return completed(name, content, blocks[name]) if name in blocks else content


def begins(name: str, parts: list[bytes] | None) -> bool:
    """Tell whether the parts make a new file, rather than rows of one that was lost."""
    if not parts or name in (BIBLIOGRAPHY, PACKAGE):
        return bool(parts)
    return parts[0] == csv_text([COLUMNS[table_of(name)]]).encode()


def dump(blocks: Parts) -> bytes:
    """Return the journal's own text."""
    entries = {name: [part.decode() for part in parts] for name, parts in blocks.items()}
    return json.dumps(entries, ensure_ascii=False, indent=1).encode()
