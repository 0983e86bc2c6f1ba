"""Works: short citations, what is wrong with an entry, and lists of references."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.citations.apa import apa
from loaders.citations.bibliography import read_works
from loaders.citations.bibtex import bibtex
from loaders.citations.works import Work
from loaders.dataset import Dataset, claims_in
from loaders.schema.columns import REFERENCE, SLUG
from loaders.values.locators import locator_words, split_references
from tests.support.works import WORKS

ENTRY = "@book{{key,\n  {},\n  title = {{On {{Lights}}}},\n  year = {{2020}}\n}}\n"


def _short(field: str) -> str:
    works, problems = read_works(ENTRY.format(field))
    assert problems == []
    return works["key"].short()


@pytest.mark.parametrize(
    ("field", "short"),
    [
        ("author = {Rosen, Liana}", "Rosen 2020"),
        ("author = {Liana Rosen}", "Rosen 2020"),
        ("author = {Rosen, Liana and Seelke, Clare}", "Rosen & Seelke 2020"),
        ("author = {A, B and C, D and E, F}", "A et al. 2020"),
        ("author = {Rosen, Liana and others}", "Rosen et al. 2020"),
        ("author = {van der Berg, Jan}", "van der Berg 2020"),
        ("author = {Felbab-Brown, Vanda}", "Felbab-Brown 2020"),
        ("author = {{Bureau of Alcohol and Firearms}}", "Bureau of Alcohol and Firearms 2020"),
        ("author = {{A and B} and Rosen, Liana}", "A and B & Rosen 2020"),
        ("author = {{{A and B}} and {C and D}}", "A and B & C and D 2020"),
        ("author = {{U.S. Department of State}},\n  shortauthor = {{State}}", "State 2020"),
        ("institution = {Port of Tallinn}", "Port of Tallinn 2020"),
        ("author = {},\n  journal = {Al {Jazeera}}", "Al Jazeera 2020"),
        ('author = "Rosen, Liana"', "Rosen 2020"),
        ("AUTHOR = {Rosen, Liana}", "Rosen 2020"),
        (r"author = {Haji{\v c}, Jan and H\"{a}berle, Marco}", "Hajič & Häberle 2020"),
        (r"author = {{\O}rsted, S{\o}ren and {\L}uczak, J\'ozef}", "Ørsted & Łuczak 2020"),
        (r"author = {{\O}rsted, S{\o}ren and others}", "Ørsted et al. 2020"),
        (r"author = {Garc{\'\i}a, Jos\'e}", "García 2020"),
        (r"author = {{Secretar{\'i}a de Marina}}", "Secretaría de Marina 2020"),
    ],
)
def test_a_short_citation_names_its_authors(field: str, short: str) -> None:
    assert _short(field) == short


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        (r"Informe de M\'exico y Canad{\'a}", "Informe de México y Canadá"),
        (r"\textit{Boats} in Z{\"{u}}rich, 2010--2020", "Boats in Zürich, 2010–2020"),
        (r"<i>Boats</i> \& ``cars''", "Boats & “cars”"),
        (r"\O re and \'{\i}", "Øre and í"),
    ],
)
def test_a_title_as_other_programs_write_it_is_read(title: str, shown: str) -> None:
    assert Work("key", "book", {"title": title}, 1).title == shown


@pytest.mark.parametrize(
    ("field", "what"),
    [
        (
            "author = {Bureau of Rivers, Lakes and Canals}",
            'author "Bureau of Rivers, Lakes" reads as a person\'s name',
        ),
        (
            "author = {U.S. Department of Boats}",
            'author "U.S. Department of Boats" reads as a person\'s name',
        ),
        (
            r"author = {Rosen, Liana}, series = {\foo{x}}",
            r"series has \foo, which is not understood",
        ),
    ],
)
def test_what_would_be_shown_wrongly_is_refused(field: str, what: str) -> None:
    _, problems = read_works(ENTRY.format(field))
    assert [problem.what for problem in problems] == [what]


@given(st.dictionaries(st.sampled_from(["author", "title", "year", "date", "journal"]), st.text()))
def test_any_fields_have_a_short_citation(fields: dict[str, str]) -> None:
    work = Work("key", "book", fields, 1)
    assert work.short().endswith(work.year)
    assert "{" not in work.short() or "\\" in "".join(fields.values())


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({"year": "2020"}, "2020"),
        ({"year": "2019", "date": "2020-07"}, "2020"),
        ({"year": "2020", "date": ""}, "2020"),
        ({"year": "{2020}"}, "2020"),
        ({"year": "soon"}, "n.d."),
        ({}, "n.d."),
    ],
)
def test_a_work_s_year_is_that_of_its_date(fields: dict[str, str], year: str) -> None:
    assert Work("key", "book", fields, 1).year == year


@pytest.mark.parametrize(
    ("fields", "fix"),
    [
        (" title = {On {Lights},\n year = {2020}\n", "write line 2 as title = {On {Lights}},"),
        (
            " title = {On\n  lights,\n year = {2020},\n date = {2020\n",
            "write line 5 as date = {2020}",
        ),
    ],
)
def test_a_field_without_its_brace_is_written_out(fields: str, fix: str) -> None:
    [said] = read_works(f"@book{{a,\n{fields}}}\n")[1]
    assert said.fix == f"close the brace: {fix}"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("@book{a,\n title = {x}\n", ["1: cannot be read as an entry"]),
        ("@book{title = {x}, year = {2020}}", ["1: cannot be read as an entry"]),
        ("\n\nbook{a, title = {x}}\n", ["3: is outside any entry"]),
        ("@book{a, title={x}, year={2020}, author={B}}}\n", ["1: is outside any entry"]),
        ("@book{A b, title={x}, year={2020}, author={B}}", ['1: "A b" is not a key']),
        ("@book{a, title={x}\n year={2020}, author={B}}", ["1: title runs on into the next field"]),
        ("@book{a, title={{}}, year={2020}, author={B}}", ["1: a has no title"]),
        ("@book{a, title={x}, author={B}}", ["1: a has no year"]),
        ("@book{a, title={x}, year={2020}}", ["1: a has no author"]),
        ("@book{a, title={x}, title={y}, year={2020}, author={B}}", ["1: has title twice"]),
        ("@book{a, title={x}, year={2020}, author={B}}\n" * 2, ['2: "a" appears twice']),
        ("@comment{any}\n@string{b = {B}}\n", []),
        ("", []),
    ],
)
def test_what_is_wrong_with_a_bibliography_is_told_with_its_line(
    text: str, messages: list[str]
) -> None:
    assert [f"{p.line}: {p.what}" for p in read_works(text)[1]] == messages


def test_an_entry_with_a_field_twice_is_still_a_work() -> None:
    works, _ = read_works("@book{a, title={x}, title={y}, year={2020}, author={B}}")
    assert works["a"].short() == "B 2020"


@given(st.text() | st.text('@{}",=ab\n \\#%'))
def test_any_text_is_read_as_works_or_problems(text: str) -> None:
    works, problems = read_works(text)
    assert all(work.short() for work in works.values())
    assert works or problems or not text.strip() or "@" in text


def _entry(key: str, author: str, title: str, kind: str = "book", date: str = "2020") -> str:
    return f"@{kind}{{{key}, author={{{author}}}, title={{{title}}}, date={{{date}}}}}\n"


def _shorts(*entries: str) -> dict[str, str]:
    works, problems = read_works("".join(entries))
    assert problems == []
    return {key: work.short() for key, work in works.items()}


def test_works_of_one_short_citation_have_letters_by_title() -> None:
    assert _shorts(
        _entry("a", "Roy, Bo", "{The} Zebra"),
        _entry("b", "Roy, Bo", "“An Ape”"),
        _entry("c", "Roy, Bo", "The Bee"),
        _entry("d", "Roy, Bo", "Ape", date="2021"),
        _entry("e", "Roy, Bo and Cruz, Al", "Ape"),
    ) == {
        "a": "Roy 2020c",
        "b": "Roy 2020a",
        "c": "Roy 2020b",
        "d": "Roy 2021",
        "e": "Roy & Cruz 2020",
    }


def test_a_year_alone_has_its_letter_before_a_day() -> None:
    assert _shorts(
        _entry("a", "Roy, Bo", "Ape", kind="article", date="2020-07-03"),
        _entry("b", "Roy, Bo", "Bee", kind="article", date="2020-01-21"),
        _entry("c", "Roy, Bo", "Zebra", date="2020-09"),  # of a book, APA gives no more than 2020
    ) == {"a": "Roy 2020c", "b": "Roy 2020b", "c": "Roy 2020a"}


def test_letters_go_on_after_z() -> None:
    entries = (_entry(f"k{n:02}", "Roy, Bo", f"T{n:02}") for n in range(28))
    shorts = list(_shorts(*entries).values())
    assert shorts[25:] == ["Roy 2020z", "Roy 2020aa", "Roy 2020ab"]


def test_a_letter_after_no_date_follows_a_hyphen() -> None:
    assert Work("key", "book", {"title": "A"}, 1, "b").short() == "A n.d.-b"


def test_no_two_works_of_the_project_have_the_same_short_citation() -> None:
    shorts = [work.short() for work in WORKS.values()]
    assert len(set(shorts)) == len(shorts)
    assert {"Felbab-Brown 2020a", "Felbab-Brown 2020b"} < set(shorts)


REFERENCES = st.lists(
    st.tuples(
        st.from_regex(SLUG, fullmatch=True),
        st.just("") | st.from_regex(r"[^\[\];\n]{1,9}", fullmatch=True),
    ),
    min_size=1,
)


@given(REFERENCES)
def test_a_list_of_references_is_split_into_keys_and_places(pairs: list[tuple[str, str]]) -> None:
    cell = ";".join(key + (f"[{place}]" if place else "") for key, place in pairs)
    assert split_references(cell) == pairs


@given(st.text())
def test_any_cell_is_split_without_an_exception(cell: str) -> None:
    assert len(split_references(cell)) <= cell.count(";") + 1


@given(st.from_regex(REFERENCE, fullmatch=True))
def test_what_the_pattern_allows_is_one_reference(cell: str) -> None:
    [(key, place)] = split_references(cell)
    assert cell in (key, f"{key}[{place}]")


def test_a_paragraph_is_printed_with_its_sign() -> None:
    assert locator_words("para 112-113") == "¶112-113"
    assert locator_words("table 1, para 2") == "table 1, para 2"


def test_nobody_quotes_an_edition_before_its_year(real: Dataset) -> None:
    for claim in claims_in(real.joined):
        quoted = re.findall(r"[0-9]{4}", claim.quoted_by)
        first = real.works[claim.document_id].year[:4]
        assert not quoted or not first.isdecimal() or first <= quoted[-1], claim.claim_id


def test_a_work_of_several_editions_is_dated_by_all_of_them(real: Dataset) -> None:
    work = real.works["fbi2022nics"]
    assert work.short() == "FBI 2013–2022"
    assert "(2013–2022)" in apa(work)
    assert "2013/2022" in bibtex(work)
