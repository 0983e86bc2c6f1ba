"""Figures as PNG, SVG, PDF through one Chrome or Chromium: started when first needed, every call
with a deadline, started again when it dies. A start may take longer than a deadline.

`kaleido.start_sync_server` has no deadline: where its browser fails to start, the next call and
the end of the program wait for ever. So Kaleido runs here on an event loop of our own.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Protocol, TypeVar

import plotly.graph_objects as go

from charts.style.fonts import WEIGHTS, static_text, weight_file
from charts.style.theme import FAMILY, PlotlyDict

Result = TypeVar("Result")
Draw = Callable[[go.Figure, str, int, int], bytes]
"""What makes a picture of a figure: figure, format, width and height in pixels."""
FORMATS = ("png", "svg", "pdf")
ROUNDING = 0.001
"""Part of a pixel that a picture is asked to be larger: browsers drop what is no whole one, and
a width times a scale may come out just below.
"""
DEADLINE = 20.0
"""Seconds that a reader waits for a picture, the browser's start included."""
PATIENCE = 120.0
"""Seconds after which a browser's start is given up; until then it goes on when readers leave."""
CLOSING = 5.0
"""Seconds that a browser has to close before it is killed."""
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
NO_BROWSER = (
    "Pictures are drawn by Chrome or Chromium, and none was found on the server. On Debian or "
    "Ubuntu, sudo apt-get install chromium; or name the program in the variable CHROME."
)
TOO_LATE = "The picture was not ready within {deadline:.0f} seconds. Try again in a moment."
STARTING = (
    "The picture is not ready: the browser that draws it is still starting. Try again in a moment."
)
FAILED = "The picture could not be drawn: {why}."


class PictureError(Exception):
    """Say in a sentence for the reader why there is no picture."""


class TooLateError(PictureError):
    """Say that a picture was not ready in time; asked for again, it may be."""


class Drawing(Protocol):
    """What draws figures: Kaleido, or a test's stand-in."""

    async def calc_fig(self, fig: go.Figure, opts: PlotlyDict) -> bytes:
        """Return a figure as a picture."""

    async def close(self) -> None:
        """End the browser."""


def browser_path() -> str | None:
    """Return the path of a Chrome or Chromium, the one that CHROME names first."""
    paths = [os.environ.get("CHROME"), *(shutil.which(name) for name in COMMANDS)]
    paths += [place for place in PLACES if Path(place).exists()]
    return next((path for path in paths if path), None)


async def kaleido() -> Drawing:
    """Start a browser that draws; raise `PictureError` where there is none.

    As Kaleido starts it, it has no sandbox of its own, which root and most containers refuse;
    it opens local files only.
    """
    from kaleido import Kaleido, PageGenerator  # noqa: PLC0415  slow, and only pictures need it

    path = browser_path()
    if path is None:
        raise PictureError(NO_BROWSER)
    page = PageGenerator(mathjax=False)
    files = {str(weight): weight_file(weight).as_uri() for weight in WEIGHTS}
    font = f"data-family=\"{FAMILY}\" data-files='{json.dumps(files)}'"
    page.footer = f"<script {font}>{static_text('picture_font.js')}</script>{PageGenerator.footer}"
    browser = Kaleido(path=path, page_generator=page, timeout=None)
    try:
        return await browser  # type: ignore[no-any-return]  # its __await__ opens it
    except BaseException:
        with contextlib.suppress(Exception):
            _kill(browser)
        raise


def _kill(drawing: object) -> None:
    """End a browser and the processes that it started."""
    process = getattr(drawing, "subprocess", None)
    if process is not None and process.poll() is None:
        if hasattr(os, "killpg"):  # it leads a session of its own
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait(CLOSING)


