"""What a file says of itself: the proof's text, and its place in Office files."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from charts.provenance.ooxml_metadata import CORE, CUSTOM, PIECE, embed_ooxml, read_ooxml
from charts.provenance.record import from_json, provenance_of, site_of, split_link
from charts.views.resolve import resolve
from charts.views.view import View, relative_address
from loaders.dataset import Dataset
from tests.support.provenance import PROOF

texts = st.text(max_size=30)


def workbook() -> bytes:
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True}) as book:
        book.add_worksheet("Rows").write(0, 0, "a")
    return into.getvalue()


@given(texts, texts, st.lists(texts, max_size=4), st.dictionaries(texts, texts, max_size=3))
def test_a_proof_is_read_back_as_it_was_written(
    title: str, address: str, claims: list[str], documents: dict[str, str]
) -> None:
    own = replace(PROOF, title=title, address=address, claim_ids=tuple(claims), documents=documents)
    own = replace(own, site="https://figures.example.org")
    assert from_json(own.to_json()) == own
    assert own.to_json().isascii()


@pytest.mark.parametrize("site", ["http://[::1]:8501", "https://a.example/by/figures"])
def test_a_link_is_taken_apart_again(site: str) -> None:
    own = replace(PROOF, site=site_of(f"{site}/"))
    assert split_link(own.link) == (site, PROOF.address)
    assert split_link(PROOF.address) == ("", PROOF.address)
    with pytest.raises(ValueError, match="no address such as"):
        site_of("figures.example.org")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("7", "it is not a proof"),
        ('{"proof": 2}', "it has a later form than this site reads"),
        ('{"proof": 1}', "a part of it is missing"),
        (" " * 1_000_001, "it is too long"),
        (json.dumps({**json.loads(PROOF.to_json()), "claims": [1]}), "its claims cannot be read"),
        (json.dumps({**json.loads(PROOF.to_json()), "documents": []}), "its documents cannot be"),
        (json.dumps({**json.loads(PROOF.to_json()), "date": "today"}), "its date is not in the"),
        (json.dumps({**json.loads(PROOF.to_json()), "site": "javascript:"}), "where it was made"),
        (PROOF.to_json().replace("one", "\\ud800"), "it has half a character"),
    ],
)
def test_what_is_no_proof_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        from_json(text)


def test_a_view_has_its_claims_documents_and_address_in_its_proof(real: Dataset) -> None:
    view = View(page="trends", indicator="poppy_area")
    resolved = resolve(real, view)
    provenance = provenance_of(
        real, resolved.claims, resolved.heading, relative_address(resolved.view)
    )
    assert provenance.address == "/trends?indicator=poppy_area"
    assert "felbabbrown2020-poppy-us-2017" in provenance.claim_ids
    assert (
        provenance.documents["felbabbrown2020"]
        == real.documents.loc["felbabbrown2020", "text_sha256"]
    )
    assert (provenance.version, provenance.on) == (real.version, real.changed)


def test_an_office_file_keeps_the_proof_in_pieces_and_its_parts_in_order() -> None:
    long = replace(PROOF, claim_ids=tuple(f"claim-{n}" for n in range(400)))
    content = embed_ooxml(workbook(), long)
    assert from_json(read_ooxml(content) or "") == long
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        custom = archive.read(CUSTOM).decode()
        core = archive.read(CORE).decode()
        declared = archive.read("[Content_Types].xml").decode()
        related = archive.read("_rels/.rels").decode()
    pieces = custom.split("<vt:lpwstr>")[1:]
    assert max(len(piece.split("<")[0]) for piece in pieces) <= PIECE
    assert "Überdosen &amp; &lt;Tote&gt;" in core
    assert core.count("2026-11-24T00:00:00Z") == 2
    for name in (CORE, CUSTOM):
        assert declared.count(f"/{name}") == 1
        assert related.count(name) == 1


def test_an_office_file_is_stamped_with_the_same_bytes_and_stamped_again() -> None:
    once = embed_ooxml(workbook(), PROOF)
    assert once == embed_ooxml(workbook(), PROOF) == embed_ooxml(once, PROOF)


def test_a_file_that_does_harm_is_refused() -> None:
    def packed(custom: bytes) -> bytes:
        into = io.BytesIO()
        with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(CUSTOM, custom)
        return into.getvalue()

    with pytest.raises(ValueError, match="properties are too long"):
        read_ooxml(packed(b" " * 50_000_000))
    with pytest.raises(ValueError, match="properties define entities"):
        read_ooxml(packed(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))
    with pytest.raises(ValueError, match="properties are no XML"):
        read_ooxml(packed(b"<a>"))
    with pytest.raises(ValueError, match="parts cannot be unpacked"):
        read_ooxml(workbook()[:500])
    assert read_ooxml(workbook()) is None
