"""Full citations: exact references, and formats that other programs read back."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string as parse_bibtex

from loaders import csl
from loaders.cite import Work, read_works
from loaders.dataset import DATASETS

WORKS, _ = read_works((DATASETS / "references.bib").read_text(encoding="utf-8"))
TEN = list(WORKS)[:10]
FIELDS = sorted({field for work in WORKS.values() for field in work.fields} | {"doi", "pages"})


def invented(kind: str, **fields: str) -> Work:
    return Work("smith2024", kind, fields, 1)


@pytest.mark.parametrize(
    ("key", "reference"),
    [
        (
            "lecour2019",
            "Le Cour Grandmaison, R., Morris, N., & Smith, B. T. (2019). The U.S. fentanyl boom and"
            " the Mexican opium crisis: Finding opportunities amidst violence? Woodrow Wilson"
            " Center. https://www.wilsoncenter.org/publication/the-us-fentanyl-boom-and-the-"
            "mexican-opium-crisis-finding-opportunities-amidst-violence",
        ),
        (
            "dea2018ndta",
            "Drug Enforcement Administration. (2018). 2018 National Drug Threat Assessment (Report"
            " No. DIR-032-18). U.S. Department of Justice. https://www.dea.gov/sites/default/files/"
            "2018-11/DIR-032-18%202018%20NDTA%20final%20low%20resolution.pdf",
        ),
        (
            "hindustantimes2018",
            "Three including Mexican arrested with drugs worth over Rs 100 crore in MP. (2018,"
            " September 28). Hindustan Times. https://www.hindustantimes.com/bhopal/three-including"
            "-mexican-arrested-with-drugs-worth-over-rs-100-crore-in-mp/story-rWAY9xAguc434pYgPtRLP"
            "K.html",
        ),
        (
            "herrera2018",
            "Herrera, L. (2018, July 20). El Cartel de los Océanos [The cartel of the oceans]."
            " Reporte Índigo. https://www.reporteindigo.com/reportes/cartel-los-oceanos-control-"
            "cjng-puertos-mexico-trafico-drogas/",
        ),
        (
            "washington2024",
            "Washington, J. (2024, May 7). [Report on Operation Plaza Strike in Nogales, Sonora]."
            " Arizona Luminaria. https://azluminaria.org/2024/05/07/feds-new-approach-to-combat-"
            "fentanyl-starts-in-nogales-sonora",
        ),
        (
            "overacker2019",
            "Overacker, T. F. (2019, July 16). Oversight of federal efforts to combat the spread of"
            " illicit fentanyl [Congressional testimony]. https://docs.house.gov/meetings/IF/IF02/"
            "20190716/109817/HHRG-116-IF02-Wstate-OverackerT-20190716.pdf",
        ),
        (
            "felbabbrown2020",
            "Felbab-Brown, V. (2020). Fending off fentanyl and hunting down heroin: Controlling"
            " opioid supply from Mexico (The Opioid Crisis in America: Domestic and International"
            " Dimensions). Brookings Institution.",
        ),
    ],
)
def test_a_work_of_the_dataset_has_this_apa_reference(key: str, reference: str) -> None:
    assert csl.apa(WORKS[key]) == reference


@pytest.mark.parametrize(
    ("work", "reference"),
    [
        (
            invented(
                "article",
                author="King, Jr., Martin Luther and de la Cruz, Ana-Maria and {A and B}",
                title="Why the {NATO} Plan? {A} View from the {U.S.} Market",
                journal="reason",
                volume="3",
                number="2",
                pages="12--34",
                doi="https://doi.org/10.1/x",
                year="2020",
            ),
            "King, M. L., Jr., de la Cruz, A.-M., & A and B. (2020). Why the NATO plan?"
            " A view from the U.S. market. reason, 3(2), 12–34. https://doi.org/10.1/x",
        ),
        (
            invented("article", title="Why?", journal="The Post", year="2020", month="may"),
            "Why? (2020, May). The Post.",
        ),
        (
            invented(
                "techreport",
                title="An Anonymous Plan",
                type="Working paper",
                number="12",
                publisher="Press",
                year="2020",
            ),
            "An anonymous plan (Working paper No. 12). (2020). Press.",
        ),
        (
            invented(
                "techreport",
                author="{World Bank}",
                title="{World Bank} Report",
                type="Press release",
                institution="World Bank",
                date="2020-02-03",
            ),
            "World Bank. (2020, February 3). World Bank report [Press release].",
        ),
        (
            invented("report", institution="World Bank", title="A Plan", year="2020"),
            "World Bank. (2020). A plan.",
        ),
        (
            invented(
                "incollection",
                author="Roy, Bo",
                editor="Cruz, Ana",
                title="On Peace",
                booktitle="A Handbook",
                pages="1-2",
                publisher="Press",
                year="2020",
            ),
            "Roy, B. (2020). On peace. In A. Cruz (Ed.), A Handbook (pp. 1–2). Press.",
        ),
        (
            invented(
                "book",
                editor="Cruz, Ana and Roy, Bo",
                title="War",
                edition="2",
                publisher="Press",
                year="2020",
            ),
            "Cruz, A., & Roy, B. (Eds.). (2020). War (2nd ed.). Press.",
        ),
        (
            invented("phdthesis", author="Roy, Bo", title="War", school="Oxford", year="2020"),
            "Roy, B. (2020). War [Doctoral dissertation, Oxford].",
        ),
        (
            invented("misc", author="李, 小明", title="{战}", year="2020", url="https://x.org"),
            "李, 小明. (2020). 战. https://x.org",
        ),
    ],
)
def test_a_work_of_this_kind_has_this_apa_reference(work: Work, reference: str) -> None:
    assert csl.apa(work) == reference


def test_names_are_taken_apart_as_bibtex_does() -> None:
    authors = "Le Cour Grandmaison, Romain and de la Cruz, Jr., Ana and {Ministry of X and Y}"
    assert csl.csl_json(invented("misc", author=authors))["author"] == [
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
    assert csl.csl_json(invented("misc", date=date))["issued"] == {"date-parts": [parts]}


def test_a_work_without_a_year_has_no_date() -> None:
    assert "issued" not in csl.csl_json(invented("misc", date="soon", title="A"))
    assert csl.apa(invented("misc", title="A")) == "A. (n.d.)."


@pytest.mark.parametrize(
    ("title", "langid", "shown"),
    [
        ("Exclusive: A {Mexican} Plan", "english", "Exclusive: A Mexican plan"),
        ("The “New” Plan", "", "The “new” plan"),
        ("Record-High Crime in the U.S. Market", "", "Record-high crime in the U.S. market"),
        ("Why I Left NATO. A Story", "", "Why I left NATO. A story"),
        ("Die Lage am Golf [The State of the {Gulf}]", "german", "Die Lage am Golf [The state of"),
        ("The {Bank of Mexico}", "", 'The <span class="nocase">Bank of Mexico</span>'),
        ("El {Banco de México}", "spanish", "El Banco de México"),
    ],
)
def test_a_title_is_in_sentence_case_but_for_what_braces_keep(
    title: str, langid: str, shown: str
) -> None:
    assert csl.csl_json(invented("misc", title=title, langid=langid))["title"].startswith(shown)


def test_csl_json_keeps_a_publisher_that_apa_leaves_out() -> None:
    item = csl.csl_json(WORKS["state2008incsr"])
    assert item["publisher"] == item["author"][0]["literal"] == "U.S. Department of State"
    assert csl.apa(WORKS["state2008incsr"]).count("U.S. Department of State") == 1


def test_a_report_has_this_csl_json() -> None:
    assert csl.csl_json(WORKS["beitel2019"]) == {
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


def test_a_newspaper_article_has_this_ris() -> None:
    assert csl.ris(WORKS["aguilar2018"]).split("\r\n") == [
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


@pytest.mark.parametrize("key", TEN)
def test_pybtex_reads_back_each_field_of_the_bibtex(key: str) -> None:
    work = WORKS[key]
    entry = parse_bibtex(csl.bibtex(work), "bibtex").entries[key]
    people = {role: len(names) for role, names in entry.persons.items()}
    assert people == ({"author": len(csl.csl_json(work)["author"])} if people else {})
    written = {name: text for name, text in work.fields.items() if name not in ("author", "month")}
    assert {name: text for name, text in entry.fields.items() if name != "month"} == written
    assert entry.fields.get("month", "").lower().startswith(work.fields.get("month", ""))


@pytest.mark.parametrize("key", TEN)
def test_our_own_reader_reads_back_the_same_work_from_the_bibtex(key: str) -> None:
    works, problems = read_works(csl.bibtex(WORKS[key]))
    assert problems == []
    assert works[key].kind == WORKS[key].kind
    assert works[key].fields == WORKS[key].fields


@pytest.mark.parametrize("key", TEN)
def test_rispy_reads_back_the_ris(key: str) -> None:
    work = WORKS[key]
    (entry,) = rispy.loads(csl.ris(work))
    assert (entry["title"], entry["year"], entry["id"]) == (work.title, work.year, key)
    assert entry.get("urls", [""]) == [work.url]
    assert len(entry.get("authors", [])) == len(csl.csl_json(work).get("author", []))
    assert "unknown_tag" not in entry


@given(
    kind=st.sampled_from([*csl.TYPES, "misc"]),
    fields=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=12)),
)
def test_any_text_in_the_fields_makes_one_line_and_no_exception(
    kind: str, fields: dict[str, str]
) -> None:
    work = invented(kind, **fields)
    assert len(csl.apa(work).splitlines()) == 1
    assert all(line[2:6] == "  - " for line in csl.ris(work).splitlines())
    assert csl.bibtex(work).startswith(f"@{kind}{{smith2024,")


def test_references_are_the_same_when_many_threads_ask() -> None:
    alone = [csl.apa(work) for work in WORKS.values()]
    csl._rendered.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(csl.apa, WORKS.values())) == alone


def test_no_reference_has_markup_or_a_doubled_stop() -> None:
    for work in WORKS.values():
        reference = csl.apa(work)
        assert not {"<", ">", "{", "}", "*"} & set(reference)
        assert ".." not in reference and "?." not in reference


def test_importing_does_not_load_the_citation_library() -> None:
    code = "import sys, loaders.csl; print({'citeproc', 'lxml', 'bibtexparser'} & {*sys.modules})"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
