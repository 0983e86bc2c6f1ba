"""The first line of a table's file: the names of its columns in their order, or what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.errors import closest_match, shown
from loaders.schema.file_names import BY_TOPIC, file_of, table_of
from loaders.schema.tables import COLUMNS
from loaders.storage.encoding import COPY_FIRST, MEND, TextFile, restored

KNOWN = "the columns that SCHEMA.md lists"
DOWN_TO = 20
"""The line down to which a header is looked for."""
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
"""What other programs put between cells."""


def separated_otherwise(raw: TextFile, text: str) -> bool:
    """Report that the cells of a header are separated by another sign."""
    header = text.partition("\n")[0]
    for separator, name in SEPARATORS.items():
        if separator in header and "," not in header:
            raw.add(1, "header", f"is separated by {name}", "commas between cells", MEND)
            return True
    return False


def header_agrees(raw: TextFile, lines: Sequence[str], columns: Sequence[str]) -> bool:
    """Report what is wrong with a header; tell whether it is the columns in their order."""
    line = lines[0] if lines else ""
    header = line.replace('"', "").split(",")  # no column's name holds a comma or a quote
    if header == list(columns) and '"' not in line:
        return True
    order = ",".join(columns)
    if told := _header_fault(line, [name.strip() for name in header], columns):
        raw.add(1, "header", *told)
        return False
    known = [name for name in header if _as_named(name) in columns]
    if 2 * len(known) < min(len(header), len(columns)):
        raw.add(1, "header", *_no_header(raw.file, lines, columns, known))
        return False
    wrong = len(raw.problems)
    for name in sorted({name for name in header if header.count(name) > 1}):
        raw.add(1, "header", f"{shown(name)} appears twice", "each column once", "delete one")
    missing = [name for name in columns if name not in header]
    for name in dict.fromkeys(header):
        if name not in columns:
            near = closest_match(_as_named(name), missing)
            missing = [each for each in missing if each != near]
            fix = f'did you mean "{near}"?' if near else "delete the column with its cells"
            allowed = "" if near else KNOWN
            raw.add(1, "header", f"there is no column {shown(name)}", allowed, fix)
    for name in missing:
        at = columns.index(name)
        allowed = f"{name} after {columns[at - 1]}" if at else f"{name} as the first column"
        fix = f"add the name above its cells; if they are gone, too, {restored(raw.file)}"
        raw.add(1, name, "is missing from the header", allowed, f"{fix}{COPY_FIRST}")
    if len(raw.problems) == wrong:
        if '"' in line and header == list(columns):
            raw.add(1, "header", "has needless quotes", "names without quotes", MEND)
            return False
        what = "has quotes" if '"' in line else "has its columns in another order"
        raw.add(1, "header", what, order, "write it like this, with each column's cells under it")
    return False


def _as_named(name: str) -> str:
    """Return how a column's name is written that somebody wrote as words, or in capitals."""
    return re.sub(r"\s+", "_", name.strip()).casefold()


def _no_header(
    file: str, lines: Sequence[str], columns: Sequence[str], known: Sequence[str]
) -> tuple[str, str, str]:
    """Return what a first line is that is not the header, what is allowed, and what to do."""
    order = ",".join(columns)
    below = next((at for at, line in enumerate(lines[:DOWN_TO], 1) if line == order), 0)
    if below:
        return f"stands in line {below}", "the header in line 1", "delete the lines above it"
    table = next((table for table, own in COLUMNS.items() if ",".join(own) == lines[0]), "")
    if table:
        own = table_of(file)
        fix = f"{restored(file)}{COPY_FIRST}"
        if own in BY_TOPIC and table not in BY_TOPIC:
            fix = f"put what only this file has into {file_of(table)}, and delete this file"
        return f"is that of {table}", f"the columns of {own}", fix
    named = f"only {', '.join(known)}" if known else "no column"
    fix = "put the header above the rows, or write it like this if it has other names"
    return f"is not the header: it names {named}", order, fix


def _header_fault(
    line: str, header: list[str], columns: Sequence[str]
) -> tuple[str, str, str] | None:
    """Return what another program did to a header, what is allowed, and what to do; None where it
    did nothing.
    """
    if re.match("sep=.", line):
        return "is a line that Excel reads, and no header", "the header in line 1", MEND
    if header == list(columns) and '"' not in line:
        return "has spaces around its names", "names without spaces around them", MEND
    if [_as_named(name) for name in header] == list(columns) and '"' not in line:
        wrong = {name: right for name, right in zip(header, columns, strict=True) if name != right}
        what = f"has other letters in {', '.join(map(shown, wrong))}"
        return what, ", ".join(wrong.values()), "write these names so"
    named = [name for name in header if name]
    if named != list(columns) or '"' in line:
        return None
    count = len(header) - len(named)
    what = f"has {count} column{'s' if count > 1 else ''} without a name"
    return what, "a name above each column", f"{MEND}, which takes out empty ones"
