"""Rows as people hand them in: a pasted CSV or TSV block, JSON lines, or single cells."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from loaders.curation.new_rows import NewRow
from loaders.errors import DatasetError, Problem, did_you_mean, shown
from loaders.schema.columns import SLUG, SLUG_ALLOWED
from loaders.schema.file_names import CLAIMS, OPTIONAL, REFERENCES
from loaders.schema.tables import COLUMNS
from loaders.storage.encoding import CONFLICT, of_another_kind
from loaders.values.places import WORLD
from loaders.values.units import known_cells

TABLES = (*(table for table in COLUMNS if table not in OPTIONAL), REFERENCES)
"""The tables to which rows are added one by one; those of the record are made by a command."""
FEW = 6
"""How many columns a message lists."""
LONGEST_NAME = 60
"""More letters than any column's name has."""
AROUND = "words_around"
"""The column of drafts that shows a paragraph's words, and is no cell of any row."""
WORKBOOK = b"PK\x03\x04"
"""What the bytes of a workbook begin with."""
BETWEEN = " | "
"""What parts several numerals in a draft; each becomes an exclusion."""
EVERY_COLUMN = frozenset(name for table in COLUMNS.values() for name in table)
CALLED = {
    **dict.fromkeys(("number", "value", "figure", "words", "quote", "quotation"), "as_printed"),
    **dict.fromkeys(("place", "paragraph", "para", "page"), "locator"),
    **dict.fromkeys(("year", "date", "time"), "period"),
    **dict.fromkeys(("source", "text", "report"), "document_id"),
    **dict.fromkeys(("wording", "qualifier"), "hedge"),
    **dict.fromkeys(("id", "claim"), "claim_id"),
    **dict.fromkeys(("base", "compared with"), "base_period"),
}
"""Names that people give the columns of claims."""
DRAFTED = EVERY_COLUMN | {"table", "topic", "bibtex", AROUND}
"""The columns of a block whose lines are rows of the tables that they name."""
_WORK = '{"table": "references", "bibtex": "@..."} with one BibTeX entry'


@dataclass(frozen=True)
class _Origin:
    """Where a row was written down: a file, flags or answers, and the line there."""

    source: str
    line: int = 1

    def problem(self, column: str, *, what: str, allowed: str, fix: str) -> Problem:
        return Problem(self.source, self.line, column, what=what, allowed=allowed, fix=fix)

    def refusal(self, column: str, *, what: str, allowed: str, fix: str) -> DatasetError:
        return DatasetError([self.problem(column, what=what, allowed=allowed, fix=fix)])


def text_of(content: bytes, source: str) -> str:
    """Decode what was handed in; a byte order mark is not part of it."""
    if told := of_another_kind(content):
        at = _Origin(source, 0)
        fix = told[1] or "hand in the table itself"
        raise at.refusal("file", what=told[0], allowed="CSV, TSV or XLSX", fix=fix)
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        at = _Origin(source, content.count(b"\n", 0, error.start) + 1)
        what = (
            "is UTF-16, and cut off" if wide else f"byte 0x{content[error.start]:02x} is not UTF-8"
        )
        raise at.refusal("row", what=what, allowed="UTF-8", fix="save it as UTF-8") from error


def block_of(content: bytes, source: str) -> str:
    """Return a block that was handed in as text: CSV, TSV, or the first sheet of a workbook."""
    if not content.startswith(WORKBOOK):
        return text_of(content, source)
    from loaders.interchange.sheet import sheet_text  # only what reads a workbook needs them
    from loaders.interchange.workbook import ROW

    return sheet_text(
        content, source, {ROW: "hand it to python -m loaders table TOPIC --from FILE"}
    )


def from_cells(table: str, topic: str, cells: Mapping[str, str | None], source: str) -> NewRow:
    """Make one row of single cells, such as the flags of a command."""
    return _row(table, topic, cells, _Origin(source))


