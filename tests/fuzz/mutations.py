"""Hostile input made from real input: bits turned, pieces cut, repeated, put in and exchanged."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from tests.fuzz.bounds import SIZE

MOST_CHANGES = 6
NUMBERS = (b"0", b"-1", b"1e999", b"9" * 400, b"2147483648", b"0x7fffffff")
SIGNS = b"{}[]()<>\"',;:=&%#\\/\n\r\t \0-_.*@|$^~\x80\xc3\xed\xfe\xff"
UNSEEN = tuple(sign.encode() for sign in "\u00a0\u00bd\u0130\u0660\u200b\u202e\u2013\u3000\ufeff")
ENDLESS = (b"[" * 300, b"{" * 300, b"<a>" * 300, b'{"a":' * 300, b"\n" * 300, b"1," * 300)
ANYWHERE = (*NUMBERS, *(bytes([sign]) for sign in SIGNS), *UNSEEN, *ENDLESS)
Change = Callable[[st.DrawFn, bytes, Sequence[bytes]], bytes]


def _place(draw: st.DrawFn, content: bytes) -> int:
    return draw(st.integers(0, len(content)))


def _piece(draw: st.DrawFn, content: bytes) -> tuple[int, int]:
    start = _place(draw, content)
    return start, min(len(content), start + draw(st.integers(1, 64)))


def _turn_a_bit(draw: st.DrawFn, content: bytes, _: Sequence[bytes]) -> bytes:
    if not content:
        return content
    at = draw(st.integers(0, len(content) - 1))
    return content[:at] + bytes([content[at] ^ 1 << draw(st.integers(0, 7))]) + content[at + 1 :]


def _cut(draw: st.DrawFn, content: bytes, _: Sequence[bytes]) -> bytes:
    return content[: _place(draw, content)]


def _leave_out(draw: st.DrawFn, content: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _piece(draw, content)
    return content[:start] + content[end:]


def _repeat(draw: st.DrawFn, content: bytes, _: Sequence[bytes]) -> bytes:
    start, end = _piece(draw, content)
    return content[:start] + content[start:end] * draw(st.integers(2, 200)) + content[end:]


def _put_in(draw: st.DrawFn, content: bytes, words: Sequence[bytes]) -> bytes:
    at = _place(draw, content)
    word = draw(st.sampled_from([*words, *ANYWHERE]) | st.binary(min_size=1, max_size=8))
    return content[:at] + word + content[at:]


def _exchange(draw: st.DrawFn, content: bytes, words: Sequence[bytes]) -> bytes:
    start, end = _piece(draw, content)
    return content[:start] + draw(st.sampled_from([*words, *ANYWHERE])) + content[end:]


CHANGES: tuple[Change, ...] = (_turn_a_bit, _cut, _leave_out, _repeat, _put_in, _exchange)


@st.composite
def changed(draw: st.DrawFn, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """Draw a seed with some changes."""
    content = draw(st.sampled_from(seeds))
    for change in draw(st.lists(st.sampled_from(CHANGES), max_size=MOST_CHANGES)):
        content = change(draw, content, words)
    return content[: max(SIZE, *map(len, seeds))]


@st.composite
def shapes(
    draw: st.DrawFn, seeds: Sequence[bytes], words: Sequence[bytes]
) -> tuple[bytes, bytes, bytes]:
    """Draw what stands before, what is repeated, and what stands behind it."""
    seed = draw(st.sampled_from(seeds))[:SIZE]
    at = _place(draw, seed)
    start, end = _piece(draw, seed)
    pieces = st.sampled_from([seed[start:end] or b" ", *words, *ANYWHERE])
    unit = b"".join(draw(st.lists(pieces, min_size=1, max_size=3)))
    return draw(st.sampled_from([b"", seed[:at]])), unit, draw(st.sampled_from([b"", seed[at:]]))
