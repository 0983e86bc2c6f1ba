"""A paragraph without its markup, and the way back to where each character stood."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from loaders.quantities.note_marks import MARK

MARKUP = re.compile(
    rf"(?P<footnote>{MARK})"
    r"|(?P<inline></?(?:b|i|u|em|strong|sup|sub|span|a|small|font)\b[^<>]*>)"
    r"|(?P<tag></?[A-Za-z!][^<>]*>)"
    r"|(?P<link>\]\([^()\s]*\))"
    r"|(?P<address>https?://[^\s<>]+)"
    r"|(?P<escape>\\(?=[^\w\s]))"
    r"|(?P<reference>&\#?\w{1,31};)"
    r"|(?P<emphasis>(?<![0-9])\*+|\*+(?![0-9])|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w))",
    re.IGNORECASE,
)
"""Tags and addresses are no text; neither are a footnote's mark and the signs of Markdown."""
SPACED = ("tag", "link", "address")
"""What stands between two words like a space."""
ALIKE = {
    **dict.fromkeys("\t\n\r\v\f\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " "),
    **dict.fromkeys("\N{NON-BREAKING HYPHEN}\N{HYPHEN}\N{MINUS SIGN}\N{FIGURE DASH}", "-"),
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    **{"％": "%", "，": ",", "．": ".", "٫": ".", "٬": ","},
}
OF_LENGTH = re.compile(r"[0-9]\s?(?:mm|cm|km|m|mi|ft|yd)$")
OF_TEN = re.compile(r"(?P<times>[×xX*]\s?)?(?<![\d.,])10$")


@dataclass(frozen=True)
class Plain:
    """A text without markup: each of its characters stood at `starts` to `ends` of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a run of the plain text, not empty, stands in the original."""
        return self.starts[start], self.ends[end - 1]


def without_markup(text: str) -> Plain:
    """Take the markup out of a text: tags, addresses, footnote marks, escapes, emphasis."""
    kept: list[tuple[str, int, int]] = []
    done, waiting = 0, 0
    for match in MARKUP.finditer(text):
        kept += _each(text[done : match.start()], done, waiting)
        waiting = 1 if match.lastgroup == "escape" else 0
        done = match.end()
        instead = _instead(match, text[max(0, match.start() - 6) : match.start()])
        kept += [(character, match.start(), done) for character in instead]
    kept += _each(text[done:], done, waiting)
    characters, starts, ends = zip(*kept, strict=True) if kept else ((), (), ())
    return Plain("".join(characters), tuple(starts), tuple(ends))


def _alike(character: str) -> str:
    """Return the one character that stands for all that look like it; digits of any script."""
    if not character.isascii() and character.isdecimal():
        return str(unicodedata.decimal(character))
    return ALIKE.get(character, character)


def _instead(match: re.Match[str], before: str) -> str:
    """Return what stands for markup; digits raised behind ten are a power where ten is multiplied,
    and may be one elsewhere. A 2 or 3 behind a length makes an area or a volume of it.
    """
    raised = re.sub(r"<[^>]*>", "", match.group())
    if match.lastgroup == "footnote" and (of_ten := OF_TEN.search(before)):
        return "^" + (raised if of_ten["times"] else "")
    if match.lastgroup == "footnote" and raised in ("2", "3") and OF_LENGTH.search(before):
        return f"^{raised}"
    if match.lastgroup == "reference":
        found = html.unescape(match.group())
        return "".join(_alike(character) for character in found)
    return " " if match.lastgroup in SPACED else ""


def _each(run: str, offset: int, waiting: int) -> list[tuple[str, int, int]]:
    """Return a run's characters and places; the first one's escape, if any, belongs to it."""
    return [
        (_alike(c), offset + at - (waiting if at == 0 else 0), offset + at + 1)
        for at, c in enumerate(run)
    ]
