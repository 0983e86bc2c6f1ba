"""Links of the pages."""

from __future__ import annotations

from app_pages.controls.texts import copy_link
from tests.support.real import REAL


def test_each_copy_that_names_a_commit_is_a_link_to_it() -> None:
    copies = REAL.documents["file_copy"]
    named = copies[copies.str.contains("commit")]
    for name, copy in named.items():
        repository, commit = copy.split(",")[0], copy.split("commit ")[1][:40]
        assert f'href="https://{repository}/tree/{commit}"' in copy_link(REAL, str(name))
