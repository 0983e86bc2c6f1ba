"""The file in which a dataset says what it is, read and checked."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from loaders.errors import did_you_mean, shown
from loaders.schema.site import EVERY_SITE, FILE, Question, Site
from loaders.storage.encoding import TextFile, decoded, report_unseen


def site_of(directory: Path) -> Site:
    """Return what the dataset of a folder says of itself, as far as that can be read."""
    path = directory / FILE
    return read_site(path.read_bytes() if path.exists() else None)[0]


AT = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
ALLOWED = {
    "name": "a name of at most 60 characters without . ; < >",
    "package": "lower-case letters, digits and single - or _ between them",
    "licence": "the identifier of a licence that SCHEMA.md lists",
    "address": "a page and its query, such as trends?indicator=NAME",
}


def read_site(content: bytes | None) -> tuple[Site, TextFile]:
    """Return what a dataset says of itself, and the file with its problems; None is no file."""
    raw = TextFile(FILE, part="line")
    text = decoded(raw, content) if content else None
    if text is None:
        return EVERY_SITE, raw
    report_unseen(raw, text.replace("\t", " "))
    try:
        return Site.model_validate(tomllib.loads(text)), raw
    except tomllib.TOMLDecodeError as error:
        found = AT.search(str(error))
        line = int(found[1]) if found and found[1] else text.count("\n") or 1
        own = text.split("\n")[line - 1].strip()
        what, fix = (
            f"{shown(own)} cannot be read",
            "put the text in straight quotes, and close them",
        )
        if re.search("[“”]", own):
            fix = 'write straight quotes (") in place of “ ”'
        elif "=" not in own:
            fix = "write = between the key and its text, and the text in straight quotes"
        raw.add(line, "line", what, 'name = "a text in quotes"', fix)
    except ValidationError as error:
        for fault in error.errors():
            _told(raw, text, fault)
    return EVERY_SITE, raw


def _told(raw: TextFile, text: str, fault: Any) -> None:
    """Note a fault of the file's form at the line of its key."""
    keys = [str(part) for part in fault["loc"] if not isinstance(part, int)]
    key = keys[-1]
    names = list((Question if keys[:-1] == ["questions"] else Site).model_fields)
    if fault["type"] == "extra_forbidden":
        what, allowed = f"{shown(key)} is not known here", ", ".join(names)
        fix = did_you_mean(key, names, "delete the line, or correct its key")
    elif fault["type"] == "missing":
        what, allowed, fix = "is missing", ", ".join(names), "add it"
    else:
        what = f"{shown(str(fault['input']))} is not allowed"
        allowed, fix = ALLOWED.get(key, "one line of plain text in quotes"), "correct the line"
    raw.add(_line_of(text, key), key, what, allowed, fix)


def _line_of(text: str, key: str) -> int:
    """Return the first line that gives a key; 0 where none does."""
    form = re.compile(rf"""["']?{re.escape(key)}["']?\s*[=\]]|\[+{re.escape(key)}\]""")
    lines = enumerate(text.split("\n"), 1)
    return next((number for number, line in lines if form.match(line.strip())), 0)
