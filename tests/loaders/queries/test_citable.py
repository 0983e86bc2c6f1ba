"""Citations of what the project shows, in each format; the words are read off, not computed."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

import pytest
import rispy
from pybtex.database import parse_string as parse_bibtex

from charts.text import wording
from loaders.citations.apa import apa
from loaders.citations.csl_json import Item
from loaders.citations.formats import FORMATS
from loaders.dataset import DATASETS, Claim, Dataset, claims_in
from loaders.queries.citable import chart_item, claim_item, dataset_item
from loaders.values.edtf import parse_period
from loaders.values.locators import plain_words
from tests.support.csl_json import check_item
from tests.support.real import REAL
from tests.support.works import WORKS

ON = date(2026, 11, 24)
ADDRESS = "https://figures.example/claims?claim=a&b=100%25"
BORDER = "felbabbrown2020-border-length"
STATED = (
    "Stated in Felbab-Brown, 2020a, “Fending off fentanyl and hunting down heroin: Controlling"
    " opioid supply from Mexico,” para. "
)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return dataclasses.replace(REAL, version="1.2.3+abcdef0")


DOCUMENTS = ("felbabbrown2020", "breier2023")


def claim(dataset: Dataset, claim_id: str, **cells: Any) -> Claim:
    [own] = claims_in(dataset.joined[dataset.joined["claim_id"] == claim_id])
    return dataclasses.replace(own, **{"added": "2026-11-22", **cells})


def items(dataset: Dataset, address: str = ADDRESS) -> list[Item]:
    return [
        dataset_item(dataset, address, ON),
        claim_item(dataset, claim(dataset, BORDER), address, ON),
        chart_item(dataset, "Poppy cultivation, Mexico", DOCUMENTS, address, ON),
    ]


def test_a_claim_has_this_apa_reference(dataset: Dataset) -> None:
    assert apa(claim_item(dataset, claim(dataset, BORDER), ADDRESS, ON)) == (
        "The Cited Figures maintainers. (2026). “2,000-mile border”: Length of the "
        "US–Mexico border, year not given [Data set entry]. In Cited Figures (Version"
        f" 1.2.3+abcdef0). Retrieved November 24, 2026, from {ADDRESS} ({STATED}46)"
    )


def test_a_claim_s_title_has_no_escapes_and_names_where_from_and_when(dataset: Dataset) -> None:
    row = claim(
        dataset,
        BORDER,
        as_printed=r"\$5 <b>each</b>",
        from_place_id="MX",
        period=parse_period("2000?"),
    )
    title = claim_item(dataset, row, "", ON)["title"]
    assert title == ("“$5 each”: Length of the US–Mexico border, 2000 (inferred by us)")


def test_a_computed_claim_s_title_is_what_it_is_about(dataset: Dataset) -> None:
    title = claim_item(dataset, claim(dataset, BORDER, as_printed=""), "", ON)["title"]
    assert title == "Length of the US–Mexico border, year not given"


@pytest.mark.parametrize(
    ("locator", "place"),
    [
        ("para 60", "para. 60"),
        ("para 112-113", "paras. 112–113"),
        ("page 3", "p. 3"),
        ("page 3-4", "pp. 3–4"),
        ("table 1", "Table 1"),
        ("row Year=2017", "data file"),
    ],
)
def test_the_place_in_the_document_is_named_as_apa_does(
    dataset: Dataset, locator: str, place: str
) -> None:
    item = claim_item(dataset, claim(dataset, BORDER, locator=locator), "", ON)
    assert item["references"].endswith(f"Controlling opioid supply from Mexico,” {place}")


def test_a_chart_has_this_apa_reference(dataset: Dataset) -> None:
    day = max({*dataset.claims["added"], *dataset.claims["withdrawn"]})
    assert apa(chart_item(dataset, "Poppy cultivation, Mexico", DOCUMENTS, ADDRESS, ON)) == (
        f"The Cited Figures maintainers. ({day[:4]}). Poppy cultivation, Mexico [Chart]. In Cited"
        f" Figures (Version 1.2.3+abcdef0). Retrieved November 24, 2026, from {ADDRESS}"
        " (Based on Felbab-Brown, 2020a, “Fending off fentanyl and hunting down heroin: Controlling"
        " opioid supply from Mexico”; Breier, 2023, “U.S.-Mexico Relations: How to Get Serious"
        " about Fentanyl”)"
    )


def test_the_dataset_has_the_reference_that_apa_7_gives_data_sets(dataset: Dataset) -> None:
    assert apa(dataset_item(dataset, "https://figures.example", ON)) == (
        "The Cited Figures maintainers. (2026). Cited Figures (Version 1.2.3+abcdef0) [Data set]."
        " Retrieved November 24, 2026, from https://figures.example"
    )


def test_a_dataset_without_claims_is_dated_by_the_day_it_was_seen(dataset: Dataset) -> None:
    none = dataclasses.replace(
        dataset, claims=dataset.claims.iloc[:0], recorded=dataset.recorded.iloc[:0]
    )
    assert dataset_item(none, "", ON)["issued"] == {"date-parts": [[2026, 11, 24]]}


def test_without_an_address_there_is_neither_address_nor_day_of_retrieval(dataset: Dataset) -> None:
    for item in items(dataset, ""):
        assert not {"URL", "accessed"} & set(item)
        assert "Retrieved" not in apa(item)
        assert "UR  - " not in FORMATS["ris"].render(item)
        assert "url" not in FORMATS["bibtex"].render(item)


def test_the_items_are_csl_and_its_file_says_the_same(dataset: Dataset) -> None:
    for item in items(dataset):
        check_item(item)
        assert json.loads(FORMATS["csl"].render(item)) == [item]


def test_pybtex_reads_back_each_field_of_a_claim(dataset: Dataset) -> None:
    text = FORMATS["bibtex"].render(claim_item(dataset, claim(dataset, BORDER), ADDRESS, ON))
    entry = parse_bibtex(text, "bibtex").entries[BORDER]
    assert [str(person) for person in entry.persons["author"]] == [f"{{{REAL.site.publisher}}}"]
    assert dict(entry.fields) == {
        "title": "{“2,000-mile border”: Length of the US–Mexico border, year not given}",
        "type": "Data set entry",
        "howpublished": "Cited Figures, version 1.2.3+abcdef0",
        "note": f"{STATED}46",
        "year": "2026",
        "date": "2026-11-22",
        "url": ADDRESS,
        "urldate": "2026-11-24",
    }


def test_rispy_reads_back_each_field_of_a_claim(dataset: Dataset) -> None:
    text = FORMATS["ris"].render(claim_item(dataset, claim(dataset, BORDER), ADDRESS, ON))
    assert rispy.loads(text) == [
        {
            "type_of_reference": "DATA",
            "id": BORDER,
            "authors": [REAL.site.publisher],
            "title": "“2,000-mile border”: Length of the US–Mexico border, year not given",
            "secondary_title": REAL.site.name,
            "year": "2026",
            "date": "2026/11/22/",
            "edition": "1.2.3+abcdef0",
            "type_of_work": "Data set entry",
            "urls": [ADDRESS],
            "notes": [f"{STATED}46"],
            "access_date": "2026/11/24/",
        }
    ]


def test_each_claim_has_a_citation_in_each_format(dataset: Dataset) -> None:
    for row in claims_in(dataset.joined):
        item = claim_item(dataset, row, ADDRESS, ON)
        check_item(item)
        texts = [form.render(item) for name, form in FORMATS.items() if name != "apa"]
        assert all(ADDRESS in text for text in texts)


def test_each_format_takes_works_too() -> None:
    texts = {name: form.render(WORKS["dea2018ndta"]) for name, form in FORMATS.items()}
    assert texts["apa"].startswith("Drug Enforcement Administration. (2018).")
    assert texts["bibtex"].startswith("@techreport{dea2018ndta,")
    assert texts["ris"].startswith("TY  - RPRT\r\n")
    assert json.loads(texts["csl"])[0]["type"] == "report"
    assert [form.name for form in FORMATS.values()] == ["APA", "BibTeX", "RIS", "CSL-JSON"]
    assert len({form.suffix for form in FORMATS.values()}) == len(FORMATS)


def test_the_dataset_s_name_and_publisher_are_those_of_the_citation_file() -> None:
    lines = (DATASETS.parent / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert f"title: {REAL.site.name}" in lines
    assert f"  - name: {REAL.site.publisher}" in lines


def test_a_citation_prints_a_claim_as_the_screens_do(dataset: Dataset) -> None:
    for cell in [*dataset.claims["as_printed"], r"\$5 <b>a</b> \* <br/>"]:
        assert plain_words(cell) == wording.quotation(cell)
