"""Commands where the machine is set up otherwise: locale, home, folders, clock."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from loaders.commands import check as check_command
from loaders.curation import corrections
from loaders.dataset import load
from loaders.queries.as_of import as_of, since
from loaders.queries.overdue import due
from loaders.validation.check import check
from loaders.validation.dates import to_come
from tests.support.adding import CLAIM, copied, texts
from tests.support.clock import Earlier
from tests.support.commands import run
from tests.support.paths import ROOT
from tests.support.recorded import OBSERVED, OF_A_FILE, write_record

LIGHTS = "claims/lighthouses.csv"
OLD = "keeper2019-lit-2018"
WORDS = "27 – İstanbul ışıkları"
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
VIEW = "/trends?indicator=lighthouses_lit"


def program(name: str, *arguments: str | Path, stdin: str = "", **environment: str) -> str:
    """Run a program of the project in this environment alone; return what it prints."""
    kept = {key: os.environ[key] for key in ("PATH", "CHROME") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", name, *map(str, arguments)],
        input=stdin.encode(),
        capture_output=True,
        cwd=ROOT,
        env=kept | environment,
        check=False,
    )
    told = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 0, told
    return told


def turkish(folder: Path) -> dict[str, str]:
    """Return the environment of a Turkish machine; skip where its locale cannot be made."""
    made = folder / "tr_TR.UTF-8"
    command = ["localedef", "-i", "tr_TR", "-f", "UTF-8", str(made)]
    if shutil.which("localedef") is None or subprocess.run(command, check=False).returncode:
        pytest.skip("not run, as there is no source of the Turkish locale here")
    return {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "LOCPATH": str(folder)}


def test_words_of_any_alphabet_are_taken_in_where_the_locale_is_ascii(folder: Path) -> None:
    told = program(
        "loaders", "withdraw", OLD, "--reason", WORDS, "--yes", "--datasets", folder, **ASCII
    )
    assert told.endswith(f"withdrew {OLD} in {LIGHTS}\n")
    assert f",{WORDS}" in texts(folder)[LIGHTS]
    check(folder)


def test_a_reason_of_half_characters_is_refused(folder: Path) -> None:
    half = os.fsdecode(b"na\xefve")
    result = run(folder, "withdraw", OLD, "--reason", half, "--yes")
    assert (result.exit_code, result.stderr) == (1, "1 problem, nothing was written\n")
    assert result.stdout == (
        'reason: "na\\udcefve" contains half a character; allowed: text in UTF-8; type '
        "the "
        "character again\n"
    )


@pytest.mark.stress
@pytest.mark.parametrize("where", ["ascii", "turkish", "no home"])
def test_each_command_does_the_same_on_any_machine(where: str, tmp_path: Path) -> None:
    """The folders have names with spaces and letters of other alphabets."""
    locale = tmp_path / "locale"
    locale.mkdir()
    plain = {"LC_ALL": "C.UTF-8", "HOME": str(tmp_path)}
    missing = {"HOME": "/no/such", "TMPDIR": "/no/such", "XDG_CACHE_HOME": "/no/such"}
    others = {"ascii": ASCII, "no home": missing}
    environment = turkish(locale) if where == "turkish" else others[where]
    stdin = json.dumps(CLAIM | {"as_printed": WORDS})
    steps = {
        "add": ("add", "lighthouses", "--jsonl", "-"),
        "correct": (
            "correct",
            OLD,
            "--low",
            "63",
            "--as-printed",
            "63",
            "--reason",
            WORDS,
            "--yes",
        ),
        "check": ("check",),
    }
    found = []
    for number, machine in enumerate((plain, environment)):
        place = tmp_path / f"{number} mit Leerzeichen, ü и №"
        place.mkdir()
        folder = copied(place / "die Daten")
        on = ("--datasets", folder)
        for name in ("add", "correct", "check"):
            program("loaders", *steps[name], *on, stdin=stdin, **machine)
        program("loaders", "sdmx", "--out", place / "das SDMX", *on, **machine)
        for form in ("csv", "svg"):
            out = place / f"die Datei.{form}"
            export = ("export", "--view", VIEW, "--format", form, "--out", out)
            program("charts", *export, *on, **machine)
        files = {
            str(path.relative_to(place)): path.read_bytes()
            for path in sorted(place.rglob("*.*"))
            if path.is_file()
        }
        found.append(files)
    assert found[0] == found[1]


def test_git_is_understood_in_any_language(tmp_path: Path) -> None:
    folder = copied(tmp_path / "data")
    done = subprocess.run(
        [sys.executable, "-m", "loaders", "changes", "--datasets", str(folder)],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "tr:de"},
        check=False,
    )
    assert b"is in no git repository (not a git repository" in done.stdout


# A clock that was set back: all claims came in later than today.


def test_on_a_clock_that_was_set_back_the_figures_are_read_and_nothing_is_due(
    folder: Path,
) -> None:
    dataset = load(folder)
    assert as_of(dataset, Earlier.today()).claims.empty
    assert since(dataset, Earlier.today()).added == len(dataset.claims)
    assert due(dataset, Earlier.today()).empty
    check(folder)


@pytest.mark.parametrize(
    "command",
    [("withdraw", OLD), ("correct", OLD, "--low", "63", "--as-printed", "63")],
    ids=["withdraw", "correct"],
)
def test_no_claim_is_corrected_or_withdrawn_before_it_came_in(
    command: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "date", Earlier)
    assert run(folder, *command, "--reason", "Misread.", "--yes").exit_code == 0
    claims = check(folder).frames["claims"].fillna("")
    came_in = claims.set_index("claim_id").loc[OLD, "added"]
    last = claims.iloc[-1] if command[0] == "correct" else claims.set_index("claim_id").loc[OLD]
    assert last["withdrawn" if command[0] == "withdraw" else "added"] == came_in


def test_a_day_to_come_is_told_and_stops_nothing(folder: Path) -> None:
    row = json.dumps(CLAIM | {"added": "9998-12-31"})
    added = run(folder, "add", "lighthouses", "--jsonl", "-", stdin=row)
    checked = run(folder, "check")
    assert (added.exit_code, checked.exit_code) == (0, 0)
    what = f"9998-12-31 is in the future: this computer's clock says {date.today()}"
    assert added.stderr == f"check this: <stdin>:1: added: {what}\n"
    line = (
        f"claims/lighthouses.csv:6: added: {what}; allowed: no day after today; correct the day, "
    )
    line += "or set the clock"
    assert f"check this: {line}" in checked.stderr.splitlines()
    assert checked.stdout.startswith("ok: ")


def test_a_vintage_to_come_is_refused_and_read(folder: Path) -> None:
    days = ("2026-11-28", "9998-12-31", "9999-12-31")
    later = [{**OBSERVED, "vintage": day, "period": "2019"} for day in days[1:]]
    write_record(folder, [OF_A_FILE], [{**OBSERVED, "vintage": day} for day in days] + later)
    checked = run(folder, "check")
    assert checked.exit_code == 1
    told = re.findall(r"ferries\.csv:(\d+): vintage: (\S+) is in the future", checked.output)
    assert told == [("3", "9998-12-31"), ("4", "9999-12-31")]
    assert len(load(folder).recorded) == len(days) + len(later)


def test_where_the_clock_was_set_back_the_check_passes_and_names_some_days(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_command, "date", Earlier)
    checked = run(folder, "check")
    *named, more = checked.stderr.splitlines()
    assert checked.exit_code == 0
    assert len(named) == check_command.MOST_DAYS
    assert all(one.endswith("; correct the day, or set the clock") for one in named)
    assert re.fullmatch(r"and \d+ more days in the future", more)


def test_a_day_is_left_for_time_zones() -> None:
    today = date(2026, 11, 30)
    assert to_come("2026-12-01", today) == ""
    assert to_come("2026-12-02", today)
    assert to_come("no day", today) == ""
