"""What an interrupted add has still to write.

An add of several files names all that it appends in one journal before it
touches the first file: that is the moment at which the add has happened.
Whoever reads the files while the journal is there sees them as they will be;
the next add finishes the writing. An add of one file needs none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from loaders.problems import DatasetError, Problem

JOURNAL = ".pending.json"
PACKAGE = "datapackage.json"


def pending(directory: Path) -> dict[str, bytes]:
    """Return the bytes still to be appended, by file name relative to `directory`.

    Raise `DatasetError` where the journal itself was damaged.
    """
    try:
        text = (directory / JOURNAL).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    try:
        entries = json.loads(text)
        return {str(name): str(block).encode() for name, block in entries.items()}
    except (ValueError, AttributeError) as error:
        fix = "restore the folder from version control, then delete the file"
        problem = Problem(JOURNAL, 0, "journal", "cannot be read", "what `add` writes", fix)
        raise DatasetError([problem]) from error


def completed(name: str, content: bytes, block: bytes) -> bytes:
    """Return `content` with `block` appended, unless it is there already.

    A block's rows have keys of their own, so a file that holds it has been written. The
    generated data package is not appended to: the block is the whole of it.
    """
    if name == PACKAGE:
        return block
    written = content.startswith(block) or b"\n" + block in content
    return content if written else content + block


def read_bytes(directory: Path, name: str, blocks: dict[str, bytes]) -> bytes | None:
    """Return a file as it will be when the journal is done; None where there is no file."""
    try:
        content = (directory / name).read_bytes()
    except FileNotFoundError:
        return blocks.get(name)
    return completed(name, content, blocks[name]) if name in blocks else content


def dump(blocks: Mapping[str, bytes]) -> bytes:
    """Return the journal's own text."""
    entries = {name: block.decode() for name, block in blocks.items()}
    return json.dumps(entries, ensure_ascii=False, indent=1).encode()
