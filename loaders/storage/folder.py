"""All files of a dataset folder, read once: tables, works, and their form's problems."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

import pandas as pd

from loaders.citations.bibliography import BIBLIOGRAPHY, UNREADABLE, read_works
from loaders.citations.works import Work
from loaders.errors import Problem, refusal, shown
from loaders.schema.claim_state import IN_FORCE, states
from loaders.schema.columns import SLUG, SLUG_ALLOWED
from loaders.schema.file_names import (
    BY_TOPIC,
    CLAIMS,
    FOLDERS,
    OBSERVATIONS,
    OPTIONAL,
    RECORD,
    REDIRECTS,
    file_of,
    table_of,
    topic_of,
)
from loaders.schema.site import EVERY_SITE, Site
from loaders.schema.site import FILE as SITE_FILE
from loaders.schema.tables import COLUMNS, MODELS, closed, foreign_keys
from loaders.storage.csv_table import read_table
from loaders.storage.encoding import MEND, TextFile, as_one, decoded, report_unseen, restored
from loaders.storage.journal import JOURNAL, PACKAGE, pending, read_bytes
from loaders.storage.mending import mended
from loaders.storage.site_file import read_site

READ_AGAIN = 50
MOST_NAMED = 3
"""How many lines are named in which a copy differs."""
TABLES = (".csv", ".tsv", ".xls", ".xlsx", ".txt")
"""How the names of files end that people keep tables in."""
Found = TypeVar("Found")
Texts = dict[str, frozenset[str]]
"""What the cells of a table's columns hold, each text once."""


