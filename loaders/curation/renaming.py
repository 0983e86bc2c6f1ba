"""Ids that become others: renamed, merged or split; and indicators under another topic.

Every cell that names the old id names the new one, and `redirects.csv` keeps where it leads.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from loaders.curation.append import PATIENCE, replace_whole, writing
from loaders.errors import DatasetError, did_you_mean, refusal, shown
from loaders.schema.file_names import BY_TOPIC, CLAIMS, OBSERVATIONS, REDIRECTS, file_of, table_of
from loaders.schema.tables import COLUMNS, KEYS, foreign_keys
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import Contents, contents, read_files
from loaders.validation.check import problems_of

OWN_PLACE = "X-"
"""How the code of a place begins that has none in ISO 3166."""
Cells = dict[str, str]
Change = Callable[[str, Cells], Cells | None]
"""What becomes of a row of a table: its cells, or None where it goes."""


@dataclass(frozen=True)
class Move:
    """An id of a table that becomes another, and why; `added` is the day, in ISO form.

    `parts` are, of a split, the rows that get the new id: claims of a series, series of an
    indicator; `cells` what the new row has otherwise than the old one.
    """

    table: str
    old: str
    new: str
    reason: str
    added: str
    parts: Collection[str] = ()
    cells: Mapping[str, str] = field(default_factory=dict)


def renamed(before: Contents, move: Move) -> dict[str, bytes]:
    """Return the files in which an id is another: the row of the old id gets the new one, or goes
    where a row has that already, which is a merger.

    Raise `DatasetError` for an id that is not there or was given up, and for what `check` refuses.
    """
    known = _known(before, move)
    if move.table == "places" and not move.old.startswith(OWN_PLACE):
        what = f"{shown(move.old)} is a code of ISO 3166, by which offices' files name the place"
        allowed, fix = "a code of our own", "keep it; how it is called is its name in places.csv"
        raise refusal("arguments", 1, "old_id", what=what, allowed=allowed, fix=fix)
    merged = move.new in known

    def change(table: str, cells: Cells) -> Cells | None:
        if table == move.table and cells[KEYS[table][0]] == move.old:
            return None if merged else {**cells, KEYS[table][0]: move.new}
        return {**cells, **dict.fromkeys(_naming(table, cells, move), move.new)}

    return checked(before, changed_rows(before, change), _redirects(before, move, move.new))


def split(before: Contents, move: Move) -> dict[str, bytes]:
    """Return the files in which some rows of an id have a new one, whose row is a copy of the old
    row with other cells; the rest stays where it was.

    Raise `DatasetError` as `renamed`, and for a part that the old id does not have.
    """
    if move.new in _known(before, move):
        what, fix = f"there is a row {shown(move.new)} already", "choose another id"
        raise refusal("arguments", 1, "new_id", what=what, allowed="a new id", fix=fix)
    left = set(move.parts)

    def change(table: str, cells: Cells) -> Cells | None:
        named = _naming(table, cells, move)
        if cells[KEYS[table][0]] not in move.parts or not named:
            return cells
        left.discard(cells[KEYS[table][0]])
        return {**cells, **dict.fromkeys(named, move.new)}

    files = changed_rows(before, change)
    if left or not move.parts:
        what = f"{shown(', '.join(sorted(left)))} is not of {move.old}" if left else "is empty"
        fix = "name rows that have the old id"
        raise refusal("arguments", 1, "parts", what=what, allowed=f"rows of {move.old}", fix=fix)
    file = file_of(move.table)
    (row,) = (cells for cells in _rows(before, file) if cells[KEYS[move.table][0]] == move.old)
    copy = {**row, KEYS[move.table][0]: move.new, **move.cells}
    files[file] = files.get(file, before[file] or b"") + _line(move.table, copy)
    return checked(before, files, _redirects(before, move, f"{move.old};{move.new}"))


def under_topic(before: Contents, indicator: str, topic: str) -> dict[str, bytes]:
    """Return the files in which an indicator is of another topic, with its claims and observations.

    Raise `DatasetError` for an indicator or a topic that is not there.
    """
    refuse_unknown(before, "indicators", indicator)
    refuse_unknown(before, "topics", topic)
    of_claims = _ids(before, "series", "indicator_id", indicator)
    of_record = _ids(before, "recipes", "indicator_id", indicator)
    moving: dict[str, list[Cells]] = {table: [] for table in BY_TOPIC}

    def change(table: str, cells: Cells) -> Cells | None:
        own = of_claims if table == CLAIMS else of_record
        if table in BY_TOPIC and cells["series_id" if table == CLAIMS else "recipe_id"] in own:
            moving[table].append(cells)
            return None
        named = table == "indicators" and cells["indicator_id"] == indicator
        return {**cells, "topic": topic} if named else cells

    files = changed_rows(before, change)
    for table, rows in moving.items():
        file = file_of(table, topic)
        if rows:
            there = files.get(file, before.get(file) or csv_text([COLUMNS[table]]).encode())
            files[file] = _sorted(table, there + b"".join(_line(table, cells) for cells in rows))
    return checked(before, files, {})


def write(
    directory: Path, make: Callable[[Contents], dict[str, bytes]], *, patience: float = PATIENCE
) -> dict[str, bytes]:
    """Replace the files that a change makes anew, whole or not at all, and return them."""
    with writing(directory, patience=patience):
        before = contents(directory)
        files = make(before)
        replace_whole(directory, before, files)
    return files


def _known(before: Contents, move: Move) -> set[str]:
    """Return the ids of a move's table; refuse an old one that is not there, and a new one that is
    the old one or was given up.
    """
    known = refuse_unknown(before, move.table, move.old)
    given_up = {row["old_id"] for row in _given_up(before, move.table)} - known
    if move.new == move.old or move.new in given_up:
        what = f"{shown(move.new)} is the old id" if move.new == move.old else ""
        what = what or f"{shown(move.new)} was given up before, and addresses may still name it"
        fix = "choose another id"
        raise refusal("arguments", 1, "new_id", what=what, allowed="an id never used", fix=fix)
    return known


def refuse_unknown(before: Contents, table: str, key: str) -> set[str]:
    """Return the ids of a table; raise `DatasetError` where a key is none of them."""
    broken = read_files(dict(before)).problems
    if broken:  # a line of such a file may not be the row that it seems
        raise DatasetError(broken)
    known = {cells[KEYS[table][0]] for cells in _rows(before, file_of(table))}
    if key not in known:
        what, fix = f"there is no row {shown(key)} in {table}", did_you_mean(key, known, "")
        allowed = f"a key of {table}"
        raise refusal("arguments", 1, "old_id", what=what, allowed=allowed, fix=fix)
    return known


def _given_up(before: Contents, table: str) -> list[Cells]:
    return [row for row in _rows(before, file_of(REDIRECTS)) if row["table"] == table]


def _redirects(before: Contents, move: Move, new: str) -> dict[str, bytes]:
    """Return the table of redirects with those that led to the old id leading to the new ones, and
    with one of the old id itself.
    """
    rows = list(_rows(before, file_of(REDIRECTS)))
    for row in rows:
        if row["table"] == move.table:
            ids = (new if name == move.old else name for name in row["new_ids"].split(";"))
            row["new_ids"] = ";".join(dict.fromkeys(";".join(ids).split(";")))
    if not any((row["table"], row["old_id"]) == (move.table, move.old) for row in rows):
        cells = {"table": move.table, "old_id": move.old, "new_ids": new}
        rows.append({**cells, "reason": move.reason, "added": move.added})
    names = COLUMNS[REDIRECTS]
    lines = [names, *([row[name] for name in names] for row in rows)]
    return {file_of(REDIRECTS): csv_text(lines).encode()}


def checked(
    before: Contents, files: dict[str, bytes], more: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Return those of new files that differ; raise `DatasetError` with what `check` refuses."""
    files = {**files, **more}
    problems = problems_of(read_files({**before, **files}))
    if problems:
        raise DatasetError(problems)
    return {name: content for name, content in files.items() if content != before.get(name)}


