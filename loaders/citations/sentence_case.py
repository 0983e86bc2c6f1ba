"""Titles in sentence case, as CSL wants them: a style can make capitals, but not take them back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from loaders.citations.latex import MARKUP, decoded, unescaped

NO_CASE, END = '<span class="nocase">', "</span>"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SHORT = 3
SMALL_WORDS = (
    "about after among amid around before between from into near onto over since than that their "
    "these this those through toward towards under until upon when where which while with within "
    "without against across along behind beyond during versus your whose what have been will"
)
SMALL = frozenset(SMALL_WORDS.split())
"""Longer words that title case may leave small."""
QUOTES = " \"'“‘«("


def sentence_case(title: str, language: str) -> str:
    """Lower the words of an English title that no braces keep and that begin no sentence.

    A title that is in sentence case stays: its capitals are those of names. Of a title in another
    language, only the translation in brackets is English. A kept piece is marked for styles that
    use title case, where they would change it.
    """
    done, shown = "", ""
    pieces = list(_pieces(title))
    cased_so = language == "en" and _in_sentence_case(text for text, kept in pieces if not kept)
    for piece, kept in pieces:
        lower = partial(_lowered, done=done, language=language)
        cased = piece if kept or cased_so else WORD.sub(lower, piece)
        marked = kept and language == "en" and any(w[0].islower() for w in piece.split())
        done += piece
        shown += f"{NO_CASE}{cased}{END}" if marked else cased
    return shown.strip()


def unmarked(text: str) -> str:
    """Return a text of a CSL item without the marks of what keeps its case."""
    return text.replace(NO_CASE, "").replace(END, "")


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a BibTeX value, and whether braces keep the piece as it is written."""
    text, depth, at = " ".join(decoded(text).split()), 0, 0
    pieces: list[tuple[str, bool]] = []
    for found in MARKUP.finditer(text):
        pieces.append((text[at : found.start()], depth > 0))
        pieces.append((unescaped(found), depth > 0))
        depth = max(0, depth + {"{": 1, "}": -1}.get(found.group(), 0))
        at = found.end()
    pieces.append((text[at:], depth > 0))
    for kept, group in groupby((p for p in pieces if p[0]), key=lambda piece: piece[1]):
        yield "".join(part for part, _ in group), kept


def _in_sentence_case(texts: Iterable[str]) -> bool:
    """Tell whether most words of a title that title case gives capitals are in small letters."""
    words = [word for text in texts for word in WORD.findall(text)]
    told = [word.islower() for word in words if len(word) > SHORT and word.lower() not in SMALL]
    return bool(2 * sum(told) > len(told))


def _lowered(found: re.Match[str], done: str, language: str) -> str:
    """Lower a word, unless it is an acronym, `I`, or the first of a sentence or a title."""
    word, before = found.group(), (done + found.string[: found.start()]).rstrip(QUOTES)
    first = not before or before[-1] in ":?![—–" or (before[-1] == "." and not _initial(before))
    foreign = language != "en" and "[" not in before
    ordinary = word == "A" or (word[1:].islower() and not word.startswith(("I'", "I’")))
    return word if first or foreign or not ordinary else word.lower()


def _initial(text: str) -> bool:
    """Tell whether a text ends with a letter's full stop, as in `U.S.`: no sentence ends there."""
    return re.search(r"(?<![^\W_])[^\W\d_]\.$", text[-3:]) is not None
