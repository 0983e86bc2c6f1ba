"""One browser for all pictures: deadlines, restarts, sentences; with a stand-in for Kaleido."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.export import browser as pictures
from charts.export.browser import STARTING, PictureError, Pictures, kaleido, options_of, picture

FIGURE = go.Figure(layout={"width": 600})
HANG, FAIL, DIE = "hang", "fail", "die"


class Browser:
    """Draws what its script says, one entry a picture; then what was asked for."""

    def __init__(self, script: list[str]) -> None:
        self.script = script
        self.closed = 0
        self.asked: list[dict[str, Any]] = []
        self.at_once = self.most_at_once = 0

    async def calc_fig(self, _: Any, opts: Any = None) -> bytes:
        self.asked.append(opts)
        step = self.script.pop(0) if self.script else ""
        if step == HANG:
            await asyncio.sleep(60)
        if step:
            raise RuntimeError(f"the browser said: {step}\nmore")
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.01)
        self.at_once -= 1
        return b"picture"

    async def close(self) -> None:
        self.closed += 1


def starting(*scripts: list[str]) -> tuple[Pictures, list[Browser]]:
    """Return pictures whose browsers follow the scripts, and the browsers as they are started."""
    left, started = list(scripts), []

    async def start() -> Browser:
        script = left.pop(0) if left else []
        if script == [FAIL]:
            raise OSError("no room on the device")
        if script == [HANG]:
            await asyncio.sleep(60)
        started.append(Browser(script))
        return started[-1]

    return Pictures(start, patience=1.0), started


def drawn(shared: Pictures, deadline: float = 10.0) -> bytes:
    return picture(FIGURE, "png", 1200, 630, deadline, pictures=shared)


def test_one_browser_draws_all_pictures_one_at_a_time() -> None:
    shared, started = starting()
    threads = [threading.Thread(target=drawn, args=(shared,)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (browser,) = started
    assert len(browser.asked) == 10
    assert browser.most_at_once == 1
    shared.close()
    assert browser.closed == 1


def test_a_figure_is_enlarged_with_its_type() -> None:
    shared, started = starting()
    drawn(shared)
    (asked,) = started[0].asked
    assert asked.pop("format") == "png"
    assert asked == pytest.approx({"width": 600, "height": 315, "scale": 2}, 1e-5)
    shared.close()


@given(st.integers(480, 4000), st.integers(480, 4000), st.integers(320, 2000))
def test_a_picture_has_every_pixel_that_is_asked_for(
    width: int, height: int, laid_out: int
) -> None:
    asked = options_of(laid_out, "png", width, height)
    # Chromium's canvas drops what is no whole pixel.
    pixels = [int(asked[side] * asked["scale"]) for side in ("width", "height")]
    assert pixels == [width, height]


def test_a_browser_that_died_is_started_again_and_the_picture_arrives() -> None:
    shared, started = starting(["", DIE])
    assert drawn(shared) == b"picture"
    assert drawn(shared) == b"picture"
    assert len(started) == 2
    shared.close()


@pytest.mark.parametrize("script", [[FAIL], [HANG], ["", HANG]])
def test_who_waits_gets_a_sentence_in_time_and_the_next_a_picture(script: list[str]) -> None:
    shared, _ = starting(script)
    if script == ["", HANG]:
        drawn(shared)
    begin = time.monotonic()
    with pytest.raises(PictureError, match=r"^The picture .*\.( Try again in a moment\.)?$"):
        drawn(shared, 0.5)
    assert time.monotonic() - begin < 30  # what hangs would take a minute
    assert drawn(shared) == b"picture"
    shared.close()


def test_a_slow_start_goes_on_behind_who_left_and_the_next_gets_its_picture() -> None:
    begun: list[Browser] = []

    async def start() -> Browser:
        begun.append(Browser([]))
        await asyncio.sleep(0.6)
        return begun[-1]

    shared = Pictures(start)
    for _ in range(2):
        with pytest.raises(PictureError, match=f"^{STARTING}$"):
            drawn(shared, 0.1)
    assert drawn(shared) == b"picture"
    assert len(begun) == 1
    shared.close()
    assert begun[0].closed == 1


def test_what_starts_is_ended_at_the_end_though_nobody_waited_for_it() -> None:
    left: list[str] = []

    async def start() -> Browser:
        try:
            await asyncio.sleep(60)
        finally:
            left.append("ended")
        return Browser([])

    shared = Pictures(start)
    with pytest.raises(PictureError, match=f"^{STARTING}$"):
        drawn(shared, 0.1)
    shared.close()
    while not left:
        time.sleep(0.01)


def test_a_figure_that_cannot_be_drawn_fails_with_the_reason() -> None:
    shared, _ = starting(["bad axis"])
    with pytest.raises(PictureError, match=r"^The picture could not be drawn: .*: bad axis\.$"):
        drawn(shared)
    shared.close()


def test_who_waits_behind_another_picture_has_a_deadline_too() -> None:
    shared, _ = starting([HANG])
    first = threading.Thread(target=lambda: _quiet(lambda: drawn(shared, 1.0)))
    first.start()
    time.sleep(0.1)
    with pytest.raises(PictureError, match="not ready within"):
        drawn(shared, 0.2)
    first.join()
    shared.close()


def _quiet(call: Callable[[], object]) -> None:
    with pytest.raises(PictureError):
        call()


def test_without_chrome_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "browser_path", lambda: None)
    with pytest.raises(PictureError, match="sudo apt-get install chromium"):
        drawn(Pictures(kaleido))


def test_chrome_names_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROME", "/opt/own/chrome")
    assert pictures.browser_path() == "/opt/own/chrome"


def test_a_browser_that_is_none_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROME", "/no/such/chrome")
    with pytest.raises(PictureError, match=r"^The picture could not be drawn: .*/no/such/chrome"):
        drawn(Pictures(kaleido))


def test_at_the_end_the_browser_is_closed_before_its_folder_is_deleted() -> None:
    code = """
