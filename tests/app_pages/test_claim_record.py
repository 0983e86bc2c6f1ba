"""A claim's page speaks to readers; hashes, filters and names of files are folded away."""

from __future__ import annotations

import re
from html import unescape

from charts.text import notes
from charts.text.claim_history import changed_cells
from loaders.dataset import Claim, claims_in
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS, codes
from tests.support.pages import html, opened
from tests.support.real import REAL

SUMMED = "cbp2022drugs-fentanyl-us-fy2020-2"
TECHNICAL = re.compile(
    r"[0-9a-f]{40}|SHA-?256|sha256|\.csv|\brow \S+=|\w=\w| & \w+=|\bpara \d"
    r"|\b(?=[A-Z]+\d)[A-Z0-9]{5,}\b"
)
"""Hashes, names of files, filters, raw locators, codes such as MEXK54."""


def test_a_reader_is_told_in_plain_words_where_a_figure_of_a_file_comes_from() -> None:
    page = opened("claims", claim=SUMMED)
    (place,) = [e for e in page.expander if e.label == "How this figure was taken from the file"]
    folded = place.get("html")[0].proto.body
    words = unescape(re.sub(r"<[^>]*>", " ", html(page).replace(folded, "")))
    words = words.replace(f"/claims?claim={SUMMED}", "")  # its address
    assert "Summed by us from 179 rows of a data file and rounded" in words
    assert not TECHNICAL.findall(words)
    assert "FY=2020" in folded and "sha256:" in folded and "commit" in folded


def test_no_text_for_readers_names_a_hash_a_filter_or_a_code() -> None:
    def texts(claim: Claim) -> list[str]:
        own = [notes.sources(REAL.works, [claim]), notes.origin_words(claim), claim.note]
        return [*own, claim.counting, notes.hover(REAL, claim)]

    claims = claims_in(REAL.joined)
    said = {text for claim in claims for text in texts(claim)}
    said |= {*REAL.documents["note"], *REAL.places["name"], *REAL.indicators["definition"]}
    found = {text: TECHNICAL.findall(text) for text in said}
    assert not {text: hits for text, hits in found.items() if hits}


def test_no_history_names_a_column_or_a_code_as_the_files_do() -> None:
    by_id = {claim.claim_id: claim for claim in claims_in(REAL.joined)}
    told = "\n".join(
        text
        for claim in by_id.values()
        if claim.supersedes
        for text in changed_cells(REAL, by_id[claim.supersedes], claim)
    )
    assert "status: counted → estimated" in told
    assert "place in the document: page not recorded → as quoted by" in told
    keys = {*COLUMNS[CLAIMS], *codes(CLAIMS, "status"), *codes(CLAIMS, "hedge")}
    keys = {key for key in keys if "_" in key} | {"observation", "exact", "section", "para"}
    assert not keys & set(re.findall(r"[a-z_]+", told))
