"""Keys both ways: every cell that names a row finds it, and every row is named by a cell."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set

from loaders.citations.bibliography import BIBLIOGRAPHY
from loaders.errors import NOTHING, Problem, advice_for, did_you_mean, shown
from loaders.schema.file_names import (
    BY_TOPIC,
    CLAIMS,
    FOLDERS,
    REDIRECTS,
    file_of,
    table_of,
    topic_of,
)
from loaders.schema.tables import COLUMNS, SCHEMAS, facts, pattern
from loaders.storage.encoding import restored
from loaders.storage.folder import Files, references_between
from loaders.validation.suggestions import NO_VALUE
from loaders.values.locators import split_references
from loaders.values.places import WORLD, is_world

Cell = tuple[str, object, str]
"""A table, the number of a row in it, and a column."""
MOST_PLACES = 5
"""How many lines are named that have the same fault."""
NEAR = re.compile(r'did you mean "(.+)"\?')
RENAMED = re.compile(r'(\S+:[0-9]+) has "(.+)", which no cell names')
"""What is said of a key that was renamed in one place, with the other place and key."""
NAMING = {"name", "plural", "symbol", "title"}
"""The columns that say what people call the row that a key stands for."""
UNUSED, UNCITED = "is not used anywhere", "is not cited anywhere"
"""What is wrong with a row, or a work, that stands alone."""


LISTS = tuple(
    (table, column, facts(table, column)["lists"])
    for table, columns in COLUMNS.items()
    for column in columns
    if "lists" in facts(table, column)
)
"""The columns that hold several keys, each as (table, column, table of the keys)."""


def _where(target: str) -> str:
    """Return where the rows of a table stand."""
    return FOLDERS[target] if target in BY_TOPIC else file_of(target)


def dangling(files: Files) -> Iterator[Problem]:
    """Yield rows of other tables that cells name and that are not there, each once."""
    empty: dict[str, int] = {}
    cells_of: dict[tuple[str, str], list[Cell]] = {}
    advised: dict[tuple[str, str], str] = {}
    lacking = _lacking(files)
    for table, column, target in references_between():
        keys = files.keys(target)
        if table not in files.frames or keys is None:
            continue
        if len(lacking.get(target, ())) > 1:
            empty[target] = empty.get(target, 0) + files.frames[table][column].count()
            continue
        where = _where(target)
        distinct = files.texts(table, column) - keys
        if not distinct:
            continue
        cells = files.frames[table][column]
        strange = cells[cells.isin(list(distinct))]
        called = _words_for(files, target)
        sure = called.keys() if target != "documents" else set()
        advice = _advice(strange, keys, f"add a row to {where}", called, sure)
        advice |= _renamed(files, target, advice) | _as_world(target, keys, advice)
        if SCHEMAS[table].columns[column].nullable:
            advice |= {v: "empty the cell" for v in advice if v.casefold() in NO_VALUE}
        for row, value in strange.items():
            cells_of.setdefault((where, value), []).append((table, row, column))
            advised.setdefault((where, value), advice[value])
    for (where, value), found in cells_of.items():
        yield _not_in(files, where, value, found, advised[where, value])
    for target, count in empty.items():
        if count:
            what = f"there are no rows below it, but {_cells(count)} to one"
            file, allowed = _where(target), "a row for each key in use"
            fix = restored(file)
            yield Problem(file, 1, "header", what=what, allowed=allowed, fix=fix)


def _advice(
    values: Iterable[str],
    keys: Collection[str],
    add: str,
    called: Mapping[str, str] = NOTHING,
    sure: Collection[str] = (),
) -> dict[str, str]:
    """Say of each value which key is like it, and, unless only capitals, spaces or signs differ or
    it is `sure` what is called so, how a row of its own is added.
    """
    found = advice_for(values, keys, f"{add}, or correct the cell", called)
    near = {value: match for value, fix in found.items() if (match := NEAR.fullmatch(fix))}
    unlike = {v: m for v, m in near.items() if _letters(v) != _letters(m[1]) and v not in sure}
    return found | {value: f"{match[0]} if not, {add}" for value, match in unlike.items()}


def _as_world(target: str, keys: Collection[str], values: Iterable[str]) -> dict[str, str]:
    """Return advice on values that mean the world as a place."""
    code, name = WORLD.values()
    add = f"write {code}, and add a row to places.csv: {code},{name},"
    fix = f'did you mean "{code}"?' if code in keys else add
    return {value: fix for value in values if target == "places" and is_world(value)}


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).casefold()


def _renamed(files: Files, target: str, advice: Mapping[str, str]) -> dict[str, str]:
    """Return advice on keys that are like one that no cell names: one of both was renamed, and
    nothing tells which.
    """
    near = {value: match[1] for value, fix in advice.items() if (match := NEAR.match(fix))}
    if target not in files.frames or target in BY_TOPIC or not near:
        return {}
    cells = (files.texts(t, c) for t, c, of in references_between() if of == target)
    named = set().union(*cells)
    named |= {part for cell in named for part in cell.split("/")} if target == "units" else set()
    alone = set(near.values()) - named
    keys = files.frames[target].iloc[:, 0].tolist()
    found = {}
    for value, key in near.items():
        if key in alone and key in keys:
            place = "{}:{}".format(*files.origin[target][keys.index(key)])
            cited = target == "documents" and value in (files.works or {})
            both = f'write "{value}" there' + ("" if cited else f', or "{key}" here')
            found[value] = f'{place} has "{key}", which no cell names: {both}'
    return found


def without_renamed(found: Sequence[Problem]) -> list[Problem]:
    """Return problems without those of a row that was renamed in one place, which is told once."""
    rows = {match.groups() for problem in found if (match := RENAMED.match(problem.fix))}
    return [
        problem
        for problem in found
        if not any(problem.place == place and key in problem.what for place, key in rows)
    ]


def _lacking(files: Files) -> dict[str, set[str]]:
    """Return the keys that tables without any row lack, by table."""
    found: dict[str, set[str]] = {}
    for table, column, target in references_between():
        if table in files.frames and files.keys(target) is not None and not files.keys(target):
            found.setdefault(target, set()).update(files.texts(table, column))
    return found


def _not_in(files: Files, where: str, value: str, cells: Sequence[Cell], fix: str) -> Problem:
    """Return one problem for all cells that name what is not there, at the first of them."""
    (table, row, column), *others = cells
    at = dict.fromkeys("{}:{}".format(*files.origin[t][int(str(r))]) for t, r, _ in others)
    more = [*at][:MOST_PLACES] + (["…"] if len(at) > MOST_PLACES else [])
    what = f"{shown(value)} is not in {where}"
    also = "1 more cell names it" if len(others) == 1 else f"{len(others)} more cells name it"
    what += f", and {also} ({', '.join(more)})" if others else ""
    allowed = facts(table, column)["allowed"] if where != BIBLIOGRAPHY else f"a key of {where}"
    return files.problem(table, row, column, what=what, allowed=allowed, fix=fix)


def _cells(count: int) -> str:
    return (
        "a cell of another table refers" if count == 1 else f"{count} cells of other tables refer"
    )


def _words_for(files: Files, target: str) -> dict[str, str]:
    """Return the key of each row by what people call it: its name, plural or title, and the last
    word of these, unless two rows share it.
    """
    frame = files.frames.get(target)
    if frame is None:
        return {}
    keys = frame.iloc[:, 0].fillna("")
    named: dict[str, set[str]] = defaultdict(set)
    for column in NAMING.intersection(frame.columns):
        for key, name in zip(keys, frame[column].fillna(""), strict=True):
            for word in {name, name.rpartition(" ")[2]}:
                named[word].add(key)
    for key in keys if target == "documents" else ():
        work = (files.works or {}).get(key)
        for word in (work.title, work.short()) if work else ():
            named[word].add(key)
    if target == "series" and "indicators" in files.frames:
        titles = dict(files.frames["indicators"][["indicator_id", "title"]].fillna("").to_numpy())
        for key, indicator in zip(keys, frame["indicator_id"], strict=True):
            named[titles.get(indicator, "")].add(key)
    return {word: min(found) for word, found in named.items() if word and len(found) == 1}


def listed(files: Files) -> Iterator[Problem]:
    """Yield keys in lists that name no row, and those that a cell names twice."""
    for table, column, target in LISTS:
        keys = files.keys(target)
        if table in files.frames and keys:
            yield from _listed(files, table, column, keys, _where(target))


def _listed(files: Files, table: str, column: str, keys: Set[str], where: str) -> Iterator[Problem]:
    cells = files.frames[table][column].dropna()
    cells = cells[cells.str.fullmatch(pattern(table, column))]
    named = {cell: cell.split(";") for cell in cells.unique()}
    strange = [name for names in named.values() for name in names if name not in keys]
    advice = _advice(strange, keys, f"add a row to {where}")
    for row, cell in cells.items():
        for name in dict.fromkeys(named[cell]):
            what, fix = f"{shown(name)} is not in {where}", advice.get(name, "")
            if named[cell].count(name) > 1:
                what, fix = f"{shown(name)} appears twice", "delete one"
            if fix:
                allowed = facts(table, column)["allowed"]
                yield files.problem(table, row, column, what=what, allowed=allowed, fix=fix)


def unused(files: Files, found: Sequence[Problem]) -> Iterator[Problem]:
    """Yield each row of a parent table, and each work, that nothing refers to.

    Nothing is said where a cell that might refer to it has a problem among those `found`:
    once that is mended, the row may be in use.
    """
    doubtful = {(table_of(problem.file), problem.column) for problem in found}
    used: dict[str, set[str]] = {target: set() for _, _, target in references_between()}
    for table, column, target in references_between():
        if _sound(files, table, column, doubtful) and target in used:
            used[target] |= files.texts(table, column)
        else:
            used.pop(target, None)
    if "units" in used:
        used["units"] |= {part for unit in used["units"] for part in unit.split("/")}
    if CLAIMS in files.frames and files.frames[CLAIMS].empty:
        used.pop("topics", None)  # those that a dataset begins with
    for target in set(used) & set(files.frames) - set(BY_TOPIC):
        key = COLUMNS[target][0]
        alone = files.texts(target, key) - used[target]
        cells = files.frames[target][key]
        for row, value in cells[cells.isin(list(alone))].items() if alone else ():
            fix = "delete the row, or add the row that uses it"
            what = f"{shown(value)} {UNUSED}"
            yield files.problem(
                target, row, key, what=what, allowed="rows that are in use", fix=fix
            )
    if all(_sound(files, table, column, doubtful) for table, column in CITING):
        yield from _uncited(files)


def redirect_problems(files: Files) -> Iterator[Problem]:
    """Yield redirects to no row, and those of an id that a row has though it was given up."""
    rows = files.frames[REDIRECTS].dropna(subset=["table", "old_id", "new_ids"])
    for row, cells in rows.iterrows():
        table, new = str(cells["table"]), str(cells["new_ids"]).split(";")
        known = files.keys(table)
        if known is None:
            continue
        if cells["old_id"] in known and cells["old_id"] not in new:
            what = f"{shown(str(cells['old_id']))} is the id of a row of {_where(table)}"
            fix = "give that row another id, or name the old one among new_ids"
            allowed = "an id that was given up"
            yield files.problem(REDIRECTS, row, "old_id", what=what, allowed=allowed, fix=fix)
        for name in new:
            if name not in known:
                what = f"{shown(name)} is not in {_where(table)}"
                fix = did_you_mean(name, known, "name the row that stands in its place")
                allowed = f"ids of {table}"
                yield files.problem(REDIRECTS, row, "new_ids", what=what, allowed=allowed, fix=fix)


def _sound(files: Files, table: str, column: str, doubtful: Set[tuple[str, str]]) -> bool:
    """Tell whether all cells of a column could be read and are free of problems."""
    anywhere = {(table, name) for name in (column, "row", "header", "file")}
    return table in files.frames and not anywhere & doubtful


CITING = (("documents", "document_id"), (CLAIMS, "reference_ids"))
"""The columns that name works."""


def _cited(files: Files, table: str, column: str) -> dict[str, list[str]]:
    """Return the works that each distinct cell names; none for a malformed cell."""
    form = re.compile(pattern(table, column))
    return {
        cell: [key for key, _ in split_references(cell)] if form.fullmatch(cell) else []
        for cell in files.texts(table, column)
    }


def cited_works(files: Files) -> Iterator[Problem]:
    """Yield documents and references that the bibliography lacks."""
    for table, column in CITING:
        if files.works is None or table not in files.frames:
            continue
        cited = _cited(files, table, column)
        missing = [key for keys in cited.values() for key in keys if key not in files.works]
        advice = _advice(missing, files.works, f"add the entry to {BIBLIOGRAPHY}")
        cells_of: dict[str, list[Cell]] = {}
        for row, value in files.frames[table][column].dropna().items() if missing else ():
            for key in advice.keys() & set(cited[value]):
                cells_of.setdefault(key, []).append((table, row, column))
        for key, cells in cells_of.items():
            yield _not_in(files, BIBLIOGRAPHY, key, cells, advice[key])


def _uncited(files: Files) -> Iterator[Problem]:
    cited = [_cited(files, table, column) for table, column in CITING]
    used = {key for cells in cited for keys in cells.values() for key in keys}
    for key, work in (files.works or {}).items():
        if key not in used:
            what, allowed = f"{shown(key)} {UNCITED}", "works that are cited"
            fix, line = "delete the entry, or cite it", work.line
            yield Problem(BIBLIOGRAPHY, line, "entry", what=what, allowed=allowed, fix=fix)


def topic_files(files: Files) -> Iterator[Problem]:
    """Yield files of claims that are no topic's, and topics without claims."""
    told = {problem.file for problem in files.problems if problem.column in ("file", "header")}
    topics, there = files.keys("topics"), {topic_of(file): file for file in files.claim_files}
    if not topics:
        return
    for topic in sorted(set(there) - topics):
        if there[topic] in told:
            continue
        fix = did_you_mean(topic, topics, "add the topic to topics.csv, or rename the file")
        what, allowed = f"there is no topic {shown(topic)}", "a file for each topic of topics.csv"
        yield Problem(there[topic], 0, "file", what=what, allowed=allowed, fix=fix)
    if set(there) - topics or not {CLAIMS, "indicators"} <= set(files.frames):
        return
    filled = {topic_of(file) for file, _ in files.origin[CLAIMS]}
    wanted = set(files.frames["indicators"]["topic"].dropna()) & topics
    for topic in sorted(wanted - filled) if not files.broken[CLAIMS] else ():
        what = "has no claims" if topic in there else "is missing"
        if not there and wanted != {topic}:
            what += ", and so is every other file of claims"
        file, allowed = file_of(CLAIMS, topic), "a file with claims for each topic"
        fix = restored(file if there else CLAIMS)
        yield Problem(file, 0, "file", what=what, allowed=allowed, fix=fix)
        if not there:
            return


def topics_agree(files: Files) -> Iterator[Problem]:
    """Yield claims whose file is not the file of their indicator's topic."""
    topics_by_indicator = files.frames["indicators"].set_index("indicator_id")["topic"]
    topics_by_indicator = topics_by_indicator[~topics_by_indicator.index.duplicated()]
    series = files.frames["series"].drop_duplicates("series_id").set_index("series_id")
    expected = files.frames[CLAIMS]["series_id"].map(
        series["indicator_id"].map(topics_by_indicator)
    )
    known = files.keys("topics") or frozenset[str]()
    for row, topic in expected[expected.isin(list(known))].items():
        file, _ = files.origin[CLAIMS][int(str(row))]
        if topic_of(file) != topic and topic_of(file) in known:
            what = f"its indicator's topic is {topic}, but the file's is {topic_of(file)}"
            fix = f"move the row to claims/{topic}.csv"
            allowed = "series of the file's topic"
            yield files.problem(CLAIMS, row, "series_id", what=what, allowed=allowed, fix=fix)
