"""A file that left the app, read back: which claims it shows, and what became of them since."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from charts.provenance.metadata import CHUNK, SPACE
from charts.provenance.ooxml_metadata import parsed, read_ooxml
from charts.provenance.record import MOST_CHARACTERS, ProvenanceRecord, from_json
from charts.text import wording
from loaders.dataset import Dataset
from loaders.queries.listing import history
from loaders.queries.selection import IN_FORCE, Row, records

MOST_BYTES = 50_000_000
"""A longer file is not read: the largest that leaves the app has a tenth of it."""
NOT_OURS = (
    "This file carries no proof of Cited Figures. It did not leave this app, or another program "
    "has taken it out: pictures that are sent or pasted often lose it."
)
TOO_LONG = "The file has more than {most:,} bytes, which no file of this app has."
BROKEN = "The proof in this file cannot be read: {why}."
KINDS = "Files that can be read are PNG, SVG, PDF, HTML, XLSX, PPTX and CSV."


PACKET = re.compile(rb"<\?xpacket begin=[^>]{0,100}\?>(.{1,4000000}?)<\?xpacket end", re.DOTALL)
BLANK = b"\xef\xbb\xbf \r\n\t"
"""What may stand before the beginning of a text: UTF-8's mark and spaces."""


class VerifyError(Exception):
    """Say in a sentence for the reader why a file tells nothing."""


@dataclass(frozen=True)
class ClaimOutcome:
    """A claim of a file as the dataset has it now.

    `state` is `in force`, `corrected`, `withdrawn` or `unknown`; `old` is the value that the file
    shows, `new` what holds instead, "" where nothing does; `why` is a sentence.
    """

    claim_id: str
    state: str
    old: str
    new: str = ""
    new_id: str = ""
    why: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a file says of itself, and what became of its claims."""

    provenance: ProvenanceRecord
    claims: Sequence[ClaimOutcome]
    documents: Sequence[str]
    same_version: bool

    @property
    def changed(self) -> list[ClaimOutcome]:
        """Return the claims that are no longer as the file shows them."""
        return [claim for claim in self.claims if claim.state != IN_FORCE]


def verify(dataset: Dataset, content: bytes) -> Verdict:
    """Return what a file says of itself, held against a dataset; raise `VerifyError`."""
    proof = read_provenance(content)
    joined = dataset.joined
    rows = {
        row["claim_id"]: row
        for row in records(joined[joined["claim_id"].isin(list(proof.claim_ids))])
    }
    claims = [_outcome(dataset, name, rows.get(name)) for name in proof.claim_ids]
    hashes = dataset.documents["text_sha256"].to_dict()
    documents = [
        f"The text of {name} that was read then is not the one that is read now."
        for name, digest in proof.documents.items()
        if digest and hashes.get(name) != digest
    ]
    return Verdict(proof, claims, documents, proof.version == dataset.version)


def read_provenance(content: bytes) -> ProvenanceRecord:
    """Return the proof that a file carries; raise `VerifyError`, a sentence, whatever it is."""
    if len(content) > MOST_BYTES:
        raise VerifyError(TOO_LONG.format(most=MOST_BYTES))
    if not content:
        raise VerifyError("The file is empty.")
    read = next((read for begins, read in READERS if begins(content)), None)
    if read is None:
        raise VerifyError(f"{NOT_OURS} {KINDS}")
    try:
        found = read(content)
        if isinstance(found, ProvenanceRecord):
            return found
        if found:
            return from_json(found)
    except ValueError as error:
        raise VerifyError(BROKEN.format(why=error)) from None
    raise VerifyError(NOT_OURS)


def _png(content: bytes) -> str | None:
    from PIL import Image  # noqa: PLC0415  only a picture needs it

    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            return picture.info.get(CHUNK)  # its pixels are never unpacked
    except Exception as error:  # Pillow raises many kinds for files that are broken
        raise ValueError("the picture is broken") from error


def _svg(content: bytes) -> str | None:
    root = parsed(content)
    found = root.find(f".//{{{SPACE}}}proof")
    return None if found is None else str(found.text or "")


def _pdf(content: bytes) -> str | None:
    """Return the proof of a PDF's XMP, which stands in it unpacked, so that nothing is opened."""
    for packet in PACKET.findall(content):
        found = parsed(packet).find(f".//{{{SPACE}}}proof")
        if found is not None:
            return str(found.text or "")
    return None


def _html(content: bytes) -> str | None:
    found = re.search(rb'<script type="application/ld\+json">([^<]{1,4000000})</script>', content)
    if not found:
        return None
    try:
        named = json.loads(found[1])["identifier"]
        return str(named["value"]) if named["propertyID"] == CHUNK else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _csv(content: bytes) -> ProvenanceRecord | None:
    """Return what a table of rows says of itself: its claims and their version."""
    text = content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    try:
        own = [row for _, row in zip(range(MOST_CHARACTERS), rows, strict=False)]
    except csv.Error as error:
        raise ValueError("the table is broken") from error
    if not own or not {"claim_id", "data_version", "licence"} <= set(own[0]):
        return None
    names = tuple(dict.fromkeys(str(row["claim_id"]) for row in own))
    return ProvenanceRecord(
        names, {}, str(own[0]["data_version"]), str(own[0]["licence"]), "", "", ""
    )


def _is_markup(content: bytes) -> bool:
    return (
        content[:200]
        .lstrip(b"\xef\xbb\xbf \r\n\t")
        .lower()
        .startswith((b"<!doctype html", b"<html"))
    )


def _is_svg(content: bytes) -> bool:
    return content[:1000].lstrip(BLANK).startswith((b"<svg", b"<?xml", b"<!DOCTYPE svg"))


READERS: Sequence[
    tuple[Callable[[bytes], bool], Callable[[bytes], str | ProvenanceRecord | None]]
] = (
    (lambda content: content.startswith(b"\x89PNG\r\n\x1a\n"), _png),
    (lambda content: b"%PDF-" in content[:1024], _pdf),
    (lambda content: content.startswith(b"PK\x03\x04"), read_ooxml),
    (_is_markup, _html),
    (_is_svg, _svg),
    (lambda content: b"claim_id" in content[:400].split(b"\n")[0], _csv),
)
"""How each kind of file begins, and what finds the proof in it."""


def _outcome(dataset: Dataset, claim_id: str, row: Row | None) -> ClaimOutcome:
    if row is None:
        return ClaimOutcome(claim_id, "unknown", "", why="No claim of this name is here.")
    old = wording.claim_words(dataset, row)
    if row["state"] == "withdrawn":
        note = f" {row['note']}" if row["note"] else ""
        return ClaimOutcome(
            claim_id, "withdrawn", old, why=f"It was withdrawn on {row['withdrawn']}.{note}"
        )
    if row["state"] == IN_FORCE:
        return ClaimOutcome(claim_id, IN_FORCE, old)
    newest = records(history(dataset, claim_id))[-1]
    new = wording.claim_words(dataset, newest)
    why = f"It was corrected on {newest['added']}."
    if newest["state"] == "withdrawn":
        why += f" The correction was withdrawn on {newest['withdrawn']}."
        new = ""
    return ClaimOutcome(claim_id, "corrected", old, new, str(newest["claim_id"]), why)
