"""The bundled font: its bytes for files that stand alone, and how wide texts are in it; and the
programs and styles that stand beside it in `static/`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONT_FILE = Path(__file__).parents[2] / "static" / "hanken-grotesk.woff2"
WEIGHTS = (400, 600, 700)
"""The weights that texts are written in; each has a font of its own, for files of pictures."""
EM = 1000
"""The size in pixels that the font is measured in: each of its own units is one of them."""
SEEN = 100
"""The size in pixels in which signs are drawn to be told from the box."""
NO_SIGN = "\ue123"
"""A sign of private use, for which the font draws its box for unknown signs."""
SPACES = re.compile(r"[ \t\n]+")


@cache
def font_bytes() -> bytes:
    """Return the font (WOFF2, all weights), read once."""
    return FONT_FILE.read_bytes()


def weight_file(weight: int | str) -> Path:
    """Return the path of the font of one weight (WOFF2)."""
    return FONT_FILE.with_stem(f"{FONT_FILE.stem}-{weight}")


def text_width(text: str, size: float, weight: int = 400) -> float:
    """Return how many pixels wide a text is; with kerning, browsers set most a little narrower.

    What the font has no sign for, such as `■`, counts as much as its box for unknown signs.
    """
    return size * _ems(text, weight)


def wrap(text: str, room: float, size: float, weight: int = 400) -> list[str]:
    """Return a text in lines of at most `room` pixels; only a word that is longer is cut."""
    line, space = room / size, _ems(" ", weight)
    lines: list[str] = []
    left = 0.0
    for word in SPACES.split(text.strip()):
        whole = _ems(word, weight) <= line
        for piece in [word] if whole else _pieces(word, line, weight):
            width = _ems(piece, weight)
            if lines and space + width <= left:
                lines[-1] += f" {piece}"
                left -= space + width
            else:
                lines.append(piece)
                left = line - width
    return lines


def _pieces(word: str, line: float, weight: int) -> Iterator[str]:
    """Yield the parts of a word that is longer than a line."""
    while word:
        ends = list(accumulate(_ems(sign, weight) for sign in word))
        fits = max(1, bisect(ends, line))
        yield word[:fits]
        word = word[fits:]


@lru_cache(maxsize=20_000)
def _ems(text: str, weight: int) -> float:
    """Return the width of a text, mostly a word, in ems."""
    if len(text) > 1:
        return sum(_ems(sign, weight) for sign in text)
    return float(_font(weight).getlength(text)) / EM if text else 0.0


def lacking(text: str) -> list[str]:
    """Return the signs of a text that the bundled font does not have, each once."""
    return [sign for sign in dict.fromkeys(text) if _is_seen(sign) and not _has(sign)]


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in "CMZ"


@lru_cache(maxsize=5_000)
def _has(sign: str) -> bool:
    return _drawn(sign) != _drawn(NO_SIGN)


def _drawn(sign: str) -> bytes:
    return bytes(_font(400, SEEN).getmask(sign))


def lacking_in(path: Path, signs: str) -> list[str]:
    """Return the signs that a font's file does not have; raise `OSError` where it is no font."""
    font = _of_file(path, SEEN)
    none = bytes(font.getmask(NO_SIGN))
    return [sign for sign in signs if bytes(font.getmask(sign)) == none]


def wider_by(path: Path, weight: int, sample: str) -> float:
    """Return how many times as wide a text is in a font's file as in the bundled font."""
    return float(_of_file(path).getlength(sample)) / EM / _ems(sample, weight)


def _of_file(path: Path, size: int = EM) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415  only a style with a font needs it

    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _font(weight: int, size: int = EM) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415  the first text needs it, not the start

    font = ImageFont.truetype(str(FONT_FILE), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def font_faces(family: str, addresses: Mapping[int, str]) -> str:
    """Return the CSS that says where a font's files are, by their weights."""
    return "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url({address}); }}\n'
        for weight, address in addresses.items()
    )


@cache
def static_text(name: str) -> str:
    """Return a file of `static/`, read once."""
    return (FONT_FILE.parent / name).read_text(encoding="utf-8")
