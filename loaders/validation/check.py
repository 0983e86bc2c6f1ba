"""All problems of a dataset at once: schemas, keys both ways, and rules between tables."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from loaders.errors import DatasetError, Problem, shown
from loaders.schema.file_names import CLAIMS, OBSERVATIONS, RECIPES, REDIRECTS, table_of
from loaders.schema.row_rules import RULES
from loaders.schema.tables import COLUMNS, SCHEMAS, facts
from loaders.storage.folder import Files, contents, read_files
from loaders.validation import consistency, dates, foreign_keys, record, wording
from loaders.validation.suggestions import advice, hedge_advice

Rules = Callable[[Files], Iterator[Problem]]


FOUND: OrderedDict[tuple[str, str], tuple[Problem, ...]] = OrderedDict()
"""What was found in states of a folder, of a table by its schema, and by rules in the tables that
they look at, by name and digest: a check of the next state, of which one file changed, need not ask
of the others again.
"""
MOST_FOUND = 500
SHIFTED = 5
"""How many cells of a row that their columns do not allow are one fault: the row is shifted."""


def problems_of(files: Files) -> list[Problem]:
    """Return every problem of the files, sorted by file and line."""
    return list(_once("files", files.digest, lambda: _problems(files)))


def _problems(files: Files) -> Iterator[Problem]:
    found = list(files.problems)
    for table, frame in files.frames.items():
        if not frame.empty:  # pandera takes its time for no rows, too
            own = partial(_schema_problems, files, table, frame)
            found += _once(table, files.digests[table], own)
    for rules, needed in RULES_BETWEEN_TABLES.items():
        if needed <= files.frames.keys():
            digests = "".join(files.digests[table] for table in sorted(needed))
            own = partial(rules, files)
            found += _once(rules.__name__, digests, own) if rules in OF_THE_NAMED else own()
    if {CLAIMS, "units"} <= files.frames.keys():
        told = {(problem.file, problem.line) for problem in found}
        wrong = wording.wording_problems(files)
        found += [problem for problem in wrong if (problem.file, problem.line) not in told]
    found += foreign_keys.unused(files, found)
    yield from sorted(_shifted_as_one(set(foreign_keys.without_renamed(found))))


def _once(name: str, digest: str, problems: Callable[[], Iterable[Problem]]) -> Iterable[Problem]:
    """Return what was found before under the name and digest, or else the problems."""
    key = name, digest
    found = FOUND.pop(key, None)
    found = tuple(problems()) if found is None else found
    FOUND[key] = found  # the last ones are kept; another reader may take one out meanwhile
    if len(FOUND) > MOST_FOUND:
        FOUND.popitem(last=False)
    return found


def _shifted_as_one(problems: Set[Problem]) -> Iterator[Problem]:
    """Yield problems, with those of a row as one in which many cells are of no use to their column:
    a cell was put in or left out before them.
    """
    by_row: dict[tuple[str, int], list[Problem]] = {}
    for problem in sorted(problems):
        by_row.setdefault((problem.file, problem.line), []).append(problem)
    for (file, line), own in by_row.items():
        unlike = {
            p.column: p.what.partition(" is not ")[0]
            for p in own
            if re.search("is not (?:allowed|in .*csv|a period)", p.what)
        }
        if line and len(unlike) >= SHIFTED:
            first, *others = [name for name in COLUMNS[table_of(file)] if name in unlike]
            what = f"has cells that do not fit their columns: {unlike[first]} in {first}"
            what += f", and those in {', '.join(others)}"
            fix = f"look whether a cell was put in or left out at {first} or before it"
            allowed = "each cell under its own column"
            yield Problem(file, line, "row", what=what, allowed=allowed, fix=fix)
        else:
            yield from own


def check(directory: Path, today: date | None = None) -> Files:
    """Read and check a folder; return its files, or raise `DatasetError` with all problems.

    With a day, vintages still to come on it are problems, too; without one, a clock that was set
    back keeps nobody from reading.
    """
    files = read_files(contents(directory))
    problems = problems_of(files)
    if today:
        problems = sorted({*problems, *dates.vintages_to_come(files, today)})
    if problems:
        raise DatasetError(problems)
    return files


def _schema_problems(files: Files, table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield what the table's pandera model finds, one problem a cell."""
    try:
        SCHEMAS[table].validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases.dropna(subset=["index"])
        # A rule between cells fails once for each cell of the row; one of them is enough.
        between = cases["check"].isin([rule.name for rule in RULES.get(table, ())])
        yield from _rule_problems(files, table, frame, cases[between])
        for case in (
            cases[~between].drop_duplicates(["check", "index", "column"]).to_dict("records")
        ):
            if case["check"] != "field_uniqueness":
                yield _case(files, table, case)
        yield from _repeated(files, table, frame)


