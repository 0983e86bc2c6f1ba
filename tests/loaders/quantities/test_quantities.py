"""The parser and the drafts, held against texts and phrases written without sight of them."""

from __future__ import annotations

import csv
import hashlib
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from loaders.audit.drafts import Row, drafts
from loaders.dataset import DATASETS
from loaders.quantities.extraction import readings
from loaders.quantities.unit_lookup import UnitKeys
from loaders.validation.check import check
from loaders.validation.wording import mismatch
from tests.support.paths import LANGUAGE
from tests.support.texts import TEXTS

UNITS = check(DATASETS).frames["units"].fillna("")
UNIT_KEYS = UnitKeys(UNITS.to_dict("records"), check(DATASETS).site.unit_words)
Cells = dict[str, str]


def table(name: str) -> list[Cells]:
    with (LANGUAGE / name).open(newline="") as file:
        return list(csv.DictReader(file))


def claims() -> pd.DataFrame:
    return check(DATASETS).frames["claims"].fillna("")


@pytest.mark.parametrize("row", table("phrases.csv"), ids=lambda row: row["phrase"])
def test_a_phrase_gives_the_bounds_and_the_hedge_that_a_reader_gave_it(row: Cells) -> None:
    said = readings(row["phrase"], everything=True)
    assert mismatch(row | {"best": "", "unit": ""}, said) == "", said


def drafted(text: str) -> list[Row]:
    rows = drafts(text, "report", UNIT_KEYS)
    return [row for row in rows if row["table"] == "claims"]


def alike(draft: Row, claim: Cells, *columns: str) -> bool:
    numbers = all(_number(draft[end]) == _number(claim[end]) for end in ("low", "high"))
    return (
        numbers
        and draft["locator"] == claim["locator"]
        and all(draft[name] == claim[name] for name in columns)
    )


def _number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def test_every_quantity_of_a_report_is_drafted_as_its_author_read_it() -> None:
    found = drafted((LANGUAGE / "report.txt").read_text())
    expected = table("report.csv")
    assert len(expected) == 40
    missing = [c["as_printed"] for c in expected if not any(alike(d, c, "hedge") for d in found)]
    assert missing == []
    assert len(found) <= 44, "a date, a name or an ordinal was taken for a claim"


@pytest.mark.texts
@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_with_its_claims_hidden_a_document_is_drafted_whole(path: Path) -> None:
    """Every numeral of a claim is listed; two thirds of the claims need no change at all."""
    documents = check(DATASETS).frames["documents"].set_index("text_sha256")
    own = documents.loc[hashlib.sha256(path.read_bytes()).hexdigest(), "document_id"]
    rows = claims()[lambda c: (c["document_id"] == own) & (c["withdrawn"] == "")]
    found = drafts(path.read_text(encoding="utf-8"), str(own), UNIT_KEYS)
    kept = [row for row in found if row["table"] == "claims"]
    numbered = [c for c in rows.to_dict("records") if _has_numeral(c["as_printed"])]
    lost = [c["as_printed"] for c in numbered if not _listed(c, found)]
    assert lost == []
    right = [c for c in numbered if any(alike(d, c, "hedge") for d in kept)]
    assert len(right) >= 0.8 * len(numbered)


def _has_numeral(words: str) -> bool:
    return any(reading.numerals for reading in readings(words, everything=True))


def _listed(claim: Cells, found: list[Row]) -> bool:
    """Tell whether each numeral of a claim's words is in some draft of its paragraph."""
    wanted = [n.text for r in readings(claim["as_printed"], everything=True) for n in r.numerals]
    there = [
        row.get("as_printed") or row.get("numeral", "")
        for row in found
        if row["locator"] == claim["locator"] or row.get("numeral") == "*"
    ]
    return all(any(text in words or words == "*" for words in there) for text in wanted)


@pytest.mark.parametrize("words", ["428 femicides", "428 feminicides", "428 feminicidios"])
def test_femicides_are_no_homicides(words: str) -> None:
    (reading,) = readings(words)
    assert UNIT_KEYS.of(reading) == "femicides"
