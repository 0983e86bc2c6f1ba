"""Shapes that make readers slow: the same again and again, for parsers and regular expressions."""

from __future__ import annotations

import pytest

from loaders.values.recipes import summed_rows
from tests.fuzz.bounds import SIZE, hold_growth
from tests.fuzz.targets import TARGETS

SMALL, LARGE = 5000, 100_000
"""Bytes at which the square of a size shows, in parsers and in readers of files."""
WORK, ENDED = b"@misc{a1, author = {X}, year = {2020}, title = {", b"}}"
HEADER = b"claim_id,data_version,licence"
SHAPES = {
    "a claim of the same letters": ("addresses", b"/claims?", b"&claim=7102-su-yppop-bablef", b""),
    "a name of many values": ("addresses", b"/compare?", b"&pick=a", b""),
    "escapes": ("addresses", b"/trends?q=", b"%C3%BC", b""),
    "braces": ("bibliography", WORK, b"{", ENDED),
    "braces that are closed": ("bibliography", WORK, b"{}", ENDED),
    "quotes": ("bibliography", b'@misc{a1, title = "', b'{"}', b'"}'),
    "empty lines": ("bibliography", WORK, b"\n", ENDED),
    "initials": ("bibliography", WORK, b"U.S.", ENDED),
    "entries in an entry": ("bibliography", b"", b"@a{", b""),
    "authors": ("bibliography", b"@misc{a1, title = {T}, author = {", b"A and {B} ", ENDED),
    "commas": ("tables", b"places.csv\nplace_id,name,parent\nXX", b",", b"\n"),
    "quotes left open": ("tables", b"places.csv\nplace_id,name,parent\n", b'"a\n', b""),
    "columns": ("rows", b"claim_id,low\n", b",", b""),
    "names": ("rows", b"claim_id,", b"claim_ix,", b"\n1"),
    "objects": ("rows", b"", b'{"a":', b""),
    "digits": ("numbers", b"", b"1", b""),
    "separators": ("numbers", b"", b"1,", b""),
    "numbers joined": ("numbers", b"", b"1-", b""),
    "hedges": ("numbers", b"", b"almost about ", b"5 deaths"),
    "scales": ("numbers", b"five ", b"hundred and ", b"deaths"),
    "tags": ("numbers", b"", b"<a", b""),
    "references": ("numbers", b"", b"&#4", b""),
    "years": ("periods", b"", b"2020/", b""),
}
LONG = {
    "packets without an end": (b"%PDF-1.4 ", b"<?xpacket begin=''?>", b""),
    "packets": (b"%PDF-1.4 ", b"<?xpacket begin=''?><a/><?xpacket end", b""),
    "elements": (b"<svg>", b"<g/>", b"</svg>"),
    "elements in elements": (b"<svg>", b"<g>", b""),
    "names of spaces": (b"<svg>", b"<g xmlns:a='b'>", b""),
    "scripts": (b"<!doctype html>", b'<script type="application/ld+json">', b""),
    "pages in pages": (b"<!doctype html>", b"<div>", b""),
    "columns": (HEADER, b",a", b"\n1,2,3\n"),
    "rows": (HEADER + b"\n", b"a\n", b""),
    "ends of an archive": (b"PK\x03\x04", b"PK\x05\x06", b""),
    "chunks": (b"\x89PNG\r\n\x1a\n", b"\0\0\0\0aaAa\xc6\xd9\x1c\x7e", b""),
}


@pytest.mark.parametrize("name", SHAPES)
def test_time_grows_as_the_input_does(name: str) -> None:
    target, head, unit, tail = SHAPES[name]
    hold_growth(TARGETS[target].read, head, unit, tail, size=SMALL)


@pytest.mark.parametrize("name", LONG)
def test_time_grows_as_the_file_does(name: str) -> None:
    hold_growth(TARGETS["files"].read, *LONG[name], size=LARGE)


def test_a_word_without_an_end_is_read_once() -> None:
    hold_growth(TARGETS["numbers"].read, b"", b"one-", b"", size=2 * SIZE)


def test_a_recipe_of_many_beginnings_is_read_once() -> None:
    def read(content: bytes) -> int:
        return summed_rows(content.decode())

    hold_growth(read, b"sum of a", b" over 1 row where a", b"", size=LARGE)