def _rule_problems(
    files: Files, table: str, frame: pd.DataFrame, cases: pd.DataFrame
) -> Iterator[Problem]:
    rules = {rule.name: rule for rule in RULES.get(table, ())}
    once = cases.drop_duplicates(["check", "index"])
    cells = frame.loc[once["index"].astype(int).unique()].fillna("(empty)").to_dict("index")
    for check, index in zip(once["check"], once["index"].astype(int), strict=True):
        rule = rules[check]
        words = {str(name): str(cell) for name, cell in cells[index].items()}
        what, allowed, fix = (t.format(**words) for t in (rule.what, rule.allowed, rule.fix))
        yield files.problem(table, index, rule.column, what=what, allowed=allowed, fix=fix)


def _case(files: Files, table: str, case: Mapping[Hashable, object]) -> Problem:
    check, value, column = (str(case[name]) for name in ("check", "failure_case", "column"))
    row = case["index"]
    allowed = facts(table, column)["allowed"]
    if check == "not_nullable":
        fix = "fill it in"
        if (table, column) == (CLAIMS, "hedge"):
            cells = files.frames[table].loc[int(str(row))].fillna("")
            fix = hedge_advice({str(name): str(cell) for name, cell in cells.items()})
        return files.problem(table, row, column, what="is empty", allowed=allowed, fix=fix)
    fix = advice(value, table, column)
    return files.problem(
        table, row, column, what=f"{shown(value)} is not allowed", allowed=allowed, fix=fix
    )


def _repeated(files: Files, table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield keys that two rows have; of rows that repeat others whole, one problem a file."""
    again = frame.duplicated()
    yield from _copied(files, table, frame, again)
    for column in COLUMNS[table]:
        if not SCHEMAS[table].columns[column].unique:
            continue
        cells = frame[column].dropna()
        first = {value: int(str(row)) for row, value in cells.drop_duplicates().items()}
        for row, value in cells[cells.duplicated() & ~again[cells.index]].items():
            file, line = files.origin[table][first[value]]
            what, allowed = f"{shown(value)} is already in {file}:{line}", "each key once"
            fix = "keep one of the rows, or give this one a key of its own"
            yield files.problem(table, row, column, what=what, allowed=allowed, fix=fix)


def _copied(
    files: Files, table: str, frame: pd.DataFrame, again: pd.Series[bool]
) -> Iterator[Problem]:
    if not any(SCHEMAS[table].columns[column].unique for column in COLUMNS[table]):
        return
    by_file: dict[str, list[int]] = {}
    for row in frame.index[again]:
        by_file.setdefault(files.origin[table][row][0], []).append(row)
    for rows in by_file.values():
        first = int(frame.index[(frame.fillna("") == frame.loc[rows[0]].fillna("")).all(axis=1)][0])
        file, line = files.origin[table][first]
        more = f", and {len(rows) - 1} more rows repeat others" if len(rows) > 1 else ""
        what, fix = f"repeats {file}:{line}{more}", "delete what was pasted twice"
        yield files.problem(table, rows[0], "row", what=what, allowed="each row once", fix=fix)


OF_SERIES = {CLAIMS, "series", "indicators"}
RULES_BETWEEN_TABLES: Mapping[Rules, Set[str]] = {
    foreign_keys.dangling: set(),
    foreign_keys.cited_works: set(),
    foreign_keys.topic_files: set(),
    foreign_keys.topics_agree: OF_SERIES,
    foreign_keys.listed: set(),
    foreign_keys.redirect_problems: {REDIRECTS},
    consistency.unit_problems: {*OF_SERIES, "units"},
    consistency.measure_problems: OF_SERIES,
    dates.period_problems: set(),
    dates.day_problems: set(),
    dates.locator_problems: {"documents"},
    consistency.comparison_problems: {"comparisons", "indicators", "series", "units"},
    consistency.tree_problems: set(),
    consistency.part_problems: {"indicators", "series"},
    consistency.place_problems: {"places"},
    consistency.revision_problems: {CLAIMS},
    record.recipe_problems: {RECIPES, "series", "documents", "indicators", "units"},
    record.observation_problems: {RECIPES, OBSERVATIONS, "indicators"},
    record.name_problems: {RECIPES, OBSERVATIONS, CLAIMS, "series"},
}
"""The rules, and the tables without which there is nothing to ask."""
OF_THE_NAMED = {
    consistency.unit_problems,
    consistency.measure_problems,
    consistency.comparison_problems,
    consistency.part_problems,
    consistency.place_problems,
    consistency.revision_problems,
    record.recipe_problems,
    record.observation_problems,
    record.name_problems,
}
"""Rules that look at no other tables than those named above."""
