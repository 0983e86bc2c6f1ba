"""The audit: on a report written for the tests, and one change at a time on the real texts."""

from __future__ import annotations

import csv
import errno
import hashlib
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loaders.__main__ import main
from loaders.audit.claims import Audited, audit, outcomes
from loaders.audit.recomputation import NOT_COMPUTED
from loaders.curation.append import writing
from loaders.curation.corrections import withdraw
from loaders.dataset import DATASETS
from loaders.validation.check import check
from tests.support.adding import copied
from tests.support.read_texts import FERRYMAN, KEEPER, put
from tests.support.texts import TEXTS

EXCLUSIONS = """document_id,locator,numeral,reason,note
keeper2019,para 2,3,page_furniture,
keeper2019,para 4,2018,date,
keeper2019,para 4,1,footnote_mark,
keeper2019,para 7,1877,date,The year in which the light was built.
keeper2019,para 9,2017,date,
keeper2019,para 11,*,bibliographic,
"""
FERRY_EXCLUSIONS = """ferryman2020,para 2,two ports,enumeration,
ferryman2020,para 12,2018,date,
"""
FARES = "month,fare\n2020-01,0.35\n2020-02,0.36\n2020-02,1.4\n"
FARE = "sum of fare over 1 row where month=2020-01 in"
ALL = "01|2020-02 in"
Change = Callable[[Path, Path], None]


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a dataset whose texts are at hand, and whose ledger is closed."""
    folder = tmp_path_factory.mktemp("closed")
    data, texts = copied(folder / "data"), folder / "texts"
    texts.mkdir()
    put(data, texts, "keeper2019", KEEPER)
    put(data, texts, "ferryman2020", FERRYMAN)
    (data / "exclusions.csv").write_text(EXCLUSIONS + FERRY_EXCLUSIONS)
    (texts / "fares.csv").write_text(FARES)
    digest = hashlib.sha256(FARES.encode()).hexdigest()
    edit(data / "claims/ferries.csv", "0123456789abcdef" * 4, digest)
    edit(data / "claims/ferries.csv", "up to one death in five days", "up to 0.2 deaths a day")
    assert problems(run(data, texts, "--write"), 0) == []
    return folder


@pytest.fixture
def folders(closed: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return a test's own copy of that dataset and its texts."""
    shutil.copytree(closed, tmp_path, dirs_exist_ok=True)
    return tmp_path / "data", tmp_path / "texts"


def edit(path: Path, old: str, new: str) -> None:
    content = path.read_text()
    assert old in content, f"{old} is not in {path.name}"
    path.write_text(content.replace(old, new, 1))


def run(data: Path, texts: Path, *options: str) -> Result:
    return CliRunner().invoke(
        main,
        [
            "audit",
            *("--texts", str(texts), "--official", str(texts), "--datasets", str(data)),
            *options,
        ],
    )


def problems(result: Result, code: int = 1) -> list[str]:
    lines = result.output.splitlines()
    told = [line for line in lines if ":" in line.split(" ")[0][:-1] or line.startswith("texts: ")]
    assert result.exit_code == code, result.output
    return told


def test_an_audit_that_closes_prints_shares_and_counts(folders: tuple[Path, Path]) -> None:
    result = run(*folders)
    assert result.output.splitlines() == [
        "keeper2019: 14 numerals, 100% accounted for: claim 6 (42.9%), date 3 (21.4%), "
        "bibliographic 3 (21.4%), page_furniture 1 (7.1%), footnote_mark 1 (7.1%)",
        "ferryman2020: 5 numerals, 100% accounted for: claim 3 (60.0%), enumeration 1 (20.0%), "
        "date 1 (20.0%)",
        "official figures: 1 computed again from 1 files, 0 rest on a page that was read",
        "34 rows and numerals are in order, and nothing is left to do",
    ]
    assert result.exit_code == 0


def test_a_part_that_is_curated_is_what_is_promised(folders: tuple[Path, Path]) -> None:
    data, texts = folders
    edit(data / "exclusions.csv", "keeper2019,para 2,3,page_furniture,\n", "")
    edit(data / "documents.csv", "A magazine article on lights.,", "On lights.,para 4; para 7-11")
    result = run(data, texts, "--write")
    assert problems(result, 0) == []
    assert result.output.splitlines()[0] == (
        "keeper2019: 9 numerals of para 4; para 7-11, 100% accounted for: date 3 (33.3%), "
        "bibliographic 3 (33.3%), claim 2 (22.2%), footnote_mark 1 (11.1%)"
    )
    assert "keeper2019,claim,2\n" in (data / "coverage.csv").read_text()
    edit(data / "documents.csv", "para 4; para 7-11", "para 1-11")
    assert ["para 2" in line for line in problems(run(data, texts))] == [True]


