"""A provenance record like those in the files."""

from __future__ import annotations

from charts.provenance.record import ProvenanceRecord

PROOF = ProvenanceRecord(
    ("one", "two"),
    {"paper": "ab" * 32},
    "1.0.0+abc",
    "CC BY 4.0",
    "Überdosen & <Tote>, “2020”",
    "/trends?indicator=deaths",
    "2026-11-24",
)
