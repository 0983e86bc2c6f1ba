"""Marks of notes, however a text writes them: one reading for drafts, exclusions and the audit.

`<sup>1</sup>`, `^1`, `^1,2^`, `[^1]` and `¹` are marks; `10^6`, `10⁶`, `km²` and `x^2` are none.
`[1]` may be one: an editor's number stands in the same brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.quantities.notation import LOWERED, RAISED, VULGAR

NUMBERS = r"[0-9]{1,3}(?:[,;–-][0-9]{1,3})*"
NO_BASE = (
    r"(?<![kcm]m)(?<!\bm)(?<!\b(?:ft|mi|in|yd))(?<!\b[0-9])(?<!\b[0-9]{2})(?<!\b[A-Za-z])(?<![⁺⁻^])"
)
"""Behind a length, a letter or a small number a power may stand."""
NO_NUMBER = rf"(?!\d|[{VULGAR}]|[.·]\d)"
"""What reads as one number with digits before it is no note's mark and a number."""
ELEVATED = rf"(?:{NO_BASE}[{RAISED}]++{NO_NUMBER})"
CARET = rf"(?:{NO_BASE}\^{NUMBERS}(?:\^{NO_NUMBER}|(?![\w^]){NO_NUMBER}))"
LINKED = r"(?:\[\^[\w-]{1,20}\])"
MARK = rf"(?:<sup>[^<]{{0,40}}</sup>|{LINKED}|{CARET}|{ELEVATED})"
"""The mark of a note."""
MARKS = re.compile(MARK)
POSSIBLE = re.compile(rf"{MARK}|\[[0-9]{{1,3}}\](?!\()|\^{NUMBERS}|[{RAISED}]+")
NOTE = re.compile(
    rf"(?:[-*]\s+)?(?:<sup>(?P<tag>\d+)</sup>|\[\^(?P<link>\d+)\]:|\^(?P<caret>\d+)\^?|"
    rf"(?P<raised>[{RAISED}]+))\s+(?=\S)"
)
"""How a note begins: its mark, and then its text."""
LONGEST = 60
"""More characters than a mark has, on each side of a numeral in it."""


def is_mark(text: str, at: int) -> bool:
    """Tell whether a position stands in the mark of a note."""
    return _inside(MARKS, text, at)


def may_be_mark(text: str, at: int) -> bool:
    """Tell whether a position stands in what may be a mark: brackets, or a small number's power."""
    return _inside(POSSIBLE, text, at)


def _inside(form: re.Pattern[str], text: str, at: int) -> bool:
    begun = max(0, at - LONGEST)
    found = form.finditer(text, begun, at + LONGEST)
    return any(match.start() <= at < match.end() for match in found)


def note_numbers(text: str) -> Iterator[str]:
    """Yield the numbers of the notes that a text's marks name, in its order."""
    for match in MARKS.finditer(text):
        inner = re.sub(r"</?sup>|[\[\]^\s]", "", match.group()).translate(LOWERED)
        if re.fullmatch(r"[0-9,;–-]+", inner):
            yield from re.findall(r"[0-9]+", inner)


def note_number(paragraph: str) -> tuple[str, str] | None:
    """Return the number of the note that a paragraph is, and its words; None where it is none."""
    match = NOTE.match(paragraph)
    if not match:
        return None
    number = next(filter(None, match.groups()))
    return number.translate(LOWERED), paragraph[match.end() :]
