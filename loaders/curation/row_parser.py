"""Rows as people hand them in: a pasted CSV or TSV block, JSON lines, or single cells."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from loaders.curation.new_rows import NewRow
from loaders.errors import DatasetError, Problem, did_you_mean, refusal, shown
from loaders.schema.columns import SLUG, SLUG_ALLOWED
from loaders.schema.file_names import CLAIMS, REFERENCES
from loaders.schema.tables import COLUMNS

TABLES = (*COLUMNS, REFERENCES)


def text_of(content: bytes, source: str) -> str:
    """Decode what was handed in; a byte order mark is not part of it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
        what = "is UTF-16" if wide else f"byte 0x{content[error.start]:02x} is not UTF-8"
        raise refusal(
            source, line, "row", what=what, allowed="UTF-8", fix="save it as UTF-8"
        ) from error


def from_cells(table: str, topic: str, cells: Mapping[str, str | None], source: str) -> NewRow:
    """Make one row of single cells, such as the flags of a command."""
    return _row(table, topic, cells, source, 1)


def from_block(table: str, topic: str, text: str, source: str) -> list[NewRow]:
    """Cut a pasted block: tab-separated if its first line has a tab, else comma-separated.

    The first line names the columns, in any order and not necessarily all of them; without
    such a line, each row has all the columns in their order.
    """
    if table == REFERENCES:
        fix = "hand it in with --jsonl or --with"
        raise refusal(source, 1, "row", what="is no BibTeX entry", allowed=_WORK, fix=fix)
    rows, problems = _cut(filled_lines(text), source)
    header = list(COLUMNS[table])
    if rows and (named := column_names(table, rows[0][1])):
        header = named
        _check_names(header, COLUMNS[table], source, rows.pop(0)[0])
    if not rows and not problems:
        raise refusal(
            source, 1, "row", what="holds no rows", allowed="at least one row", fix="paste the rows"
        )
    found = []
    for line, cells in rows:
        try:
            found.append(_row(table, topic, _named(header, cells, source, line), source, line))
        except DatasetError as error:
            problems += error.problems
    if problems:
        raise DatasetError(problems)
    return found


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def filled_lines(text: str) -> list[tuple[int, str]]:
    """Return the lines that are not blank, by number."""
    return [(number, line) for number, line in enumerate(_lines(text), 1) if line.strip()]


def separator(lines: Sequence[tuple[int, str]]) -> str:
    """Return what separates the cells of lines."""
    return "\t" if lines and "\t" in lines[0][1] else ","


def column_names(table: str, cells: Sequence[str]) -> list[str]:
    """Return the names in the cells of a block's first line; none where it is a row already."""
    names = [cell.strip() for cell in cells]
    known = set(names) & set(COLUMNS.get(table, ()))
    return names if 2 * len(known) >= len(names) else []


def _cut(
    lines: Sequence[tuple[int, str]], source: str
) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Return the cells of each line by its number, and the lines that failed."""
    rows, problems = [], []
    for number, line in lines:
        try:
            cells = next(csv.reader([line], delimiter=separator(lines), strict=True))
            rows.append((number, cells))
        except csv.Error as error:
            fix = 'close the quote on the same line, and write a quote inside a cell as ""'
            what = f"cannot be cut into cells ({error})"
            allowed = "CSV or TSV, one row a line"
            problems.append(Problem(source, number, "row", what=what, allowed=allowed, fix=fix))
    return rows, problems


def _named(
    header: Sequence[str], cells: Sequence[str], source: str, line: int
) -> dict[str, str | None]:
    if len(cells) == len(header):
        return dict(zip(header, cells, strict=True))
    what = f"has {len(cells)} cells" if len(cells) > 1 else "has 1 cell"
    fix = "quote a cell that holds the separator (a comma or a tab), or add the missing cells"
    allowed = f"{len(header)} cells: {', '.join(header)}"
    raise refusal(source, line, "row", what=what, allowed=allowed, fix=fix)


class _Object(dict[str, Any]):
    """A JSON object that remembers names that stood in it twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.names = [name for name, _ in pairs]


def from_json_lines(topic: str, text: str, source: str) -> list[NewRow]:
    """Read one object a line; `table` says which table it is a row of.

    Without one it is a row of the table that `topic` names, or a claim of that topic; a claim
    may name its own `topic`. A work has the table `references` and one more name, `bibtex`.
    """
    rows, problems = [], []
    for number, line in filled_lines(text):
        try:
            rows.append(_from_object(topic, line, source, number))
        except DatasetError as error:
            problems += error.problems
    if problems:
        raise DatasetError(problems)
    return rows


def _from_object(topic: str, line: str, source: str, number: int) -> NewRow:
    cells = _parsed(line, source, number)
    _check_names(cells.names, set(cells.names), source, number)
    table = cells.pop("table", topic if topic in TABLES else CLAIMS)
    if table not in TABLES:
        fix = did_you_mean(str(table), TABLES, "correct the name")
        what = f"{shown(str(table))} is no table"
        raise refusal(source, number, "table", what=what, allowed=", ".join(TABLES), fix=fix)
    own_topic = (cells.pop("topic", None) if table == CLAIMS else None) or topic
    for name, cell in (*cells.items(), ("topic", own_topic)):
        if not isinstance(cell, str | None):
            what = f"{shown(json.dumps(cell, ensure_ascii=False))} is no text"
            allowed, fix = "a text, a number or null", "write it as a text or a number"
            raise refusal(source, number, _place(name), what=what, allowed=allowed, fix=fix)
    return _row(table, own_topic, cells, source, number)


