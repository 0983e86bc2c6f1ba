"""An estimate and the range that stands behind it in brackets, as one quantity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loaders.quantities.extraction import Reading
from loaders.quantities.numerals import numerals
from loaders.quantities.unit_words import unit_after
from loaders.values.codelists import RANGES

OPENED = re.compile(
    r"\s*[(\[]\s*(?:(?:plausible|estimated)\s)?(?:9[0-9](?:\.[0-9])?\s?%\s)?"
    r"(?:(?:credible|credibility|confidence|uncertainty|prediction)\s)?"
    r"(?:ranges?|ranging|intervals?|C[Ir]?I|UI|UR|PI)?[:,;]?\s*(?:(?:from|of|is)\s)?",
    re.IGNORECASE,
)
"""What stands between an estimate and its range: (range, or (95% CI."""
CLOSED = re.compile(r"\s*[)\]]")


def estimates(text: str, found: Sequence[Reading]) -> list[Reading]:
    """Return the readings of a text, of an estimate with its range one: it has the range's bounds,
    and the estimate as `best`.
    """
    made: list[Reading] = []
    for each in found:
        count = _behind(text, made, each)
        made[len(made) - count :] = [_joined(text, made[-count], each)] if count else [each]
    return made


def _behind(text: str, before: Sequence[Reading], ends: Reading) -> int:
    """Return how many readings back the estimate of a range is; the percentage of a confidence
    interval may stand between.
    """
    if ends.hedge not in RANGES or ends.low is None or ends.high is None:
        return 0
    for back, point in enumerate(reversed(before[-2:]), 1):
        inside = point.low is not None and ends.low <= point.low <= ends.high
        alone = point.low == point.high and len({point.unit, ends.unit} - {""}) < 2
        opened = OPENED.fullmatch(text, point.end, ends.start)
        if inside and alone and opened and CLOSED.match(text, ends.end):
            return back
    return 0


def _joined(text: str, point: Reading, ends: Reading) -> Reading:
    closed = CLOSED.match(text, ends.end)
    end = closed.end() if closed else ends.end
    unit, per = next(((r.unit, r.per) for r in (ends, point) if r.unit), ("", ""))
    if not unit:
        behind = unit_after(text, end, one=False, of=False, noun_first=False)
        unit, per, end = behind.words, behind.per, max(end, behind.end)
    own = tuple(each for each in numerals(text) if point.start <= each.start < end)
    return replace(
        ends, start=point.start, end=end, unit=unit, per=per, best=point.low, numerals=own
    )