class Pictures:
    """One browser for all readers, which draws one picture after the other.

    `least` are seconds that each picture has in a process where nobody but its reader waits.
    """

    least = 0.0

    def __init__(
        self,
        start: Callable[[], Coroutine[None, None, Drawing]] = kaleido,
        patience: float = PATIENCE,
    ) -> None:
        self._start = start
        self._patience = patience
        self._starting: Future[Drawing] | None = None
        self._turn = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._drawing: Drawing | None = None

    def draw(self, figure: go.Figure, options: PlotlyDict, deadline: float) -> bytes:
        """Return a figure as Kaleido draws it with `options`; raise `PictureError`."""
        deadline = max(deadline, self.least)
        end = time.monotonic() + deadline
        if not self._turn.acquire(timeout=deadline):
            raise TooLateError(TOO_LATE.format(deadline=deadline))
        try:
            return self._drawn(figure, options, end)
        except TimeoutError:
            self._stop(gently=False)
            raise TooLateError(TOO_LATE.format(deadline=deadline)) from None
        except TooLateError:
            raise
        except PictureError:
            self._stop(gently=False)
            raise
        except Exception as error:
            self._stop(gently=False)
            raise PictureError(FAILED.format(why=_reason(error))) from error
        finally:
            self._turn.release()

    def _drawn(self, figure: go.Figure, options: PlotlyDict, end: float) -> bytes:
        """Draw with the browser that runs; where it has died, once more with a new one."""
        again = self._drawing is not None
        while True:
            drawing = self._started(end)
            try:
                return bytes(self._run(drawing.calc_fig(figure, opts=options), end))
            except TimeoutError:
                raise
            except Exception:
                if not again:
                    raise
                again = False
                self._stop(gently=False)

    def _started(self, end: float) -> Drawing:
        """Return the browser that runs, or else the one that starts.

        Where that is not done at `end`, it goes on for who asks next; where it has hung, another
        is started.
        """
        while self._drawing is None:
            if self._starting is None:
                self._starting = self._begin(self._start_in_time())
            try:
                self._drawing = self._starting.result(max(0.0, end - time.monotonic()))
            except TimeoutError:
                if not self._starting.done():
                    raise TooLateError(STARTING) from None
                self._stop(gently=False)
        if self._starting is not None:
            self._starting = None
            # The last that is registered is called first: before its profile's folder is deleted.
            atexit.unregister(self.close)
            atexit.register(self.close)
        return self._drawing

    async def _start_in_time(self) -> Drawing:
        """Start a browser; raise `TimeoutError`, whatever ending it raises, where that hangs."""
        begun = time.monotonic()
        try:
            return await asyncio.wait_for(self._start(), self._patience)
        except Exception:
            if time.monotonic() - begun < self._patience:
                raise
            raise TimeoutError from None

    def _begin(self, work: Coroutine[None, None, Result]) -> Future[Result]:
        """Begin a coroutine on the browser's loop."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=_turn_loop, args=(self._loop,), daemon=True).start()
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _run(self, work: Coroutine[None, None, Result], end: float) -> Result:
        """Run a coroutine on the browser's loop until `end` at the latest."""
        future = self._begin(work)
        try:
            return future.result(max(0.0, end - time.monotonic()))
        except TimeoutError:
            future.cancel()
            raise

    def _stop(self, *, gently: bool) -> None:
        """End the browser and its loop; the next picture starts new ones."""
        loop, drawing, self._loop, self._drawing = self._loop, self._drawing, None, None
        starting, self._starting = self._starting, None
        if loop is None:
            return
        if starting is not None and not starting.cancel() and not starting.exception():
            drawing = drawing or starting.result()
        if drawing is not None:
            if not gently:
                with contextlib.suppress(Exception):
                    _kill(drawing)
            closing = asyncio.run_coroutine_threadsafe(drawing.close(), loop)
            with contextlib.suppress(Exception):
                closing.result(CLOSING)
            with contextlib.suppress(Exception):
                _kill(drawing)
        loop.call_soon_threadsafe(loop.stop)

    def close(self) -> None:
        """End the browser, where one runs."""
        if self._turn.acquire(timeout=CLOSING):
            try:
                self._stop(gently=True)
            finally:
                self._turn.release()


def _turn_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Run a loop until it is stopped, then let its last tasks end."""
    loop.run_forever()
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    with contextlib.suppress(Exception):
        if left:
            loop.run_until_complete(asyncio.wait(left, timeout=1.0))
    loop.close()


def _reason(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return (text[0] if text else type(error).__name__).rstrip(".")


SHARED = Pictures()
"""What all readers share; it starts nothing before the first picture."""
atexit.register(SHARED.close)


def picture(
    figure: go.Figure,
    form: str,
    width: int,
    height: int,
    deadline: float = DEADLINE,
    *,
    pictures: Pictures = SHARED,
) -> bytes:
    """Return a figure as a file of `form` (one of `FORMATS`), `width` by `height` pixels.

    What is laid out for another width (`layout.width`) is enlarged or reduced to this one, with
    its type. Raise `PictureError`, whose text is for the reader, after `deadline` seconds at
    the latest and a little for ending the browser.
    """
    assert form in FORMATS
    asked = options_of(figure.layout.width, form, width, height)
    return pictures.draw(figure, asked, deadline)


def options_of(laid_out: float | None, form: str, width: int, height: int) -> PlotlyDict:
    """Return what Kaleido is asked for of a figure that is `laid_out` for a width, or for its own
    (None).
    """
    laid_out = laid_out or width
    more = ROUNDING if form == "png" else 0
    scale = (width + more) / laid_out
    return {"format": form, "width": laid_out, "height": (height + more) / scale, "scale": scale}


def installed_has(sign: str) -> bool:
    """Tell whether a font of this machine has a sign, which a browser then draws it with; where
    no fontconfig can be asked, the system has fonts of its own.
    """
    known = _installed()
    return not known or ord(sign) in known


@cache
def _installed() -> frozenset[int]:
    """Return all that the fonts of this machine have, asked for once; nothing where it is not
    known.
    """
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    asked = [program, "--format", "%{charset} "]
    try:
        process = subprocess.run(asked, capture_output=True, timeout=20, check=False)  # noqa: S603  of fontconfig
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    ends = (part.split(b"-") for part in process.stdout.split())
    return frozenset(chain.from_iterable(range(int(e[0], 16), int(e[-1], 16) + 1) for e in ends))
