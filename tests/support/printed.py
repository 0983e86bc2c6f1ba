"""The words that give a row's number, as a text would print them."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.queries.claim_text import hedged_words


def printed(row: Mapping[str, str]) -> str:
    """Return words that give the bounds and the hedge of a row."""
    low, high = (float(row.get(end) or "nan") for end in ("low", "high"))
    return hedged_words(low, high, row["hedge"])
