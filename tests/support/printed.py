"""The words that give a row's number, as a text would print them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from loaders.queries.claim_text import hedged_words


def printed(row: Mapping[str, str]) -> str:
    """Return words that give the bounds and the hedge of a row."""
    low, high = (_number(row.get(end, "")) for end in ("low", "high"))
    return hedged_words(low, high, row["hedge"])


def _number(cell: str) -> float:
    """Return a cell's number; none of what is no number, which tests write too."""
    return float(cell) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", cell) else float("nan")