def _parsed(line: str, source: str, number: int) -> _Object:
    """Return the object of a line, its numbers as they were typed."""
    allowed = "one JSON object a line"
    try:
        found = json.loads(
            line,
            parse_int=str,
            parse_float=str,
            parse_constant=_refuse_constant,
            object_pairs_hook=_Object,
        )
    except (ValueError, RecursionError) as error:
        fix = "check its quotes and commas"
        raise refusal(
            source, number, "row", what=f"is no JSON ({error})", allowed=allowed, fix=fix
        ) from error
    if not isinstance(found, _Object):
        raise refusal(
            source, number, "row", what="is no JSON object", allowed=allowed, fix="put it in braces"
        )
    return found


def _refuse_constant(name: str) -> str:
    raise ValueError(f"{name} is no number of JSON")


def _row(table: str, topic: str, cells: Mapping[str, str | None], source: str, line: int) -> NewRow:
    columns = ("bibtex",) if table == REFERENCES else COLUMNS[table]
    _check_names(list(cells), columns, source, line)
    filled = {name: cell for name, cell in cells.items() if cell}
    _refuse_unwritable(filled, table, source, line)
    if table == REFERENCES:
        filled["bibtex"] = "\n".join(_lines(filled.get("bibtex", "")))
        _refuse_other_than_a_work(filled["bibtex"], source, line)
    elif not filled:
        fix = "fill in its cells, or leave it out"
        raise refusal(source, line, "row", what="is empty", allowed=f"a row of {table}", fix=fix)
    if table == CLAIMS:
        _refuse_topic(topic, source, line)
    if "added" in columns:
        filled.setdefault("added", date.today().isoformat())
    return NewRow(table, filled, topic if table == CLAIMS else "", source, line)


def _refuse_topic(topic: str, source: str, line: int) -> None:
    if topic in TABLES:
        what, fix = f"{shown(topic)} is a table's name", "name the topic that the claim belongs to"
        raise refusal(source, line, "topic", what=what, allowed="a key of topics", fix=fix)
    if not re.fullmatch(SLUG, topic):
        what = f"{shown(topic)} is no topic"
        raise refusal(
            source, line, "topic", what=what, allowed=SLUG_ALLOWED, fix="correct the name"
        )


_WORK = '{"table": "references", "bibtex": "@..."} with one BibTeX entry'


def _refuse_other_than_a_work(text: str, source: str, line: int) -> None:
    """Refuse what is not one BibTeX entry; a field's faults are found among all works."""
    from bibtexparser.entrypoint import parse_string  # only works need it

    blocks = [type(block).__name__ for block in parse_string(text).blocks]
    entries = sum(name in ("Entry", "DuplicateFieldKeyBlock") for name in blocks)
    if blocks in (["Entry"], ["DuplicateFieldKeyBlock"]):
        return
    if "ParsingFailedBlock" in blocks:
        what, fix = "cannot be parsed", "close each brace, and put a comma after each field"
    elif entries > 1:
        what, fix = f"holds {entries} entries", "give each entry a line of its own"
    elif entries:
        what, fix = "holds more than the entry", "leave out what stands beside it"
    else:
        what, fix = ("holds no entry" if text else "is empty"), "fill it in"
    raise refusal(source, line, "bibtex", what=what, allowed="one BibTeX entry", fix=fix)


def _refuse_unwritable(cells: Mapping[str, str], table: str, source: str, line: int) -> None:
    """Refuse line breaks in a cell, and halves of characters, which UTF-8 cannot hold."""
    for name, cell in cells.items():
        if table != REFERENCES and ("\n" in cell or "\r" in cell):
            what = f"{shown(cell)} holds a line break"
            raise refusal(
                source, line, name, what=what, allowed="one line of text", fix="put it on one line"
            )
        if re.search("[\ud800-\udfff]", cell):
            what = f"{shown(cell)} holds half a character"
            raise refusal(
                source,
                line,
                name,
                what=what,
                allowed="text in UTF-8",
                fix="type the character again",
            )


def _check_names(names: Sequence[str], columns: Collection[str], source: str, line: int) -> None:
    problems = []
    for name in dict.fromkeys(names):
        if name not in columns:
            fix = did_you_mean(name, columns, "leave it out")
            what, allowed = f"{shown(name)} is no column", ", ".join(columns)
            problems.append(
                Problem(source, line, _place(name), what=what, allowed=allowed, fix=fix)
            )
        elif list(names).count(name) > 1:
            problems.append(
                Problem(
                    source,
                    line,
                    _place(name),
                    what="stands twice",
                    allowed="once",
                    fix="delete one",
                )
            )
    if problems:
        raise DatasetError(problems)


def _place(name: str) -> str:
    """Return a name as a message's column, unless it would break the message."""
    return name if name.isidentifier() else "header"
