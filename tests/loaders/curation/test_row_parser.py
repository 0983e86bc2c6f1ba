"""Rows from pasted blocks, JSON lines and flags: cut as typed, or refused with their line."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.curation.defaults import completed, read_words
from loaders.curation.new_rows import NewRow
from loaders.curation.row_parser import TABLES, from_block, from_cells, from_json_lines, text_of
from loaders.errors import DatasetError
from loaders.schema.columns import SLUG_ALLOWED
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import contents, read_files
from tests.support.adding import CLAIM, ENTRY
from tests.support.paths import BASE

PLACE_COLUMNS = "place_id, name, parent"
TODAY = date.today().isoformat()


def messages(error: pytest.ExceptionInfo[DatasetError]) -> list[str]:
    return str(error.value).split("\n")


def places(text: str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in from_block("places", "", text, "paste")]


@pytest.mark.parametrize(
    "text",
    [
        "place_id,name,parent\nLV,Latvia,\nEE,Estonia,X-B\n",
        "parent,name,place_id\n,Latvia,LV\nX-B,Estonia,EE",
        "LV,Latvia,\nEE,Estonia,X-B\n",
        "\ufeffplace_id,name,parent\r\nLV,Latvia,\r\nEE,Estonia,X-B\r\n",
        "place_id\tname\tparent\r\nLV\tLatvia\t\r\nEE\tEstonia\tX-B\r\n",
        "\n \nplace_id\tname\tparent\n\nLV\tLatvia\t\n\n\nEE\tEstonia\tX-B",
        'place_id\tname\tparent\nLV\t"Latvia"\t\n"EE"\tEstonia\tX-B',
        "place_id,name,parent\rLV,Latvia,\rEE,Estonia,X-B\r",
        " place_id , name,parent\nLV,Latvia,\nEE,Estonia,X-B\n",
    ],
    ids=["csv", "order", "headless", "excel", "tsv", "gaps", "quotes", "cr", "padded header"],
)
def test_a_block_is_cut_whatever_program_it_was_copied_from(text: str) -> None:
    assert places(text) == [
        {"place_id": "LV", "name": "Latvia"},
        {"place_id": "EE", "name": "Estonia", "parent": "X-B"},
    ]


def test_a_row_knows_the_line_that_it_stood_on() -> None:
    rows = from_block("places", "", "\nplace_id,name\n\nLV,Latvia\nEE,Estonia\n", "paste")
    assert [(row.source, row.line) for row in rows] == [("paste", 4), ("paste", 5)]


def test_separators_and_quotes_inside_quotes_belong_to_the_cell() -> None:
    text = 'name\tplace_id\n"Big ""Sea"", or\tbay"\tX-SEA\n'
    assert places(text) == [{"name": 'Big "Sea", or\tbay', "place_id": "X-SEA"}]


def test_commas_in_a_pasted_spreadsheet_are_no_separators() -> None:
    assert places("place_id\tname\nX-SEA\tBay, big\n") == [
        {"place_id": "X-SEA", "name": "Bay, big"}
    ]


def test_a_row_whose_one_cell_is_a_column_name_is_no_header() -> None:
    (row,) = from_block("units", "", "name,a name,several names,,names,", "paste")
    assert row.cells["unit"] == "name"


def test_a_claim_without_the_day_it_came_in_gets_this_one() -> None:
    (row,) = from_block("claims", "lighthouses", "claim_id,low\na,0.70\n", "paste")
    assert row.cells == {"claim_id": "a", "low": "0.70", "added": TODAY}
    assert row.file == "claims/lighthouses.csv"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["paste:1: row: contains no rows; allowed: at least one row; paste the rows"]),
        ("\n \n", ["paste:1: row: contains no rows; allowed: at least one row; paste the rows"]),
        (
            "place_id,name\n",
            ["paste:1: row: contains no rows; allowed: at least one row; paste the rows"],
        ),
        (
            "place_id,nmae,parent\nLV,Latvia,\n",
            [
                f'paste:1: nmae: there is no column "nmae"; allowed: {PLACE_COLUMNS}; did you '
                'mean "name"?'
            ],
        ),
        (
            "place_id,name,\nLV,Latvia,\n",
            [f'paste:1: header: there is no column ""; allowed: {PLACE_COLUMNS}; leave it out'],
        ),
        (
            "place_id,name,name\nLV,Latvia,\n",
            ["paste:1: name: appears twice; allowed: once; delete one"],
        ),
        (
            'place_id,name\nLV,"Latvia\nEE,Estonia,,\nFI\n',
            [
                "paste:2: row: cannot be split into cells (unexpected end of data); allowed: "
                "CSV or TSV, one row per line; close the quote on the same line, and write a quote "
                'inside a cell as ""',
                "paste:3: row: has 4 cells, and the header 2; allowed: 2 cells; quote a cell that "
                "contains a comma or a tab",
                'paste:4: row: has 1 cell, and the header 2: the last is "FI" in place_id; '
                "allowed: 2 cells; add the cell of name, or one that is missing before it",
            ],
        ),
        (
            "LV|Latvia|\n",
            [
                'paste:1: row: has 1 cell, and the header 3: the last is "LV|Latvia|" in place_id; '
                "allowed: 3 cells; add the cell of name, parent, or one that is missing before it"
            ],
        ),
        (
            "place_id,name\nLV,Latvia\n,\n",
            [
                "paste:3: row: is empty; allowed: a row of places; fill in its cells, or leave it "
                "out"
            ],
        ),
        (
            'place_id,name\nLV,"Lat"via\n',
            [
                "paste:2: row: cannot be split into cells (',' expected after '\"'); allowed: "
                "CSV or TSV, one row per line; close the quote on the same line, and write a quote "
                'inside a cell as ""'
            ],
        ),
    ],
    ids=["empty", "blank", "header", "typo", "nameless", "twice", "all", "bars", "cells", "q"],
)
def test_a_block_that_cannot_be_cut_is_refused_with_each_line(
    text: str, expected: list[str]
) -> None:
    with pytest.raises(DatasetError) as error:
        places(text)
    assert messages(error) == expected


def test_a_cell_longer_than_any_text_is_refused() -> None:
    with pytest.raises(
        DatasetError, match=r"^paste:1: row: cannot be split into cells \(field lar"
    ):
        places('LV,"' + "x" * 200_000 + '",\n')


def test_works_are_not_pasted() -> None:
    with pytest.raises(DatasetError) as error:
        from_block("references", "", ENTRY, "paste")
    assert messages(error) == [
        'paste:1: row: is not a BibTeX entry; allowed: {"table": "references", '
        '"bibtex": "@..."} with one BibTeX entry; hand it in with --jsonl or --with'
    ]


@pytest.mark.parametrize(
    ("topic", "what"),
    [
        ("../units", f'there is no topic "../units"; allowed: {SLUG_ALLOWED}; correct the name'),
        ("a/b", f'there is no topic "a/b"; allowed: {SLUG_ALLOWED}; correct the name'),
        ("Prices", f'there is no topic "Prices"; allowed: {SLUG_ALLOWED}; correct the name'),
        ("a\n", f'there is no topic "a\\u000a"; allowed: {SLUG_ALLOWED}; correct the name'),
        (
            "",
            "is empty; allowed: a key of topics; name it in the line's cell, or one topic for all "
            "lines",
        ),
        *(
            (
                table,
                f'"{table}" is a table\'s name; allowed: a key of topics; name the topic that the '
                "claim belongs to",
            )
            for table in TABLES
        ),
    ],
)
def test_a_topic_that_is_none_or_is_a_table_is_refused(topic: str, what: str) -> None:
    with pytest.raises(DatasetError) as error:
        from_cells("claims", topic, CLAIM, "flags")
    assert messages(error) == [f"topic: {what}"]


# JSON lines.


def test_json_lines_name_their_tables_and_keep_numbers_as_typed() -> None:
    text = (
        '\ufeff{"low": 0.70, "high": 1e5, "best": -0, "claim_id": "a", "note": null, "added": ""}'
        "\r\n"
        "\n"
        '{"table": "places", "place_id": "LV", "name": "L\\u00e4nd"}\n'
        '{"topic": "prices", "low": 123456789012345678901234567890.10}'
    )
    rows = from_json_lines("lighthouses", text, "lines")
    assert [(row.file, row.line, dict(row.cells)) for row in rows] == [
        (
            "claims/lighthouses.csv",
            1,
            {"low": "0.70", "high": "1e5", "best": "-0", "claim_id": "a", "added": TODAY},
        ),
        ("places.csv", 3, {"place_id": "LV", "name": "Länd"}),
        ("claims/prices.csv", 4, {"low": "123456789012345678901234567890.10", "added": TODAY}),
    ]


def test_json_lines_for_a_table_need_not_name_it() -> None:
    (row,) = from_json_lines("topics", '{"topic": "harbours", "title": "Harbours"}', "lines")
    assert (row.file, dict(row.cells)) == (
        "topics.csv",
        {"topic": "harbours", "title": "Harbours"},
    )


def test_a_work_is_kept_as_it_was_written_but_for_its_line_ends() -> None:
    line = json.dumps({"table": "references", "bibtex": ENTRY.replace("\n", "\r\n")})
    (row,) = from_json_lines("x", line, "lines")
    assert (row.file, dict(row.cells)) == ("references.bib", {"bibtex": ENTRY})


ONE_ENTRY = "allowed: one BibTeX entry; "


@pytest.mark.parametrize(
    ("bibtex", "what"),
    [
        ("", "is empty; " + ONE_ENTRY + "fill it in"),
        ("Rand 2021", "contains no entry; " + ONE_ENTRY + "fill it in"),
        ("@comment{x}", "contains no entry; " + ONE_ENTRY + "fill it in"),
        (
            "@article{pilot2021, title = {Pilots",
            "cannot be parsed; " + ONE_ENTRY + "close each brace, and put a comma after each field",
        ),
        (
            ENTRY + "\n" + ENTRY.replace("pilot", "other"),
            "contains 2 entries; " + ONE_ENTRY + "put each entry on a line of its own",
        ),
        (
            ENTRY + "}",
            "contains more than the entry; " + ONE_ENTRY + "leave out everything else",
        ),
        (
            "see " + ENTRY,
            "contains more than the entry; " + ONE_ENTRY + "leave out everything else",
        ),
    ],
)
def test_what_is_not_one_bibtex_entry_is_refused(bibtex: str, what: str) -> None:
    with pytest.raises(DatasetError) as error:
        from_json_lines("x", json.dumps({"table": "references", "bibtex": bibtex}), "lines")
    assert messages(error) == [f"lines:1: bibtex: {what}"]


NAMES = "names of columns as SCHEMA.md lists them"
ONE_OBJECT = 'allowed: one row (a JSON object) per line, as {"low": "12", "unit": "deaths"}; '
TEXT = "allowed: text, a number or null; write it as text or a number"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            '{"low": 1',
            "row: cannot be read as JSON, as it ends too soon; "
            + ONE_OBJECT
            + "check the quotes, commas and braces there",
        ),
        (
            '{"low": NaN}',
            "row: cannot be read as JSON (NaN is not a number in JSON); "
            + ONE_OBJECT
            + "check the quotes, commas and braces there",
        ),
        (
            '{"low": -Infinity}',
            "row: cannot be read as JSON (-Infinity is not a number in JSON); "
            + ONE_OBJECT
            + "check the quotes, commas and braces there",
        ),
        ("[1]", "row: is not a JSON object; " + ONE_OBJECT + "put it in braces"),
        ("7", "row: is not a JSON object; " + ONE_OBJECT + "put it in braces"),
        ('{"low": [1, "ä"]}', 'low: "["1", "ä"]" is not text; ' + TEXT),
        ('{"low": {"a": 1}}', 'low: "{"a": "1"}" is not text; ' + TEXT),
        ('{"low": true}', 'low: "true" is not text; ' + TEXT),
        (
            '{"topic": 7.5e1, "low": 1}',
            f'topic: there is no topic "7.5e1"; allowed: {SLUG_ALLOWED}; correct the name',
        ),
        ('{"topic": ["a"]}', 'topic: "["a"]" is not text; ' + TEXT),
        ('{"low": 1, "low": 2}', "low: appears twice; allowed: once; delete one"),
        (
            '{"table": "units", "table": "places"}',
            "table: appears twice; allowed: once; delete one",
        ),
        (
            '{"table": "unit"}',
            f'table: there is no table "unit"; allowed: {", ".join(TABLES)}; did you mean "units"?',
        ),
        (
            '{"table": null}',
            f'table: there is no table "None"; allowed: {", ".join(TABLES)}; correct the name',
        ),
        (
            '{"lwo": 1}',
            f'lwo: there is no column "lwo"; allowed: {NAMES}; did you mean "low"?',
        ),
        (
            '{"a\\nb": 1}',
            f'header: there is no column "a\\u000ab"; allowed: {NAMES}; leave it out',
        ),
        (
            '{"note": "one\\ntwo"}',
            'note: "one\\u000atwo" contains a line break; allowed: one line of text; put it on one '
            "line",
        ),
        (
            '{"note": "\\ud800"}',
            'note: "\\ud800" contains half a character; allowed: text in UTF-8; type the character '
            "again",
        ),
        ("{}", "row: is empty; allowed: a row of claims; fill in its cells, or leave it out"),
        (
            '{"table": "claims", "topic": "units", "low": 1}',
            'topic: "units" is a table\'s name; allowed: a key of topics; name the topic that the '
            "claim belongs to",
        ),
    ],
)
def test_a_line_that_is_no_row_is_refused(line: str, message: str) -> None:
    with pytest.raises(DatasetError) as error:
        from_json_lines("lighthouses", '{"claim_id": "fine"}\n' + line, "lines")
    assert messages(error) == [f"lines:2: {message}"]


def test_a_line_nested_without_end_is_refused() -> None:
    with pytest.raises(
        DatasetError, match=r"^lines:1: row: cannot be read as JSON \(maximum recursion depth"
    ):
        from_json_lines("lighthouses", '{"a":' * 100_000, "lines")


def test_all_lines_are_told_at_once() -> None:
    with pytest.raises(DatasetError) as error:
        from_json_lines("lighthouses", '7\n{"low": 1}\n[]', "lines")
    assert [problem.line for problem in error.value.problems] == [1, 3]


# Bytes.


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"ok\nna\xefve\n", "row: byte 0xef is not UTF-8; allowed: UTF-8; save it as UTF-8"),
        (b"ok\n\xff", "row: byte 0xff is not UTF-8; allowed: UTF-8; save it as UTF-8"),
    ],
)
def test_bytes_that_are_no_utf_8_are_refused_with_their_line(content: bytes, message: str) -> None:
    with pytest.raises(DatasetError) as error:
        text_of(content, "file")
    assert messages(error) == [f"file:2: {message}"]


def test_what_excel_saves_as_unicode_text_is_read() -> None:
    assert text_of("claim_id\t".encode("utf-16"), "file") == "claim_id\t"
    with pytest.raises(DatasetError) as error:
        text_of("claim_id".encode("utf-16")[:-1], "file")
    expected = "file:1: row: is UTF-16, and cut off; allowed: UTF-8; save it as UTF-8"
    assert messages(error) == [expected]


def test_semicolons_separate_cells_and_a_merge_conflict_is_told_as_one() -> None:
    assert places("place_id;name\nLV;Latvia, in short\n") == [
        {"place_id": "LV", "name": "Latvia, in short"}
    ]
    with pytest.raises(DatasetError) as error:
        places("place_id,name\n<<<<<<< HEAD\nLV,Latvia\n=======\nLV,Lettland\n>>>>>>> b\n")
    assert messages(error) == [
        "paste:2: row: begins two versions of a text that were not merged (a merge conflict); "
        "allowed: one version; keep the right lines, and delete the marks"
    ]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert text_of(b"\xef\xbb\xbfclaim_id", "file") == "claim_id"


# Any text.

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=8)
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS["places"], CELL)), min_size=1)


@given(rows=ROWS, order=st.permutations(COLUMNS["places"]), delimiter=st.sampled_from(",\t"))
def test_a_pasted_block_gives_the_cells_that_were_written(
    rows: list[dict[str, str]], order: list[str], delimiter: str
) -> None:
    rows = [row | {"place_id": "LV" + row["place_id"]} for row in rows]
    out = io.StringIO()
    writer = csv.DictWriter(out, order, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    expected = [{name: cell for name, cell in row.items() if cell} for row in rows]
    assert places(out.getvalue()) == expected


@given(rows=ROWS)
def test_json_lines_give_the_cells_that_were_written(rows: list[dict[str, str]]) -> None:
    rows = [row | {"place_id": "LV" + row["place_id"]} for row in rows]
    text = "\n".join(json.dumps(row) for row in rows)
    expected = [{name: cell for name, cell in row.items() if cell} for row in rows]
    assert [dict(row.cells) for row in from_json_lines("places", text, "lines")] == expected


@given(
    content=st.binary(max_size=60) | st.text(max_size=60).map(lambda t: t.encode("utf-8", "ignore"))
)
def test_no_bytes_meet_anything_but_rows_or_a_message(content: bytes) -> None:
    for way in (
        lambda text: from_block("claims", "lighthouses", text, "any"),
        lambda text: from_json_lines("lighthouses", text, "any"),
    ):
        try:
            rows = way(text_of(content, "any"))
        except DatasetError as error:
            assert error.problems
            assert all(p.file == "any" and p.allowed and p.fix for p in error.problems)
        else:
            assert all(row.cells for row in rows)


def test_a_first_line_of_words_names_columns_though_most_are_unknown() -> None:
    header = "series_id\tYear\tNumber as printed\tdocument\tplace"
    row = "lit-ee\t2017\t27 lighthouses\tkeeper2019\tpara 4"
    with pytest.raises(DatasetError) as refused:
        from_block("claims", "lighthouses", f"{header}\n{row}\n", "paste")
    advice = {problem.what: problem.fix for problem in refused.value.problems}
    assert advice == {
        'there is no column "Year"': 'did you mean "period"?',
        'there is no column "Number as printed"': 'did you mean "as_printed"?',
        'there is no column "document"': 'did you mean "document_id"?',
        'there is no column "place"': 'did you mean "locator"?',
    }


def test_a_row_of_words_gets_their_number_and_a_new_unit_its_dimension() -> None:
    cells = {"series_id": "lit-ee", "as_printed": "about 27 lighthouses", "document_id": "a2"}
    row = NewRow("claims", cells, "lighthouses")
    files = read_files(contents(BASE))
    (read,) = completed(files, [row])
    given = {"low": "27", "high": "27", "hedge": "about", "unit": "lighthouses"}
    assert read.cells == {"claim_id": "a2-lighthouses-lit", **given, **cells}
    several = {"as_printed": "27 of 30 lighthouses"}
    for kept, unit in (({"low": "5"}, {}), (several, {"unit": "lighthouses"})):
        (same,) = read_words(files, [replace(row, cells=cells | kept)])
        assert same.cells == cells | kept | unit
    ranged = {"as_printed": "27 lighthouses (range, 20–30)"}
    (filled,) = read_words(files, [replace(row, cells=cells | ranged)])
    assert [filled.cells[name] for name in ("low", "high", "best", "hedge")] == [
        "20",
        "30",
        "27",
        "range",
    ]
    unit = {"unit": "boats/day", "name": "boat a day", "plural": "boats a day"}
    assert from_cells("units", "", unit, "flags").cells["dimension"] == "boats/time"
    known = from_cells("units", "", {"unit": "min"}, "flags").cells
    names = {"unit": "min", "name": "minute", "plural": "minutes", "symbol": "min"}
    assert known == {**names, "dimension": "time"}
