"""What must not happen to a claim from one version to the next: its values stay, its row stays."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.errors import Problem, shown
from loaders.history.diff import Change, Changes
from loaders.history.snapshot import named
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import CHANGED_IN_PLACE

CORRECT = "restore the cell, and add the right row with `supersedes`"


def since_problems(made: Changes, revision: str) -> list[Problem]:
    """Return a problem for each cell of a claim that was edited, and each row that vanished.

    A row that is gone is told in the file where it stood, with the line that it had.
    """
    found = [problem for change in made.anomalies for problem in _problems(change, revision)]
    return sorted({*found, *_not_compared(made, revision)})


def _problems(change: Change, revision: str) -> Iterator[Problem]:
    row, name = change.row, shown(named(change.key))
    if change.kind == "removed":
        column = "claim_id" if change.table == CLAIMS else "row"
        what = f"{name} is gone, which stood here in {revision}"
        fix = "restore the row" + (", and fill in `withdrawn`" if change.table == CLAIMS else "")
        yield Problem(
            row.file,
            row.line,
            column,
            what=what,
            allowed="rows that stay: nothing is deleted",
            fix=fix,
        )
        return
    if change.kind == "reused":
        document = change.before.cells.get("document_id", "") if change.before else ""
        what = f"{name} named another claim in {revision}, of {document or 'no document'}"
        fix = "restore the old row, and give the new one a name of its own"
        yield Problem(
            row.file,
            row.line,
            "claim_id",
            what=what,
            allowed="names that are never used again",
            fix=fix,
        )
        return
    for column, cells in change.cells.items():
        was, now = (shown(cell) if cell else "empty" for cell in cells)
        what = f"was {was} in {revision} and is {now}"
        yield Problem(row.file, row.line, column, what=what, allowed=CHANGED_IN_PLACE, fix=CORRECT)


def _not_compared(made: Changes, revision: str) -> Iterator[Problem]:
    """Yield a problem for each file that was broken in the revision; `check` tells what is now."""
    broken = {problem.file: problem for problem in reversed(made.older)}
    for file in sorted(made.unread & set(broken)):
        what = f"cannot be compared with {revision}, where it {broken[file].what}"
        yield Problem(
            file, 0, "file", what=what, allowed="a readable table", fix="name another revision"
        )
