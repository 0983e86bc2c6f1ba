"""The rules between rows and tables at their limits: what only just keeps and breaks each."""

from __future__ import annotations

import pytest

from loaders.storage.folder import contents, read_files
from loaders.validation.check import problems_of
from tests.support.faults import FERRIES, LIGHTS
from tests.support.paths import BASE

Edit = tuple[str, str, str]
"""A file, a text that stands in it, and what stands there instead."""
LIT = (
    "keeper2019-lit-2018,lit-ee,2018,,62,62,,lighthouses,exact,62 lighthouses,,,,,keeper2019,para 4"
)
LIT_END = ",lloyd2018[12],,observation,,2026-11-02,keeper2019-lit,The digits were exchanged.,,\n"
VISITORS = "keeper2019-visitors,visitors-up-ee,2018,2017,12,12,,percent,about,some 12%"
VISITORS_END = ",,,,,keeper2019,para 9,,,estimate,,2026-11-01,,,,\n"
SERIES_END = "fare-ee,fare,EE,,Shipping Office,published fares,,,,price,A,\n"


def problems(*edits: Edit) -> list[str]:
    """Return the problems of the base dataset with these edits, by place and first words."""
    files = contents(BASE)
    for file, old, new in edits:
        text = (files[file] or b"").decode()
        assert text.count(old) == 1
        files[file] = text.replace(old, new).encode()
    return [f"{p.file}:{p.line}: {p.column}: {p.what}" for p in problems_of(read_files(files))]


def lit(*changes: tuple[str, str]) -> Edit:
    """Return an edit of the claim of 62 lighthouses, in a text of May 2019 with 40 paragraphs."""
    row = LIT + LIT_END
    for old, new in changes:
        row = row.replace(old, new)
    return LIGHTS, LIT + LIT_END, row


def added(row: str) -> Edit:
    """Return an edit that puts a claim after the last of the lighthouses."""
    return LIGHTS, LIT_END, LIT_END + row


def series(row: str) -> Edit:
    """Return an edit that puts a series after the last."""
    return "series.csv", SERIES_END, SERIES_END + row


FERRYMANS = (
    "ferryman2020-automated,automated-ferryman,2018,,75,75,,percent,exact,75%,,,,,ferryman2020"
)
AUTOMATED = "automated-ferryman,automated_share,EE-37,,,no source given,,,,share,,\n"


@pytest.mark.parametrize(
    "edit",
    [
        lit((",2018,", ",2019-05-31,")),
        lit((",2018,", ",2019-05/2020,")),
        lit((",2018,", ",../2025,")),
        lit((",2018,", ",2030,"), ("observation", "projection")),
        lit(("para 4,", "para 40,")),
        lit(("para 4,", "para 40-40,")),
        (FERRIES, "table 2", "para 2-2"),
    ],
)
def test_a_claim_keeps_the_rules_of_days_and_places_up_to_their_limits(edit: Edit) -> None:
    assert problems(edit) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            ",2018,",
            ",2019-06-01,",
            "period: 2019-06-01 begins after the document came out (2019-05)",
        ),
        (
            "para 4,",
            "para 41-41,",
            'locator: "para 41-41" is outside the text, which has 40 paragraphs',
        ),
        ("para 4,", "para 5-4,", 'locator: "para 5-4" ends before it begins'),
    ],
)
def test_a_claim_breaks_the_rules_of_days_and_places_past_their_limits(
    old: str, new: str, said: str
) -> None:
    assert problems(lit((old, new))) == [f"{LIGHTS}:5: {said}"]


@pytest.mark.parametrize("base", ["2017", ""])
def test_a_ratio_may_have_a_base_period(base: str) -> None:
    measure = ("series.csv", "tickets sold,,,,increase", "tickets sold,,,,ratio")
    assert problems(measure, (LIGHTS, ",2018,2017,12", f",2018,{base},12")) == []


def test_series_without_a_producer_may_look_alike() -> None:
    row = f"{FERRYMANS},para 3,,,estimate,,2026-11-01,,,,\n"
    assert problems(series(AUTOMATED), added(row)) == []


