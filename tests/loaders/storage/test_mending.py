"""Files as other programs save them: mended without a guess, and nothing in them lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from loaders.schema.tables import COLUMNS
from loaders.storage.mending import mended
from tests.support.commands import run
from tests.support.paths import ROOT

FORESTS = ROOT / "tests" / "forests" / "figures"
NAME = "documents.csv"
WHOLE = (FORESTS / NAME).read_bytes()
"""A table with commas in its cells."""
TEXT = WHOLE.decode()


def with_semicolons(text: str) -> str:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(csv.reader(io.StringIO(text)))
    return out.getvalue()


def quoted(text: str) -> str:
    import csv
    import io

    out = io.StringIO()
    rows = csv.reader(io.StringIO(text))
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return out.getvalue()


DAMAGED = {
    "1 line end in CRLF": TEXT.replace("\n", "\r\n", 1).encode(),
    "4 line ends in CRLF": TEXT.replace("\n", "\r\n").encode(),
    "4 line ends in CR": TEXT.replace("\n", "\r").encode(),
    "a byte order mark (BOM)": b"\xef\xbb\xbf" + WHOLE,
    "UTF-16": TEXT.encode("utf-16"),
    "UTF-16 ": TEXT.encode("utf-16-le"),
    "no end of its last line": WHOLE.rstrip(),
    "4 line ends in CRLF, semicolons between cells": with_semicolons(TEXT).encode(),
    "3 empty rows": WHOLE + b",,,,,\n\n  \n",
    "spaces around cells in 4 lines": TEXT.replace("\n", " \n").encode(),
    "4 line ends in CRLF, Excel's line of the separator, semicolons between cells": (
        b"sep=;\n" + with_semicolons(TEXT).encode()
    ),
    "needless quotes in 4 lines": quoted(TEXT).encode(),
    "2 empty columns": "".join(f"{line},,\n" for line in TEXT.splitlines()).encode(),
}


@pytest.mark.parametrize(("done", "content"), DAMAGED.items(), ids=DAMAGED)
def test_what_needs_no_guess_is_mended(done: str, content: bytes) -> None:
    found = mended(content, COLUMNS["documents"])
    assert found.content == WHOLE
    assert ", ".join(found.done) == done.strip()


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        b"",
        TEXT.encode().replace(b"\n", b"\n<<<<<<< HEAD\n", 1) + b",,,,,\n",
        WHOLE + b'a,"b\n,,,,,\n',
        quoted(TEXT).encode() + b'"a"b,c\n',
        WHOLE + b"\xe9,,,,,\n\n",
        b"what;ever\n1;2\n",
        b"a,,,,,\nb,,,,,\n",
        TEXT.encode("utf-16-le")[:-1],
        with_semicolons(TEXT).replace("\r\n", "\n").encode() + b"a;b\n",
        TEXT.replace("\n", ",\n", 2).replace(",\n", "\n", 1).encode(),
        WHOLE + b"a, b,,,,,,,,\n",
        WHOLE[:-9],
        b"\n\n",
        WHOLE + b"a," + b"b" * 200_000 + b"\n\n",
    ],
    ids=[
        "whole",
        "empty",
        "conflict",
        "open quote",
        "unclear quote",
        "latin-1",
        "other columns",
        "no header",
        "cut off",
        "ragged",
        "a cell more in one row",
        "an unquoted comma",
        "cut within a row",
        "blank",
        "endless",
    ],
)
def test_what_would_need_one_is_left(content: bytes) -> None:
    assert mended(content, COLUMNS["documents"]).done == ()
    assert mended(content, COLUMNS["documents"]).content == content


def test_the_command_shows_what_it_would_do_and_does_it_after_a_yes(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FORESTS, tmp_path / "figures"))
    claims = folder / "claims" / "forest_area.csv"
    (folder / NAME).write_bytes(DAMAGED["UTF-16"])
    claims.write_bytes(b"\xef\xbb\xbf" + claims.read_bytes())
    told = run(folder, "mend")
    assert told.stdout.splitlines()[:2] == [
        "documents.csv: UTF-16",
        "claims/forest_area.csv: a byte order mark (BOM)",
    ]
    assert told.exit_code == 1 and "give --yes to write" in told.stdout
    assert (folder / NAME).read_bytes() == DAMAGED["UTF-16"]
    assert run(folder, "mend", "--yes").stdout.splitlines()[-1] == "mended 2 files"
    assert (folder / NAME).read_bytes() == WHOLE
    assert claims.read_bytes() == (FORESTS / "claims" / "forest_area.csv").read_bytes()
    assert run(folder, "mend").stdout.startswith("nothing to mend")


def test_a_table_in_quotes_is_told_what_mends_it(tmp_path: Path) -> None:
    folder = shutil.copytree(FORESTS, tmp_path / "figures")
    (folder / NAME).write_text(quoted(TEXT), encoding="utf-8")
    told = run(folder, "check").output
    assert f"{NAME}:1: header: has needless quotes" in told
    assert "run `python -m loaders mend`" in told
    run(folder, "mend", "--yes")
    assert (folder / NAME).read_bytes() == WHOLE
