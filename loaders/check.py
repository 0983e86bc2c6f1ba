"""All problems of a dataset at once: schemas, keys both ways, and rules between tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from loaders.cite import BIBLIOGRAPHY, split_references
from loaders.comparable import (
    measure_problems,
    place_problems,
    revision_problems,
    tree_problems,
    unit_problems,
)
from loaders.dates import day_problems, locator_problems, period_problems
from loaders.files import CLAIMS, Files, contents, file_of, read_files, references_between
from loaders.problems import DatasetError, Problem, did_you_mean, shown
from loaders.rules import RULES
from loaders.schema import COLUMNS, SCHEMAS, about

Rules = Callable[[Files], Iterator[Problem]]


def problems_of(files: Files) -> list[Problem]:
    """Return every problem of the files, sorted by file and line."""
    found = list(files.problems)
    for table, frame in files.frames.items():
        found += schema_problems(files, table, frame)
    for rules in RULES_BETWEEN_TABLES:
        found += rules(files)
    return sorted(set(found))


def check(directory: Path) -> Files:
    """Read and check a folder; return its files, or raise `DatasetError` with all problems."""
    files = read_files(contents(directory))
    problems = problems_of(files)
    if problems:
        raise DatasetError(problems)
    return files


def schema_problems(files: Files, table: str, frame: pd.DataFrame) -> Iterator[Problem]:
    """Yield what the table's pandera model finds, one problem a cell."""
    try:
        SCHEMAS[table].validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases.dropna(subset=["index"])
        # A rule between cells fails once for each cell of the row; one of them is enough.
        cases = cases.drop_duplicates(["check", "index", "column"])
        between = cases["check"].isin([rule.name for rule in RULES.get(table, ())])
        rows = pd.concat([cases[~between], cases[between].drop_duplicates(["check", "index"])])
        for case in rows.to_dict("records"):
            problem = _case(files, table, frame, case)
            if problem:
                yield problem


def _case(files: Files, table: str, frame: pd.DataFrame, case: dict[str, object]) -> Problem | None:
    row, check, value = int(str(case["index"])), str(case["check"]), str(case["failure_case"])
    for rule in RULES.get(table, ()):
        if rule.name != check:
            continue
        cells = {str(name): cell for name, cell in frame.loc[row].items()}
        texts = (text.format(**cells) for text in (rule.what, rule.allowed, rule.fix))
        return files.problem(table, row, rule.column, *texts)
    column = str(case["column"])
    allowed = about(table, column)["allowed"]
    if check == "not_nullable":
        return files.problem(table, row, column, "is empty", allowed, "fill it in")
    if check == "field_uniqueness":
        return _repeated(files, table, frame, column, row)
    choices = allowed.split(", ") if check.startswith("isin") else []
    fix = did_you_mean(value, choices, "correct the cell")
    return files.problem(table, row, column, f"{shown(value)} is not allowed", allowed, fix)


def _repeated(
    files: Files, table: str, frame: pd.DataFrame, column: str, row: int
) -> Problem | None:
    value = frame[column].loc[row]
    first = int(frame.index[frame[column] == value][0])
    if first == row:
        return None
    file, line = files.origin[table][first]
    what = f"{shown(value)} stands already in {file}:{line}"
    return files.problem(table, row, column, what, "each key once", "give the row a key of its own")


def dangling(files: Files) -> Iterator[Problem]:
    """Yield each cell that names a row of another table that is not there."""
    for table, column, target in references_between():
        keys = files.keys(target)
        if table not in files.frames or keys is None:
            continue
        cells = files.frames[table][column].dropna()
        for row, value in cells[~cells.isin(list(keys))].items():
            where = file_of(target) if target != CLAIMS else "claims"
            fix = did_you_mean(value, keys, f"add a row to {where}, or correct the cell")
            what = f"{shown(value)} is not in {where}"
            yield files.problem(
                table, int(str(row)), column, what, about(table, column)["allowed"], fix
            )


def unused(files: Files) -> Iterator[Problem]:
    """Yield each row of a parent table that nothing refers to."""
    used: dict[str, set[str]] = {}
    for table, column, target in references_between():
        if table not in files.frames:
            return  # an unreadable table might use anything
        used.setdefault(target, set()).update(files.frames[table][column].dropna())
    used["units"] |= {part for unit in used["units"] for part in unit.split("/")}
    used["topics"] = set(used["topics"]) & {_topic(file) for file, _ in files.origin[CLAIMS]}
    for target in set(used) - {CLAIMS}:
        key = COLUMNS[target][0]
        cells = files.frames[target][key].dropna()
        for row, value in cells[~cells.isin(list(used[target]))].items():
            fix = "delete the row, or add the row that uses it"
            what = f"{shown(value)} is used by nothing"
            yield files.problem(target, int(str(row)), key, what, "rows that are in use", fix)


def _topic(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".csv")


def cited_works(files: Files) -> Iterator[Problem]:
    """Yield documents and references that the bibliography lacks, and works that nobody cites."""
    if files.works is None or CLAIMS not in files.frames or "documents" not in files.frames:
        return
    used: set[str] = set()
    allowed = f"a key of {BIBLIOGRAPHY}"
    fix = f"add the entry to {BIBLIOGRAPHY}, or correct the cell"
    documents = files.frames["documents"]["document_id"].dropna()
    cells = files.frames[CLAIMS]["reference_ids"].dropna()
    split = {cell: [key for key, _ in split_references(cell)] for cell in cells.unique()}
    places = [("documents", "document_id", documents, {d: [d] for d in documents})]
    places += [(CLAIMS, "reference_ids", cells, split)]
    for table, column, values, keys in places:
        used |= {key for found in keys.values() for key in found}
        for row, value in values.items():
            for key in keys[value]:
                if key not in files.works:
                    what = f"{shown(key)} is not in {BIBLIOGRAPHY}"
                    advice = did_you_mean(key, files.works, fix)
                    yield files.problem(table, int(str(row)), column, what, allowed, advice)
    for key in set(files.works) - used:
        what, advice = f"{shown(key)} is cited by nothing", "delete the entry, or cite it"
        line = files.works[key].line
        yield Problem(BIBLIOGRAPHY, line, "entry", what, "works that are cited", advice)


def topics_agree(files: Files) -> Iterator[Problem]:
    """Yield claims whose file is not the file of their indicator's topic."""
    if not {CLAIMS, "series", "indicators"} <= set(files.frames):
        return
    topic_of = files.frames["indicators"].set_index("indicator_id")["topic"]
    topic_of = topic_of[~topic_of.index.duplicated()]
    series = files.frames["series"].drop_duplicates("series_id").set_index("series_id")
    expected = files.frames[CLAIMS]["series_id"].map(series["indicator_id"].map(topic_of))
    for row, topic in expected.dropna().items():
        file, _ = files.origin[CLAIMS][int(str(row))]
        if _topic(file) != topic:
            what = f"its indicator's topic is {topic}, but the file's is {_topic(file)}"
            fix = f"move the row to claims/{topic}.csv"
            allowed = "series of the file's topic"
            yield files.problem(CLAIMS, int(str(row)), "series_id", what, allowed, fix)


RULES_BETWEEN_TABLES: tuple[Rules, ...] = (
    dangling,
    unused,
    cited_works,
    topics_agree,
    unit_problems,
    measure_problems,
    period_problems,
    day_problems,
    locator_problems,
    tree_problems,
    place_problems,
    revision_problems,
)
