"""What moved between two versions of the dataset, by its files, and what must not have moved.

`csv-diff` was weighed: it fails on a table without rows, tells rows by one column, and passes over
a column that one version lacks; the kinds of change, which are most of this, would stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Literal

from loaders.errors import Problem, shown
from loaders.history.renames import moved_between, under_new_ids
from loaders.history.snapshot import Key, Row, Version, named, version_of
from loaders.quantities.numerals import numerals
from loaders.schema.file_names import CLAIMS, OBSERVATIONS, RECIPES, table_of
from loaders.schema.tables import CHANGED_IN_PLACE
from loaders.storage.folder import Contents

Kind = Literal[
    "reused",
    "edited",
    "removed",
    "added",
    "corrected",
    "revised",
    "withdrawn",
    "moved",
    "renamed",
    "filled",
    "reworded",
]
KINDS: Mapping[Kind, str] = {
    "reused": "a claim_id that names another claim than before",
    "edited": "a claim or an observation whose cells were changed in place",
    "removed": "a row that is gone",
    "added": "a new row",
    "corrected": "a new claim that supersedes another",
    "revised": "an observation whose place and period had another value before",
    "withdrawn": "a claim that was taken back",
    "moved": "a claim that is now in another topic's file, or that an observation carries",
    "renamed": "a row whose id is another now, or whose row is now part of another's",
    "filled": "a row with cells in columns that are new",
    "reworded": "a row whose words changed; of a claim only its note and what it quotes",
}
IN_PLACE: tuple[Kind, ...] = ("reused", "edited")
MADE_ANEW = ("exclusions", "coverage")
"""Tables whose rows may go: an exclusion gives way to a claim, and `audit` counts anew."""
OF_AN_OBSERVATION = {"value", "low", "high", "claim_id"}
"""The cells of an observation that stay as they came in: another value is another vintage, and a
permanent name, which may be given later, is never another.
"""
TAKING_BACK = {"withdrawn", "withdrawal_reason"}
"""The cells of a claim that may be filled in place: that it is withdrawn, and why."""
REWORDED = {"note", "as_printed"}
"""The cells of a claim that may be worded anew, as they are no part of the figure: a note in own
words, and which words around its number are quoted, which `audit` holds against the text.
"""


@dataclass(frozen=True)
class Change:
    """One row that differs: as it was (None: it is new) and as it is (None: it is gone).

    `replaces` is the row that a correction supersedes, or the last vintage before a revision.
    """

    kind: Kind
    key: Key
    before: Row | None
    after: Row | None
    replaces: Row | None = None

    @property
    def table(self) -> str:
        """Return the table of the row."""
        return self.key[0]

    @property
    def row(self) -> Row:
        """Return the row as it is, or as it was where it is gone."""
        row = self.after or self.before
        assert row is not None
        return row

    @property
    def anomaly(self) -> bool:
        """Tell whether this should not have happened: values stay, and no row is deleted."""
        return self.kind in IN_PLACE or (self.kind == "removed" and self.table not in MADE_ANEW)

    @property
    def cells(self) -> dict[str, tuple[str, str]]:
        """Return the cells that differ, by column: what each was and is; empty for none."""
        was = self.before.cells if self.before else {}
        now = self.after.cells if self.after else {}
        names = dict.fromkeys([*was, *now])
        pairs = {name: (was.get(name, ""), now.get(name, "")) for name in names}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@dataclass(frozen=True)
class Changes:
    """What differs: rows, and the columns of tables (before, after).

    `unread` are files that one of the versions has in no readable form, whose rows were
    therefore not compared; `problems` says what is broken, `older` and `newer` apart.
    """

    rows: tuple[Change, ...]
    columns: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    unread: frozenset[str] = frozenset()
    older: tuple[Problem, ...] = ()
    newer: tuple[Problem, ...] = ()

    @property
    def anomalies(self) -> tuple[Change, ...]:
        """Return the changes that should not have happened."""
        return tuple(change for change in self.rows if change.anomaly)

    def of(self, *kinds: Kind, table: str = "") -> tuple[Change, ...]:
        """Return the changes of some kinds, of one table or all."""
        return tuple(each for each in self.rows if each.kind in kinds and table in ("", each.table))

    def __bool__(self) -> bool:
        """Tell whether anything differs, or could not be compared."""
        return bool(self.rows or self.columns or self.unread)


def changes_between(before: Contents, after: Contents) -> Changes:
    """Compare two versions of the files; never raise, whatever the files hold.

    The rows come anomalies first, then by table, file and line. The order of a table's rows and
    the layout of the bibliography are no change.
    """
    same = {
        file: (before[file] or b"").partition(b"\n")[0] + b"\n"
        for file in set(before) & set(after)
        if table_of(file) == OBSERVATIONS and before[file] == after[file]
    }  # of these the headers are enough: there may be many rows
    old, new = version_of({**before, **same}), version_of({**after, **same})
    unread = old.unread | new.unread
    columns = {
        table: (old.columns.get(table, ()), new.columns.get(table, ()))
        for table in sorted({*old.columns, *new.columns} - {table_of(file) for file in unread})
        if old.columns.get(table) != new.columns.get(table)
    }
    was, now = _readable(old, unread), _readable(new, unread)
    kept, renamed = under_new_ids(was, now, moved_between(was, now))
    rows = [Change("renamed", key, was[key], now[place]) for key, place in renamed.items()]
    newer = {key: row for key, row in now.items() if key in kept or key not in renamed.values()}
    rows += _rows(kept, newer, columns)
    anew = _read_anew(kept, newer)
    rows = [_placed_anew(each) if _only_placed(each, anew) else each for each in rows]
    rows.sort(key=lambda each: (not each.anomaly, each.table, each.row.file, each.row.line))
    return Changes(tuple(rows), columns, unread, old.problems, new.problems)


def _read_anew(was: Mapping[Key, Row], now: Mapping[Key, Row]) -> set[str]:
    """Return the documents that are read from another text than before, which counts anew."""
    texts = {key: row.cells.get("text_sha256") for key, row in was.items() if key[0] == "documents"}
    return {key[1][0] for key, own in texts.items() if own != _text_of(now.get(key))}


def _text_of(row: Row | None) -> str | None:
    return row.cells.get("text_sha256") if row else None


def _only_placed(change: Change, documents: set[str]) -> bool:
    """Tell whether nothing of a claim differs but its place in a text that counts anew."""
    placed = change.kind == "edited" and change.table == CLAIMS and set(change.cells) == {"locator"}
    return placed and change.row.cells.get("document_id") in documents


def _placed_anew(change: Change) -> Change:
    return replace(change, kind="reworded")


def _readable(version: Version, unread: frozenset[str]) -> dict[Key, Row]:
    return {key: row for key, row in version.rows.items() if row.file not in unread}


def _without(row: Row, columns: set[str]) -> Row:
    cells = {name: cell for name, cell in row.cells.items() if name not in columns}
    return Row(row.file, cells, row.line)


def _rows(
    was: Mapping[Key, Row],
    now: Mapping[Key, Row],
    columns: Mapping[str, tuple[Sequence[str], Sequence[str]]],
) -> Iterator[Change]:
    carrying = _carrying(was, now)
    moved: set[tuple[object, object]] = {
        (CLAIMS, row.cells["claim_id"]) for row in carrying.values()
    }
    moved |= {(told, row.cells["value"]) for told, row in carrying.items()}
    for key, row in was.items():
        if key not in now:
            own = (CLAIMS, key[1][0]) if key[0] == CLAIMS else (key[1][:3], row.cells.get("value"))
            yield Change("moved" if own in moved else "removed", key, row, None)
    vintages = _vintages(was)
    for key, row in now.items():
        before, after = columns.get(key[0], ((), ()))
        if key not in was:
            first = key[0] == OBSERVATIONS and key[1][:3] not in carrying
            last = vintages.get(key[1][:3]) if first else None
            yield Change("revised", key, None, row, last) if last else _new(key, row, was, now)
            continue
        kept = _without(was[key], set(before) - set(after))
        if kept != row:
            gained = set(after) - set(before) if before else set()
            yield Change(_kind(key[0], kept, row, gained), key, kept, row)


def _carrying(was: Mapping[Key, Row], now: Mapping[Key, Row]) -> dict[tuple[str, ...], Row]:
    """Return the observations that carry what was a claim, by recipe, place and period."""
    found: dict[tuple[str, ...], Row] = {}
    for key, row in now.items():
        name = row.cells.get("claim_id", "") if key[0] == OBSERVATIONS else ""
        claim = was.get((CLAIMS, (name,), 0))
        if claim and (CLAIMS, (name,), 0) not in now:
            recipe = now.get((RECIPES, key[1][:1], 0))
            if recipe and _carries({**recipe.cells, **row.cells}, claim.cells):
                found[key[1][:3]] = row
    return found


def _carries(observed: Mapping[str, str], claim: Mapping[str, str]) -> bool:
    """Tell whether an observation is what a claim was: of its series, period, day and unit, and its
    value where it is rounded as the claim was.
    """
    alike = {"series_id": "series_id", "period": "period", "unit": "unit", "vintage": "added"}
    if any(observed.get(one) != claim.get(other) for one, other in alike.items()):
        return False
    try:
        low, value = Decimal(claim.get("low", "")), Decimal(observed.get("value", ""))
        return claim.get("high") == claim["low"] and value.quantize(low) == low
    except InvalidOperation:
        return False


def _vintages(rows: Mapping[Key, Row]) -> dict[tuple[str, ...], Row]:
    """Return the last vintage of each observation, by recipe, place and period."""
    own = sorted(key for key in rows if key[0] == OBSERVATIONS)
    return {key[1][:3]: rows[key] for key in own}


def _new(key: Key, row: Row, was: Mapping[Key, Row], now: Mapping[Key, Row]) -> Change:
    superseded = row.cells.get("supersedes", "") if key[0] == CLAIMS else ""
    if not superseded:
        return Change("added", key, None, row)
    old = (CLAIMS, (superseded,), 0)
    return Change("corrected", key, None, row, was.get(old) or now.get(old))


def _kind(table: str, was: Row, now: Row, gained: set[str]) -> Kind:
    """Say what a row that is in both versions went through."""
    names = {*was.cells, *now.cells}
    changed = {name for name in names if was.cells.get(name) != now.cells.get(name)}
    if changed and changed <= gained:
        return "filled"
    if table != CLAIMS:
        named_now = set() if "claim_id" in was.cells else {"claim_id"}
        edited = table == OBSERVATIONS and changed & OF_AN_OBSERVATION - named_now
        return "edited" if edited else "reworded"
    changed -= gained
    if not changed:
        return "moved"
    if "withdrawn" in changed and changed <= TAKING_BACK and "withdrawn" not in was.cells:
        return "withdrawn"
    if changed <= REWORDED and _quotes_the_same(was, now):
        return "reworded"
    other = {"document_id"} <= changed or {"series_id", "locator"} <= changed
    return "reused" if other else "edited"


def _quotes_the_same(was: Row, now: Row) -> bool:
    """Tell whether a claim quotes a number that it quoted before, and no other."""
    before, after = (
        {numeral.text for numeral in numerals(row.cells.get("as_printed", ""))}
        for row in (was, now)
    )
    return after <= before and bool(after) == bool(before)


CORRECT = "restore the cell, and add the right row with `supersedes`"
VINTAGE_MORE = "observations that stay as they came in"
ANOTHER_VINTAGE = "restore the row, and add the new value as a row with its own vintage"
ROWS_STAY = "rows that stay: nothing is deleted"


def since_problems(made: Changes, revision: str) -> list[Problem]:
    """Return a problem for each cell of a claim that was edited, and each row that vanished.

    A row that is gone is told in the file where it stood, with the line that it had; a file that
    was broken in the revision is not compared.
    """
    found = [
        Problem(change.row.file, change.row.line, column, what=what, allowed=allowed, fix=fix)
        for change in made.anomalies
        for column, (what, allowed, fix) in _faults(change, revision).items()
    ]
    broken = {problem.file: problem for problem in reversed(made.older)}
    for file in made.unread & set(broken):
        what = f"cannot be compared with {revision}, where it {broken[file].what}"
        texts = {"allowed": "a readable table", "fix": "name another revision"}
        found.append(Problem(file, 0, "file", what=what, **texts))
    return sorted(set(found))


def _faults(change: Change, revision: str) -> Mapping[str, tuple[str, str, str]]:
    """Return by column what is wrong with a row, what is allowed, and what to do."""
    name = shown(named(change.key))
    if change.kind == "removed":
        of_claims = change.table == CLAIMS
        what, allowed = f"{name} is gone, which stood here in {revision}", ROWS_STAY
        fix = "restore the row" + (", and fill in `withdrawn`" if of_claims else "")
        return {"claim_id" if of_claims else "row": (what, allowed, fix)}
    if change.kind == "reused":
        document = change.before.cells.get("document_id", "") if change.before else ""
        what = f"{name} named another claim in {revision}, of {document or 'no document'}"
        fix = "restore the old row, and give the new one a name of its own"
        return {"claim_id": (what, "names that are never used again", fix)}
    found = {}
    for column, cells in change.cells.items():
        was, now = (shown(cell) if cell else "empty" for cell in cells)
        what = f"was {was} in {revision} and is {now}"
        found[column] = (what, *_allowed(change.table, column))
    return found


def _allowed(table: str, column: str) -> tuple[str, str]:
    """Return what is allowed in a cell that stays as it came in, and what to do."""
    if table != OBSERVATIONS:
        return CHANGED_IN_PLACE, CORRECT
    if column == "claim_id":
        return "the permanent name, under which the figure is cited", "restore the name"
    return VINTAGE_MORE, ANOTHER_VINTAGE
