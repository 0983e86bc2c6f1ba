"""BibTeX that pybtex and our own reader read back, whatever stands in the fields."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, Person
from pybtex.database import parse_string as parse_bibtex
from pybtex.richtext import Text

from loaders.citations.bibliography import read_works
from loaders.citations.bibtex import bibtex
from loaders.citations.csl_json import Item, csl_json
from loaders.citations.latex import ESCAPES, unlatexed
from loaders.citations.works import Work
from tests.support.works import HOSTILE, WORKS, invented

MONTHS = {
    f"{date(2020, month, 1):%b}".lower(): f"{date(2020, month, 1):%B}" for month in range(1, 13)
}
MARKS = st.text('{}\\%&$#_~^"@=, \nab', max_size=20)


def read(text: str) -> Entry:
    [entry] = parse_bibtex(text, "bibtex").entries.values()
    return entry


def parts(person: Person) -> Item:
    """Return what pybtex takes a name for in CSL's words; a name in braces is one last name."""
    named = {
        "family": person.last_names,
        "given": person.first_names + person.middle_names,
        "non-dropping-particle": person.prelast_names,
        "suffix": person.lineage_names,
    }
    found = {part: unlatexed(" ".join(words)) for part, words in named.items() if words}
    whole = list(found) == ["family"] and person.last_names[0].startswith("{")
    return {"literal": found["family"]} if whole else found


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_pybtex_reads_back_each_field_of_a_work(work: Work) -> None:
    entry = read(bibtex(work))
    fields = {name: text for name, text in work.fields.items() if name != "author"}
    if "month" in fields:
        fields["month"] = MONTHS[fields["month"]]
    assert dict(entry.fields) == fields
    assert (entry.key, entry.type) == (work.work_id, work.kind)
    authors = csl_json(work).get("author", []) if "author" in work.fields else []
    assert [parts(person) for person in entry.persons.get("author", [])] == authors


@pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
def test_our_own_reader_reads_back_the_same_work(work: Work) -> None:
    works, problems = read_works(bibtex(work))
    assert problems == []
    assert (works[work.work_id].kind, works[work.work_id].fields) == (work.kind, work.fields)


def item_of(title: str, url: str = "https://x.org") -> Item:
    return {
        "id": "a",
        "type": "dataset",
        "title": title,
        "author": [{"literal": f"{title} A and B"}],
        "issued": {"date-parts": [[2020, 1, 2]]},
        "URL": url,
        "references": title,
    }


def test_pybtex_decodes_what_an_entry_escapes() -> None:
    # pybtex leaves `\$` between other characters as it is; our own reader's test has it too
    title = r"50% & C# x_y ~ \ “q” 's' " + '"q" @book, = é'
    entry = read(bibtex(item_of(title)))
    assert str(Text.from_latex(entry.fields["title"])) == title
    assert str(Text.from_latex(entry.fields["note"])) == title
    assert entry.fields["date"] == "2020-01-02"


@given(MARKS | st.text(st.characters(exclude_categories=["C", "Z"])) | st.just(HOSTILE))
def test_any_text_in_an_item_stays_within_its_field(text: str) -> None:
    written = bibtex(item_of(f"x{text}"))
    assert set(read(written).fields) == {"title", "note", "year", "date", "url"}
    works, problems = read_works(written)
    assert problems == []
    assert works["a"].title == unlatexed(works["a"].fields["note"]) == " ".join(f"x{text}".split())
    assert csl_json(works["a"])["author"] == [{"literal": f"{works['a'].title} A and B"}]


def test_an_address_has_neither_braces_nor_blanks() -> None:
    written = bibtex(item_of("x", "https://x.org/a?b={c}&d=%20 e\\_f#g"))
    assert read(written).fields["url"] == "https://x.org/a?b=%7Bc%7D&d=%20%20e%5C_f#g"


@given(MARKS)
def test_any_text_in_a_work_stays_within_its_field(text: str) -> None:
    written = bibtex(invented("misc", title=text, note=HOSTILE, year="2020"))
    assert set(read(written).fields) == {"title", "note", "year"}
    works, _ = read_works(written)
    assert works["smith2024"].title == unlatexed(text)
    assert unlatexed(works["smith2024"].fields["note"]) == unlatexed(HOSTILE)


def test_each_escape_stands_for_its_character() -> None:
    assert unlatexed("".join(ESCAPES.values())) == "".join(ESCAPES)
    assert unlatexed(r"{\textbackslash}n \textbackslash n") == r"\n \n"
