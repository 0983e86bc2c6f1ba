"""Run a module as `python -m` does, and end it when whoever started it has ended, however that was.

The starter holds a pipe to our standard input; its end closes the pipe, even where it was killed.
"""

import os
import runpy
import sys
import threading


def _end_with_starter() -> None:
    while os.read(0, 1024):
        pass
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_starter, daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
