"""CSL-JSON: the items that citations are rendered from."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from loaders.citations import csl_json
from tests.support.csl_json import check_item
from tests.support.works import WORKS, invented


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_each_work_is_an_item_of_csl(work: csl_json.Work) -> None:
    [item] = json.loads(csl_json.csl_text(work))
    check_item(item)
    assert item == {n: v for n, v in csl_json.csl_json(work).items() if n != "year-suffix"}


def test_names_are_taken_apart_as_bibtex_does() -> None:
    authors = "Le Cour Grandmaison, Romain and de la Cruz, Jr., Ana and {Ministry of X and Y}"
    assert csl_json.csl_json(invented("misc", author=authors))["author"] == [
        {"family": "Le Cour Grandmaison", "given": "Romain"},
        {"family": "Cruz", "given": "Ana", "non-dropping-particle": "de la", "suffix": "Jr."},
        {"literal": "Ministry of X and Y"},
    ]


@pytest.mark.parametrize(
    ("date", "parts"),
    [
        ("2020", [2020]),
        ("2020-07", [2020, 7]),
        ("2020-07-03", [2020, 7, 3]),
        ("2020-13", [2020]),
        ("2020-02-30", [2020]),
    ],
)
def test_a_date_has_the_parts_that_are_given_and_in_the_calendar(
    date: str, parts: list[int]
) -> None:
    assert csl_json.csl_json(invented("misc", date=date))["issued"] == {"date-parts": [parts]}


def test_a_work_without_a_year_has_no_date() -> None:
    assert "issued" not in csl_json.csl_json(invented("misc", date="soon", title="A"))


@pytest.mark.parametrize(
    ("title", "langid", "shown"),
    [
        ("Exclusive: A {Mexican} Plan", "english", "Exclusive: A Mexican plan"),
        ("The “New” Plan", "", "The “new” plan"),
        ("Record-High Crime in the U.S. Market", "", "Record-high crime in the U.S. market"),
        ("Why I Left NATO. A Story", "", "Why I left NATO. A story"),
        ("Cases in the Western Pacific Region in 2012", "", "Cases in the western pacific region"),
        (
            "Some trade in {TB} drugs on the Gulf: data tell",
            "",
            "Some trade in TB drugs on the Gulf",
        ),
        ("Die Lage am Golf [The State of the {Gulf}]", "german", "Die Lage am Golf [The state of"),
        ("The {Bank of Mexico}", "", 'The <span class="nocase">Bank of Mexico</span>'),
        ("El {Banco de México}", "spanish", "El Banco de México"),
    ],
)
def test_a_title_is_in_sentence_case_but_for_what_braces_keep(
    title: str, langid: str, shown: str
) -> None:
    assert csl_json.csl_json(invented("misc", title=title, langid=langid))["title"].startswith(
        shown
    )


def test_csl_json_keeps_a_publisher_that_apa_leaves_out() -> None:
    item = csl_json.csl_json(WORKS["state2008incsr"])
    assert item["publisher"] == item["author"][0]["literal"] == "U.S. Department of State"


def test_a_report_has_this_csl_json() -> None:
    assert csl_json.csl_json(WORKS["beitel2019"]) == {
        "id": "beitel2019",
        "type": "report",
        "title": "Mexico: Organized crime and drug trafficking organizations",
        "author": [{"family": "Beitel", "given": "June"}],
        "issued": {"date-parts": [[2019, 12, 20]]},
        "publisher": "Congressional Research Service",
        "publisher-place": "Washington, DC",
        "genre": "Report",
        "number": "R41576",
        "URL": "https://fas.org/sgp/crs/row/R41576.pdf",
    }


def test_escapes_of_bibtex_stand_for_their_characters() -> None:
    item = csl_json.csl_json(invented("misc", title=r"Law \& Order {\textbackslash} 5\% \{B\}"))
    assert item["title"] == r"Law & order \ 5% {B}"


def test_importing_does_not_load_the_citation_library() -> None:
    heavy = "{'citeproc', 'lxml', 'bibtexparser'}"
    code = f"import sys, loaders.queries.citable; print({heavy} & {{*sys.modules}})"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