import plotly.graph_objects as go, tempfile
from pathlib import Path
from charts.export.browser import Pictures, picture

class Browser:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()

    async def calc_fig(self, figure, opts):
        return b"picture"

    async def close(self):
        print("closed", Path(self.folder.name).exists(), flush=True)

async def start():
    return Browser()

shared = Pictures(start)
picture(go.Figure(), "png", 600, 500, pictures=shared)
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (told.stdout.split(), told.stderr) == (["closed", "True"], "")


def test_importing_starts_nothing() -> None:
    code = (
        "import sys, threading, charts.export.browser;"
        "print('kaleido' in sys.modules, threading.active_count())"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "1"]


def browser_of(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a program as the browser, which notes its process in a file; return that."""
    program, noted = folder / "chrome", folder / "process"
    program.write_text(f"#!/bin/sh\necho $$ > {noted}\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("CHROME", str(program))
    return noted


def runs(noted: Path) -> bool:
    try:
        os.kill(int(noted.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


def test_a_browser_that_never_answers_is_ended_and_gets_a_sentence_within_the_deadline(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    noted = browser_of("exec sleep 60", tmp_path, monkeypatch)
    begin = time.monotonic()
    with pytest.raises(PictureError, match=f"^{STARTING}$"):
        drawn(Pictures(kaleido, patience=1.0), 2.0)
    assert time.monotonic() - begin < 2 + pictures.CLOSING + 3
    while runs(noted) and time.monotonic() - begin < 20:
        time.sleep(0.1)
    assert not runs(noted)


@pytest.mark.parametrize("script", ["kill -9 $$", "exit 1", "sleep 0.5; kill -9 $$"])
def test_a_browser_that_ends_before_it_draws_gets_a_sentence_in_time(
    script: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    browser_of(script, tmp_path, monkeypatch)
    shared, begin = Pictures(kaleido), time.monotonic()
    for _ in range(2):
        with pytest.raises(PictureError, match=r"^The picture .*\.( Try again in a moment\.)?$"):
            drawn(shared, 3.0)
    assert time.monotonic() - begin < 2 * (3 + pictures.CLOSING + 3)
