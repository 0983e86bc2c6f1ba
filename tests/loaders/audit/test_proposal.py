"""Proposals: what a dataset would be with rows, word for word, and nothing touched."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from app_pages.curation.proposal import KIND_WORDS
from loaders.analysis.caution import DAY, KINDS, TEXT
from loaders.analysis.plausibility import cautions
from loaders.audit.proposal import proposal_lines, proposed
from loaders.curation.append import add
from loaders.curation.new_rows import NewRow
from loaders.errors import DatasetError
from tests.support.adding import LINE, claim, family, new_series, picture, texts
from tests.support.ferries import DAHL, ferries

Cells = Mapping[str, str]
LINE_2001: Cells = {"series_id": "line"}


@pytest.mark.parametrize("rows", [[claim()], new_series(), family()], ids=["one", "three", "nine"])
def test_a_proposal_says_what_add_writes_and_touches_nothing(
    rows: list[NewRow], folder: Path
) -> None:
    before, seen = texts(folder), picture(folder)
    proposal = proposed(folder, rows)
    assert picture(folder) == seen
    assert not (folder / ".lock").exists()
    add(folder, rows)
    for file, lines in proposal.lines.items():
        assert texts(folder)[file] == before.get(file, "") + lines
    assert set(proposal.lines) == {row.file for row in proposal.rows}
    assert proposal.problems == ()
    assert proposal.dataset is not None
    assert set(proposal.dataset.claims["claim_id"]) >= {
        row.cells["claim_id"] for row in rows if row.table == "claims"
    }


@pytest.mark.parametrize(
    "rows",
    [
        [claim(7, low="28")],
        [claim(3, claim_id="a"), claim(4, claim_id="a", period="2016")],
        [claim(1, topic="lights")],
        new_series()[1:],
    ],
)
def test_a_proposal_has_the_problems_that_add_raises(rows: list[NewRow], folder: Path) -> None:
    proposal = proposed(folder, rows)
    assert (proposal.dataset, proposal.remarks) == (None, ())
    with pytest.raises(DatasetError) as refused:
        add(folder, rows)
    assert list(proposal.problems) == refused.value.problems


def test_a_table_without_a_last_line_end_is_told_as_it_is(folder: Path) -> None:
    path = folder / "claims" / "lighthouses.csv"
    path.write_bytes(path.read_bytes()[:-1])
    assert [str(problem) for problem in proposed(folder, [claim()]).problems] == [
        "claims/lighthouses.csv:5: row: the last line has no line end; "
        "allowed: LF after every line; run `python -m loaders mend`"
    ]


def test_what_is_shown_is_lines_and_remarks(folder: Path) -> None:
    again = claim(period="2018", low="62", high="62", as_printed="62 lighthouses", locator="para 5")
    line = LINE.rstrip()
    assert proposal_lines(proposed(folder, [claim()])) == [
        "To claims/lighthouses.csv:",
        f"  {line}",
        "Nothing to look at twice: no duplicate, disagreement, jump or other doubt.",
    ]
    assert proposal_lines(proposed(folder, [again]))[2:] == [
        "duplicate: Tamm 2019 (keeper2019-lit-2018) has the same number: 62 lighthouses (2018)."
    ]


def remarks(folder: Path, *claims: Cells, new: int = 1) -> list[tuple[str, str, str, str]]:
    """Return the remarks on the last claims of these."""
    dataset = ferries(folder, *claims)
    names = [f"c{place}" for place in range(len(claims) - new, len(claims))]
    return [(r.kind, r.claim_id, r.beside, r.text) for r in cautions(dataset, names)]


def test_the_same_number_of_another_document_is_a_duplicate(tmp_path: Path) -> None:
    assert remarks(tmp_path, LINE_2001, LINE_2001 | DAHL) == [
        ("duplicate", "c1", "c0", "Berg 2020 (c0) has the same number: 500 passengers (2001).")
    ]
    assert remarks(tmp_path, LINE_2001, LINE_2001 | DAHL | {"hedge": "about"}) == [
        (
            "duplicate",
            "c1",
            "c0",
            "Berg 2020 (c0) has the same number, hedged in another way: 500 passengers (2001).",
        )
    ]


def test_two_new_claims_alike_are_told_once(tmp_path: Path) -> None:
    found = remarks(tmp_path, LINE_2001, LINE_2001 | DAHL, new=2)
    assert [(kind, one, other) for kind, one, other, _ in found] == [("duplicate", "c1", "c0")]


def test_a_corrected_claim_is_no_duplicate_of_its_correction(tmp_path: Path) -> None:
    assert remarks(tmp_path, LINE_2001, LINE_2001 | {"supersedes": "c0", "hedge": "about"}) == []


@pytest.mark.parametrize("other", [{}, DAHL], ids=["same document", "other document"])
def test_numbers_that_none_fits_are_a_disagreement(other: Cells, tmp_path: Path) -> None:
    names = "Dahl & Moe 2021" if other else "Berg 2020"
    assert remarks(tmp_path, LINE_2001, LINE_2001 | other | {"low": "700"}) == [
        (
            "disagreement",
            "c1",
            "c0",
            f"These do not agree: Berg 2020: 500 passengers (2001); "
            f"{names}: 700 passengers (2001).",
        )
    ]


def test_words_that_fit_one_number_are_no_disagreement(tmp_path: Path) -> None:
    more = {"hedge": "more_than", "low": "450", "high": ""}
    assert remarks(tmp_path, LINE_2001, LINE_2001 | DAHL | more) == []


def test_a_part_larger_than_its_whole_is_a_disagreement(tmp_path: Path) -> None:
    part = {"series_id": "by-ferry", "low": "700"}
    [(kind, _, beside, text)] = remarks(tmp_path, {"series_id": "all"}, part | DAHL)
    assert (kind, beside) == ("disagreement", "c0")
    assert text == (
        "“travellers_by_ferry” is a part of “travellers”, and is larger: "
        "Dahl & Moe 2021: 700 passengers (2001); Berg 2020: 500 passengers (2001)."
    )


def run_of(*numbers: str) -> list[Cells]:
    return [
        LINE_2001 | {"period": str(2001 + n), "low": low, "as_printed": low}
        for n, low in enumerate(numbers)
    ]


def test_a_step_out_of_proportion_is_a_jump(tmp_path: Path) -> None:
    assert remarks(tmp_path, *run_of("500", "600", "550", "5500")) == [
        (
            "jump",
            "c3",
            "c2",
            "5,500 passengers (2004) is 10 times 550 passengers (2003); "
            "the series' largest step so far is 1.2 times.",
        )
    ]


@pytest.mark.parametrize(
    "numbers",
    [
        ("500", "600", "550", "1300"),  # 2.36 times, and twice the largest step is 2.4
        ("500", "5500"),  # one earlier claim has no step
        ("500", "5000", "500", "5500"),
        ("500", "0", "20", "5500"),  # from zero, any step was seen
    ],
)
def test_a_step_like_those_before_is_no_jump(numbers: tuple[str, ...], tmp_path: Path) -> None:
    assert remarks(tmp_path, *run_of(*numbers)) == []


def test_a_fall_and_a_zero_are_jumps_too(tmp_path: Path) -> None:
    assert [text for *_, text in remarks(tmp_path, *run_of("500", "600", "60"))] == [
        "600 passengers (2002) is 10 times 60 passengers (2003); "
        "the series' largest step so far is 1.2 times."
    ]
    assert [text for *_, text in remarks(tmp_path, *run_of("500", "600", "0"))] == [
        "0 passengers (2003) stands beside 600 passengers (2002); "
        "the series' largest step so far is 1.2 times."
    ]


def test_a_claim_between_two_is_held_against_both(tmp_path: Path) -> None:
    first, second, third, new = run_of("500", "510", "6000", "505")
    between = [first, second, third | {"low": "520", "period": "2004"}]
    [(kind, _, beside, _)] = remarks(tmp_path, *between, new | {"low": "5050", "period": "2003"})
    assert (kind, beside) == ("jump", "c1")


def test_an_open_bound_jumps_by_the_least_that_its_words_allow(tmp_path: Path) -> None:
    more = {"hedge": "more_than", "high": ""}
    *earlier, new = run_of("500", "600", "6000")
    [(_, _, _, text)] = remarks(tmp_path, *earlier, new | more)
    assert text.startswith("More than 6,000 passengers (2003) is at least 10 times 600 passengers")
    assert remarks(tmp_path, *earlier, new | more | {"low": "100"}) == []


def test_the_record_outside_the_words_is_told_with_both_numbers(folder: Path) -> None:
    fare = claim(
        topic="ferries",
        series_id="fare-ee",
        period="2020-01",
        low="0.5",
        high="0.5",
        unit="EUR/km",
        hedge="about",
        as_printed="about 0.5 euros",
        document_id="ferryman2020",
        locator="para 3",
    )
    [remark] = proposed(folder, [fare]).remarks
    assert (remark.kind, remark.beside) == ("record", "shipping2020-fare")
    assert remark.text == (
        "The record, Shipping Office 2020, has 0.35 euros per kilometre (Jan 2020), "
        "which is below what “about 0.5 euros per kilometre” allows."
    )


def test_a_new_official_figure_is_held_against_the_claims(folder: Path) -> None:
    said = {"series_id": "fare-ee", "period": "2020-02", "unit": "EUR/km", "topic": "ferries"}
    said |= {"document_id": "ferryman2020", "locator": "para 3", "as_printed": "at most 0.3 euros"}
    add(folder, [claim(claim_id="said", high="0.3", low="", hedge="up_to", **said)])
    counted = said | {"document_id": "shipping2020", "locator": "table 2", "as_printed": "0.40"}
    new = claim(claim_id="counted", low="0.40", high="0.40", **counted)
    assert [(r.kind, r.claim_id, r.beside, r.text) for r in proposed(folder, [new]).remarks] == [
        (
            "record",
            "counted",
            "said",
            "The record, Shipping Office 2020, has 0.4 euros per kilometre (Feb 2020), "
            "which is above what “up to 0.3 euros per kilometre” allows.",
        )
    ]


def test_remarks_come_in_the_order_of_the_rows(tmp_path: Path) -> None:
    first, second, *_ = run_of("500", "600")
    found = remarks(tmp_path, first, second, first | DAHL, second | DAHL | {"low": "700"}, new=2)
    assert [(kind, one, other) for kind, one, other, _ in found] == [
        ("duplicate", "c2", "c0"),
        ("disagreement", "c3", "c1"),
    ]


def test_a_day_to_come_is_remarked_on_before_a_row_is_written(folder: Path) -> None:
    (remark, *_) = proposed(folder, [claim(added="9998-12-31")]).remarks
    assert (remark.kind, remark.beside) == (DAY, "")
    assert remark.text.startswith(f"In the row {remark.claim_id}, 9998-12-31 is in the future")
    assert {*KIND_WORDS} == {*KINDS, DAY, TEXT}
    assert all(one.kind != DAY for one in proposed(folder, [claim()]).remarks)
