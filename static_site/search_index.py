"""The search of a site without a server: Pagefind's index of the built pages, which a browser reads
in parts.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

FOLDER = "pagefind"
"""Where index and program stand below the site's root."""
FAILED = "The search was not made: {why}"


class SearchIndexError(Exception):
    """Say why there is no search."""


def make_index(out: Path, folders: Iterable[str]) -> str:
    """Make the index of the pages in folders of a site that say what of them is to be found
    (`data-pagefind-body`); return how many these are. Raise `SearchIndexError`.
    """
    pattern = f"{{index.html,{{{','.join(sorted(folders))}}}/**/index.html}}"
    asked = [sys.executable, "-m", "pagefind", "--site", str(out), "--glob", pattern]
    process = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603  pagefind of this environment
    said = process.stdout + process.stderr
    counted = re.search(r"Indexed \d+ pages?", said)
    if process.returncode or not counted:
        raise SearchIndexError(FAILED.format(why=said.strip()[-500:]))
    return counted[0]