def from_block(table: str, topic: str, text: str, source: str) -> list[NewRow]:
    """Cut a pasted block: its first line tells what separates its cells.

    The first line names the columns, in any order and not necessarily all of them; without
    such a line, each row has all the columns in their order. With a column `table`, each line is
    a row of the table that it names, takes the cells that this table has, and is left out where
    it names none.
    """
    whole, mixed = _Origin(source), names_tables(text)
    if table == REFERENCES and not mixed:
        fix = "hand it in with --jsonl or --with"
        raise whole.refusal("row", what="is not a BibTeX entry", allowed=_WORK, fix=fix)
    rows, problems = _cut(filled_lines(text), source)
    header = list(COLUMNS[table])
    if rows and (named := column_names(table, rows[0][1])):
        header = named
        _check_names(header, DRAFTED if mixed else COLUMNS[table], rows.pop(0)[0])
    if not rows and not problems:
        allowed, fix = "at least one row", "paste the rows"
        raise whole.refusal("row", what="contains no rows", allowed=allowed, fix=fix)
    found = []
    for at, cells in rows:
        try:
            own = _named(header, cells, at)
            found += _of_its_table(topic, own, at) if mixed else [_row(table, topic, own, at)]
        except DatasetError as error:
            problems += error.problems
    if problems:
        raise DatasetError(problems)
    return found


def names_tables(text: str) -> bool:
    """Tell whether the lines of a block say of which table each is a row."""
    first = filled_lines(text)[:1]
    cut, _ = _cut(first, "")
    return any("table" in column_names(CLAIMS, cells) for _, cells in cut)


def _of_its_table(topic: str, cells: Mapping[str, str | None], at: _Origin) -> list[NewRow]:
    """Return the rows of a line that names its table: an exclusion for each of its numerals."""
    table = cells["table"] or ""
    if not table:
        return []
    if table not in TABLES:
        raise _no_table(table, at)
    columns = ("bibtex",) if table == REFERENCES else COLUMNS[table]
    own = {name: cell for name, cell in cells.items() if name in columns}
    numerals = (own.get("numeral") or "").split(BETWEEN)
    if table == "exclusions" and len(numerals) > 1:
        return [_row(table, topic, own | {"numeral": each}, at) for each in numerals]
    return [_row(table, cells.get("topic") or topic, own, at)]


def _no_table(name: str, at: _Origin) -> DatasetError:
    fix = did_you_mean(name, TABLES, "correct the name")
    what, allowed = f"there is no table {shown(name)}", ", ".join(TABLES)
    return at.refusal("table", what=what, allowed=allowed, fix=fix)


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def filled_lines(text: str) -> list[tuple[int, str]]:
    """Return the lines that are not blank, by number."""
    return [(number, line) for number, line in enumerate(_lines(text), 1) if line.strip()]


def separator(lines: Sequence[tuple[int, str]]) -> str:
    """Return what separates the cells of lines: a tab, a comma, or the semicolon of spreadsheets
    in countries whose decimals have commas.
    """
    first = lines[0][1] if lines else ""
    semicolons = first.count(";") > first.count(",")
    return "\t" if "\t" in first else ";" if semicolons else ","


def column_names(table: str, cells: Sequence[str]) -> list[str]:
    """Return the names in the cells of a block's first line; none where it is a row already."""
    names = [cell.strip() for cell in cells]
    known = set(names) & (DRAFTED if "table" in names else set(COLUMNS.get(table, ())))
    only_words = not any(char.isdigit() for name in names for char in name)
    meant = [name for name in names if name in known or name.casefold() in CALLED]
    return names if 2 * len(known) >= len(names) or (len(meant) > 1 and only_words) else []


