"""An older version's rows under the ids that they have now, by the redirects of the newer one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from loaders.history.snapshot import Cells, Key, Row
from loaders.schema.file_names import REDIRECTS
from loaders.schema.tables import KEYS, foreign_keys

Rows = Mapping[Key, Row]
Moved = Mapping[tuple[str, str], tuple[str, ...]]
"""By table and old id, what stands in its place."""


def moved_between(was: Rows, now: Rows) -> Moved:
    """Return the ids that moved since an older version."""
    cells = [row.cells for key, row in now.items() if key[0] == REDIRECTS and key not in was]
    changed = [
        now[key].cells
        for key in was
        if key[0] == REDIRECTS and key in now and was[key].cells != now[key].cells
    ]
    return {
        (own.get("table", ""), own.get("old_id", "")): tuple(own.get("new_ids", "").split(";"))
        for own in (*cells, *changed)
    }


def under_new_ids(was: Rows, now: Rows, moved: Moved) -> tuple[Rows, Mapping[Key, Key]]:
    """Return the older rows as they would stand under the ids of now, without those whose own id
    is another; of these, by the old key, the key that stands in its place.

    Of what was split, a cell has the id that the newer row has.
    """
    if not moved:
        return was, {}
    rows: dict[Key, Row] = {}
    renamed: dict[Key, Key] = {}
    for key, row in was.items():
        table, _, repeat = key
        cells = _with_new_ids(table, row.cells, now[key].cells if key in now else {}, moved)
        own = tuple(cells.get(name, "") for name in KEYS[table]) if table in KEYS else key[1]
        place = (table, own, repeat)
        if place != key and len(own) == 1 and place in now:
            renamed[key] = place
        else:
            rows[place] = Row(row.file, cells, row.line)
    return rows, renamed


def _with_new_ids(table: str, was: Cells, now: Cells, moved: Moved) -> Cells:
    cells = dict(was)
    for column, of in _references(table):
        ids = moved.get((of, cells.get(column, "")), ())
        own = now.get(column, "")
        if ids:
            cells[column] = own if own in ids else ids[0]
    return cells


@cache
def _references(table: str) -> tuple[tuple[str, str], ...]:
    """Return the columns that name a row of a table, its own key among them, with the table."""
    if table not in KEYS:
        return ()
    own = [(KEYS[table][0], table)] if len(KEYS[table]) == 1 else []
    return (*own, *((column, to) for column, (to, _) in foreign_keys(table).items()))