def test_a_series_that_differs_in_frequency_or_note_alone_is_the_same_series() -> None:
    rows = (
        "lit-2,lighthouses_lit,EE,,Transport Administration,list of lights,,,,stock,A,\n"
        "lit-3,lighthouses_lit,EE,,Transport Administration,list of lights,,,,stock,,Why.\n"
    )
    claims = (
        f"keeper2019-{name},{name},2017,,62,62,,lighthouses,exact,62,,,,,keeper2019,para 4"
        ",,,observation,,2026-11-01,,,,\n"
        for name in ("lit-2", "lit-3")
    )
    said = 'scope: counts the same as "lit-ee" in every respect'
    assert problems(series(rows), added("".join(claims))) == [
        f"series.csv:8: {said}",
        f"series.csv:9: {said}",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (",2018,2017,", ",2018,2016,"),
        (",2018,2017,", ",2017,2017,"),
        (",12,12,", ",13,13,"),
        ("para 9", "para 10"),
        ("some 12%", "about 12%"),
        (",,,,\n", ",,,2026-11-03,It is not there.\n"),
        (VISITORS_END, VISITORS_END.replace(",,,,\n", ",keeper2019-visitors,Misread.,,\n")),
    ],
)
def test_a_claim_says_what_another_says_only_where_all_is_alike_and_in_force(
    old: str, new: str
) -> None:
    row = (VISITORS + VISITORS_END).replace("keeper2019-visitors", "keeper2019-more")
    twin = f'{LIGHTS}:6: claim_id: says the same as "keeper2019-visitors"'
    assert problems(added(row)) == [twin]
    assert twin not in problems(added(row.replace(old, new)))


def test_a_range_says_the_same_only_with_both_bounds() -> None:
    row = (
        'keeper2019-more,automated-harju,2018?,,70,81,,percent,about_range,"about 70-80% of them,'
        ' or 3 in 4",,,,,keeper2019,para 5-6,,,estimate,"Not 70, but 81.",2026-11-01,,,,\n'
    )
    assert problems(added(row)) == []
    assert problems(added(row.replace(",81,", ",80,"))) == [
        f'{LIGHTS}:6: claim_id: says the same as "keeper2019-automated"'
    ]


def test_a_document_converts_to_another_unit() -> None:
    row = (VISITORS + VISITORS_END).replace("12%,,,,,", "12%,12,12,percent,,")
    assert problems((LIGHTS, VISITORS + VISITORS_END, row)) == [
        f'{LIGHTS}:4: converted_unit: "percent" is not another unit for what "percent" measures'
    ]


def test_a_loop_is_told_once_with_its_places_and_not_those_on_the_way_to_it() -> None:
    gulf = "X-GULF,Gulf of Finland,\n"
    loop = "X-WAY,Way,X-ONE\nX-ONE,One,X-TWO\nX-TWO,Two,X-ONE\n"
    assert problems(("places.csv", gulf, gulf + loop)) == [
        'places.csv:7: parent: leads from "X-ONE" over X-TWO back to itself '
        "(see also places.csv:8)",
    ]


def test_one_key_that_an_empty_table_lacks_is_told_at_its_cell() -> None:
    edit = (
        "indicators.csv",
        "lit lighthouses,lighthouses_lit,,,\n",
        "a,lighthouses_lit,,,shares\n",
    )
    [said] = problems(edit)
    assert said == 'indicators.csv:3: comparison_id: "shares" is not in comparisons.csv'


def test_a_topic_whose_rows_could_not_be_read_is_not_without_claims() -> None:
    _, rows = (contents(BASE)[FERRIES] or b"").decode().split("\n", 1)
    [said] = problems((FERRIES, rows, "ferryman2020-passengers,passengers-fi-ee\n"))
    assert said.startswith(f"{FERRIES}:2: row: ")


