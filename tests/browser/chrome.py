"""The Chrome or Chromium at hand: `python -m tests.browser.chrome` finds it or installs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from charts.export.browser import browser_path

ADVICE = """No Chrome or Chromium was found; the browser tests need one. On Debian or Ubuntu, type:
    sudo apt-get install chromium
or install Google Chrome, or name the program in the environment variable CHROME."""


def main() -> int:
    """Make sure that there is a browser; as root on Debian, install one."""
    if not browser_path() and shutil.which("apt-get") and getattr(os, "geteuid", lambda: 1)() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            quiet = ["apt-get", "-q", *command]
            subprocess.run(quiet, check=False, stdout=sys.stderr, env=environment)
    path = browser_path()
    print(path or ADVICE, file=sys.stdout if path else sys.stderr)
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
