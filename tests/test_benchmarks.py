"""What is measured: the tables that the benchmarks make, and drafts beside what a person read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import drafts
from benchmarks.record import grown
from benchmarks.tables import OTHERS, PLAIN, make
from loaders.dataset import load
from loaders.errors import DatasetError
from loaders.values.codelists import HEDGES, STATUSES
from tests.support.real import REAL


def test_the_tables_are_valid_and_have_every_hedge_and_status(tmp_path: Path) -> None:
    made = make(tmp_path / "made", 600)
    claims = load(made.directory).claims
    assert len(claims) == made.claims == 600
    assert {*claims["hedge"]} == {*PLAIN, *OTHERS} == {*HEDGES}
    assert {*claims["status"]} == {*STATUSES}
    assert claims["hedge"].isin(PLAIN).sum() == 300


def test_a_grown_record_is_valid_and_as_large_as_asked(tmp_path: Path) -> None:
    today = len(REAL.recorded)
    more = load(grown(tmp_path / "grown", today + 700))
    assert len(more.recorded) == today + 700
    assert len(more.observations) == len(REAL.observations) + 700


TEXT = """About 40 ferries sailed in 2019, more than half of them on 5 routes.

El 25 de mayo zarparon 30 barcas con 200 personas.
"""
TRUTH = """text\tparagraph\twords\tclaim\tlow\thigh\thedge\tunit
en-ferries\t1\t40\tyes\t40\t40\tabout\tferries
en-ferries\t1\t2019\tno\t\t\t\t
en-ferries\t1\thalf\tyes\t1/2\t\tmore_than\tfraction
en-ferries\t1\t5 routes\tyes\t6|7\t6|7\texact\troutes
es-barcas\t1\t25 de mayo\tno\t\t\t\t
es-barcas\t1\t30\tyes\t30\t30\tabout\tbarcas
es-barcas\t1\t200\teither\t\t\t\t
"""


def test_drafts_are_held_against_what_a_person_read(tmp_path: Path) -> None:
    english, spanish = TEXT.split("\n\n")
    (tmp_path / "en-ferries.txt").write_text(english, "utf-8")
    (tmp_path / "es-barcas.txt").write_text(spanish, "utf-8")
    (tmp_path / "truth.tsv").write_text(TRUTH, "utf-8")
    options = ["--texts", str(tmp_path), "--truth", str(tmp_path / "truth.tsv"), "--list"]
    lines = CliRunner().invoke(drafts.main, options).output.splitlines()
    counted = {line[:-24].strip(" -"): line[-24:].split() for line in lines}
    assert counted[drafts.MEANINGS[drafts.RIGHT].strip(" -")] == ["1", "0", "1"]
    assert counted[drafts.MEANINGS[drafts.UNLISTED].strip(" -")] == ["1", "0", "1"]
    assert counted[drafts.MEANINGS[drafts.MISREAD].strip(" -")] == ["1", "0", "1"]
    assert counted[drafts.MEANINGS[drafts.BOUNDS].strip(" -")] == ["0", "1", "1"]
    assert counted[drafts.MEANINGS[drafts.PASSED]] == ["1", "1", "2"]
    assert counted[drafts.MEANINGS[drafts.EITHER]] == ["0", "1", "1"]
    assert [line.split("→")[0] for line in lines if "→" in line] == [
        "en-ferries: misread: en-ferries 1 5 routes yes 6|7 6|7 exact routes ",
        "es-barcas: bounds: es-barcas 1 30 yes 30 30 about barcas ",
    ]


def test_words_that_are_not_in_their_paragraph_are_refused_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "en-ferries.txt").write_text(TEXT, "utf-8")
    (tmp_path / "truth.tsv").write_text(TRUTH.replace("half", "a half"), "utf-8")
    with pytest.raises(DatasetError, match=r"truth.tsv:4: words: .a half. is not in paragraph 1"):
        drafts.truth_of(tmp_path / "truth.tsv", tmp_path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "en-ferries\t3\t40\tyes\t40\t40\tabout\tferries",
            'paragraph: "3" is none; allowed: 1 to 1',
        ),
        (
            "en-ferries\tx\t40\tyes\t40\t40\tabout\tferries",
            'paragraph: "x" is none; allowed: 1 to 1',
        ),
        (
            "en-ferries\t1\t40\tYes\t40\t40\tabout\tferries",
            'claim: "Yes" is not allowed; allowed: ',
        ),
        ("en-ferries\t1\t40", "row: has too few cells; allowed: 8 cells"),
        ("en-boats\t1\t40\tyes\t40\t40\tabout\tferries", "file: is missing; allowed: a text for "),
    ],
)
def test_a_line_of_another_form_is_told_with_its_place(
    tmp_path: Path, line: str, said: str
) -> None:
    (tmp_path / "en-ferries.txt").write_text("About 40 ferries sailed.\n", "utf-8")
    table = tmp_path / "truth.tsv"
    table.write_text(f"{TRUTH.splitlines()[0]}\n{line}\n", "utf-8")
    with pytest.raises(DatasetError) as refused:
        drafts.truth_of(table, tmp_path)
    assert said in str(refused.value)
