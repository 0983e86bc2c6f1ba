"""Lines that a page's width broke, joined to the paragraph that they were."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from loaders.quantities.numerals import numerals

WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
BROKEN = re.compile(r"(?P<part>[^\W\d_]+)[-‐]$")
"""A word, or a part of one, with a hyphen at a line's end."""
ATTACHED = re.compile(r"\w[-‐–—]$")
FIRST_PARTS = frozenset(
    ("well", "self", "half", "long", "short", "high", "low", "mid", "non", "ex")
)
"""What a hyphen joins to the next word in the middle of a line too."""
UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
ENDED = re.compile(r"[.!?:;…][\"'”’»)\]]*(?:<sup>[^<]*</sup>)*$")
"""The end of a sentence, with its quotes and footnote marks."""
ITEM = re.compile(r"(?:[•▪◦‣–—*-]|\(?(?:[0-9]{1,2}|[a-z])[.)]|#{1,6}|\|)\s|<sup>")
"""How a line begins that begins a paragraph: an item of a list, a heading, a footnote."""


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """Return the words of lines in small letters, but for those that a line's end breaks."""
    found: set[str] = set()
    broken = False
    for line in lines:
        whole = list(WORD.finditer(line))
        kept = whole[1 if broken else 0 :]
        broken = bool(BROKEN.search(line.rstrip()))
        kept = kept[:-1] if broken else kept
        found.update(match.group().casefold().replace("‐", "-") for match in kept)
    return frozenset(found)


def joined(lines: Sequence[str], words: frozenset[str]) -> str:
    """Return lines as one paragraph; `words` are those of the whole text.

    A hyphen at a line's end goes where a word was broken. It stays behind a number and a word
    such as well or self, and where the text has the word with it, or has both parts as words of
    their own and not the whole.
    """
    text = ""
    for line in (each.strip() for each in lines):
        if text.endswith("\N{SOFT HYPHEN}") or _hyphenated(text, line, words):
            text = text[:-1] + line
        elif ATTACHED.search(text) and line[:1].isalnum():
            text += line
        else:
            text = f"{text} {line}".lstrip()
    return tidy(text)


def _hyphenated(text: str, line: str, words: frozenset[str]) -> bool:
    """Tell whether the hyphen between two lines is there for the line's end only."""
    broken, rest = BROKEN.search(text), WORD.match(line)
    if not broken or not rest or not line[0].islower():
        return False
    part, other = broken["part"].casefold(), rest.group().casefold()
    if f"{part}-{other}" in words or part in FIRST_PARTS or numerals(part):
        return False
    return part + other in words or not {part, other} <= words


def tidy(text: str) -> str:
    """Return a paragraph without signs that nobody sees, and with single spaces.

    A space that cannot break stays between digits, where it is part of a number.
    """
    text = text.translate(UNSEEN).replace("\N{SOFT HYPHEN}", "")
    text = re.sub(r"(?<![0-9])[\xa0\u202f]|[\xa0\u202f](?![0-9])", " ", text)
    return re.sub(r"[^\S\xa0\u202f]+", " ", text).strip()


SUP = re.compile(r"<sup>\s*(?P<inner>[^<]{0,40}?)\s*</sup>")
UNITS = re.compile(r"(?<![^\W\d_])(?:[kcm]?m|mi|ft|yd|in)$")


def raised(text: str) -> str:
    """Return a text whose raised signs are footnotes' marks, powers of ten, or plain.

    "19<sup>th</sup>" is 19th and "km<sup>2</sup>" km²; brackets around a mark go.
    """

    def plain(match: re.Match[str]) -> str:
        inner = match["inner"].strip("[]() ")
        if inner in ("2", "3") and UNITS.search(text[max(0, match.start() - 4) : match.start()]):
            return "²" if inner == "2" else "³"
        marks = re.fullmatch(r"[0-9*†‡§,;–−+ -]+", inner)
        return f"<sup>{inner}</sup>" if marks else match["inner"]

    return SUP.sub(plain, text)
