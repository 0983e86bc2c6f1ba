"""Versions that stay: what is published is neither changed nor removed by another build."""

from __future__ import annotations

import hashlib
from pathlib import Path

from static_site.versions import add_version, altered, manifest, versions_in

PAGE = b'<link href="../../assets/site.css"><a href="../../claims/a/">a</a>'
FIRST = {
    "index.html": b'<img src="./assets/x.svg">',
    "claims/a/index.html": PAGE,
    "claims/a.csv": b"1",
}
SECOND = {**FIRST, "claims/a.csv": b"2", "claims/b/index.html": PAGE}


def hashes(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_new_version_leaves_each_byte_of_the_older_one(tmp_path: Path) -> None:
    assert add_version(tmp_path, "1.4.0", FIRST.items()) == 3
    before = hashes(tmp_path)
    assert add_version(tmp_path, "1.5.0", SECOND.items()) == 4
    after = hashes(tmp_path)
    assert before.items() <= after.items()
    assert {path.split("/")[1] for path in after.keys() - before.keys()} == {"1.5.0"}
    assert versions_in(tmp_path) == ["1.4.0", "1.5.0"]
    assert altered(tmp_path) == []


def test_a_version_that_is_there_stays_whatever_is_built(tmp_path: Path) -> None:
    add_version(tmp_path, "1.4.0", FIRST.items())
    before = hashes(tmp_path)
    assert add_version(tmp_path, "1.4.0", [("claims/a.csv", b"other")]) == 0
    assert hashes(tmp_path) == before
    assert add_version(tmp_path, "1.4.0", [("claims/new.csv", b"new")]) == 1
    assert len(manifest(tmp_path, "1.4.0")) == 4


def test_pages_of_a_version_share_what_is_named_by_what_it_holds(tmp_path: Path) -> None:
    add_version(tmp_path, "1.4.0", FIRST.items())
    place = tmp_path / "v" / "1.4.0"
    page = (place / "claims" / "a" / "index.html").read_text()
    assert 'href="../../../../assets/site.css"' in page
    assert 'href="../../claims/a/"' in page
    assert (place / "index.html").read_text() == '<img src="../../assets/x.svg">'


def test_a_file_that_was_altered_is_told(tmp_path: Path) -> None:
    add_version(tmp_path, "1.4.0", FIRST.items())
    (tmp_path / "v/1.4.0/claims/a.csv").write_text("3")
    (tmp_path / "v/1.4.0/index.html").unlink()
    assert altered(tmp_path) == ["v/1.4.0/claims/a.csv", "v/1.4.0/index.html"]