def test_a_key_that_many_cells_name_is_one_problem_with_their_lines() -> None:
    assert problems(("series.csv", "\nlit-ee,", "\nlights-ee,")) == [
        f'{LIGHTS}:2: series_id: "lit-ee" is not in series.csv, '
        f"and 1 more cell names it ({LIGHTS}:5)"
    ]


@pytest.mark.parametrize(
    ("edit", "fix"),
    [
        (
            ("units.csv", "\npercent,", "\npct,"),
            'units.csv:2 has "pct", which no cell names: write "percent" there, or "pct" here',
        ),
        (
            ("documents.csv", "\nkeeper2019,", "\nkeeper19,"),
            'documents.csv:2 has "keeper19", which no cell names: write "keeper2019" there',
        ),
    ],
)
def test_a_key_that_was_renamed_in_one_place_is_one_problem(edit: Edit, fix: str) -> None:
    file, old, new = edit
    files = contents(BASE)
    files[file] = (files[file] or b"").replace(old.encode(), new.encode())
    assert [problem.fix for problem in problems_of(read_files(files))] == [fix]


def test_utf_16_that_is_cut_off_is_not_left_to_mend() -> None:
    content = (contents(BASE)[FERRIES] or b"").decode().encode("utf-16")[:-1]
    [said] = problems_of(read_files({**contents(BASE), FERRIES: content}))
    assert said.fix == "save it again as CSV UTF-8 in the program that wrote it"


def test_a_table_in_the_folder_of_claims_is_a_copy_of_the_table() -> None:
    copied = {"claims/series.csv": contents(BASE)["series.csv"]}
    [said] = problems_of(read_files({**contents(BASE), **copied}))
    assert (said.what, said.fix) == ("is a copy of series.csv", "delete the file")
    lost = {"series.csv": contents(BASE)[FERRIES]}
    [said] = problems_of(read_files({**contents(BASE), **lost}))
    assert said.what == "is that of claims" and "checkout HEAD" in said.fix


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [
        ("exchanged.,,\n", "exchanged, alas,,\n", '" alas" in withdrawn'),
        (",,62,62,,", ",,62,,62,,", '"" in unit'),
        (",,62,62,,", ",,0,35,0,35,,", "inside numbers: 0.35 in low and 0.35 in high, it seems"),
        (",,62,62,,", ",,1,200,1900,,", "inside numbers: 1200 in low, it seems"),
        (",,62,62,,", ",,1,200,1,900,,", "inside numbers: 1200 in low and 1900 in high, it seems"),
    ],
)
def test_the_first_cell_that_does_not_fit_is_named(old: str, new: str, first: str) -> None:
    assert first in problems(lit((old, new)))[0]


def test_a_row_whose_cells_are_shifted_is_one_problem() -> None:
    [said] = problems(lit((",,62,62,,", ",,,62,62,,"), ("exchanged.,,\n", "exchanged.,\n")))
    assert said.startswith(f"{LIGHTS}:5: row: has cells that do not fit their columns: ")


def test_an_edited_copy_of_a_file_is_one_problem() -> None:
    copy = (contents(BASE)[FERRIES] or b"").replace(b"para 12", b"para 13")
    name = "claims/ferries - Copy.csv"
    [said] = problems_of(read_files({**contents(BASE), name: copy}))
    assert (said.file, said.column) == (name, "file")
    assert said.what == f"looks like a copy of {FERRIES}, which lacks only line 3 of this file"


def test_what_mend_puts_right_in_several_files_is_one_problem() -> None:
    crlf = {
        name: (contents(BASE)[name] or b"").replace(b"\n", b"\r\n")
        for name in (FERRIES, LIGHTS, "units.csv")
    }
    [said] = problems_of(read_files({**contents(BASE), **crlf}))
    assert said.what == "10 lines end in CRLF; 2 more files are to be mended, too"


def test_in_a_conflict_nothing_is_mended() -> None:
    whole = (contents(BASE)[FERRIES] or b"").replace(b"\n", b"\r\n") + b"=======\r\n"
    [said] = problems_of(read_files({**contents(BASE), FERRIES: whole}))
    assert "merge conflict" in said.what
