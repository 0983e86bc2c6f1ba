"""RIS that rispy reads back, whatever stands in the fields."""

from __future__ import annotations

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from loaders.citations.csl_json import Item, csl_json
from loaders.citations.latex import unlatexed
from loaders.citations.ris import ris
from loaders.citations.works import Work
from tests.support.works import HOSTILE, WORKS, invented

KINDS = {"article": "NEWS", "techreport": "RPRT", "online": "ELEC", "misc": "HEAR"} | {
    "dataset": "DATA",
    "report": "RPRT",
    "book": "BOOK",
}
"""What the kinds of the bibliography are in RIS; its only other work is a hearing."""
FIELDS = {
    "place_published": ("address",),
    "type_of_work": ("type", "howpublished"),
    "issn": ("number",),  # a report's number stands under this tag
    "secondary_title": ("journal",),
    "doi": ("doi",),
}


def expected(work: Work) -> Item:
    """Return what a reader should find, from the fields as the bibliography has them."""
    found = {
        name: next((unlatexed(work.fields[field]) for field in fields if field in work.fields), "")
        for name, fields in FIELDS.items()
    }
    issuer = unlatexed(work.fields.get("institution", work.fields.get("organization", "")))
    series = unlatexed(work.fields.get("series", ""))
    if work.kind == "misc":
        found |= {"secondary_title": issuer, "tertiary_title": series}
    else:
        found |= {"publisher": issuer}
        found["secondary_title"] = found["secondary_title"] or series
    if "volume" in work.fields:
        first, last = unlatexed(work.fields["pages"]).split("–")
        found |= {"volume": work.fields["volume"], "number": found.pop("issn")}
        found |= {"start_page": first, "end_page": last}
    first = (work.fields.get("date") or work.fields["year"]).split("/")[0]
    year, *rest = day = first.split("-")
    found |= {"date": "/".join([*day, "", ""][:3]) + "/" if rest else "", "year": year}
    kind = "JOUR" if "volume" in work.fields else KINDS[work.kind]
    found |= {"type_of_reference": kind, "id": work.work_id, "title": work.title}
    found |= {"language": {"spanish": "es"}.get(work.fields.get("langid", ""), "")}
    lists = {"authors": authors(work), "urls": [work.url] if work.url else []}
    return {name: value for name, value in (found | lists).items() if value}


def authors(work: Work) -> list[str]:
    names = csl_json(work).get("author", [])
    return [name.get("literal") or f"{name['family']}, {name['given']}" for name in names]


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_rispy_reads_back_each_field_of_a_work(work: Work) -> None:
    [entry] = rispy.loads(ris(work))
    assert entry == expected(work)


def test_a_newspaper_article_has_this_ris() -> None:
    assert ris(WORKS["aguilar2018"]).split("\r\n") == [
        "TY  - NEWS",
        "ID  - aguilar2018",
        "AU  - Aguilar, Rubén",
        "TI  - Falta morfina en México [Lack of Morphine in Mexico]",
        "T2  - El Economista",
        "PY  - 2018",
        "DA  - 2018/10/23/",
        "UR  - https://www.economista.com.mx/opinion/Falta-morfina-en-Mexico-20181024-0012.html",
        "LA  - es",
        "ER  - ",
        "",
    ]


@given(st.text() | st.just(HOSTILE))
def test_any_text_stays_within_its_field(text: str) -> None:
    work = invented("book", title=f"x{text}", publisher=f"y{text}", year="2020")
    [entry] = rispy.loads(ris(work))
    assert {name: entry[name] for name in ("id", "year")} == {"id": "smith2024", "year": "2020"}
    assert (entry["title"], entry["publisher"]) == (unlatexed(f"x{text}"), unlatexed(f"y{text}"))
    assert set(entry) <= {"type_of_reference", "id", "year", "title", "publisher", "authors"}


def test_a_chart_keeps_its_version_and_the_day_it_was_seen() -> None:
    day = {"date-parts": [[2026, 11, 24]]}
    item = {"id": "a", "type": "graphic", "title": "T", "version": "1+a", "accessed": day}
    [entry] = rispy.loads(ris(item))
    assert entry == {
        "type_of_reference": "CHART",
        "id": "a",
        "title": "T",
        "edition": "1+a",
        "access_date": "2026/11/24/",
    }
