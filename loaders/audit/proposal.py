"""What the dataset would be with new rows: its problems, its lines, and what to look at twice.

Nothing is written and nothing is locked: `add` checks again, under its lock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from loaders.analysis.caution import DAY, Caution
from loaders.analysis.plausibility import cautions
from loaders.audit.placement import text_cautions
from loaders.curation.new_rows import NewRow, appended
from loaders.dataset import Dataset, declared_version, typed_once
from loaders.errors import Problem
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import contents
from loaders.validation.dates import to_come

NOTHING_SEEN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Proposal:
    """The dataset as it would be with rows.

    rows: parents first. problems: located as `add` locates them. lines: the exact text that
    would be appended to each file, with the header of a new one. dataset: None where there are
    problems; then there are no remarks either.
    """

    rows: tuple[NewRow, ...]
    problems: tuple[Problem, ...]
    lines: dict[str, str]
    dataset: Dataset | None
    remarks: tuple[Caution, ...]


def proposed(directory: Path, rows: Iterable[NewRow]) -> Proposal:
    """Return what a folder's dataset would be with the rows, touching nothing.

    Raise `DatasetError` where the folder itself cannot be read.
    """
    new = appended(contents(directory), rows)
    lines = {file: b"".join(parts).decode() for file, parts in new.parts.items()}
    if new.problems:
        return Proposal(new.rows, tuple(new.problems), lines, None, ())
    dataset = typed_once(new.files, declared_version(directory))
    names = [row.cells["claim_id"] for row in new.rows if row.table == CLAIMS]
    remarks = (
        *_days_to_come(new.rows, date.today()),
        *text_cautions(new.files, new.rows, directory),
        *cautions(dataset, names),
    )
    return Proposal(new.rows, (), lines, dataset, remarks)


def _days_to_come(rows: Iterable[NewRow], today: date) -> Iterator[Caution]:
    """Yield a remark on each row that came in on a day that is still to come."""
    for row in rows:
        if later := to_come(row.cells.get("added", ""), today):
            name = row.cells.get(COLUMNS[row.table][0], "")
            yield Caution(DAY, name, "", f"In the row {name}, {later}.")


def proposal_lines(proposal: Proposal, seen: Mapping[str, str] = NOTHING_SEEN) -> list[str]:
    """Return what is shown before rows are written: lines, problems, remarks.

    `seen` has the lines of each file, its first ones, that were shown and agreed to before.
    """
    shown_lines = []
    for file, lines in proposal.lines.items():
        if left := lines.removeprefix(seen.get(file, "")).strip():
            shown_lines += [f"To {file}:", *(f"  {line}" for line in left.splitlines())]
    if proposal.problems:
        return [*shown_lines, *(str(problem) for problem in proposal.problems)]
    if not proposal.remarks:
        nothing = "Nothing to look at twice: no duplicate, disagreement, jump or other doubt."
        return [*shown_lines, nothing]
    several = sum(row.table == CLAIMS for row in proposal.rows) > 1
    remarks = (
        f"{one.kind}{f' ({one.claim_id})' if several else ''}: {one.text}"
        for one in proposal.remarks
    )
    return [*shown_lines, *remarks]
