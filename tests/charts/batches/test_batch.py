"""All charts in one command: what is made, what is left alone, what is said."""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from charts.__main__ import main
from charts.batches import batch
from charts.batches.batch import Charts, Job, jobs_of, kind_counts
from charts.batches.batch_folder import INDEX, MANIFEST, PROGRESS, README
from charts.commands import export as command
from charts.export import browser
from charts.export.browser import TooLateError
from charts.export.formats import read_provenance
from charts.export.settings import ExportSettings
from charts.style.sizes import SLIDE
from charts.views.view import View
from loaders.analysis.disagreements import all_pairs
from loaders.storage.atomic import TEMPORARY
from tests.support.paths import ROOT
from tests.support.real import REAL, SETTLED

TWO = ("--view", "/trends?indicator=poppy_area", "--view", "/compare?comparison=gun_us_shares")
MANY = ("export", *TWO, "--formats", "pptx,csv")

PAIRS = all_pairs(REAL)


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command take the figures that were read at the beginning."""
    monkeypatch.setattr(command, "loaded", lambda _: REAL)
    monkeypatch.setattr(
        batch, "all_pairs", lambda dataset: PAIRS if dataset is REAL else all_pairs(dataset)
    )


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_command_takes_a_presenters_words_and_remarks_on_them(tmp_path: Path) -> None:
    words = ("--title", "9 hectares", "--note", "1950 Before", "--note", "2017 A peak")
    chosen = ("--labels", "last", "--sources", "short", "--format", "xlsx")
    done = run("export", *TWO[:2], *words, *chosen, "--out", tmp_path / "a.xlsx")
    assert done.exit_code == 0
    assert "The note “Before” is not drawn" in done.stderr
    assert "No number of the chart is “9 hectares”, as the title says." in done.stderr
    proof = read_provenance((tmp_path / "a.xlsx").read_bytes())
    assert proof.address == (
        "/trends?indicator=poppy_area&title=9+hectares&note=1950+Before&note=2017+A+peak"
        "&labels=last&sources=short"
    )
    assert proof.presenter == {"Title": "9 hectares", "Note 1": "A peak"}


def test_rows_on_one_slide_are_told_of_by_the_command(tmp_path: Path) -> None:
    view = ("--view", "/compare?indicator=guns_manufactured", "--rows", "one")
    done = run("export", *view, "--format", "pptx", "--out", tmp_path / "a.pptx")
    assert done.exit_code == 0
    assert re.search(r"On one slide: \d+ of \d+ rows, the newest, the highest", done.stdout)
    proof = read_provenance((tmp_path / "a.pptx").read_bytes())
    assert proof.address == "/compare?indicator=guns_manufactured&rows=one"


def test_words_of_ones_own_are_for_one_chart_and_on_what_there_is(tmp_path: Path) -> None:
    done = run("export", *TWO, "--title", "Mine", "--out", tmp_path)
    assert done.stderr == "Error: Words of your own are for one chart: give one --view.\n"
    done = run("export", *TWO[:2], "--note", "then Mine", "--out", tmp_path / "a.png")
    assert done.stderr == 'Error: There is no claim and no date "then" for a note here.\n'


def test_the_command_takes_the_menus_sizes_and_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "export_view", lambda *asked, **_: repr(asked[2]).encode())
    wanted = ("--sizes", "square,800x600", "--look", "dark", "--plain")
    done = run("export", *TWO[:2], *wanted, "--out", tmp_path)
    assert done.exit_code == 0
    made = {name for name in held(tmp_path) if name.endswith("png")}
    assert made == {f"trends-poppy-area-{size}-dark-plain.png" for size in ("square", "800x600")}
    one = run("export", *TWO[:2], "--size", "801x600", "--out", tmp_path / "one.png")
    assert one.exit_code == 0
    assert "801" in (tmp_path / "one.png").read_text()
    long = run("export", "--view", "/disagreements", "--out", tmp_path / "one.png")
    assert "rows are left out at this size" in long.output
    own = ("--width", "800", "--height", "600", "--dpi", "192")
    fine = run("export", *TWO[:2], *own, "--out", tmp_path / "one.png")
    assert fine.exit_code == 0
    assert "name='800x600@192'" in (tmp_path / "one.png").read_text()
    half = run("export", *TWO[:2], "--width", "800", "--out", tmp_path / "one.png")
    assert half.output == "Error: A size of your own needs --width and --height.\n"
    wrong = run("export", *TWO[:2], "--size", "10x10", "--out", tmp_path / "one.png")
    assert wrong.output.startswith("Error: The width 10 is outside the bounds")


def test_a_slow_browser_costs_a_batch_no_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: list[str] = []

    def slow(*_: object, **__: object) -> bytes:
        late.append("asked")
        if len(late) % 4:
            raise TooLateError("The picture was not ready.")
        return b"%PDF-1.7 "

    monkeypatch.setattr(batch, "export_view", slow)
    done = run("export", *TWO, "--formats", "svg", "--out", tmp_path)
    assert done.exit_code == 0
    assert len(late) == 8
    monkeypatch.setattr(command, "TRIES", 2)
    failed = run("export", *TWO[:2], "--out", tmp_path / "one.svg")
    assert failed.exit_code == 1
    assert failed.output == "Error: The picture was not ready.\n"


def test_all_are_the_trends_that_can_be_drawn_the_comparisons_and_the_disagreements() -> None:
    charts = Charts(SETTLED)
    views = charts.views()
    assert len(set(views)) == len(views)
    counts = kind_counts(views)
    assert counts.startswith("86 trends, 31 comparisons, ")
    assert counts.endswith(" disagreements")


def test_a_folder_has_the_files_a_manifest_and_the_citations(tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(*MANY, "--out", str(out))
    assert (result.exit_code, result.stderr) == (0, "")
    first, *_, last = result.stdout.splitlines()
    assert first == "1 trend, 1 comparison: 4 files."
    names = ["compare-gun-us-shares.csv", "compare-gun-us-shares.pptx"]
    names += ["trends-poppy-area.csv", "trends-poppy-area.pptx"]
    assert sorted(held(out)) == sorted([README, INDEX, MANIFEST, *names])
    manifest = json.loads((out / MANIFEST).read_text())
    assert [told["name"] for told in manifest["files"]] == names
    for told in manifest["files"]:
        content = (out / told["name"]).read_bytes()
        assert told["sha256"] == hashlib.sha256(content).hexdigest()
        assert told["bytes"] == len(content)
    told = manifest["files"][3]
    assert told["address"] == "/trends?indicator=poppy_area"
    assert told["title"] == "Opium poppy cultivation, Mexico"
    assert last == f"{out}: 4 files, {sum(t['bytes'] for t in manifest['files']):,} bytes."
    text = (out / README).read_text()
    assert "Cite the document that makes the claim as well." in text
    assert "- Felbab-Brown, V. (2020a). *Fending off fentanyl" in text
    assert "`trends-poppy-area.csv`, `trends-poppy-area.pptx`" in text


def test_a_second_run_makes_nothing_and_leaves_the_same_bytes(tmp_path: Path) -> None:
    run(*MANY, "--out", str(tmp_path))
    once = held(tmp_path)
    result = run(*MANY, "--out", str(tmp_path))
    assert result.stdout.splitlines()[0] == "1 trend, 1 comparison: 4 files, of which 4 are there."
    assert held(tmp_path) == once


def test_what_was_changed_or_lost_is_made_again(tmp_path: Path) -> None:
    run(*MANY, "--out", str(tmp_path))
    once = held(tmp_path)
    (tmp_path / "trends-poppy-area.csv").write_text("changed")
    (tmp_path / "trends-poppy-area.pptx").unlink()
    result = run(*MANY, "--out", str(tmp_path))
    assert result.stdout.splitlines()[0] == "1 trend, 1 comparison: 4 files, of which 2 are there."
    assert held(tmp_path) == once


def test_a_run_that_was_stopped_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    run(*MANY, "--out", str(whole))
    made: list[Job] = []
    make = Charts.make

    def until_stopped(self: Charts, job: Job) -> Any:
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(job)
        return make(self, job)

    monkeypatch.setattr(batch.Charts, "make", until_stopped)
    assert run(*MANY, "--out", str(stopped)).exit_code == 1
    assert MANIFEST not in held(stopped)
    (stopped / f"{TEMPORARY}trends-poppy-area.csv").write_text("half")
    monkeypatch.setattr(batch.Charts, "make", make)
    result = run(*MANY, "--out", str(stopped))
    assert result.stdout.splitlines()[0] == "1 trend, 1 comparison: 4 files, of which 2 are there."
    assert held(stopped) == held(whole)


def test_other_figures_or_packages_begin_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*MANY, "--out", str(tmp_path))
    made = command.inputs
    monkeypatch.setattr(command, "inputs", lambda *a, **k: {**made(*a, **k), "data": "9.9.9"})
    result = run(*MANY, "--out", str(tmp_path))
    assert result.stdout.splitlines()[0] == "1 trend, 1 comparison: 4 files."


def test_without_chromium_the_other_files_are_made_and_a_sentence_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "browser_path", lambda: None)
    monkeypatch.setattr(browser, "browser_path", lambda: None)
    result = run("export", *TWO[:2], "--formats", "png,csv", "--out", str(tmp_path))
    assert result.exit_code == 1
    assert result.stderr == f"Not made: png. {browser.NO_BROWSER}\n"
    assert sorted(held(tmp_path)) == [README, INDEX, MANIFEST, "trends-poppy-area.csv"]
    result = run("export", *TWO[:2], "--formats", "csv,xlsx", "--out", str(tmp_path))
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "x"], "Give --all, or --view with the address of a chart."),
        (["--all", *TWO, "--out", "x"], "Give --all, or --view with the address of a chart."),
        (
            [*TWO, "--formats", "gif", "--out", "x"],
            "There is no format 'gif'; there are png, jpg, webp, svg, pdf, html, xlsx, json, ",
        ),
        (
            [*TWO, "--formats", ",", "--out", "x"],
            "No format is given; there are png, jpg, webp, svg, pdf, ",
        ),
        ([*TWO, "--sizes", "huge", "--out", "x"], "There is no size 'huge'; there are slide, "),
        (["--view", "http://[", "--out", "x"], '"http://[" is no address.'),
    ],
)
def test_what_cannot_be_made_gets_a_sentence(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("export", *arguments)
    assert not list(tmp_path.iterdir())
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {message}")


@pytest.mark.parametrize(
    "address",
    [
        "https://figures.example.org/figures/trends?indicator=poppy_area",
        "trends?indicator=poppy_area",
    ],
)
def test_a_pasted_link_is_exported_as_what_it_shows(address: str, tmp_path: Path) -> None:
    out = tmp_path / "chart.pptx"
    result = run("export", "--view", address, "--format", "pptx", "--out", str(out))
    assert result.exit_code == 0
    proof = read_provenance(out.read_bytes())
    assert proof.address == "/trends?indicator=poppy_area"
    verified = run("verify", str(out))
    count = len(proof.claim_ids)
    assert f"The file shows {count} numbers; all are unchanged in" in verified.stdout


def test_views_of_one_indicator_and_decks_have_names_of_their_own() -> None:
    charts = Charts(REAL)
    views = [View("trends", indicator="poppy_area"), View("compare", indicator="poppy_area")]
    views += [View("trends", indicator="poppy_area", scale="log")]
    views += [View("trends", indicator="poppy_area", since=since) for since in (2010, 2012)]
    views += [View("deck", slides=(slide,)) for slide in ("trends", "compare")]
    names = [charts.name(job) for job in jobs_of(views, ["pptx"], [SLIDE], ExportSettings())]
    assert names[:2] == ["trends-poppy-area.pptx", "compare-poppy-area.pptx"]
    assert len(set(names)) == len(views)


def test_a_link_to_a_deck_is_exported_as_a_deck(tmp_path: Path) -> None:
    address = "/deck?title=Two&view=trends%3Findicator%3Dpoppy_area&view=compare"
    out = tmp_path / "deck.pptx"
    assert run("export", "--view", address, "--format", "pptx", "--out", str(out)).exit_code == 0
    assert read_provenance(out.read_bytes()).title == "Two"
    result = run("export", "--view", address, "--format", "csv", "--out", str(out))
    assert result.stderr == "Error: A deck is saved as pptx, pdf, docx, not as csv.\n"


@pytest.mark.stress
def test_a_run_that_was_killed_leaves_nothing_half_written_and_goes_on(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "charts", "export", "--all", "--formats", "pptx,csv"]
    process = subprocess.Popen([*command, "--out", str(tmp_path)], cwd=ROOT, start_new_session=True)
    while len(list(tmp_path.glob("*.pptx"))) < 12:
        time.sleep(0.2)
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    noted = json.loads((tmp_path / PROGRESS).read_text())["files"]
    for file in noted:
        content = (tmp_path / file["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
    done = subprocess.run(
        [*command, "--out", str(tmp_path)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert f"of which {len(noted)} are there" in done.stdout or len(noted) < 12
    assert not list(tmp_path.glob(f"{TEMPORARY}*"))
