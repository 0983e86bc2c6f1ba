"""A claim's words as they are quoted, in three forms."""

from __future__ import annotations

from loaders.queries.citable import quotation, quotations
from loaders.queries.record import find_claim
from tests.support.real import REAL

WHERE = "https://figures.example/claims?claim=a&b"


def quoted(claim_id: str) -> str:
    claim = find_claim(REAL, claim_id)
    assert claim is not None
    return quotation(REAL, claim)


def test_a_quotation_says_of_what_and_where_and_keeps_the_printed_words() -> None:
    assert quoted("felbabbrown2020-poppy-us-2017") == (
        "Opium poppy cultivation, Mexico, 2017, estimated: “44,100” [44,100 hectares] "
        "(Felbab-Brown, 2020a, para. 60)."
    )


def test_a_quotation_leads_to_its_document_and_to_its_page() -> None:
    claim = find_claim(REAL, "breier2023-overdose-deaths-2021")
    assert claim is not None
    found = quotations(REAL, claim, WHERE)
    said = quotation(REAL, claim)
    assert claim.as_printed in said
    assert found["Plain text"].startswith(f"{said}\n\nBreier, ")
    assert found["Plain text"].endswith(f"\n\nCited Figures: {WHERE}")
    escaped = WHERE.replace("&", "&amp;")
    assert f'<blockquote cite="{escaped}"><p>' in found["HTML"]
    assert f'<a href="{escaped}">' in found["HTML"]
    assert found["Markdown"].startswith("> ")
    assert f"<{WHERE}>" in found["Markdown"]
    for text in quotations(REAL, claim, "").values():
        assert "Cited Figures" not in text
