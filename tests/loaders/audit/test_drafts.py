from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from loaders.__main__ import main
from loaders.audit.drafts import Row, drafts
from loaders.audit.source_texts import read_text
from loaders.curation.row_parser import from_json_lines
from loaders.quantities.numerals import numerals
from loaders.quantities.unit_lookup import UnitKeys
from loaders.schema.tables import COLUMNS
from loaders.values.codelists import HEDGES, REASONS

UNITS = [
    {"unit": "percent", "name": "percent", "plural": "percent", "symbol": "%"},
    {"unit": "fraction", "name": "fraction", "plural": "fractions", "symbol": float("nan")},
    {"unit": "multiple", "name": "time", "plural": "times", "symbol": "×"},
    {"unit": "kg", "name": "kilogram", "plural": "kilograms", "symbol": "kg"},
    {"unit": "lb", "name": "pound", "plural": "pounds", "symbol": "lb"},
    {"unit": "t", "name": "metric ton", "plural": "metric tons", "symbol": "t"},
    {
        "unit": "ton",
        "name": "ton (kind not stated)",
        "plural": "tons (kind not stated)",
        "symbol": "tons",
    },
    {"unit": "USD", "name": "US dollar", "plural": "US dollars", "symbol": "US$"},
    {
        "unit": "USD/kg",
        "name": "US dollar per kilogram",
        "plural": "US dollars per kilogram",
        "symbol": "US$/kg",
    },
    {"unit": "INR", "name": "Indian rupee", "plural": "Indian rupees", "symbol": "₹"},
    {"unit": "year", "name": "year", "plural": "years", "symbol": "yr"},
    {"unit": "decade", "name": "decade", "plural": "decades", "symbol": "decades"},
    {"unit": "labs", "name": "laboratory", "plural": "laboratories", "symbol": "labs"},
    {"unit": "deaths", "name": "death", "plural": "deaths", "symbol": "deaths"},
    {
        "unit": "deaths/year",
        "name": "death per year",
        "plural": "deaths per year",
        "symbol": "deaths/yr",
    },
]
UNIT_KEYS = UnitKeys(UNITS)


def claim(text: str) -> Row:
    (row,) = [row for row in drafts(text, "who2020x", UNIT_KEYS) if row["table"] == "claims"]
    return row


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            "It seized some \\$260 per kilo.",
            ("260", "260", "about", "USD/kg", "some \\$260 per kilo"),
        ),
        ("over a third of it", ("0.3333", "", "more_than", "fraction", "over a third")),
        ("a doubling of it", ("2", "2", "exact", "multiple", "doubling")),
        ("44 per cent", ("44", "44", "exact", "percent", "44 per cent")),
        ("two laboratories in", ("2", "2", "exact", "labs", "two laboratories")),
        ("26 metric tons in 2013", ("26", "26", "exact", "t", "26 metric tons")),
        ("26 tons in 2013", ("26", "26", "exact", "ton", "26 tons")),
        ("5 deaths a year", ("5", "5", "exact", "deaths/year", "5 deaths a year")),
        ("5 deaths a week", ("5", "5", "exact", "", "5 deaths a week")),
        ("Rs 100 crore", ("1000000000", "1000000000", "exact", "INR", "Rs 100 crore")),
        ("a decade of it", ("1", "1", "exact", "decade", "a decade")),
        ("three camels in", ("3", "3", "exact", "", "three camels")),
        ("9" * 30 + " tons", ("", "", "exact", "ton", "9" * 30 + " tons")),
    ],
)
def test_a_claim_is_drafted_as_far_as_its_words_go(text: str, cells: tuple[str, ...]) -> None:
    row = claim(text)
    assert tuple(row[c] for c in ("low", "high", "hedge", "unit", "as_printed")) == cells
    assert (row["document_id"], row["locator"]) == ("who2020x", "para 1")
    assert row["claim_id"] == row["series_id"] == row["status"] == row["topic"] == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2018 it began.", [("2018", "date")]),
        ("Thus.<sup>37</sup> More", [("37", "footnote_mark")]),
        ("see https://x.org/12/y", [("12", "bibliographic")]),
        ("COVID-19", [("19", "name")]),
        ("the 67th session", [("67th", "ordinal")]),
        ("since the 1980s", [("1980s", "period")]),
        ("any one of these", [("one", "pronoun")]),
        ("double down on it", [("double", "idiom")]),
        ("1. Prevent it", [("1", "enumeration")]),
        ("12", [("12", "page_furniture")]),
        ("Page 3 of 12", [("3", "page_furniture"), ("12", "page_furniture")]),
        ("1,2,3 go", [("1,2,3", "enumeration")]),
    ],
)
def test_what_is_no_claim_is_drafted_as_an_exclusion(
    text: str, expected: list[tuple[str, str]]
) -> None:
    rows = drafts(text, "who2020x", UNIT_KEYS)
    assert [(row["numeral"], row["reason"]) for row in rows] == expected
    assert {row["locator"] for row in rows} == {"para 1"}


def test_a_conversion_and_a_repetition_are_exclusions() -> None:
    text = "seized 225 pounds (102 kilograms)\n\nAgain, 225 pounds"
    rows = drafts(text, "who2020x", UNIT_KEYS)
    share = drafts("burnt 225 pounds (70%) of it", "who2020x", UNIT_KEYS)
    assert [row["table"] for row in share] == ["claims", "claims"]
    assert [(row["table"], row["locator"], row.get("reason")) for row in rows] == [
        ("claims", "para 1", None),
        ("exclusions", "para 1", "converted"),
        ("exclusions", "para 2", "repeated"),
    ]


