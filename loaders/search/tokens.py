"""The words and numbers of a text, with their places, as a search compares them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

NUMBER_SIGN = "#"
"""How the key of a number begins, so that no word is like it."""
SCALES = {
    **{"hundred": 2, "thousand": 3, "lakh": 5, "million": 6, "crore": 7, "billion": 9},
    **{"trillion": 12, "k": 3, "m": 6, "bn": 9},
}
"""By how many zeros a word after a number multiplies it."""
INSIDE, OUTSIDE = r"(?<![^\W_])", r"(?![^\W_])"
PATTERN = rf"""
  {INSIDE}(?P<number>(?:\d{{1,3}}(?:[SEPARATORS]\d{{3}})+(?!\d)|\d+)(?:\.\d+)?)
    (?:(?P<short>k|m|bn)|[ \u00a0-](?P<scale>hundred|thousand|lakh|million|crore|billion|trillion))?
    {OUTSIDE}
  | {INSIDE}(?P<letters>(?:[^\W\d_]\.)+[^\W\d_]){OUTSIDE}
  | (?P<word>(?:[^\W_][\u0300-\u036f]*)+)(?:['’]s{OUTSIDE})?
"""
SEPARATORS = ",'’\u00a0\u2009\u202f"
READ = re.compile(PATTERN.replace("SEPARATORS", SEPARATORS), re.VERBOSE | re.IGNORECASE)
ASKED = re.compile(PATTERN.replace("SEPARATORS", rf"{SEPARATORS}\ "), re.VERBOSE | re.IGNORECASE)
"""In a search, a space too may part thousands; in a text, two numbers may stand side by side."""


@dataclass(frozen=True)
class Token:
    """A word or number: the key under which it is found, and where it stands in the text."""

    key: str
    begin: int
    end: int


def tokens(text: str, *, asked: bool = False) -> Iterator[Token]:
    """Yield the words and numbers of a text; of `1.5 million` the whole first, then its parts.

    `asked` reads the text as a search, in which a space may part thousands.
    """
    for found in (ASKED if asked else READ).finditer(text):
        if found["number"]:
            yield from _of_number(found)
        elif found["letters"]:
            yield Token(fold(found["letters"].replace(".", "")), *found.span("letters"))
        else:
            yield Token(fold(found["word"]), *found.span("word"))


def _of_number(found: re.Match[str]) -> Iterator[Token]:
    scale = found["short"] or found["scale"]
    begin, end = found.span("number")
    if scale:
        zeros = SCALES[scale.casefold()]
        yield Token(number_key(found["number"], zeros), begin, found.end())
    yield Token(number_key(found["number"]), begin, end)
    if found["scale"]:
        yield Token(fold(scale), *found.span("scale"))


def number_key(text: str, zeros: int = 0) -> str:
    """Return the key of a number: the same for `70,000`, `70 000` and `70000.0`."""
    plain = Decimal(re.sub(r"[^\d.]", "", text)).scaleb(zeros).normalize()
    return f"{NUMBER_SIGN}{plain:f}"


@lru_cache(maxsize=2**15)
def fold(word: str) -> str:
    """Return a word without case, accents and variants of form: `López` → `lopez`."""
    parts = unicodedata.normalize("NFKD", word)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()


def pieces(text: str, keys: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Yield the text in pieces, and whether each is a word or number of `keys`."""
    at = 0
    for token in tokens(text):
        if token.key in keys and token.begin >= at:
            yield text[at : token.begin], False
            yield text[token.begin : token.end], True
            at = token.end
    yield text[at:], False
