"""`text` writes beside the file, over nothing, and says what a document's row needs."""

from __future__ import annotations

import hashlib
from pathlib import Path

from click.testing import CliRunner

from loaders.commands.text import text_command


def test_a_page_becomes_a_text_beside_it_and_over_no_other(tmp_path: Path) -> None:
    page, text = tmp_path / "smith.html", tmp_path / "smith.txt"
    page.write_text("<p>About 3\nboats.<p>4 crews.", encoding="utf-8")
    for _ in range(2):
        done = CliRunner().invoke(text_command, [str(page)])
        assert text.read_text(encoding="utf-8") == "About 3 boats.\n\n4 crews.\n"
        digest = hashlib.sha256(text.read_bytes()).hexdigest()
        assert done.stdout == f"{text}: text_sha256 {digest}, paragraphs 2\n"
    text.write_text("Another text.\n", encoding="utf-8")
    refused = CliRunner().invoke(text_command, [str(page)])
    assert refused.exit_code == 1
    assert "is there already, with other content; name another file, or delete it" in refused.stdout
    assert text.read_text(encoding="utf-8") == "Another text.\n"


def test_a_text_that_is_one_already_stays_where_it_is(tmp_path: Path) -> None:
    text = tmp_path / "smith.txt"
    text.write_bytes(b"About 3 boats.\r\n4 crews.\r\n")
    done = CliRunner().invoke(text_command, [str(text)])
    assert done.stdout.startswith(f"{text}: text_sha256 ")
    assert [path.name for path in tmp_path.iterdir()] == ["smith.txt"]
