"""Series that an office ended: nothing more of them is due, and what there is stays."""

from __future__ import annotations

from collections.abc import Collection

from loaders.curation.renaming import Cells, changed_rows, checked, refuse_unknown
from loaders.errors import refusal, shown
from loaders.schema.file_names import RECIPES, file_of
from loaders.schema.tables import KEYS
from loaders.storage.folder import Contents
from loaders.values.codelists import CLOSED

ENDED = {RECIPES: {"edition": CLOSED}, "series": {"frequency": ""}}
"""The cells by which a row of each table says that it has ended."""


def closed(before: Contents, table: str, ids: Collection[str]) -> dict[str, bytes]:
    """Return the files in which rows of `recipes` or `series` are closed; no figure changes.

    Raise `DatasetError` for an id that is not there, and for one that is closed already.
    """
    for name in ids:
        refuse_unknown(before, table, name)
    left = set(ids)

    def change(own: str, cells: Cells) -> Cells | None:
        if own != table or cells[KEYS[table][0]] not in ids:
            return cells
        made = {**cells, **ENDED[table]}
        if made != cells:
            left.discard(cells[KEYS[table][0]])
        return made

    files = changed_rows(before, change)
    if left:
        (column,) = ENDED[table]
        what = (
            f"{shown(', '.join(sorted(left)))} is closed already: see {column} in {file_of(table)}"
        )
        allowed = "what goes on"
        raise refusal("arguments", 1, "ids", what=what, allowed=allowed, fix="leave it out")
    return checked(before, files, {})