KEEPERS = "claims/lighthouses.csv"
CASES: dict[str, tuple[str, str, str, str]] = {
    "a hedge": (
        KEEPERS, "percent,about,some 12%", "percent,exact,some 12%",
        'claims/lighthouses.csv:4: hedge: the row has exact 12, but "some 12%" gives about 12; '
        "allowed: what the printed words give, unless the note says why not; correct the row, or "
        "quote in the note the word that hedges the number: “about”",
    ),
    "a hedge that rests on a word of another place": (
        KEEPERS, "12,12,,percent,about,some 12%,,,,,keeper2019,para 9,,,estimate,",
        "12,,,percent,more_than,some 12%,,,,,keeper2019,para 9,,,estimate,With “more than”.",
        'claims/lighthouses.csv:4: hedge: more_than rests on "more than", which is not there; '
        "allowed: a word of para 9 that hedges the number; read the paragraph, and correct the row "
        "where it is wrong [hedge_not_at_locator]",
    ),
    "words that cut a number": (
        KEEPERS, "percent,about,some 12%", "percent,exact,12%",
        'claims/lighthouses.csv:4: as_printed: "12%" cuts "some 12%" in two; allowed: whole words '
        "of this number and its hedge, and of no other claim; choose another passage of the "
        "paragraph "
        "[words_not_own]",
    ),
    "a paragraph": (
        KEEPERS, "some 12%,,,,,keeper2019,para 9", "some 12%,,,,,keeper2019,para 8",
        'claims/lighthouses.csv:4: locator: "some 12%" is not in para 8 of keeper2019.txt; '
        "allowed: an exact passage of the paragraph, escapes and tags included; it is in para 9: "
        "correct the locator [not_at_locator]",
    ),
    "a paragraph of an event": (
        "events.csv", "keeper2019,para 7", "keeper2019,para 8",
        'events.csv:2: locator: "The tower of 1877 stands" is not in para 8 of '
        "keeper2019.txt; allowed: an exact passage of the paragraph, escapes and tags included; it "
        "is in para 7: correct the locator [not_at_locator]",
    ),
    "a reference": (
        KEEPERS, "para 4,lloyd2018[12],,observation,,2026-11-02",
        "para 4,,,observation,,2026-11-02",
        "claims/lighthouses.csv:5: reference_ids: lacks the work of footnote 1, whose mark is "
        "in the sentence; allowed: lloyd2018; read the paragraph, and correct the row where it is "
        "wrong [reference_missing]",
    ),
    "an exclusion removed": (
        "exclusions.csv",
        "keeper2019,para 7,1877,date,The year in which the light was built.\n", "",
        'keeper2019.txt:13: numeral: "1877" of para 7 ("The tower of 1877 stands.") is in no '
        "row; allowed: a claim, or an exclusion with its reason; add the claim or the exclusion: "
        "python -m loaders draft lists them [numeral_unaccounted]",
    ),
    "an exclusion too many": (
        "exclusions.csv", "keeper2019,para 9,", "keeper2019,para 8,4,idiom,\nkeeper2019,para 9,",
        'exclusions.csv:6: locator: "4" is not in para 8 of keeper2019.txt; allowed: one numeral '
        "of the paragraph that no claim has; it is in para 6: correct the locator "
        "[exclusion_unused]",
    ),
    "an exclusion of two numerals": (
        "exclusions.csv", "keeper2019,para 9,",
        "keeper2019,para 8,4 of 9,idiom,\nkeeper2019,para 9,",
        'exclusions.csv:6: numeral: "4 of 9" of para 8 has 2 numerals; allowed: one numeral of '
        "the paragraph that no claim has; give each a row of its own: 4, 9 [exclusion_unused]",
    ),
    "an exclusion of a mark that is none": (
        "exclusions.csv", "keeper2019,para 9,",
        "keeper2019,para 7,of 1877,footnote_mark,\nkeeper2019,para 9,",
        'exclusions.csv:6: reason: "of 1877" of para 7 is no mark of a note; allowed: one numeral '
        "of the paragraph that no claim has; give the reason why it is no claim "
        "[exclusion_unused]",
    ),
    "a star": (
        "exclusions.csv", "keeper2019,para 7,1877,", "keeper2019,para 7,*,",
        'exclusions.csv:5: locator: "*" takes numerals of body text; allowed: * for reference '
        "lists and whole footnotes only; give each numeral a row of its own [star_in_body]",
    ),
    "an official figure": (
        "claims/ferries.csv", ",0.35,0.35,", ",0.36,0.36,",
        "claims/ferries.csv:4: computed: the row has 0.36–0.36, but the sum is 0.35; allowed: what "
        "fares.csv gives; do the sum again, and correct the row where it is wrong "
        "[value_not_in_file]",
    ),
    "a sum that is no count": (
        "claims/ferries.csv", f",0.35,0.35,,EUR/km,exact,,,,,{FARE}",
        f",2.11,2.11,,EUR/km,exact,,,,,{FARE}".replace("1 row", "3 rows").replace("01 in", ALL),
        "claims/ferries.csv:4: computed: the sum 2.11 is called exact; allowed: about for what is "
        "rounded; round the sum, which is no more exact than the weighing, and use the hedge about "
        "[value_not_in_file]",
    ),
    "the rows of a sum": (
        "claims/ferries.csv", FARE, FARE.replace("01", "01|2020-02").replace("1 row", "2 rows"),
        "claims/ferries.csv:4: computed: sums 3 rows, not 2; allowed: what fares.csv gives; do the "
        "sum again, and correct the row where it is wrong [value_not_in_file]",
    ),
    "the column of a sum": (
        "claims/ferries.csv", FARE, FARE.replace("of fare", "of price"),
        "claims/ferries.csv:4: computed: fares.csv has no column price; allowed: what fares.csv "
        "contains; do the sum again, and correct the row where it is wrong [value_not_in_file]",
    ),
    "the coverage": (
        "coverage.csv", "keeper2019,date,3", "keeper2019,date,4",
        "coverage.csv:0: numerals: has other numbers for keeper2019 than were counted; allowed: "
        "what the audit counts; run: python -m loaders audit --write [coverage_stale]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_audit_names_one_change_and_no_other(folders: tuple[Path, Path], case: str) -> None:
    file, old, new, message = CASES[case]
    edit(folders[0] / file, old, new)
    assert problems(run(*folders)) == [message]


@pytest.mark.parametrize(
    ("cells", "note"), [("13,13,,percent,about", "Here 13."), ("12,12,,percent,exact", "“drew”")]
)
def test_a_disagreement_that_the_note_excuses_is_not_told(
    folders: tuple[Path, Path], cells: str, note: str
) -> None:
    rest = ",some 12%,,,,,keeper2019,para 9,,,estimate,"
    edit(folders[0] / KEEPERS, f"12,12,,percent,about{rest}", f"{cells}{rest}{note}")
    assert problems(run(*folders), 0) == []


def test_a_number_of_a_withdrawn_claim_says_so_and_has_a_reason(folders: tuple[Path, Path]) -> None:
    name = "keeper2019-visitors"
    withdraw(folders[0], name, "The text gives it as a rumour.")
    (told,) = problems(run(*folders))
    assert f"is in no row, as {name} was withdrawn; " in told
    edit(
        folders[0] / "exclusions.csv",
        "para 9,2017,date,\n",
        "para 9,2017,date,\nkeeper2019,para 9,12,withdrawn,\n",
    )
    assert problems(run(*folders, "--write"), 0) == []


def test_a_changed_word_of_a_text_makes_it_another_text(folders: tuple[Path, Path]) -> None:
    edit(folders[1] / "keeper2019.txt", "The tower", "The tall tower")
    digest = hashlib.sha256((folders[1] / "keeper2019.txt").read_bytes()).hexdigest()
    assert problems(run(*folders)) == [
        f"documents.csv:2: text_sha256: is not the SHA-256 of keeper2019.txt ({digest}); allowed: "
        "the SHA-256 of the text that was read; restore the text, or read the new one and audit "
        "it as a document of its own [text_changed]"
    ]


def test_a_text_that_is_not_at_hand_is_missing(folders: tuple[Path, Path]) -> None:
    (folders[1] / "ferryman2020.txt").unlink()
    assert problems(run(*folders)) == [
        f"documents.csv:3: text_sha256: no text of {folders[1]} has this SHA-256; allowed: the "
        "SHA-256 of the text that was read; put the text there, or name its folder with --texts "
        "[text_missing]"
    ]


def test_a_file_of_official_figures_that_is_not_at_hand_is_missing(
    folders: tuple[Path, Path],
) -> None:
    digest = hashlib.sha256(FARES.encode()).hexdigest()
    (folders[1] / "fares.csv").unlink()
    assert problems(run(*folders)) == [
        f"claims/ferries.csv:4: computed: no file in the folder has the SHA-256 {digest}; "
        "allowed: the file "
        "that was summed; put it there, or name its folder: --official [file_missing]"
    ]


def test_writing_keeps_the_counts_of_a_text_that_is_not_at_hand(folders: tuple[Path, Path]) -> None:
    before = (folders[0] / "coverage.csv").read_text()
    (folders[1] / "ferryman2020.txt").unlink()
    run(*folders, "--write")
    assert (folders[0] / "coverage.csv").read_text() == before


def test_counts_that_are_not_closed_are_not_written(folders: tuple[Path, Path]) -> None:
    before = (folders[0] / "coverage.csv").read_text()
    edit(folders[0] / "exclusions.csv", "keeper2019,para 9,2017,date,\n", "")
    assert "[numeral_unaccounted]" in run(*folders, "--write").output
    assert (folders[0] / "coverage.csv").read_text() == before


def test_writing_counts_what_is_there_when_the_lock_is_free(folders: tuple[Path, Path]) -> None:
    edit(folders[0] / "exclusions.csv", "keeper2019,para 9,2017,date,\n", "")
    with ThreadPoolExecutor() as pool, writing(folders[0]):
        audited = pool.submit(run, *folders, "--write")
        time.sleep(0.5)
        assert not audited.done()
        edit(
            folders[0] / "exclusions.csv",
            "para 7,1877,date",
            "para 9,2017,period,\nkeeper2019,para 7,1877,date",
        )
    assert problems(audited.result(), 0) == []
    assert "keeper2019,period,1" in (folders[0] / "coverage.csv").read_text()


def test_a_folder_that_does_not_exist_is_named(folders: tuple[Path, Path]) -> None:
    told = problems(run(folders[0], Path("/no/where")))
    assert told[1] == (
        "documents.csv:2: text_sha256: the folder /no/where does not exist; allowed: the SHA-256 "
        "of the text that was read; put the text there, or name its folder with --texts "
        "[text_missing]"
    )


def test_the_folders_are_named_by_an_option_or_by_the_environment(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["audit", "--datasets", str(folders[0])]
    for name in ("CITED_FIGURES_TEXTS", "CITED_FIGURES_OFFICIAL"):
        monkeypatch.delenv(name, raising=False)
    refused = CliRunner().invoke(main, command)
    assert problems(refused) == [
        "texts: no folder of texts is named; allowed: the folder of the texts that were "
        "read; name it with --texts or CITED_FIGURES_TEXTS, or put the texts into "
        f"{folders[0] / 'texts'}"
    ]
    shutil.copytree(folders[1], folders[0] / "texts")
    assert CliRunner().invoke(main, command).exit_code == 0
    monkeypatch.setenv("CITED_FIGURES_TEXTS", str(folders[1]))
    texts_alone = CliRunner().invoke(main, command)
    assert f"{NOT_COMPUTED}\n" in texts_alone.output
    assert texts_alone.exit_code == 0
    monkeypatch.setenv("CITED_FIGURES_OFFICIAL", str(folders[1]))
    assert CliRunner().invoke(main, command).output == run(*folders).output


@pytest.mark.parametrize("options", [(), ("--write",)])
def test_a_text_that_cannot_be_read_is_named(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    locked, read = folders[1] / "locked.txt", Path.read_bytes
    locked.touch()

    def refused(path: Path) -> bytes:
        if path == locked:
            raise PermissionError(errno.EACCES, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert problems(run(*folders, *options)) == [
        f"{locked}:0: file: cannot be read: Permission denied; allowed: a text that may be read; "
        "change its permissions, or take it out of the folder"
    ]


def test_what_is_no_text_in_the_folder_is_passed_over(folders: tuple[Path, Path]) -> None:
    texts = folders[1]
    (texts / "folder.txt").mkdir()
    (texts / "loop.txt").symlink_to("loop.txt")
    (texts / "wide.txt").write_text("5 deaths", encoding="utf-16")
    (texts / "bytes.md").write_bytes(bytes(range(256)) * 9)
    (texts / "empty.txt").touch()
    shutil.copy(texts / "keeper2019.txt", texts / "again.txt")
    assert problems(run(*folders), 0) == []


def test_a_count_of_many_digits_is_refused(folders: tuple[Path, Path]) -> None:
    edit(folders[0] / "coverage.csv", "keeper2019,date,3", "keeper2019,date,3" + "0" * 5000)
    assert "is not allowed; allowed: a whole number" in problems(run(*folders))[0]


def test_a_corrected_claim_accounts_for_nothing(folders: tuple[Path, Path]) -> None:
    assert "26 lighthouses" not in KEEPER  # the corrected row's words stand nowhere
    assert run(*folders).exit_code == 0


def test_a_broken_dataset_is_told_before_any_text_is_read(folders: tuple[Path, Path]) -> None:
    edit(folders[0] / KEEPERS, "percent,about,some 12%", "percent,sort of,some 12%")
    result = run(*folders)
    assert "claims/lighthouses.csv:4: hedge:" in result.output
    assert "numerals" not in result.output
    assert result.exit_code == 1


# The real texts.


@pytest.fixture
def real(tmp_path: Path) -> tuple[Path, Path]:
    data, texts = tmp_path / "datasets", tmp_path / "texts"
    shutil.copytree(DATASETS, data)
    shutil.copytree(TEXTS, texts)
    return data, texts


def found(data: Path, texts: Path) -> list[Audited]:
    return audit(check(data), texts)


@pytest.mark.texts
def test_the_audit_of_the_real_texts_closes_to_zero() -> None:
    audited = [each for each in found(DATASETS, TEXTS) if not missing(each)]
    told = [str(each.problem) for document in audited for each in document.findings]
    assert told == []
    assert all(document.closed for document in audited)
    assert sum(document.numerals for document in audited) > 800


@cache
def unchanged() -> dict[str, int]:
    """Return the outcomes of the project's own figures, as they are."""
    return outcomes(found(DATASETS, TEXTS))


def missing(document: Audited) -> bool:
    """Tell whether the text of a document is not at hand."""
    return any(each.code == "text_missing" for each in document.findings)


def cell(file: str, key: str, column: str, new: str) -> Change:
    """Change one cell of the row that begins with `key`."""

    def change(data: Path, texts: Path) -> None:
        rows = list(csv.reader((data / file).read_text().splitlines()))
        line = next(row for row in rows if row[0] == key)
        line[rows[0].index(column)] = new
        with (data / file).open("w", newline="") as out:
            csv.writer(out, lineterminator="\n").writerows(rows)

    return change


def both(*changes: Change) -> Change:
    def change(data: Path, texts: Path) -> None:
        for each in changes:
            each(data, texts)

    return change


POPPY, POPPY_FILE = "felbabbrown2020-poppy-us-2017", "claims/poppy_cultivation.csv"
CHANGES: dict[str, tuple[Change, str]] = {
    "a digit": (
        both(
            cell(POPPY_FILE, POPPY, "low", "44700"),
            cell(POPPY_FILE, POPPY, "high", "44700"),
            cell(POPPY_FILE, POPPY, "as_printed", "44,700"),
        ),
        "not_at_locator numeral_unaccounted",
    ),
    "a hedge": (
        both(
            cell(POPPY_FILE, POPPY, "hedge", "about"),
            cell(POPPY_FILE, POPPY, "note", "With “about”."),
        ),
        "hedge_not_at_locator",
    ),
    "a paragraph": (cell(POPPY_FILE, POPPY, "locator", "para 61"), "not_at_locator"),
    "a work": (cell(POPPY_FILE, POPPY, "reference_ids", "lecour2019"), "reference_missing"),
    "a word of the text": (
        lambda _, texts: edit(next(texts.glob("001*")), "Mexico", "Texas"),
        "text_changed",
    ),
    "a text removed": (lambda _, texts: next(texts.glob("003*")).unlink(), "text_missing"),
    "an exclusion removed": (
        lambda data, _: edit(data / "exclusions.csv", "lekhtman2023,para 6,8,date,\n", ""),
        "numeral_unaccounted",
    ),
    "an exclusion too many": (
        lambda data, _: edit(
            data / "exclusions.csv",
            "lekhtman2023,para 6,8,date,\n",
            "lekhtman2023,para 6,8,date,\nlekhtman2023,para 7,8,date,\n",
        ),
        "exclusion_unused",
    ),
    "a star": (
        lambda data, _: edit(
            data / "exclusions.csv", "lekhtman2023,para 6,8,date,", "lekhtman2023,para 6,*,date,"
        ),
        "star_in_body",
    ),
}  # fmt: skip


@pytest.mark.texts
@pytest.mark.parametrize("name", CHANGES)
def test_one_change_of_the_real_data_is_named_and_nothing_else(
    real: tuple[Path, Path], name: str
) -> None:
    change, codes = CHANGES[name]
    before = unchanged()
    change(*real)
    after = outcomes(found(*real))
    changed = {key: after[key] - count for key, count in before.items() if after[key] != count}
    assert {key: count for key, count in changed.items() if key != "ok"} == dict.fromkeys(
        codes.split(), 1
    )
