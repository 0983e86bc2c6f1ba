"""The command: every way in, its exit code, and each message as a person meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loaders.__main__ import main
from loaders.curation.new_rows import NewRow
from loaders.schema.tables import COLUMNS
from loaders.validation.check import check
from tests.support.adding import CLAIM, LINE, copied, family, picture, texts
from tests.support.commands import run
from tests.support.paths import ROOT

FLAGS = [part for name, cell in CLAIM.items() for part in (f"--{name.replace('_', '-')}", cell)]
TODAY_FREE = {name: cell for name, cell in CLAIM.items() if name != "added"}


def assert_refused(
    result: Result, *messages: str, last: str = "1 problem, nothing was added"
) -> None:
    assert result.stdout.splitlines() == list(messages)
    assert result.stderr == last + "\n"
    assert result.exit_code == 1


def assert_added(folder: Path, result: Result, before: dict[str, str]) -> None:
    assert result.stdout == "added 1 to claims/lighthouses.csv\n"
    assert result.exit_code == 0
    before["claims/lighthouses.csv"] += LINE
    assert texts(folder) == before
    check(folder)


def pasted(delimiter: str = ",", end: str = "\n") -> str:
    return delimiter.join(CLAIM) + end + delimiter.join(CLAIM.values()) + end


def object_of(row: NewRow) -> str:
    return json.dumps(
        {"table": row.table, **row.cells} | ({"topic": row.topic} if row.topic else {})
    )


# Every way in.


def test_a_claim_is_added_from_flags(folder: Path) -> None:
    before = texts(folder)
    assert_added(folder, run(folder, "add", "lighthouses", *FLAGS), before)


@pytest.mark.parametrize(
    "block",
    [
        pasted(),
        pasted("\t", "\r\n"),
        "\ufeff" + pasted("\t"),
        LINE,
        "\n".join(reversed(",".join(CLAIM).split())) + "\n" + ",".join(CLAIM.values()),
    ],
    ids=["csv", "excel", "bom", "headless", "no line end"],
)
def test_a_claim_is_added_from_a_block_on_stdin(folder: Path, block: str) -> None:
    before = texts(folder)
    result = run(folder, "add", "lighthouses", "--paste", "-", stdin=block.encode())
    assert_added(folder, result, before)


def test_a_claim_is_added_from_a_file_of_json_lines(folder: Path, tmp_path: Path) -> None:
    before = texts(folder)
    (tmp_path / "rows.jsonl").write_text(json.dumps(CLAIM) + "\n")
    result = run(folder, "add", "lighthouses", "--jsonl", str(tmp_path / "rows.jsonl"))
    assert_added(folder, result, before)


def test_all_ways_in_can_be_taken_at_once(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "paste").write_text(pasted())
    second = CLAIM | {"claim_id": "second", "low": "28", "high": "28", "as_printed": "28"}
    third = CLAIM | {
        "claim_id": "third",
        "low": "29",
        "high": "29",
        "as_printed": "29",
        "series_id": "lit-lv",
    }
    flags = [part for name, cell in third.items() for part in (f"--{name}".replace("_", "-"), cell)]
    series = {"table": "series", "series_id": "lit-lv", "indicator_id": "lighthouses_lit"}
    result = run(
        folder,
        *("add", "lighthouses", *flags),
        *("--paste", str(tmp_path / "paste"), "--jsonl", "-"),
        *("--with", json.dumps(series | {"place_id": "LV", "measure": "stock"})),
        *("--with", '{"table": "places", "place_id": "LV", "name": "Latvia"}'),
        stdin=json.dumps(second),
    )
    assert result.stdout == (
        "added 1 to places.csv\nadded 1 to series.csv\nadded 3 to claims/lighthouses.csv\n"
    )
    keys = check(folder).frames["claims"]["claim_id"].to_list()
    assert keys[-3:] == ["keeper2019-lit-2017", "second", "third"]


def test_a_new_topic_comes_with_everything_and_the_check_counts_it(folder: Path) -> None:
    lines = "\n".join(map(object_of, family()))
    assert run(folder, "add", "harbours", "--jsonl", "-", stdin=lines).exit_code == 0
    assert run(folder, "check").stdout == (
        "ok: 8 claims in 7 series of 7 indicators; 4 documents, 5 works, 4 exclusions\n"
    )


def test_rows_of_a_table_are_added_under_its_name(folder: Path) -> None:
    block = "document_id,locator,numeral,reason\nkeeper2019,para 9,9,date\n"
    result = run(folder, "add", "exclusions", "--paste", "-", stdin=block)
    assert result.output == "added 1 to exclusions.csv\n"
    assert texts(folder)["exclusions.csv"].endswith("\nkeeper2019,para 9,9,date,\n")


def test_a_claim_needs_no_date_of_its_own(folder: Path) -> None:
    from datetime import date

    line = json.dumps(TODAY_FREE)
    assert run(folder, "add", "lighthouses", "--jsonl", "-", stdin=line).exit_code == 0
    assert check(folder).frames["claims"]["added"].iloc[-1] == date.today().isoformat()


def test_every_column_of_a_claim_has_its_flag() -> None:
    text = CliRunner().invoke(main, ["add", "--help"]).output
    flags = ["--" + column.replace("_", "-") for column in COLUMNS["claims"]]
    assert [flag for flag in flags if flag not in text] == []


# What is refused.


@pytest.mark.parametrize("way", [["--paste", "-"], ["--jsonl", "-"], []])
def test_nothing_to_add_is_refused(folder: Path, way: list[str]) -> None:
    before = picture(folder)
    result = run(folder, "add", "lighthouses", *way, stdin=b"")
    expected = (
        "<stdin>:1: row: contains no rows; allowed: at least one row; paste the rows"
        if "--paste" in way
        else "row: contains no rows; allowed: at least one row; give flags, --paste "
        "FILE or "
        "--jsonl FILE"
    )
    assert_refused(result, expected)
    assert picture(folder) == before


@pytest.mark.parametrize("way", ["--paste", "--jsonl"])
def test_stdin_that_is_no_utf_8_is_refused_with_its_line(folder: Path, way: str) -> None:
    before = picture(folder)
    result = run(folder, "add", "lighthouses", way, "-", stdin=b"claim_id\na\xef\n")
    assert_refused(
        result, "<stdin>:2: row: byte 0xef is not UTF-8; allowed: UTF-8; save it as UTF-8"
    )
    assert picture(folder) == before


def test_each_parent_is_named_by_the_place_of_its_flag(folder: Path) -> None:
    before = picture(folder)
    result = run(
        folder,
        *("add", "lighthouses", *FLAGS),
        *("--with", '{"table": "places", "place_id": "LV", "name": "Latvia"}'),
        *("--with", '{"table": "units", "unit": "boats"}'),
    )
    text = "allowed: one line of plain text; fill it in"
    assert_refused(
        result,
        '--with:1: place_id (places.csv): "LV" is not used anywhere; allowed: rows that are in '
        "use; "
        "delete the row, or add the row that uses it",
        f"--with:2: name (units.csv): is empty; {text}",
        f"--with:2: plural (units.csv): is empty; {text}",
        '--with:2: unit (units.csv): "boats" is not used anywhere; allowed: rows that are in use; '
        "delete the row, or add the row that uses it",
        last="4 problems, nothing was added",
    )
    assert picture(folder) == before


def test_a_fault_of_a_flag_names_its_column(folder: Path) -> None:
    result = run(folder, "add", "lighthouses", *FLAGS, "--unit", "lighthouse")
    assert_refused(
        result,
        'unit: "lighthouse" is not in units.csv; allowed: a key '
        'of units; did you mean "lighthouses"? Or hand its row in along: a second --paste with the '
        "columns table, unit, name, plural, dimension; a line of --jsonl; or "
        '--with \'{"table": "units", …}\'',
    )


SLUG_TEXT = "lower-case letters, digits and single - or _ between them; correct the name"


@pytest.mark.parametrize(
    ("topic", "message"),
    [
        ("../lighthouses", f'there is no topic "../lighthouses"; allowed: {SLUG_TEXT}'),
        ("/etc/passwd", f'there is no topic "/etc/passwd"; allowed: {SLUG_TEXT}'),
        (
            "claims",
            '"claims" is a table\'s name; allowed: a key of topics; name the topic that the claim '
            "belongs to",
        ),
    ],
)
def test_no_topic_leads_out_of_the_folder_or_to_a_table(
    folder: Path, topic: str, message: str
) -> None:
    before = picture(folder)
    assert_refused(run(folder, "add", topic, *FLAGS), f"topic: {message}")
    assert picture(folder) == before


def test_the_cells_of_a_claim_are_no_cells_of_another_table(folder: Path) -> None:
    before = picture(folder)
    assert_refused(
        run(folder, "add", "places", "--low", "7"),
        'low: there is no column "low"; allowed: place_id, name, parent; leave it out',
    )
    assert picture(folder) == before


def test_a_misspelt_topic_is_refused_with_the_right_one(folder: Path) -> None:
    before = picture(folder)
    assert_refused(
        run(folder, "add", "lighthouse", *FLAGS),
        'file: there is no topic "lighthouse"; allowed: a file '
        "for each "
        'topic of topics.csv; did you mean "lighthouses"?',
    )
    assert picture(folder) == before


# The other commands.


def test_the_check_tells_all_problems_and_their_number(folder: Path) -> None:
    (folder / "SCHEMA.md").write_text("old\n")
    path = folder / "places.csv"
    path.write_text(path.read_text().replace("EE,Estonia", "EE,"))
    assert_refused(
        run(folder, "check"),
        "SCHEMA.md:0: file: is out of date; allowed: the generated text; run "
        "`python -m loaders schema`",
        "places.csv:2: name: is empty; allowed: one line of plain text; fill it in",
        last="2 problems",
    )


def test_a_copied_file_is_one_problem(folder: Path) -> None:
    copy = folder / "claims/lighthouses (1).csv"
    copy.write_bytes((folder / "claims/lighthouses.csv").read_bytes())
    told = "claims/lighthouses (1).csv:0: file: is a copy of claims/lighthouses.csv; allowed: "
    assert_refused(run(folder, "check"), f"{told}each row once; delete the file", last="1 problem")


def test_tables_that_nothing_reads_are_named(folder: Path) -> None:
    (folder / "claims" / "ferries.csv").rename(folder / "claims" / "ferries.CSV")
    (folder / "series (1).csv").write_bytes((folder / "series.csv").read_bytes())
    told = run(folder, "check")
    name = "claims/ferries.CSV:0: file: is not read under this name; allowed: claims/ferries.csv"
    assert told.stdout == f"{name}; rename it so\n"
    assert (
        told.stderr.splitlines()[0]
        == "check this: series (1).csv: is a copy of series.csv; delete it"
    )


@pytest.mark.parametrize("command", ["check", "schema"])
def test_a_damaged_journal_is_told_by_each_command(folder: Path, command: str) -> None:
    (folder / ".pending.json").write_bytes(b"{")
    assert_refused(
        run(folder, command),
        ".pending.json:0: journal: cannot be read; allowed: what `add` or `record` writes; copy "
        f"the folder, run `git -C {folder} checkout HEAD -- .`, then delete this file",
        last="1 problem",
    )


def test_the_schema_is_written_once_what_was_interrupted_is_finished(folder: Path) -> None:
    for name in ("SCHEMA.md", "datapackage.json"):
        (folder / name).unlink()
    journal = {"places.csv": ["LV,Latvia,\n"]}
    (folder / ".pending.json").write_text(json.dumps(journal))
    result = run(folder, "schema")
    assert result.output == "wrote SCHEMA.md\nwrote datapackage.json\n"
    assert texts(folder)["places.csv"].endswith("\nLV,Latvia,\n")
    assert not (folder / ".pending.json").exists()
    reference = copied(folder.parent / "reference")
    for name in ("SCHEMA.md", "datapackage.json"):
        assert (folder / name).read_bytes() == (reference / name).read_bytes()


# As a program.


def program(
    folder: Path, *arguments: str, stdin: bytes, **environment: str
) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "loaders", *arguments, "--datasets", folder],
        input=stdin,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_the_program_adds_what_it_is_piped(folder: Path) -> None:
    before = texts(folder)
    found = program(
        folder, "add", "lighthouses", "--paste", "-", stdin=pasted("\t", "\r\n").encode()
    )
    assert found == (0, "added 1 to claims/lighthouses.csv\n", "")
    before["claims/lighthouses.csv"] += LINE
    assert texts(folder) == before


def test_the_program_refuses_bytes_and_shows_no_traceback(folder: Path) -> None:
    before = picture(folder)
    assert program(folder, "add", "lighthouses", "--jsonl", "-", stdin=b"\xff\xfe{") == (
        1,
        "<stdin>:1: row: is UTF-16, and cut off; allowed: UTF-8; save it as UTF-8\n",
        "1 problem, nothing was added\n",
    )
    assert picture(folder) == before


def test_a_terminal_without_the_characters_gets_them_escaped(folder: Path) -> None:
    stdin = json.dumps(CLAIM | {"status": "a\u2192b"}).encode()
    code, shown, _ = program(
        folder, "add", "lighthouses", "--jsonl", "-", stdin=stdin, PYTHONIOENCODING="latin-1"
    )
    assert code == 1
    assert shown.startswith('<stdin>:1: status (claims/lighthouses.csv): "a\\u2192b" is not a')


def test_an_argument_of_any_bytes_is_refused(folder: Path) -> None:
    arguments = ["add", "lighthouses", *FLAGS, "--note", os.fsdecode(b"na\xefve")]
    assert program(folder, *arguments, stdin=b"") == (
        1,
        'note: "na\\udcefve" contains half a character; allowed: text in UTF-8; type the '
        "character again\n",
        "1 problem, nothing was added\n",
    )