@dataclass
class Files:
    """What the folder holds. Rows of a table are numbered from 0; `origin` gives file and line.

    `digests` are the SHA-256 of each table's files.

    A table whose form is broken is missing from `frames`, so that its rows are
    not also reported as unknown keys of every other table.
    """

    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    origin: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    broken: dict[str, set[str]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    claim_files: list[str] = field(default_factory=list)
    works: dict[str, Work] | None = None
    site: Site = EVERY_SITE
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""
    _texts: dict[str, Texts] = field(default_factory=dict, init=False, repr=False)
    _keys: dict[str, frozenset[str] | None] = field(default_factory=dict, init=False, repr=False)

    def problem(
        self, table: str, row: object, column: str, *, what: str, allowed: str, fix: str
    ) -> Problem:
        """Make a problem of a table's row, by its number in the table."""
        file, line = self.origin[table][int(str(row))]
        return Problem(file, line, column, what=what, allowed=allowed, fix=fix)

    @cached_property
    def in_force(self) -> pd.DataFrame:
        """Return the claims that were neither taken back nor corrected, as cells."""
        claims = self.frames[CLAIMS]
        return claims[states(claims) == IN_FORCE]

    def texts(self, table: str, column: str) -> frozenset[str]:
        """Return what the cells of a column hold, each text once."""
        found = self._texts.setdefault(table, {})
        if column not in found:
            found[column] = frozenset(self.frames[table][column].dropna())
        return found[column]

    def keys(self, table: str) -> frozenset[str] | None:
        """Return the keys of a table; None where it could not be read. Of claims, also those that
        observations carry.
        """
        if table not in self._keys:
            self._keys[table] = self._keys_of(table)
        return self._keys[table]

    def _keys_of(self, table: str) -> frozenset[str] | None:
        if table not in self.frames:
            return None
        found = self.texts(table, COLUMNS[table][0]) | self.broken[table]
        if table == CLAIMS and OBSERVATIONS in self.frames:
            found |= self.texts(OBSERVATIONS, "claim_id")
        return found


def names(directory: Path) -> list[str]:
    """Return the files that make up a dataset, in a fixed order, whether they exist or not."""
    blocks = pending(directory)
    there = set(blocks)
    for folder in FOLDERS.values():  # a file that is being written begins with a dot
        there |= {f"{folder}/{path.name}" for path in (directory / folder).glob("[!.]*.csv")}
    moved = file_of(REDIRECTS)
    kept = moved in blocks or (directory / moved).exists()
    single = [file_of(t) for t in MODELS if t not in FOLDERS and (kept or t != REDIRECTS)]
    own = [file for file in sorted(there) if table_of(file) in BY_TOPIC]
    record = [table for table in RECORD if any(table_of(file) in RECORD for file in there)]
    single += [file_of(table) for table in record if table not in BY_TOPIC]
    site = [SITE_FILE] if (directory / SITE_FILE).exists() else []
    return [*single, *own, BIBLIOGRAPHY, *site]


def strays(directory: Path) -> list[str]:
    """Return files that look like tables and are none, such as copies and those in capitals."""
    own = set(names(directory))
    return sorted(
        name
        for folder in ("", *(f"{folder}/" for folder in FOLDERS.values()))
        for path in (directory / folder).glob("[!.~]*.*")
        if (name := f"{folder}{path.name}") not in own
        and path.suffix.casefold() in TABLES
        and path.is_file()
    )


def signature(directory: Path) -> tuple[tuple[str, int, int, int], ...]:
    """Return what tells at a glance whether any file was written: name, inode, size, time."""
    found = []
    for name in [*names(directory), PACKAGE, JOURNAL]:
        try:
            stat = (directory / name).stat()
        except FileNotFoundError:
            continue
        found.append((name, stat.st_ino, stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def steady(directory: Path, read: Callable[[Path], Found]) -> Found:
    """Return what `read` finds in the folder while none of its files is written.

    Files that are written meanwhile are read again, so that no reader sees one file from
    before an add and another from after it.
    """
    for _ in range(READ_AGAIN):
        before = signature(directory)
        found = read(directory)
        if signature(directory) == before:
            return found
    what = f"its files changed each of the {READ_AGAIN} times that they were read"
    fix = "try again when nothing is writing to them"
    raise refusal(".", 0, "folder", what=what, fix=fix)


def contents(directory: Path) -> dict[str, bytes | None]:
    """Return the bytes of each file, an interrupted add included; None where one is missing."""
    return steady(directory, _read_all)


def _read_all(directory: Path) -> dict[str, bytes | None]:
    blocks = pending(directory)
    return {name: read_bytes(directory, name, blocks) for name in names(directory)}


def digest_of(files: Mapping[str, bytes | None]) -> str:
    """Return the SHA-256 of names and bytes: the version of exactly these files."""
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name}\0{-1 if content is None else len(content)}\0".encode())
        digest.update(content or b"")
    return digest.hexdigest()


def read_files(files: dict[str, bytes | None]) -> Files:
    """Read all tables and works from their bytes."""
    found = Files(digest=digest_of(files))
    own: dict[str, dict[str, bytes]] = {name: {} for name in MODELS}
    missing = set()
    if not any(content is not None for content in files.values()):
        what, fix = "holds no dataset", "begin one with `python -m loaders new FOLDER`"
        raise refusal(".", 0, "folder", what=what, allowed="a folder of tables", fix=fix)
    for name, content in files.items():
        if name == BIBLIOGRAPHY:
            _read_bibliography(found, content)
        elif name == SITE_FILE:
            found.site, raw = read_site(content)
            found.problems += raw.problems
        elif content is None:
            found.problems.append(_missing(name))
            missing.add(table_of(name))
        else:
            own[table_of(name)][name] = content
    _leave_out_copies(found, own)
    for files_of in own.values():
        _leave_out_strangers(found, files_of)
    found.claim_files = list(own[CLAIMS])
    for table, contents_of in own.items():
        found.digests[table] = digest_of(contents_of)
        if table not in missing:
            _read_joined(found, table, contents_of)
    found.problems = as_one(found.problems)
    return found


def _leave_out_copies(found: Files, own: Mapping[str, dict[str, bytes]]) -> None:
    """Report files that are copies of others, whose rows are not told one by one."""
    single = {name: t for t in own if t not in FOLDERS for name in own[t]}
    first = {
        own[table][name]: name
        for name, table in single.items()
        if own[table][name].startswith(",".join(COLUMNS[table]).encode())
    }
    for files in (own[table] for table in FOLDERS):
        for name in sorted(files, key=lambda name: (len(name), name)):
            content = files[name]
            if content.count(b"\n") > 1 and first.setdefault(content, name) != name:
                what, allowed = f"is a copy of {first[content]}", "each row once"
                fix = "delete the file"
                found.problems.append(Problem(name, 0, "file", what=what, allowed=allowed, fix=fix))
                del files[name]


def _leave_out_strangers(found: Files, own: dict[str, bytes]) -> None:
    """Report files whose name is no topic's, such as an edited copy, whose rows are not told."""
    for name in [name for name in own if not re.fullmatch(rf"{SLUG}|\..*", topic_of(name))]:
        what, allowed, fix = _stranger(name, own.pop(name), own)
        found.problems.append(Problem(name, 0, "file", what=what, allowed=allowed, fix=fix))


def _stranger(name: str, content: bytes, own: Mapping[str, bytes]) -> tuple[str, str, str]:
    """Return what a file is whose name is no topic's, what is allowed, and what to do."""
    folder, _, file = name.rpartition("/")
    if file.startswith("~$"):
        what = f"was left by a spreadsheet in which {folder}/{file[2:]} is open"
        return what, "files of topics", "close it there; if this file stays, delete it"
    lines = content.splitlines()
    same, nearest = max(
        ((len({*lines[1:]} & {*own[n].splitlines()}), n) for n in own), default=(0, "")
    )
    if not same:
        what = f"{shown(topic_of(name))} is no name of a topic"
        return what, SLUG_ALLOWED, "name it as its topic is, or move it out of the folder"
    there = set(own[nearest].splitlines())
    differs = [str(number) for number, line in enumerate(lines, 1) if line not in there]
    what = f"looks like a copy of {nearest}"
    if not differs:
        return f"{what}, which has each of its rows", "each row once", "delete the file"
    rows = "line" if len(differs) == 1 else "lines"
    more = f" and {len(differs) - MOST_NAMED} more" if len(differs) > MOST_NAMED else ""
    what += f", which lacks only {rows} {', '.join(differs[:MOST_NAMED])}{more} of this file"
    fix = f"where such a row is correct, put it into {nearest}, in place of the one that it "
    return what, "each row once", f"{fix}changes, if any; then delete this file"


def stray(directory: Path, name: str) -> tuple[str, str]:
    """Return what a file is that nothing reads, and what to do with it."""
    content = (directory / name).read_bytes()
    there = {own: read_bytes(directory, own, {}) or b"" for own in names(directory)}
    if twin := next((own for own, bytes_ in there.items() if bytes_ == content), ""):
        return f"is a copy of {twin}", "delete it"
    lines = set(content.splitlines())
    same, nearest = max((len(lines & {*there[own].splitlines()}), own) for own in there)
    if same > 1:
        fix = f"put what only this file has into {nearest}, then delete it"
        return f"nothing reads this file, and most of it is in {nearest}", fix
    return "nothing reads this file", "give it the name of its table, or move it out of the folder"


@dataclass(frozen=True)
class Joined:
    """The rows of a table's files under each other, and what is wrong with the files' form.

    `frame` is None where one of the files is broken.
    """

    frame: pd.DataFrame | None
    origin: list[tuple[str, int]]
    broken: set[str]
    problems: list[Problem]
    texts: Texts = field(default_factory=dict)


JOINED: dict[str, OrderedDict[str, Joined]] = {name: OrderedDict() for name in MODELS}
"""The last states of each table, by their files' digest: the next state of a folder mostly has the
same but for one table.
"""
MOST_JOINED = 3


def _read_joined(found: Files, table: str, own: Mapping[str, bytes]) -> None:
    """Put what the files of a table hold into `found`, from what was read before where it can."""
    read, digest = JOINED[table], found.digests[table]
    joined = read.pop(digest, None) or _joined(table, own)
    read[digest] = joined
    if len(read) > MOST_JOINED:
        read.popitem(last=False)
    found.problems += joined.problems
    if joined.frame is not None:
        found.frames[table], found.origin[table] = joined.frame, joined.origin
        found.broken[table], found._texts[table] = joined.broken, joined.texts


def _read_bibliography(found: Files, content: bytes | None) -> None:
    if content is None:
        found.problems.append(_missing(BIBLIOGRAPHY))
        return
    works, problems = _works(content)
    found.works = None if works is None else dict(works)
    found.problems += problems


@lru_cache(MOST_JOINED)
def _works(content: bytes) -> tuple[Mapping[str, Work] | None, tuple[Problem, ...]]:
    """Return the works, None where they cannot be told apart, and what is wrong with the file."""
    raw = TextFile(BIBLIOGRAPHY, part="entry")
    text = decoded(raw, content) if content else ""
    if text is None:
        return None, tuple(raw.problems)
    report_unseen(raw, text.replace("\t", " "))  # reference managers indent with tabs
    works, problems = read_works(text)
    unreadable = any(problem.what in UNREADABLE for problem in problems)
    return None if unreadable else works, (*raw.problems, *problems)


def _missing(name: str) -> Problem:
    allowed, fix = "every file of the dataset", restored(name)
    return Problem(name, 0, "file", what="is missing", allowed=allowed, fix=fix)


def _joined(table: str, own: Mapping[str, bytes]) -> Joined:
    """Read the files of a table and put them under each other."""
    parts = [
        read_table(name, content, COLUMNS[table], closed(table)) for name, content in own.items()
    ]
    for raw in parts:
        _leave_out_unmendable(raw, own[raw.file], COLUMNS[table])
    problems = [problem for raw in parts for problem in raw.problems]
    frames = [raw.frame for raw in parts if raw.frame is not None]
    if len(frames) < len(parts) or (not parts and table not in (CLAIMS, *OPTIONAL)):
        return Joined(None, [], set(), problems)
    empty = pd.DataFrame(columns=list(COLUMNS[table]), dtype="str")
    frame = pd.concat(frames, ignore_index=True) if frames else empty
    lines = ((raw.file, each.index) for raw, each in zip(parts, frames, strict=True))
    origin = [(file, int(line)) for file, index in lines for line in index]
    return Joined(frame, origin, set().union(*(raw.broken for raw in parts)), problems)


def _leave_out_unmendable(raw: TextFile, content: bytes, columns: Sequence[str]) -> None:
    """Send nobody to `mend` with a file that it cannot read: the rest is told first."""
    told = [problem for problem in raw.problems if problem.fix.startswith(MEND)]
    if told and not mended(content, columns).done:
        rest = [problem for problem in raw.problems if problem not in told]
        by_hand = "save it again as CSV UTF-8 in the program that wrote it"
        raw.problems = rest or [replace(problem, fix=by_hand) for problem in told]


def references_between() -> Iterator[tuple[str, str, str]]:
    """Yield (table, column, table referred to) for every foreign key of the dataset."""
    for table in MODELS:
        for column, (target, _) in foreign_keys(table).items():
            yield table, column, target


Contents = Mapping[str, bytes | None]