def _cut(
    lines: Sequence[tuple[int, str]], source: str
) -> tuple[list[tuple[_Origin, list[str]]], list[Problem]]:
    """Return the cells of each line with its origin, and the lines that failed."""
    rows, problems = [], []
    for number, line in lines:
        at = _Origin(source, number)
        if CONFLICT.match(line):
            fix = "keep the right lines, and delete the marks"
            what = "begins two versions of a text that were not merged (a merge conflict)"
            allowed = "one version"
            raise at.refusal("row", what=what, allowed=allowed, fix=fix)
        try:
            cells = next(csv.reader([line], delimiter=separator(lines), strict=True))
            rows.append((at, cells))
        except csv.Error as error:
            fix = 'close the quote on the same line, and write a quote inside a cell as ""'
            said = str(error).replace("\t", "\\t")
            what, allowed = f"cannot be split into cells ({said})", "CSV or TSV, one row per line"
            problems.append(at.problem("row", what=what, allowed=allowed, fix=fix))
    return rows, problems


def _named(header: Sequence[str], cells: Sequence[str], at: _Origin) -> dict[str, str | None]:
    if len(cells) == len(header):
        return dict(zip(header, cells, strict=True))
    what = f"has {len(cells)} cell{'s' if len(cells) > 1 else ''}, and the header {len(header)}"
    allowed, fix = f"{len(header)} cells", "quote a cell that contains a comma or a tab"
    if len(cells) < len(header):
        last, without = header[len(cells) - 1], ", ".join(header[len(cells) :])
        what += f": the last is {shown(cells[-1])} in {last}"
        fix = f"add the cell of {without}, or one that is missing before it"
    raise at.refusal("row", what=what, allowed=allowed, fix=fix)


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
            rows.append(_from_object(topic, line, _Origin(source, number)))
        except DatasetError as error:
            problems += error.problems
    if problems:
        raise DatasetError(problems)
    return rows


def _from_object(topic: str, line: str, at: _Origin) -> NewRow:
    cells = _parsed(line, at)
    _check_names(cells.names, set(cells.names), at)
    table = cells.pop("table", topic if topic in TABLES else CLAIMS)
    if table not in TABLES:
        raise _no_table(str(table), at)
    own_topic = (cells.pop("topic", None) if table == CLAIMS else None) or topic
    for name, cell in (*cells.items(), ("topic", own_topic)):
        if not isinstance(cell, str | None):
            what = f"{shown(json.dumps(cell, ensure_ascii=False))} is not text"
            allowed, fix = "text, a number or null", "write it as text or a number"
            raise at.refusal(_place(name), what=what, allowed=allowed, fix=fix)
    return _row(table, own_topic, cells, at)


def _parsed(line: str, at: _Origin) -> _Object:
    """Return the object of a line, its numbers as they were typed."""

    def refuse_constant(name: str) -> str:
        raise ValueError(f"{name} is not a number in JSON")

    as_typed: dict[str, Any] = {"parse_int": str, "parse_float": str}
    allowed = 'one row (a JSON object) per line, as {"low": "12", "unit": "deaths"}'
    try:
        found = json.loads(
            line, **as_typed, parse_constant=refuse_constant, object_pairs_hook=_Object
        )
    except (ValueError, RecursionError) as error:
        where = f" ({error})"
        if isinstance(error, json.JSONDecodeError):
            rest = line[error.pos :][:40]
            where = f" from here on: {shown(rest)[1:-1]}" if rest else ", as it ends too soon"
        what = f"cannot be read as JSON{where}"
        fix = _missing_sign(str(error) if "here" in where else "")
        raise at.refusal("row", what=what, allowed=allowed, fix=fix) from error
    if not isinstance(found, _Object):
        raise at.refusal(
            "row", what="is not a JSON object", allowed=allowed, fix="put it in braces"
        )
    return found


def _missing_sign(error: str) -> str:
    """Say what JSON misses at the place of an error."""
    for sign, name in (("','", "a comma"), ("':'", "a colon"), ("Unterminated", "a closing quote")):
        if sign in error:
            return f"put in {name}, which is missing before that"
    return "check the quotes, commas and braces there"


