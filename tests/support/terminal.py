"""A terminal for a command that asks: it is answered prompt by prompt."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.support.paths import ROOT

PATIENCE = 120.0


def on_pty(arguments: Sequence[str], *answers: str, directory: Path = ROOT) -> tuple[str, int]:
    """Run `python -m loaders` on a terminal of its own, type an answer at each prompt, and return
    the screen and the exit code.
    """
    pid, screen = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # tests that a shell runs behind ignore it
        os.chdir(directory)
        command = [sys.executable, "-m", "loaders", *arguments]
        os.execv(sys.executable, command)  # noqa: S606 - the command under test
    seen, left, ends = b"", list(answers), time.monotonic() + PATIENCE
    answered_at = -1
    while time.monotonic() < ends:
        if select.select([screen], [], [], 0.1)[0]:
            try:
                more = os.read(screen, 65536)
            except OSError:  # the command has ended
                break
            seen += more
            if not more:
                break
        elif left and len(seen) > answered_at and seen.endswith(b": "):
            answered_at = len(seen)
            os.write(screen, left.pop(0).encode())
    else:
        os.kill(pid, signal.SIGKILL)
    os.close(screen)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return seen.decode().replace("\r\n", "\n"), code
