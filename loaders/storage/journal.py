"""What an interrupted command has still to write.

A command that writes several files names all of it in one journal before it
touches the first file, what it appends and which files it makes anew: that is
the moment at which it has happened. Whoever reads the files while the journal
is there sees them as they will be; the next command that writes finishes the
writing. One that writes a single file needs none.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loaders.citations.bibliography import BIBLIOGRAPHY
from loaders.errors import refusal
from loaders.schema.columns import SLUG
from loaders.schema.file_names import BY_TOPIC, RECIPES, file_of, table_of
from loaders.schema.tables import COLUMNS, KEYS
from loaders.storage.csv_table import csv_text
from loaders.storage.encoding import IN_FOLDER, restored

JOURNAL = ".pending.json"
PACKAGE = "datapackage.json"
FILE = re.compile(
    rf"(?:{'|'.join(BY_TOPIC.values())})/{SLUG}\.csv|{re.escape(file_of(RECIPES))}"
    rf"|[a-z]+\.csv|{re.escape(BIBLIOGRAPHY)}|{PACKAGE}"
)
"""The files that a command may write; nothing else, wherever a name comes from."""
ENTRY = re.compile(r"^@\w+\s*\{\s*([^\s,]+)", re.MULTILINE)


@dataclass(frozen=True)
class Whole:
    """A file that is made anew, and the SHA-256 of the bytes that it replaces; empty for none."""

    content: bytes
    instead_of: str


Part = list[bytes] | Whole
Parts = Mapping[str, Part]
"""What is written, by file name: appended, a part per row or work, a new file's first its header;
or the whole file.
"""


def whole(content: bytes, before: bytes | None) -> Whole:
    """Return a file made anew in the place of what it was; None where there was none."""
    return Whole(content, "" if before is None else _digest(before))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def pending(directory: Path) -> dict[str, Part]:
    """Return what is still to be written, by file name relative to `directory`.

    Raise `DatasetError` where the journal itself was damaged.
    """
    try:
        entries = json.loads((directory / JOURNAL).read_text(encoding="utf-8"))
        if not all(FILE.fullmatch(name) for name in entries):
            raise ValueError("a name that is not a file of a dataset")
        return {name: _part(entry) for name, entry in entries.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError, RecursionError) as error:
        what, allowed = "cannot be read", "what `add` or `record` writes"
        fix = f"copy the folder, run `{IN_FOLDER}checkout HEAD -- .`, then delete this file"
        raise refusal(JOURNAL, 0, "journal", what=what, allowed=allowed, fix=fix) from error


def _part(entry: Any) -> Part:
    """Return what a journal has of a file."""
    if isinstance(entry, dict):
        return Whole(entry["content"].encode(), str(entry["instead_of"]))
    return [part.encode() for part in entry]


def completed(name: str, content: bytes, parts: Part) -> bytes:
    """Return `content` with those of the parts appended that are not there already, or the file
    that takes its place.

    A row is there if its key is: somebody may have edited the file since the command was
    interrupted. The generated data package is not appended to: the part is the whole of it.
    Raise `DatasetError` where what was edited would be replaced.
    """
    if isinstance(parts, Whole):
        if _digest(content) not in (parts.instead_of, _digest(parts.content)):
            what = "was edited after the command that makes it anew was interrupted"
            fix = f"copy what is new in it, then {restored(name)}"
            raise refusal(name, 0, "file", what=what, allowed="the file as it was", fix=fix)
        return parts.content
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
        return whole_of(blocks[name]) if begins(name, blocks.get(name)) else None
    except OSError as error:
        what, fix = f"cannot be read: {error.strerror or error}", "check its permissions"
        if isinstance(error, IsADirectoryError):
            what, fix = "is a folder", f"move it away, and {restored(name)}"
        raise refusal(name, 0, "file", what=what, allowed="a readable file", fix=fix) from error
    return completed(name, content, blocks[name]) if name in blocks else content


def whole_of(parts: Part) -> bytes:
    """Return the bytes of a new file."""
    return parts.content if isinstance(parts, Whole) else b"".join(parts)


def begins(name: str, parts: Part | None) -> bool:
    """Tell whether the parts make a new file, rather than rows of one that was lost."""
    if isinstance(parts, Whole):
        return not parts.instead_of
    if not parts or name in (BIBLIOGRAPHY, PACKAGE):
        return bool(parts)
    return parts[0] == csv_text([COLUMNS[table_of(name)]]).encode()


def dump(blocks: Parts) -> bytes:
    """Return the journal's own text."""
    entries = {name: _entry(parts) for name, parts in blocks.items()}
    return json.dumps(entries, ensure_ascii=False, indent=1).encode()


def _entry(parts: Part) -> object:
    if isinstance(parts, Whole):
        return {"instead_of": parts.instead_of, "content": parts.content.decode()}
    return [part.decode() for part in parts]
