"""Rows as people hand them in: a pasted CSV or TSV block, JSON lines, or single cells."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from loaders.append import NewRow
from loaders.columns import SLUG, SLUG_ALLOWED
from loaders.files import CLAIMS
from loaders.problems import DatasetError, Problem, did_you_mean, shown
from loaders.schema import COLUMNS

REFERENCES = "references"
TABLES = (*COLUMNS, REFERENCES)


def from_cells(table: str, topic: str, cells: Mapping[str, str | None], source: str) -> NewRow:
    """Make one row of single cells, such as the flags of a command."""
    return _row(table, topic, cells, source, 1)


def from_block(table: str, topic: str, text: str, source: str) -> list[NewRow]:
    """Cut a pasted block: tab-separated if its first line has a tab, else comma-separated.

    The first line names the columns, in any order and not necessarily all of them; without
    such a line, each row has all the columns in their order.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    delimiter = "\t" if "\t" in lines[0] else ","
    rows = list(_cut(lines, delimiter, source))
    if not rows:
        raise _refused(source, 1, "row", "holds no rows", "at least one row", "paste the rows")
    header = list(COLUMNS[table])
    if set(rows[0][1]) & set(header):
        header = rows.pop(0)[1]
        _check_names(header, COLUMNS[table], source, 1)
    found, problems = [], []
    for line, cells in rows:
        if len(cells) != len(header):
            what, allowed = f"has {len(cells)} cells", f"{len(header)} cells: {', '.join(header)}"
            fix = "quote a cell that holds the separator, or add the missing cells"
            problems.append(Problem(source, line, "row", what, allowed, fix))
        else:
            found.append(_row(table, topic, dict(zip(header, cells, strict=True)), source, line))
    if problems:
        raise DatasetError(problems)
    return found


def _cut(lines: Sequence[str], delimiter: str, source: str) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, next(csv.reader([line], delimiter=delimiter, strict=True))
        except csv.Error as error:
            fix = "close the quote on the same line"
            what = f"has a quote in the wrong place ({error})"
            raise _refused(
                source, number, "row", what, "CSV or TSV, one row a line", fix
            ) from error


def from_json_lines(topic: str, text: str, source: str) -> list[NewRow]:
    """Read one object a line; `table` says which table it is a row of, claims if it is missing;
    a claim may name its `topic`.
    A work has the table `references` and one more name, `bibtex`.
    """
    rows, problems = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append(_from_object(topic, line, source, number))
        except DatasetError as error:
            problems += error.problems
    if problems:
        raise DatasetError(problems)
    return rows


def _from_object(topic: str, line: str, source: str, number: int) -> NewRow:
    allowed = "one JSON object a line"
    try:
        cells = json.loads(line, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        fix = "check its quotes and commas"
        raise _refused(source, number, "row", f"is no JSON ({error})", allowed, fix) from error
    if not isinstance(cells, dict):
        raise _refused(source, number, "row", "is no JSON object", allowed, "put it in braces")
    table = cells.pop("table", CLAIMS)
    if table not in TABLES:
        fix = did_you_mean(str(table), TABLES, "correct the name")
        raise _refused(
            source, number, "table", f"{shown(str(table))} is no table", ", ".join(TABLES), fix
        )
    own_topic = cells.pop("topic", topic) if table == CLAIMS else topic
    for name, cell in cells.items():
        if not isinstance(cell, str | None):
            what, fix = f"{shown(str(cell))} is no text", "write it as a text or a number"
            raise _refused(source, number, name, what, "a text, a number or null", fix)
    return _row(table, str(own_topic), cells, source, number)


def _row(table: str, topic: str, cells: Mapping[str, str | None], source: str, line: int) -> NewRow:
    columns = ("bibtex",) if table == REFERENCES else COLUMNS[table]
    _check_names(list(cells), columns, source, line)
    filled = {name: cell for name, cell in cells.items() if cell}
    if table == REFERENCES and not filled:
        raise _refused(source, line, "bibtex", "is empty", "a BibTeX entry", "fill it in")
    if table == CLAIMS:
        if not re.fullmatch(SLUG, topic):
            raise _refused(
                source,
                line,
                "topic",
                f"{shown(topic)} is no topic",
                SLUG_ALLOWED,
                "correct the name",
            )
        filled.setdefault("added", date.today().isoformat())
    _refuse_line_breaks(filled, table, source, line)
    return NewRow(table, filled, topic if table == CLAIMS else "", source, line)


def _refuse_line_breaks(cells: Mapping[str, str], table: str, source: str, line: int) -> None:
    for name, cell in cells.items():
        if table != REFERENCES and ("\n" in cell or "\r" in cell):
            what = f"{shown(cell)} holds a line break"
            raise _refused(source, line, name, what, "one line of text", "put it on one line")


def _check_names(names: Sequence[str], columns: Sequence[str], source: str, line: int) -> None:
    problems = []
    for name in dict.fromkeys(names):
        if name not in columns:
            fix = did_you_mean(name, columns, "leave it out")
            what = f"{shown(name)} is no column"
            problems.append(Problem(source, line, name or "header", what, ", ".join(columns), fix))
        elif list(names).count(name) > 1:
            problems.append(Problem(source, line, name, "stands twice", "once", "delete one"))
    if problems:
        raise DatasetError(problems)


def _refused(
    source: str, line: int, column: str, what: str, allowed: str, fix: str
) -> DatasetError:
    return DatasetError([Problem(source, line, column, what, allowed, fix)])
