"""Bring the record up to the files of offices: compare, check among all tables, write."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from loaders.curation.append import replace_whole, writing
from loaders.curation.renaming import changed_rows
from loaders.errors import DatasetError, Problem, refusal, shown
from loaders.queries.selection import records
from loaders.record.extraction import Extracted, How, extracted
from loaders.record.office_files import OfficeFile
from loaders.record.revision import Revision, newest, revision, with_rows
from loaders.schema.file_names import OBSERVATIONS, RECIPES, file_of
from loaders.schema.tables import COLUMNS
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import Contents, Files, contents, read_files
from loaders.validation.check import problems_of
from loaders.values.codelists import PROVISIONAL
from loaders.values.edtf import STEPS, next_period, parse_period

UNSETTLED = re.compile(rf"from (?P<first>[0-9-]+): (?P<flag>{PROVISIONAL})")
"""The rule of a recipe's `flags` that calls what comes last provisional."""
FIX = "correct the recipe, or the file that it names"


@dataclass(frozen=True)
class Edition:
    """What an office put out: for the SHA-256 of a file that of the one in its place, and the last
    period whose figures it calls final now.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    final: str = ""


@dataclass(frozen=True)
class Refreshed:
    """What was found for each recipe, and the recipes of which a file is not at hand."""

    revisions: Sequence[Revision]
    not_at_hand: Sequence[str]


NOTHING_NEW = Edition()


def recipes_of(files: Files) -> list[tuple[int, How]]:
    """Return the recipes that name a file, each with its row."""
    frame = files.frames[RECIPES].fillna("")
    rows = zip(frame.index, records(frame), strict=True)
    return [(int(row), how) for row, how in rows if how["file_sha256"]]


def made_again(files: Files, how: How, at_hand: Mapping[str, OfficeFile]) -> Extracted | None:
    """Return what a recipe's files give; None where one of them is not at hand.

    Raise `ValueError` where they do not give what the recipe says.
    """
    found = [at_hand.get(digest) for digest in how["file_sha256"].split(";")]
    here = [file for file in found if file is not None]
    return extracted(how, here, files.frames["places"]) if len(here) == len(found) else None


def refresh(
    directory: Path,
    at_hand: Mapping[str, OfficeFile],
    *,
    day: str,
    only: Collection[str] = (),
    edition: Edition = NOTHING_NEW,
    dry: bool = False,
) -> Refreshed:
    """Make the observations of recipes again; keep what is new, on a day, or with `dry` nothing.

    What `edition` calls final is so in the recipes that are named. Raise `DatasetError` with all
    that would be wrong; then no file was touched.
    """
    with writing(directory):
        before = dict(contents(directory))
        if edition.files:
            before[file_of(RECIPES)] = _with_files(before, edition.files)
        if edition.final:
            before |= _with_finals(before, only, edition.final)
        files = read_files(before)
        for table in (RECIPES, OBSERVATIONS, "places", "indicators"):
            if table not in files.frames:
                raise DatasetError(files.problems)
        found = _compared(files, at_hand, only)
        if not dry:
            _write(directory, before, _changed(files, found, day))
    return found


def _with_finals(before: Contents, only: Collection[str], last: str) -> dict[str, bytes]:
    """Return the recipes in whose `flags` only what follows a period is provisional."""
    left = set(only)
    if not re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", last):
        what, allowed = f"{shown(last)} is no year or month", "such as 2019 or 2019-06"
        raise refusal("flags", 1, "final", what=what, allowed=allowed, fix="correct it")
    first = next_period(parse_period(last), STEPS["M" if "-" in last else "A"])

    def change(table: str, cells: dict[str, str]) -> dict[str, str]:
        if table != RECIPES or cells["recipe_id"] not in only:
            return cells
        made = UNSETTLED.sub(rf"from {first}: \g<flag>", cells["flags"])
        earlier = [found["first"] for found in UNSETTLED.finditer(cells["flags"])]
        if earlier and earlier[0] < first:
            left.discard(cells["recipe_id"])
        return {**cells, "flags": made}

    files = changed_rows(before, change)
    if left or not only:
        what = f"{', '.join(sorted(left))} has none that are provisional up to {last}"
        what = what if left else "is missing"
        allowed, fix = "a recipe whose flags say from PERIOD: provisional", "name such a recipe"
        raise refusal("arguments", 1, "recipe", what=what, allowed=allowed, fix=fix)
    return files


def _with_files(before: Contents, editions: Mapping[str, str]) -> bytes:
    text = (before.get(file_of(RECIPES)) or b"").decode()
    for old, new in editions.items():
        if old not in text:
            what, fix = f"no recipe names the file {old}", "look for it in file_sha256"
            allowed = "the SHA-256 of a file that a recipe names"
            raise refusal("flags", 1, "edition", what=what, allowed=allowed, fix=fix)
        text = text.replace(old, new)
    return text.encode()


def _compared(files: Files, at_hand: Mapping[str, OfficeFile], only: Collection[str]) -> Refreshed:
    stored = newest(files.frames[OBSERVATIONS].fillna(""))
    by_recipe = dict(tuple(stored.groupby("recipe_id")))
    found, missing, problems = [], [], []
    for row, how in recipes_of(files):
        name = how["recipe_id"]
        if only and name not in only:
            continue
        try:
            made = made_again(files, how, at_hand)
        except ValueError as error:
            allowed = "what the recipe says"
            problems.append(
                files.problem(RECIPES, row, "where", what=str(error), allowed=allowed, fix=FIX)
            )
            continue
        if made is None:
            missing.append(name)
        else:
            old = by_recipe.get(name, stored.iloc[:0])
            found.append(revision(name, old, made.rows, made.unplaced))
    if problems:
        raise DatasetError(problems)
    return Refreshed(found, missing)


def _changed(files: Files, found: Refreshed, day: str) -> dict[str, bytes]:
    """Return the files of observations that change, by topic, with their new rows."""
    topics = _topics(files)
    rows: dict[str, list[dict[str, str]]] = {}
    for each in found.revisions:
        rows.setdefault(topics[each.recipe_id], []).extend(each.new_rows(day))
    frame = files.frames[OBSERVATIONS].fillna("")
    own = frame["recipe_id"].map(topics)
    return {
        file_of(OBSERVATIONS, topic): _text(with_rows(frame[own == topic], new))
        for topic, new in rows.items()
        if new
    }


def _topics(files: Files) -> dict[str, str]:
    recipes, indicators = files.frames[RECIPES], files.frames["indicators"]
    topic = dict(zip(indicators["indicator_id"], indicators["topic"], strict=True))
    pairs = zip(recipes["recipe_id"], recipes["indicator_id"], strict=True)
    return {recipe: str(topic[indicator]) for recipe, indicator in pairs}


def _text(table: pd.DataFrame) -> bytes:
    names = list(COLUMNS[OBSERVATIONS])
    return csv_text([names, *table[names].to_numpy().tolist()]).encode()


def _write(directory: Path, before: Contents, changed: Mapping[str, bytes]) -> None:
    """Check the files as they will be, and replace those that change, whole or not at all; the
    caller has the lock.
    """
    old = contents(directory)
    after = {**before, **changed}
    new = {name: content or b"" for name, content in after.items() if content != old.get(name)}
    if not new:
        return
    problems: list[Problem] = problems_of(read_files(dict(after)))
    if problems:
        raise DatasetError(problems)
    replace_whole(directory, old, new)


def table_lines(found: Refreshed) -> Iterator[str]:
    """Yield the lines of the table that says what was found for each recipe, and each change."""
    width = max((len(each.recipe_id) for each in found.revisions), default=6)
    yield f"{'recipe':{width}}  {'added':>7} {'revised':>7} {'dropped':>7} {'unchanged':>9}"
    for each in found.revisions:
        counts = (len(each.added), len(each.revised), len(each.dropped))
        cells = " ".join(f"{count:>7}" for count in counts)
        yield f"{each.recipe_id:{width}}  {cells} {each.unchanged:>9}"
    for each in found.revisions:
        yield from _change_lines(each)
    if found.not_at_hand:
        yield f"file not found: {', '.join(found.not_at_hand)}"


def _change_lines(each: Revision) -> Iterator[str]:
    if each.unplaced:
        yield f"{each.recipe_id}: left out, not states of places.csv: {_names(each.unplaced)}"
    known = each.unchanged or each.revised or each.dropped
    if known:
        for row in each.added:
            yield f"{_key(each, row)} added {_value(row)}"
    for old, new in each.revised:
        yield f"{_key(each, new)} revised {_value(old)} → {_value(new)}"
    for row in each.dropped:
        yield f"{_key(each, row)} dropped, was {_value(row)}"


def _names(names: Sequence[str]) -> str:
    return ", ".join(name or "a blank cell" for name in names)


def _key(each: Revision, row: Mapping[str, str]) -> str:
    return f"{each.recipe_id} {row['place_id']} {row['period']}:"


def _value(row: Mapping[str, str]) -> str:
    limits = f" ({row['low']}–{row['high']})" if row["low"] else ""
    words = f"{row['value']}{limits}" if row["value"] else ""
    return " ".join(part for part in (words, row["flags"].replace(";", ", ")) if part)
