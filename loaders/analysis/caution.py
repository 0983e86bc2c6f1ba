"""A remark on a new claim: what to look at twice, and the claim beside it."""

from __future__ import annotations

from dataclasses import dataclass

DUPLICATE, DISAGREEMENT, RECORD, JUMP = "duplicate", "disagreement", "record", "jump"
SHARE, FALL, PERIOD, EDITION = "share", "fall", "period", "edition"
KINDS = (DUPLICATE, DISAGREEMENT, RECORD, JUMP, SHARE, FALL, PERIOD, EDITION)
DAY, TEXT = "day", "text"
"""Remarks on a row's own day, and on words that are not where it says; they need no claim."""


@dataclass(frozen=True)
class Caution:
    """One sentence on a new claim and the claim beside it, if any; `kind` is one of KINDS, or DAY
    or TEXT for a row of any table, which has no claim beside it. What is `doubted` is asked about
    before it is written.
    """

    kind: str
    claim_id: str
    beside: str
    text: str
    doubted: bool = False
