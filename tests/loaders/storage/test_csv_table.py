"""Reading CSV: what is written is read again, and every fault of form is told with its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.storage.csv_table import RawTable, csv_text, read_table
from loaders.storage.encoding import UNSEEN

COLUMNS = ("key", "words", "as_printed")
ALLOWED = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cs"]), max_size=20
).filter(
    lambda text: text == text.strip() and not UNSEEN.search(text) and not re.search("[<&ÂÃâ]", text)
)
CELL = st.none() | ALLOWED.filter(lambda text: text and text[0] not in "=@+-")
ROWS = st.lists(st.tuples(CELL, CELL, CELL), max_size=8)


def _read(content: bytes) -> RawTable:
    return read_table("words.csv", content, COLUMNS)


def _messages(content: bytes) -> list[str]:
    return [f"{p.line}: {p.column}: {p.what}" for p in sorted(_read(content).problems)]


@given(ROWS)
def test_cells_that_are_written_are_read_again_by_their_lines(
    rows: list[tuple[str | None, ...]],
) -> None:
    rows = [row for row in rows if any(row)]  # an empty row is told, and left out
    raw = _read(csv_text([COLUMNS, *rows]).encode())
    assert raw.problems == []
    assert raw.frame is not None
    read = [tuple(c if isinstance(c, str) else None for c in row) for row in raw.frame.to_numpy()]
    assert read == rows
    assert list(raw.frame.index) == list(range(2, len(rows) + 2))


@given(ROWS, st.binary(min_size=1, max_size=6), st.integers(0, 200))
def test_bytes_put_in_anywhere_give_a_table_or_problems(
    rows: list[tuple[str | None, ...]], extra: bytes, at: int
) -> None:
    content = csv_text([COLUMNS, *rows]).encode()
    raw = _read(content[:at] + extra + content[at:])
    assert raw.frame is not None or raw.problems


@given(st.text('a,"\n\r \t;', max_size=40))
def test_every_line_below_the_header_is_a_row_or_has_a_problem(text: str) -> None:
    lines = text.replace("\r\n", "\n").split("\n")
    raw = _read(("key,words,as_printed\n" + text).encode())
    if any(p.what.startswith("is cut off") for p in raw.problems):
        return  # what else there is may follow from the rows that were lost
    assert raw.frame is not None
    named = {*raw.frame.index, *(p.line for p in raw.problems)}
    whole = any(re.search("all|takes up|and so ", p.what) for p in raw.problems)
    assert whole or named >= {n for n, line in enumerate(lines, 2) if line or n <= len(lines)}


def test_the_words_for_missing_are_text() -> None:
    frame = _read(b"key,words,as_printed\nNA,None,null\nnan,n/a,\n").frame
    assert frame is not None
    assert frame.iloc[0].tolist() == ["NA", "None", "null"]
    assert frame.isna().sum().sum() == 1


def test_a_formula_and_a_space_and_markup_are_told_by_column() -> None:
    content = b'key,words,as_printed\n"=1,2", b,<b>c</b>\nd,<i>e</i>,c<sup>2</sup>\n'
    assert _messages(content) == [
        '2: key: "=1,2" begins like a spreadsheet formula',
        '2: words: " b" has a space at its start or end',
        '3: words: "<i>e</i>" contains HTML',
    ]


def test_closed_columns_are_left_to_the_schema() -> None:
    raw = read_table("w.csv", b"key,words,as_printed\n-5, b,c\n", COLUMNS, {"key"})
    assert [(p.column, p.line) for p in raw.problems] == [("words", 2)]


def test_a_line_break_in_a_cell_is_one_problem_and_the_next_rows_are_read() -> None:
    raw = _read(b'key,words,as_printed\na,"b\nc\nd",e\nf,g,h\n')
    assert [p.what for p in raw.problems] == [
        "has a line break inside a quoted cell, words: the row takes up 3 lines"
    ]
    assert raw.frame is not None
    assert list(raw.frame.index) == [5]
    assert raw.broken == {"a"}


def test_a_quote_that_is_never_closed_costs_its_own_row_alone() -> None:
    raw = _read(b'key,words,as_printed\na,"b,c\nf,g,h\ni,j,k\n')
    assert [(p.line, p.what) for p in raw.problems] == [
        (2, 'has a quote in words that is not closed: "b,c"')
    ]
    assert raw.frame is not None
    assert list(raw.frame.index) == [3, 4]


def test_a_quoted_cell_beyond_the_limit_of_the_csv_module_is_told() -> None:
    content = b'key,words,as_printed\na,"' + b"b" * 200_000 + b',",c\n'
    assert _messages(content) == [
        f'2: row: has 200,007 characters, most of them in words: "{"b" * 39}…"'
    ]


@pytest.mark.parametrize(
    ("cell", "fix"),
    [
        ("a<b>b", "leave out < and > with what stands between them"),
        ("A&amp;E", 'did you mean "A&E"?'),
        ("a&nbsp;b", "type the sign that &nbsp; stands for, or a space"),
    ],
)
def test_what_html_made_of_a_cell_is_told_with_its_cure(cell: str, fix: str) -> None:
    content = f"key,words,as_printed\na,{cell},c\n".encode()
    assert [problem.fix for problem in _read(content).problems] == [fix]


def test_a_header_beyond_the_limit_of_the_csv_module_is_told() -> None:
    content = b'"' + b"b" * 200_000 + b'"\n'
    assert _messages(content) == ["1: header: is not the header: it names no column"]


def test_files_without_text_are_told_once() -> None:
    assert _messages(b"") == ["0: file: is empty"]
    assert _messages(b"\n") == ["0: file: is empty"]
    assert _messages(b"\xef\xbb\xbf") == [
        "0: file: is empty",
        "1: file: begins with a byte order mark (BOM)",
    ]
    assert _messages("key,words,as_printed\n".encode("utf-16-be")) == ["1: file: is UTF-16"]
    assert _messages(b"key\twords\tas_printed\na\tb\tc\n") == ["1: header: is separated by tabs"]


def test_every_invisible_character_of_a_line_is_told_with_its_place_and_name() -> None:
    content = "key,words,as_printed\na\u200b,b\u200b,c\0\n".encode()
    assert _messages(content) == [
        '2: as_printed: "c\\u0000" contains the invisible U+0000 (NUL)',
        '2: key: "a\\u200b" contains the invisible U+200B (zero width space)',
    ]


OTHERS = {
    "0: file: is a workbook or another ZIP file, not text": b"PK\x03\x04\x14\0\0",
    "0: file: is a compressed file (gzip), not text": b"\x1f\x8b\x08\0",
    "0: file: is a web page": b"<!DOCTYPE HTML>\n<html></html>\n",
    '1: header: has other letters in "Key", "Words", "As printed"': (
        b"Key,Words,As printed\na,b,c\n"
    ),
    "1: header: has spaces around its names": b"key , words,as_printed\na,b,c\n",
    "1: header: stands in line 3": b"Table 1\n\nkey,words,as_printed\na,b,c\n",
    "1: header: is that of places": b"place_id,name,parent\nEE,Estonia,\n",
    "1: header: is not the header: it names no column": b"clave,palabras,texto\na,b,c\n",
    "1: header: is separated by vertical bars": b"key|words|as_printed\na|b|c\n",
    "2: row: is separated by tabs, the header by commas, and so is line 3": (
        b"key,words,as_printed\na\tb\tc\nd\te\tf\n"
    ),
    "3: row: is cut off: the file ends within it, and rows below it may be lost": (
        b"key,words,as_printed\na,b,c\nd,e"
    ),
    f'2: row: has 120,004 characters, most of them in as_printed: "{"c" * 39}…"': (
        b"key,words,as_printed\na,b," + b"c" * 120_000 + b"\n"
    ),
    '2: words: "caf\u00c3\u00a9" contains letters that came of a wrong encoding': (
        "key,words,as_printed\na,caf\u00c3\u00a9,c\n".encode()
    ),
    '2: words: "b " has a space at its start or end, and so has line 3': (
        b"key,words,as_printed\na,b ,c\nd, e,f\n"
    ),
}


@pytest.mark.parametrize(("message", "content"), OTHERS.items(), ids=OTHERS)
def test_what_another_program_or_a_hand_did_is_told_as_one_cause(
    message: str, content: bytes
) -> None:
    assert _messages(content) == [message]
