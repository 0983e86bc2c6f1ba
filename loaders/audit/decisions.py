"""What somebody decided of a text's drafts, one by one: back, for later, and dates together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loaders.audit.drafts import Draft, Row, Taken, numerals_in
from loaders.audit.ledger import RowWords, ledger
from loaders.audit.source_texts import SourceText
from loaders.schema.file_names import CLAIMS

DATE = "date"


@dataclass
class Decisions:
    """The drafts of a text, in its order, and the rows that were made of them.

    rows: by the draft's number, from 0; none for one that is left for later. at: the draft that
    is to be judged next; their number where all were seen.
    """

    drafts: Sequence[Draft]
    rows: dict[int, list[Row]] = field(default_factory=dict)
    at: int = 0

    @property
    def decided(self) -> list[Row]:
        """Return all rows, in the order of the text."""
        return [row for number in sorted(self.rows) for row in self.rows[number]]

    def decide(self, rows: Sequence[Row]) -> None:
        """Take rows for the draft at hand, or leave it for later; go on to the next open one."""
        self.rows[self.at] = list(rows)
        self._go_on()

    def back(self) -> None:
        """Return to the draft before, whose rows are open again."""
        self.at = max(self.at - 1, 0)
        self.rows.pop(self.at, None)

    def dates(self) -> list[int]:
        """Return the open drafts of plain years and other dates."""
        return [
            number
            for number, draft in enumerate(self.drafts)
            if number not in self.rows and draft.row.get("reason") == DATE
        ]

    def settle_dates(self) -> None:
        """Take all of them for what they are drafted as."""
        for number in self.dates():
            self.rows[number] = [dict(self.drafts[number].row)]
        self._go_on()

    def _go_on(self) -> None:
        while self.at < len(self.drafts) and self.at in self.rows:
            self.at += 1


def open_numerals(text: SourceText, taken: Taken, rows: Sequence[Row]) -> int:
    """Return how many numerals of a text were not `taken` before and are in none of the rows, as
    the audit counts them.
    """
    words: dict[str, list[RowWords]] = {CLAIMS: [], "exclusions": []}
    for number, row in enumerate(rows):
        own = row.get("as_printed", "") or row.get("numeral", "")
        reason = {"reason": row["reason"]} if row.get("reason") else {}
        words[row["table"]].append(RowWords(number, row["locator"], own, **reason))
    ways = ledger(text, words[CLAIMS], words["exclusions"]).ways
    return sum(
        place not in ways and not taken(place[0], numeral)
        for place, numeral in text.numerals.items()
    )


def excluded(row: Row, reason: str) -> list[Row]:
    """Return an exclusion for each numeral of a draft."""
    where = {name: row[name] for name in ("document_id", "locator")}
    return [
        {"table": "exclusions", **where, "numeral": numeral, "reason": reason}
        for numeral in numerals_in(row)
    ]
