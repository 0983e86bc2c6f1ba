"""What a stopped run of the tests leaves running: nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress

from tests.support.paths import ROOT

STARTER = """
import subprocess, sys, time
module = ["-m", "tests.support.lifeline", "http.server", "0", "--bind", "127.0.0.1"]
server = subprocess.Popen([sys.executable, *module], stdin=subprocess.PIPE)
time.sleep(60)
"""


def test_a_server_ends_when_whoever_started_it_is_killed() -> None:
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTER],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert starter.stdout is not None
    try:
        assert starter.stdout.readline().startswith(b"Serving HTTP")
        starter.kill()
        starter.communicate(timeout=20)  # waits for all who write to it: the server, too
    finally:
        with suppress(ProcessLookupError):
            os.killpg(starter.pid, signal.SIGKILL)
