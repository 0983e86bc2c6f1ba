"""Files that are small and unpack to much: each is refused in a sentence, or read in its bounds."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest

from charts.export.formats import NOT_OURS
from charts.provenance.metadata import CHUNK
from charts.provenance.ooxml_metadata import CUSTOM, MOST_PARTS
from charts.tables.sheets import MOST_ROWS
from tests.fuzz.bounds import answer, hold_memory, hold_time
from tests.fuzz.targets import TARGETS, archive, as_page, chunk, picture
from tests.support.provenance import PROOF

MUCH = b"\0" * 120_000_000
LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
LAUGHING = (
    f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "ha">{LAUGHS}]><svg a="&a9;">&a9;</svg>'
)
DEEP_PDF = b"1 0 obj " + b"<</A[" * 10_000 + b"]>>" * 10_000 + b" endobj "


def _squeezed(kind: bytes, before: bytes) -> bytes:
    return picture(chunk(kind, before + zlib.compress(MUCH, 9)))


def _archives_in_archives() -> bytes:
    content = archive({CUSTOM: MUCH[:1_000_000]})
    for _ in range(50):
        content = archive({"a.zip": content})
    return content


def _false_end() -> bytes:
    """Return an archive of more parts than its end seems to say, as that holds another end."""
    parts = archive({f"{n}": b"" for n in range(MOST_PARTS + 1)})
    return parts[:-22] + b"PK\x05\x06" + bytes(6) + b"PK\x05\x06" + bytes(8)


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "texts of a picture": (
        lambda: _squeezed(b"iTXt", CHUNK.encode() + b"\0\1\0\0\0"),
        "picture is broken",
    ),
    "texts of an older form": (
        lambda: _squeezed(b"zTXt", CHUNK.encode() + b"\0\0"),
        "picture is broken",
    ),
    "colours of a picture": (lambda: _squeezed(b"iCCP", b"a\0\0"), "the picture is broken"),
    "pixels": (lambda: picture(width=50_000, height=50_000), "more pixels than any of this app"),
    "entities": (LAUGHING.encode, "its properties define entities"),
    "entities of an archive": (lambda: archive({CUSTOM: LAUGHING.encode()}), "define entities"),
    "entities in UTF-16": (lambda: archive({CUSTOM: LAUGHING.encode("utf-16")}), "are no XML"),
    "entities in UTF-7": (
        lambda: archive({CUSTOM: b'<?xml version="1.0" encoding="utf-7"?>+ADw-a/+AD4-'}),
        "its properties are no XML",
    ),
    "streams": (
        lambda: b"%PDF-1.4 1 0 obj stream " + zlib.compress(MUCH, 9) + b" endstream",
        NOT_OURS,
    ),
    "objects in objects": (lambda: b"%PDF-1.4 " + DEEP_PDF, NOT_OURS),
    "parts": (lambda: archive({CUSTOM: MUCH}), "its properties are too long"),
    "parts packed by bzip2": (
        lambda: archive({CUSTOM: MUCH}, zipfile.ZIP_BZIP2),
        "its parts cannot be unpacked",
    ),
    "archives in archives": (_archives_in_archives, NOT_OURS),
    "many parts": (
        lambda: archive({f"{n}": b"" for n in range(MOST_PARTS + 1)}),
        "has too many parts",
    ),
    "many parts behind a false end": (_false_end, "has too many parts"),
    "elements in elements": (lambda: b"<!doctype html>" + b"<div>" * 1_000_000, NOT_OURS),
    "rows": (
        lambda: b"claim_id,data_version,licence\n" + b"a,1,x\n" * (MOST_ROWS + 1),
        "too many rows",
    ),
    "columns": (
        lambda: b"claim_id,data_version,licence" + b",c" * 25_000 + b"\n" + b"a\n" * 25_000,
        "",
    ),
    "half a character": (
        lambda: as_page(PROOF.to_json().replace("one", "\\ud800").encode()),
        "half a",
    ),
    "a date of many digits": (
        lambda: as_page(PROOF.to_json().replace("2026-11-24", "9" * 9000).encode()),
        "its date is not in the calendar",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_unpacks_to_much_is_not_unpacked(name: str) -> None:
    make, why = BOMBS[name]
    content = make()
    read = TARGETS["files"].read
    assert why in answer(read, content)
    hold_time(read, content)
    hold_memory(read, content)


def test_a_picture_that_says_it_is_longer_than_it_is_is_refused() -> None:
    content = picture(struct.pack(">I", 2**31 - 1) + b"iTXt" + b"a" * 100)
    assert "the picture is broken" in answer(TARGETS["files"].read, content)