def test_footnotes_are_one_row_and_a_quantity_in_a_quoted_title_is_a_claim() -> None:
    text = (
        "Five labs, says 12.\n<sup>1</sup> A. B., “Drugs Worth Over Rs 100 crore,” May 2, 2018, 7."
        "\n<sup>2</sup> *Ibid.*, 9.\n"
    )
    rows = drafts(text, "who2020x", UNIT_KEYS)
    assert [r.get("as_printed", r.get("numeral")) for r in rows if r["locator"] != "para 1"] == [
        "*",
        "Over Rs 100 crore",
    ]
    assert [r["locator"] for r in rows if r.get("numeral") == "*"] == ["para 2-3"]


def test_body_text_is_never_excluded_whole() -> None:
    text = "In 2018, 5 labs [1] and pp. 2-3, vol. 7, https://x.org/1"
    assert "*" not in {row.get("numeral") for row in drafts(text, "who2020x", UNIT_KEYS)}


def test_what_is_taken_is_not_drafted_again() -> None:
    text = "In 2018, 5 labs\n\nand 7 labs"
    rows = drafts(text, "who2020x", UNIT_KEYS, lambda paragraph, n: paragraph == 1 or n.text == "x")
    assert [row["as_printed"] for row in rows] == ["7 labs"]


def test_the_rows_go_into_add_as_json_lines() -> None:
    text = "In 2018, about 5 deaths<sup>1</sup>\n"
    rows = drafts(text, "who2020x", UNIT_KEYS)
    lines = "\n".join(json.dumps(row) for row in rows)
    taken = from_json_lines("drugs", lines, "draft.jsonl")
    assert sorted(row.table for row in taken) == ["claims", "exclusions", "exclusions"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("5 deaths".encode("utf-16"), "x.txt:1: row: is UTF-16; allowed: UTF-8; save it as UTF-8"),
        (
            b"of\n5 na\xefve",
            "x.txt:2: row: byte 0xef is not UTF-8; allowed: UTF-8; save it as UTF-8",
        ),
        (
            "a\n5 deaths".encode("utf-16-le")[1:],
            "x.txt:1: file: contains a NUL: it is not text, or is UTF-16; allowed: text in UTF-8; "
            "save it as text in UTF-8",
        ),
    ],
)
def test_what_is_no_text_is_refused_and_not_drafted(
    tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "x.txt").write_bytes(content)
    result = CliRunner().invoke(main, ["draft", str(tmp_path / "x.txt")])
    assert (result.exit_code, result.stdout, result.stderr) == (1, told + "\n", "1 problem\n")


def test_an_empty_text_and_one_of_windows_are_drafted(tmp_path: Path) -> None:
    for content, counts in ((b"", "0"), (b"\xef\xbb\xbf5 deaths\r\n", "1")):
        (tmp_path / "x.txt").write_bytes(content)
        result = CliRunner().invoke(main, ["draft", str(tmp_path / "x.txt")])
        assert result.stderr == f"{counts} drafts of claims, 0 of exclusions\n"
        assert "\\r" not in result.stdout


@given(st.text(alphabet=" \n0123456789,.-–%$<>/supahlfonetwrd()[]“”*\\") | st.text())
@example("")
@example("<sup>1</sup> <sup>")
@example("\ud800 5")
@example("5\u2028 6\x0b7\x857")
@example("1" * 400)
@example("0s*a")
@example("a*1,000*.5 5*th*")
def test_every_numeral_is_in_a_row_and_every_row_is_well_formed(text: str) -> None:
    rows = drafts(text, "who2020x", UNIT_KEYS)
    whole = read_text("", text.encode("utf-8", errors="replace"))
    for number, paragraph in enumerate(whole.paragraphs, 1):
        here = [row for row in rows if number in spanned(row["locator"])]
        texts = [row.get("as_printed", "") + row.get("numeral", "") for row in here]
        for numeral in numerals(paragraph):
            assert any(numeral.text in said or said == "*" for said in texts), numeral
    for row in rows:
        assert row["table"] in ("claims", "exclusions")
        assert set(row) - {"table", "topic"} <= set(COLUMNS[row["table"]])
        assert row.get("hedge", "exact") in HEDGES
        assert row.get("reason", "date") in REASONS
        assert len(row.get("as_printed", "x").split()) <= 12
        assert row.get("as_printed", "x").strip() == row.get("as_printed", "x") != ""


def spanned(locator: str) -> range:
    first, _, last = locator.removeprefix("para ").partition("-")
    return range(int(first), int(last or first) + 1)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            "an estimated 10.0 million (range, 9.0–11.1 million) people fell ill",
            ("9000000", "11100000", "10000000", "10.0 million (range, 9.0–11.1 million) people"),
        ),
        ("It was 85% (95% CI 80–90%).", ("80", "90", "85", "85% (95% CI 80–90%)")),
        ("some 55 (40-70) boats", ("40", "70", "55", "some 55 (40-70) boats")),
    ],
)
def test_an_estimate_and_its_range_are_one_claim(text: str, cells: tuple[str, ...]) -> None:
    (row,) = drafts(text, "who2020x", UNIT_KEYS)
    assert tuple(row[name] for name in ("low", "high", "best", "as_printed")) == cells
    assert row["hedge"] == "range"


@pytest.mark.parametrize("text", ["12 (13–15) boats", "12 and (10–15)"])
def test_what_is_no_estimate_of_a_range_is_a_claim_of_its_own(text: str) -> None:
    assert [row["best"] for row in drafts(text, "who2020x", UNIT_KEYS)] == ["", ""]
