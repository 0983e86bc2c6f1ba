"""Where input from outside comes in: what reads it, what it looks like, and what it is made of."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from charts.batches.verification import Verification
from charts.export.formats import FILE_FORMATS, export_view
from charts.export.settings import ExportSettings
from charts.provenance.metadata import CHUNK, SPACE
from charts.provenance.ooxml_metadata import CUSTOM, NAME
from charts.provenance.verify import lines
from charts.views.deck import slides_of
from charts.views.resolve import resolve
from charts.views.view import View, known_values, parse_address
from loaders.citations.apa import apa
from loaders.citations.bibliography import BIBLIOGRAPHY, read_works
from loaders.citations.bibtex import bibtex
from loaders.citations.csl_json import csl_text
from loaders.citations.ris import ris
from loaders.curation.row_parser import from_block, from_json_lines
from loaders.dataset import typed
from loaders.errors import DatasetError
from loaders.quantities.extraction import readings
from loaders.storage.folder import contents, read_files
from loaders.validation.check import problems_of
from loaders.values.edtf import STEPS, next_period, parse_period
from tests.fuzz.bounds import Read
from tests.support.adding import CLAIM, ENTRY
from tests.support.faults import FERRIES
from tests.support.paths import BASE, TESTS
from tests.support.pictures import BlankPictures
from tests.support.provenance import PROOF
from tests.support.real import REAL

FILES = contents(BASE)
CORPUS = TESTS / "fuzz" / "corpus"
"""Input that once failed, in a folder for each target."""
VERIFICATION = Verification(REAL, draw=BlankPictures())
KNOWN = known_values(REAL)
MOST_CITED = 3
"""How many works of a bibliography are cited, as APA takes its time."""
Wrap = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Target:
    """What reads input, real input, words that mean something in it, and what it may be put into
    where its checksums would give a change away.
    """

    read: Read
    seeds: Callable[[], Sequence[bytes]]
    words: Sequence[bytes] = ()
    inner: Sequence[bytes] = ()
    wraps: Sequence[Wrap] = field(default=())


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def _address(content: bytes) -> None:
    view, unclear = parse_address(_text(content), KNOWN)
    if view:
        unclear += slides_of(view.slides, KNOWN)[1]
    assert all(sentence.endswith((".", "?")) for sentence in unclear)


def _table(content: bytes) -> None:
    """Check a dataset one of whose files is this: its name, a line end, and its bytes."""
    name, _, own = content.partition(b"\n")
    file = name.decode("ascii", "replace")
    files = read_files({**FILES, file if file in FILES else FERRIES: own})
    if problems := problems_of(files):
        raise DatasetError(problems)
    typed(files, "1.0.0")


def _bibliography(content: bytes) -> None:
    works, problems = read_works(_text(content))
    if problems:
        raise DatasetError(problems)
    for work in islice(works.values(), MOST_CITED):
        work.short()
        for cite in (apa, bibtex, ris, csl_text):
            cite(work)


def _rows(content: bytes) -> None:
    """Read rows as JSON lines where they begin so, else as a block of claims."""
    text = _text(content)
    if text.lstrip().startswith(("{", "[")):
        from_json_lines("lighthouses", text, "rows.jsonl")
    else:
        from_block("claims", "lighthouses", text, "rows.tsv")


def _numbers(content: bytes) -> None:
    text = _text(content)
    for found in readings(text):
        assert 0 <= found.start < found.end <= len(text)


def _period(content: bytes) -> None:
    period = parse_period(_text(content))
    assert str(period) and period.last_month
    for months in STEPS.values():
        next_period(period, months)


def _file(content: bytes) -> None:
    verdict = VERIFICATION.verdict(content)
    assert all(line.isprintable() for line in lines(REAL, verdict))
    parse_address(verdict.provenance.address, KNOWN)
    json.dumps(verdict.provenance.__dict__, ensure_ascii=False, default=str).encode()


def _as_picture(content: bytes) -> bytes:
    return picture(chunk(b"iTXt", CHUNK.encode() + bytes(5) + content))


def _as_packed_picture(content: bytes) -> bytes:
    return picture(chunk(b"iTXt", CHUNK.encode() + b"\0\1\0\0\0" + zlib.compress(content)))


def _as_drawing(content: bytes) -> bytes:
    return b'<svg><p:proof xmlns:p="%s">%s</p:proof></svg>' % (SPACE.encode(), content)


def _as_document(content: bytes) -> bytes:
    return b"%PDF-1.4 <?xpacket begin=''?>" + _as_drawing(content) + b"<?xpacket end='r'?>"


def _as_workbook(content: bytes) -> bytes:
    return archive(
        {
            CUSTOM: f'<a><b name="{NAME}.001">'.encode()
            + content.replace(b"<", b"&lt;")
            + b"</b></a>"
        }
    )


def _as_archive(content: bytes) -> bytes:
    return archive({CUSTOM: content, "inner.xlsx": archive({CUSTOM: content})})


def as_page(content: bytes) -> bytes:
    """Return a page whose proof is this."""
    named = {"propertyID": CHUNK, "value": content.decode("utf-8", "surrogateescape")}
    safe = json.dumps({"identifier": named}).replace("<", "\\u003c").encode()
    return b'<!doctype html><script type="application/ld+json">' + safe + b"</script>"


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG with its length and checksum."""
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def picture(*chunks: bytes, width: int = 9, height: int = 9) -> bytes:
    """Return a PNG with chunks behind its head."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    end = chunk(b"IDAT", zlib.compress(bytes(10))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(chunks) + end


def archive(parts: Mapping[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return parts as a ZIP."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", packed) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content, packed)
    return into.getvalue()


def _addresses() -> list[bytes]:
    text = (TESTS / "browser" / "addresses.txt").read_text(encoding="utf-8")
    return [line.partition("\t")[0].encode() for line in text.splitlines() if line.startswith("/")]


def _tables() -> list[bytes]:
    return [
        f"{name}\n".encode() + (content or b"")
        for name, content in FILES.items()
        if name != BIBLIOGRAPHY
    ]


def _works() -> list[bytes]:
    own = FILES[BIBLIOGRAPHY] or b""
    return [own, *(b"@" + entry for entry in own.split(b"@")[1:])]


def _pasted() -> list[bytes]:
    table = (FILES[FERRIES] or b"").decode()
    return [
        table.encode(),
        table.replace(",", "\t").encode(),
        json.dumps(CLAIM).encode(),
        json.dumps({"table": "references", "bibtex": ENTRY}).encode(),
    ]


def _sentences() -> list[bytes]:
    files = sorted((TESTS / "language").glob("*"))
    return [line for file in files for line in file.read_bytes().splitlines() if line][:300]


def _periods() -> list[bytes]:
    return [b"2020", b"2020-02", b"2020-02-29", b"2019/2020-06", b"../2020", b"[2019..2020?]"]


@cache
def _saved() -> list[bytes]:
    """Return a chart in each form; of a page, what stands before its program and its end."""
    resolved = resolve(REAL, View("compare", comparison="gun_us_shares"))
    made = [
        export_view(REAL, resolved, ExportSettings(form), draw=BlankPictures())
        for form in FILE_FORMATS
    ]
    return [one if len(one) < 100_000 else one[:60_000] + one[-9_000:] for one in made]


PERIODS = (b"2020", b"-", b"/", b"..", b"[", b"]", b"?", b"0000", b"9999", b"13", b"31", b"Y")
NUMBERS = (
    b"1-",
    b"1,",
    b"one-",
    b"hundred and ",
    b" to ",
    b" of a ",
    b"between ",
    b"about ",
    b"$",
    b"% ",
    b"<sup>1</sup>",
    b"&#49;",
    b" million",
    b"not a single ",
    b" kg and a half ",
    b"rose from ",
    b" per ",
    b" in ",
)
BIBTEX = (b"@misc{", b"@string{a=", b"@comment{", b'"', b" # ", b" and ", b"title = {", b"\\&")
CELLS = (b'""', b'","', b"\xef\xbb\xbf", b"=1+1", b"2020", b"claim_id", b'{"table":', b"\\ud800")
QUERY = (b"&place=", b"&pick=", b"&claim=", b"?view=", b"&asof=", b"&from=", b"%", b"%ED%A0%80")
PARTS = (
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x06\x07",
    b"<!DOCTYPE a>",
    b"<!ENTITY b 'c'>",
    b"&b;",
    b"<?xpacket begin=''?>",
    b"<?xpacket end",
    b"<p:proof>",
    b"IDAT",
    b"zTXt",
    b"acTL",
    b"<script",
    b"\\ud800",
    b"claim_id",
)
TARGETS: Mapping[str, Target] = {
    "addresses": Target(_address, _addresses, QUERY),
    "tables": Target(_table, _tables, CELLS),
    "bibliography": Target(_bibliography, _works, BIBTEX),
    "rows": Target(_rows, _pasted, CELLS),
    "numbers": Target(_numbers, _sentences, NUMBERS),
    "periods": Target(_period, _periods, PERIODS),
    "files": Target(
        _file,
        _saved,
        PARTS,
        inner=(PROOF.to_json().encode(), b"{}", b"<a><b/></a>"),
        wraps=(
            _as_picture,
            _as_packed_picture,
            _as_drawing,
            _as_document,
            _as_workbook,
            _as_archive,
            as_page,
        ),
    ),
}