def _naming(table: str, cells: Cells, move: Move) -> list[str]:
    """Return the columns of a row that name the old id."""
    keys = foreign_keys(table).items()
    return [column for column, (to, _) in keys if to == move.table and cells[column] == move.old]


def _ids(before: Contents, table: str, column: str, value: str) -> set[str]:
    rows = _rows(before, file_of(table))
    return {cells[KEYS[table][0]] for cells in rows if cells[column] == value}


def changed_rows(before: Contents, change: Change) -> dict[str, bytes]:
    """Return the tables of which rows change; every other line stays byte for byte."""
    found: dict[str, bytes] = {}
    for file, content in before.items():
        table = table_of(file)
        if content is None or table not in COLUMNS or table == REDIRECTS:
            continue
        head, *lines = content.splitlines(keepends=True)
        rows = zip(lines, _rows(before, file), strict=True)
        new = b"".join([head, *(_after(table, line, cells, change) for line, cells in rows)])
        if new != content:
            found[file] = _sorted(table, new)
    return found


def _after(table: str, line: bytes, cells: Cells, change: Change) -> bytes:
    made = change(table, cells)
    return b"" if made is None else line if made == cells else _line(table, made)


def _sorted(table: str, content: bytes) -> bytes:
    """Return a table of observations in the order of its keys; another as it is."""
    if table != OBSERVATIONS:
        return content
    at = [COLUMNS[table].index(name) for name in KEYS[table]]
    head, *rows = csv.reader(content.decode().splitlines())
    return csv_text([head, *sorted(rows, key=lambda row: [row[n] for n in at])]).encode()


def _rows(before: Contents, file: str) -> Iterator[Cells]:
    lines = (before.get(file) or b"").decode().splitlines()
    names = COLUMNS[table_of(file)]
    for cells in list(csv.reader(lines))[1:]:
        yield dict(zip(names, cells, strict=True))


def _line(table: str, cells: Cells) -> bytes:
    return csv_text([[cells[name] for name in COLUMNS[table]]]).encode()
