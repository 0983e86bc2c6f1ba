"""Streamlit, which writes on a signal what it keeps.

python -m benchmarks.counted_streamlit run app.py
"""

from __future__ import annotations

import gc
import json
import os
import signal
from pathlib import Path

from streamlit.runtime.app_session import AppSession
from streamlit.web import cli

SIGNAL = signal.SIGUSR1
COUNTS = "BENCH_COUNTS"
"""Names the file that is written."""


def _write(*_: object) -> None:
    """Write how many objects Python's collector knows, and how many sessions are among them.

    What the app has frozen, which is its figures, is not among them.
    """
    gc.collect()
    kept = gc.get_objects()
    sessions = sum(isinstance(one, AppSession) for one in kept)
    path = Path(os.environ[COUNTS])
    path.with_suffix(".new").write_text(json.dumps([len(kept), sessions]), encoding="utf-8")
    path.with_suffix(".new").replace(path)


if __name__ == "__main__":
    signal.signal(SIGNAL, _write)
    cli.main(prog_name="streamlit")
