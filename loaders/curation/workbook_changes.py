"""What a workbook that came back changes: new rows, corrections, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from loaders.curation.corrections import NOTE, correction
from loaders.curation.defaults import named
from loaders.curation.new_rows import NewRow
from loaders.curation.row_parser import from_cells
from loaders.errors import DatasetError, Problem, shown
from loaders.interchange.workbook import EDITED, SheetRow, mark_of, rows_in_force
from loaders.schema.file_names import CLAIMS
from loaders.storage.folder import Files


@dataclass(frozen=True)
class Changes:
    """The rows to be added, those that correct others among them; each change in words; the
    claims of the topic that the workbook has no row of; and the notes that take the place of
    others, by claim.
    """

    rows: tuple[NewRow, ...]
    words: tuple[str, ...]
    absent: tuple[str, ...]
    notes: Mapping[str, str]


def changes_of(
    files: Files, topic: str, rows: Sequence[SheetRow], source: str, reason: str
) -> Changes:
    """Return what the rows of a topic's workbook change; nothing is written.

    `reason` is that of the changes that give none. Raise `DatasetError` with all that is refused:
    a changed key, a row that was changed in the dataset meanwhile, a change without a reason.
    """
    there = {row["claim_id"]: row for row in rows_in_force(files, topic)}
    new: list[NewRow] = []
    words: list[str] = []
    problems: list[Problem] = []
    notes: dict[str, str] = {}
    known = {_content(row) for row in there.values()}
    for row in rows:
        if row.mark == mark_of(row.cells) or (
            row.claim_id not in there and _content(row.cells) in known
        ):  # nobody changed it, or it was taken in before
            continue
        if not row.claim_id:
            added = from_cells(CLAIMS, topic, row.cells, source)
            new.append(replace(added, line=row.line))
            continue
        try:
            if found := _corrected(files, there.get(row.claim_id), row, source, reason):
                words += found[1]
                if found[0] is None:
                    notes[row.claim_id] = row.cells[NOTE]
                else:
                    new.append(found[0])
        except DatasetError as error:
            problems += [replace(one, file=source, line=row.line) for one in error.problems]
    if problems:
        raise DatasetError(problems)
    new = named(files, new)
    words += [
        f"{row.source}:{row.line}: new: {row.cells.get('claim_id', '')}"
        for row in new
        if "supersedes" not in row.cells
    ]
    absent = set(there) - {row.claim_id for row in rows}
    return Changes(tuple(new), tuple(words), tuple(sorted(absent)), notes)


def _content(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return what a row says, whatever it is called."""
    return tuple(cells[name] for name in EDITED if name != "claim_id")


def _corrected(
    files: Files, old: dict[str, str] | None, row: SheetRow, source: str, reason: str
) -> tuple[NewRow | None, list[str]] | None:
    """Return the row that corrects a claim and each changed cell in words; None where none is, and
    no row where the note alone changed.
    """
    if row.cells["claim_id"] != row.claim_id:
        what = f"is {shown(row.cells['claim_id'])}, but the row is that of {row.claim_id}"
        fix = "put the name back; a new row goes into an empty line"
        raise _refused(source, row, "claim_id", what, row.claim_id, fix)
    changed = _changed(old or {}, row)
    if old is not None and not changed:
        return None
    if old is None or mark_of(old) != row.mark:
        what = f"{row.claim_id} was changed in the dataset since the workbook was written"
        fix = "write the workbook again, and change that"
        raise _refused(source, row, "claim_id", what, "the row as it is in the dataset", fix)
    lines = [
        f"{source}:{row.line}: {name}: {shown(old[name])} → {shown(cell)}"
        for name, cell in changed.items()
    ]
    if set(changed) == {NOTE}:
        return None, lines
    why = row.reason or reason
    if not why.strip():
        fix = "say why the row was changed, there or with --reason"
        raise _refused(source, row, "reason", "is empty", "one line in your own words", fix)
    made = replace(correction(files, row.claim_id, changed, why), source=source, line=row.line)
    return made, lines


def _changed(old: dict[str, str], row: SheetRow) -> dict[str, str]:
    """Return the cells that differ; one that is the same number written otherwise does not."""
    return {
        name: row.cells[name]
        for name in EDITED
        if row.cells[name] != (cell := old.get(name, ""))
        and not _same_number(row.cells[name], cell)
    }


def _same_number(one: str, other: str) -> bool:
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _refused(
    source: str, row: SheetRow, column: str, what: str, allowed: str, fix: str
) -> DatasetError:
    return DatasetError([Problem(source, row.line, column, what=what, allowed=allowed, fix=fix)])