def _row(table: str, topic: str, cells: Mapping[str, str | None], at: _Origin) -> NewRow:
    columns = ("bibtex",) if table == REFERENCES else COLUMNS[table]
    _check_names(list(cells), columns, at)
    filled = {name: cell for name, cell in cells.items() if cell}
    _refuse_unwritable(filled, table, at)
    if table == REFERENCES:
        filled["bibtex"] = "\n".join(_lines(filled.get("bibtex", "")))
        _refuse_other_than_a_work(filled["bibtex"], at)
    elif not filled:
        allowed, fix = f"a row of {table}", "fill in its cells, or leave it out"
        raise at.refusal("row", what="is empty", allowed=allowed, fix=fix)
    if table == CLAIMS:
        _refuse_topic(topic, at)
    if "added" in columns:
        filled.setdefault("added", date.today().isoformat())
    if table == "units" and "unit" in filled:
        filled = known_cells(filled["unit"]) | filled
    if table == "places" and filled.get("place_id") == WORLD["place_id"]:
        filled = {**WORLD, **filled}
    return NewRow(table, filled, topic if table == CLAIMS else "", at.source, at.line)


def _refuse_topic(topic: str, at: _Origin) -> None:
    if topic in TABLES:
        what, fix = f"{shown(topic)} is a table's name", "name the topic that the claim belongs to"
        raise at.refusal("topic", what=what, allowed="a key of topics", fix=fix)
    if not topic:
        fix = "name it in the line's cell, or one topic for all lines"
        raise at.refusal("topic", what="is empty", allowed="a key of topics", fix=fix)
    if not re.fullmatch(SLUG, topic):
        what = f"there is no topic {shown(topic)}"
        raise at.refusal("topic", what=what, allowed=SLUG_ALLOWED, fix="correct the name")


def _refuse_other_than_a_work(text: str, at: _Origin) -> None:
    """Refuse what is not one BibTeX entry; a field's faults are found among all works."""
    from bibtexparser.entrypoint import parse_string  # only works need it

    blocks = [type(block).__name__ for block in parse_string(text).blocks]
    entries = sum(name in ("Entry", "DuplicateFieldKeyBlock") for name in blocks)
    if blocks in (["Entry"], ["DuplicateFieldKeyBlock"]):
        return
    if "ParsingFailedBlock" in blocks:
        what, fix = "cannot be parsed", "close each brace, and put a comma after each field"
    elif entries > 1:
        what, fix = f"contains {entries} entries", "put each entry on a line of its own"
    elif entries:
        what, fix = "contains more than the entry", "leave out everything else"
    else:
        what, fix = ("contains no entry" if text else "is empty"), "fill it in"
    raise at.refusal("bibtex", what=what, allowed="one BibTeX entry", fix=fix)


def _refuse_unwritable(cells: Mapping[str, str], table: str, at: _Origin) -> None:
    """Refuse line breaks in a cell, and halves of characters, which UTF-8 cannot hold."""
    for name, cell in cells.items():
        if table != REFERENCES and ("\n" in cell or "\r" in cell):
            what, fix = f"{shown(cell)} contains a line break", "put it on one line"
            raise at.refusal(name, what=what, allowed="one line of text", fix=fix)
        if re.search("[\ud800-\udfff]", cell):
            what, fix = f"{shown(cell)} contains half a character", "type the character again"
            raise at.refusal(name, what=what, allowed="text in UTF-8", fix=fix)


def _check_names(names: Sequence[str], columns: Collection[str], at: _Origin) -> None:
    problems = []
    for name in dict.fromkeys(names):
        if name not in columns:
            called = {word: column for word, column in CALLED.items() if column in columns}
            fix = did_you_mean(name.casefold(), columns, "leave it out", called)
            what, allowed = f"there is no column {shown(name)}", ", ".join(columns)
            if len(columns) > FEW:
                allowed = "names of columns as SCHEMA.md lists them"
            problems.append(at.problem(_place(name), what=what, allowed=allowed, fix=fix))
        elif list(names).count(name) > 1:
            texts = {"what": "appears twice", "allowed": "once", "fix": "delete one"}
            problems.append(at.problem(_place(name), **texts))
    if problems:
        raise DatasetError(problems)


def _place(name: str) -> str:
    """Return a name as a message's column, unless it would break the message."""
    return name if name.isidentifier() and len(name) <= LONGEST_NAME else "header"
