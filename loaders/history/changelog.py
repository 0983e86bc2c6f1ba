"""The next entry of the data changelog and the next version, drafted from what moved."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from loaders.errors import refusal, shown
from loaders.history.diff import IN_PLACE, MADE_ANEW, Changes, Kind
from loaders.history.report import (
    changes_summary,
    column_words,
    differences,
    observation_words,
    statement,
    tally,
)
from loaders.history.snapshot import named
from loaders.schema.file_names import CLAIMS, REFERENCES, topic_of
from loaders.storage.folder import Contents
from loaders.storage.journal import PACKAGE

CHANGELOG = "CHANGELOG.md"
WIDTH = 108
SEMVER = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")
ENTRY = re.compile(rf"^## ({SEMVER.pattern}), (\d{{4}}-\d{{2}}-\d{{2}})$", re.MULTILINE)
Level = Literal["none", "patch", "minor", "major"]
LEVELS: tuple[Level, ...] = ("none", "patch", "minor", "major")
OF_FIGURES: tuple[Kind, ...] = (
    *IN_PLACE,
    *("removed", "added", "corrected", "revised", "withdrawn", "moved", "renamed"),
)


@dataclass(frozen=True)
class Entry:
    """What the changelog says of a version: its day (ISO), and notes as Markdown."""

    version: str
    day: str
    notes: str


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries of a changelog in its order, which is the newest first."""
    for head in ENTRY.finditer(text):
        following = ENTRY.search(text, head.end())
        notes = text[head.end() : following.start() if following else len(text)]
        yield Entry(head[1], head[5], notes.strip())


def level(made: Changes) -> Level:
    """Return which part of the version the changes raise.

    The rule is Semantic Versioning as the Data Package standard's recipe reads it for data:

    - major: what reads the files may break. A column of a table was added, removed, renamed or
      put elsewhere, or a table is gone.
    - minor: figures moved. A claim was added, corrected, withdrawn, edited or put under another
      topic; a row of another table came or went; a table is new.
    - patch: no figure moved. Notes and other words of rows that were there, works, exclusions.
    """
    if any(was for was, _ in made.columns.values()):
        return "major"
    other = {*MADE_ANEW, REFERENCES}
    moved = [each for each in made.of(*OF_FIGURES) if each.table not in other]
    if moved or made.columns:
        return "minor"
    return "patch" if made.rows else "none"


def next_version(before: str, declared: str, raised: Level) -> str:
    """Return the version that follows `before`; the declared one where that is high enough."""
    was, now = _numbers_of(before), _numbers_of(declared)
    at = LEVELS.index(raised)
    if at == 0:
        return declared
    keep = 3 - at  # patch keeps two numbers, minor one, major none
    raised_to = (*was[:keep], was[keep] + 1, 0, 0)[:3]
    return ".".join(map(str, max(raised_to, now)))


def _numbers_of(version: str) -> tuple[int, ...]:
    """Return a version's three numbers; zeros where it is none."""
    found = SEMVER.fullmatch(version)
    return tuple(int(part) for part in found.groups()) if found else (0, 0, 0)


def version_in(contents: Contents) -> str:
    """Return the version that the files' package declares; 0 where there is none."""
    try:
        return str(json.loads(contents.get(PACKAGE) or b"")["version"])
    except (ValueError, KeyError, TypeError):
        return "0"


def released(directory: Path) -> list[str]:
    """Return the versions that a folder's changelog has an entry of; none where it has none."""
    try:
        text = (directory / CHANGELOG).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return []
    return [entry.version for entry in entries(text)]


def refuse_version(version: str, declared: str) -> None:
    """Raise `DatasetError` for a version that is none, or lower than the declared one."""
    allowed, fix = "three numbers, such as 1.3.0", "see `python -m loaders changes --draft`"
    if not SEMVER.fullmatch(version):
        what = f"{shown(version)} is not a version"
        raise refusal(PACKAGE, 0, "version", what=what, allowed=allowed, fix=fix)
    if _numbers_of(version) < _numbers_of(declared):
        what = f"{version} is lower than {declared}, which is declared"
        raise refusal(PACKAGE, 0, "version", what=what, allowed="a version that rises", fix=fix)


def draft(made: Changes, version: str, today: date) -> str:
    """Return a draft of the changelog's next entry, to be edited by whoever knows why."""
    paragraph = " ".join(_sentences(made)) or f"{changes_summary(made).capitalize()}."
    lines = [f"## {version}, {today}", "", *textwrap.wrap(paragraph, WIDTH)]
    points = list(_points(made))
    if points:
        lines.append("")
    for point in points:
        lines += textwrap.wrap(
            point, WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False
        )
    return "\n".join(lines) + "\n"


def _sentences(made: Changes) -> Iterator[str]:
    """Yield what came in, in sentences."""
    claims = made.of("added", table=CLAIMS)
    if not made.of(*OF_FIGURES, table=CLAIMS):
        yield "No figure moved."
    if claims:
        documents = [claim.row.cells.get("document_id", "?") for claim in claims]
        topics = tally([topic_of(claim.row.file) for claim in claims])
        count = f"{len(claims)} claim{'' if len(claims) == 1 else 's'}"
        yield f"{count} added, by document: {tally(documents)}."
        yield f"By topic: {topics}."
    others = [each.table for each in made.of("added") if each.table != CLAIMS]
    if others:
        yield f"New rows of other tables: {tally(others)}."


def _points(made: Changes) -> Iterator[str]:
    """Yield one point for each figure that moved otherwise, and for each kind of other change."""
    for change in made.anomalies:
        gone = change.kind == "removed"
        what = "is gone" if gone else f"was changed in place: {differences(change)}"
        yield f"`{named(change.key)}` ({change.table}) {what}"
    for change in made.of("corrected"):
        old = statement(change.replaces.cells) if change.replaces else "?"
        cells = change.row.cells
        words = (
            f"`{named(change.key)}` corrects `{cells['supersedes']}`: {old} → {statement(cells)}."
        )
        yield f"{words} {cells.get('correction_reason', '')}".rstrip()
    for change in made.of("withdrawn"):
        why = change.row.cells.get("withdrawal_reason", "")
        yield f"`{named(change.key)}` is withdrawn. {why}".rstrip()
    for change in made.of("moved"):
        yield f"`{named(change.key)}` is now under {topic_of(change.row.file)}."
    yield from (f"Observations of {words}." for words in observation_words(made.of("revised")))
    for kind, words in (("filled", "filled in"), ("reworded", "changed"), ("removed", "removed")):
        rows = [each.table for each in made.rows if each.kind == kind and not each.anomaly]
        if rows:
            yield f"Rows {words}: {tally(rows)}."
    yield from column_words(made)
    if made.unread:
        files = ", ".join(sorted(made.unread))
        yield f"Not compared, as one of the versions cannot be read: {files}."
