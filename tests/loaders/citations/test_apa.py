"""References in APA 7 style: expected strings are read off its rules, not off the program."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.citations import apa as module
from loaders.citations.apa import apa, apa_html, apa_markdown
from loaders.citations.bibtex import bibtex
from loaders.citations.csl_json import TYPES
from loaders.citations.ris import ris
from loaders.citations.works import Work
from tests.support.works import FIELDS, WORKS, invented

# What differs from APA 7 and stays so:
# - short citations: no comma before the year; they name the newspaper or the witness where
#   APA would have a title (Al Jazeera, Hindustan Times, Overacker); a letter also tells apart two
#   authors of one family name, where APA would add initials (8.20).
# - overacker2019: "Hearing before the" is the Bluebook's; APA's own example of a testimony (11.6)
#   goes without it.
# - breier2023, lekhtman2023: the year only, for the texts that were read have no date.
# - mann2023: names NPR, whose story it is; the address is that of the station that carried it.
# - felbabbrown2020: no address, for the copy that was read gives none.
EXPECTED = {
    # 10.4, a report in a series (9.19); 8.19, a letter, the year alone before a day (9.47)
    "felbabbrown2020": (
        "Felbab-Brown, V. (2020a). Fending off fentanyl and hunting down heroin:"
        " Controlling opioid supply from Mexico (The Opioid Crisis in America: Domestic"
        " and International Dimensions). Brookings Institution."
    ),
    # 10.4, a group author, a number, the parent agency as publisher; 6.17, sentence case
    "dea2018ndta": (
        "Drug Enforcement Administration. (2018). 2018 national drug threat assessment"
        " (Report No. DIR-032-18). U.S. Department of Justice. {url}"
    ),
    # 9.12, no author: the title stands first; 10.1 and 10.16, the day
    "aljazeera2020": (
        "Mexico murder rate hits record high in 2019. (2020, January 21). Al Jazeera. {url}"
    ),
    # 10.4, a person as author, an institution as publisher
    "beitel2019": (
        "Beitel, J. (2019). Mexico: Organized crime and drug trafficking organizations"
        " (Report No. R41576). Congressional Research Service. {url}"
    ),
    # 9.8, three authors, a name of several words; no full stop after a question mark
    "lecour2019": (
        "Le Cour Grandmaison, R., Morris, N., & Smith, B. T. (2019). The U.S. fentanyl"
        " boom and the Mexican opium crisis: Finding opportunities amidst violence? Wilson"
        " Center. {url}"
    ),
    # 9.20, a volume with a title; 9.29, a publisher who is the author is left out
    "state2019incsr": (
        "U.S. Department of State. (2019). 2019 international narcotics control strategy"
        " report: Vol. 1. Drug and chemical control. {url}"
    ),
    # 10.4, two authors, two given names
    "rosen2020": (
        "Rosen, L., & Seelke, C. R. (2020). Trends in Mexican opioid trafficking and"
        " implications for U.S.-Mexico security cooperation (Report No. IF10400)."
        " Congressional Research Service. {url}"
    ),
    # 10.1, a newspaper
    "harrup2020": (
        "Harrup, A. (2020, May 27). Bank of Mexico sees sharp economic contraction in"
        " 2020. The Wall Street Journal. {url}"
    ),
    # 9.8, seven authors, all named
    "dudley2019": (
        "Dudley, S., Bonello, D., López-Aranda, J., Moreno, M., Clavel, T., Kjelstad, B.,"
        " & Restrepo, J. J. (2019). Mexico's role in the deadly rise of fentanyl. Wilson"
        " Center. {url}"
    ),
    # 9.38, sentence case in both languages
    "herrera2018": (
        "Herrera, L. (2018, July 20). El cartel de los océanos [The cartel of the"
        " oceans]. Reporte Índigo. {url}"
    ),
    # 11.6, a testimony
    "overacker2019": (
        "Oversight of federal efforts to combat the spread of illicit fentanyl: Hearing"
        " before the U.S. House Committee on Energy and Commerce, Subcommittee on"
        " Oversight and Investigations, 116th Cong. (2019) (testimony of Thomas F."
        " Overacker). {url}"
    ),
    # 8.19, the letter stands by the year, before the day
    "felbabbrown2020market": (
        "Felbab-Brown, V. (2020b, July 3). Mexico's spiraling criminal market. Mexico Today. {url}"
    ),
    # 9.12, no author
    "hindustantimes2018": (
        "Three including Mexican arrested with drugs worth over Rs 100 crore in MP."
        " (2018, September 28). Hindustan Times. {url}"
    ),
    # 10.16, a page of a website
    "breier2023": (
        "Breier, K. (2023). U.S.-Mexico relations: How to get serious about fentanyl."
        " Center for Strategic and International Studies. {url}"
    ),
    # 6.17, two sentences in one title
    "mann2023": (
        "Mann, B. (2023, February 21). Politicians say they'll stop fentanyl smugglers."
        " Experts say new drug war won't work. NPR. {url}"
    ),
    # 9.22, no title: a description in brackets
    "washington2024": (
        "Washington, J. (2024, May 7). [Report on Operation Plaza Strike in Nogales,"
        " Sonora]. Arizona Luminaria. {url}"
    ),
}


@pytest.mark.parametrize("key", EXPECTED)
def test_a_work_of_the_dataset_has_the_reference_that_apa_7_asks_for(key: str) -> None:
    work = WORKS[key]
    assert apa(work) == EXPECTED[key].format(url=work.fields.get("url", ""))


@pytest.mark.parametrize(
    ("key", "begins", "ends"),
    [
        # 9.38 and 9.47: both titles, years with hyphens, a letter by the year
        (
            "unodc2018mx",
            "United Nations Office on Drugs and Crime. (2018b). México: Monitoreo de cultivos",
            " poppy cultivation 2015-2016 and 2016-2017]. {url}",
        ),
        (
            "ondcp2019",
            "U.S. Office of National Drug Control Policy. (2019, June 14). New annual data",
            " record-high levels in Mexico [Press release]. The White House. {url}",
        ),
    ],
)
def test_a_work_with_a_long_title_begins_and_ends_as_apa_7_asks(
    key: str, begins: str, ends: str
) -> None:
    reference, url = apa(WORKS[key]), WORKS[key].fields["url"]
    assert reference.startswith(begins)
    assert reference.endswith(ends.format(url=url))


@pytest.mark.parametrize(
    ("work", "reference"),
    [
        # 9.38, the translation of a title in brackets; 9.29, the author is the publisher
        (
            invented(
                "techreport",
                author="{United Offices of Crops}",
                title="{México}: Recuento de cultivos de maíz 2001-2002 y 2002-2003"
                " [{Mexico}: Counting of Maize Crops 2001-2002 and 2002-2003]",
                institution="{United Offices of Crops}",
                type="Report",
                address="Mexico City",
                year="2004",
                month="nov",
                date="2004-11",
                url="https://example.org/maiz.pdf",
                langid="spanish",
            ),
            "United Offices of Crops. (2004). México: Recuento de cultivos de maíz 2001-2002 y"
            " 2002-2003 [Mexico: Counting of maize crops 2001-2002 and 2002-2003]."
            " https://example.org/maiz.pdf",
        ),
        # 10.4, a press release: the day, and what it is in brackets (9.21)
        (
            invented(
                "techreport",
                author="{U.S. Office of National Carp Policy}",
                title="New Count Shared by {Town House Office of National Carp Policy} Finds Pond"
                " Use and Potential Roe Harvest Still at Record-High Levels in {Hungary}",
                institution="The Town House",
                type="Press release",
                year="2019",
                month="jun",
                date="2019-06-14",
                url="https://example.org/carp/",
            ),
            "U.S. Office of National Carp Policy. (2019, June 14). New count shared by Town House"
            " Office of National Carp Policy finds pond use and potential roe harvest still at"
            " record-high levels in Hungary [Press release]. The Town House."
            " https://example.org/carp/",
        ),
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
    assert apa(work) == reference


def test_references_are_the_same_when_many_threads_ask() -> None:
    alone = [apa(work) for work in WORKS.values()]
    module._rendered.cache_clear()
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(apa, WORKS.values())) == alone


def test_no_reference_has_markup_or_a_doubled_stop() -> None:
    for work in WORKS.values():
        reference = apa(work)
        assert not {"<", ">", "{", "}", "*"} & set(reference)
        assert ".." not in reference and "?." not in reference


def test_a_work_without_a_year_says_so_and_a_letter_follows_a_hyphen() -> None:
    assert apa(invented("misc", title="A")) == "A. (n.d.)."
    assert apa(Work("a", "misc", {"title": "A"}, 1, "b")) == "A. (n.d.-b)."


@given(
    kind=st.sampled_from([*TYPES, "misc"]),
    fields=st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=12)),
)
def test_any_text_in_the_fields_makes_one_line_and_no_exception(
    kind: str, fields: dict[str, str]
) -> None:
    work = invented(kind, **fields)
    assert len(apa(work).splitlines()) == 1
    assert all(line[2:6] == "  - " for line in ris(work).splitlines())
    assert bibtex(work).startswith(f"@{kind}{{smith2024,")


@pytest.mark.parametrize(
    ("fields", "kind", "html", "markdown"),
    [
        pytest.param(
            {"author": "Berg, Ann", "title": "Ferries & fares", "year": "2020"},
            "report",
            "Berg, A. (2020). <em>Ferries &amp; fares</em>.",
            "Berg, A. (2020). *Ferries & fares*.",
            id="of a report the title",
        ),
        pytest.param(
            {"title": "The Times of old", "journal": "The Times", "year": "2020"},
            "article",
            "The times of old. (2020). <em>The Times</em>.",
            "The times of old. (2020). *The Times*.",
            id="of an article the newspaper, though the title has its name too",
        ),
        pytest.param(
            {"title": "Ferries", "year": "2020"},
            "report",
            "<em>Ferries</em>. (2020).",
            "*Ferries*. (2020).",
            id="a title in the author's place",
        ),
    ],
)
def test_titles_are_in_italics(fields: dict[str, str], kind: str, html: str, markdown: str) -> None:
    work = invented(kind, **fields)
    assert (apa_html(work), apa_markdown(work)) == (html, markdown)


def test_every_reference_has_italics_and_the_same_words_in_all_forms() -> None:
    for work in WORKS.values():
        html = apa_html(work)
        assert "<em>" in html
        assert unescape(re.sub("</?em>", "", html)) == apa(work)
