"""What a built edition is refused for: dead links, invalid HTML, charts without their parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from charts.views.view import View
from static_site.checks import invalid, problems
from static_site.inventory import Page
from static_site.search_index import SearchIndexError, make_index

PAGES = [Page("x", name, f"x/{name}/", name, View("trends"), "") for name in ("a", "b")]
PARTS = (
    '<div class="chart" data-wide-light="../../assets/a.json"><img src="../../assets/a.svg" alt="">'
    '</div><table><tr><td>1</td></tr></table><p>Source: Berg.</p><section id="cite"></section>'
)
LINKS = '<a href="../b/">b</a><a href="../b/#here">here</a><a href="../a.csv">rows</a>'


def page(body: str) -> str:
    return (
        '<!DOCTYPE html><html lang="en"><head><title>T</title></head>'
        f"<body data-pagefind-body><h1>Ferries</h1>{body}</body></html>"
    )


def site(folder: Path, body: str = LINKS + PARTS) -> Path:
    files = {
        "x/a/index.html": page(body),
        "x/b/index.html": page('<p id="here">70,000 passengers</p>'),
        "x/a.csv": "1",
        "assets/a.svg": "<svg/>",
        "assets/a.json": "{}",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def found(folder: Path) -> list[str]:
    return list(problems(folder, PAGES, ["x/a/"]))


def test_a_whole_site_has_no_fault(tmp_path: Path) -> None:
    assert found(site(tmp_path)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("../b/#here", "../b/#there", "../b/#there: the page has no such part."),
        ("../a.csv", "../a.xlsx", "../a.xlsx leads to nothing."),
        ("a.json", "b.json", "../../assets/b.json leads to nothing."),
        ("../b/", "../../../b/", "../../../b/ leads to nothing."),
        ("<p>S", "<p><div>S", "line 1: Unexpected end tag (p). Ignored."),
    ],
)
def test_each_fault_is_told_with_its_page(tmp_path: Path, old: str, new: str, fault: str) -> None:
    folder = site(tmp_path, (LINKS + PARTS).replace(old, new))
    assert f"x/a/index.html: {fault}" in found(folder)


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ('class="chart"', "no chart"),
        ("table", "no table of its rows"),
        ("Source", "no source"),
        ('id="cite"', "no citation"),
    ],
)
def test_a_chart_stands_with_its_rows_source_and_citation(
    tmp_path: Path, part: str, fault: str
) -> None:
    folder = site(tmp_path, (LINKS + PARTS).replace(part, "b"))
    assert f"x/a/: {fault}." in found(folder)


def test_a_page_that_was_not_made_is_told(tmp_path: Path) -> None:
    folder = site(tmp_path)
    (folder / "x/b/index.html").unlink()
    assert found(folder)[0] == "x/b/index.html: the page is not there."


def test_html_that_no_parser_has_to_mend_is_valid() -> None:
    assert list(invalid(page("<p>1</p>"))) == []
    assert list(invalid("<p>1</p>")) == ["line 1: Unexpected start tag (p). Expected DOCTYPE."]


def test_the_search_finds_the_words_of_pages(tmp_path: Path) -> None:
    (site(tmp_path) / "v").mkdir()
    (tmp_path / "v" / "index.html").write_text(page("An older version."))
    assert make_index(tmp_path, ["x", "y"]) == "Indexed 2 pages"
    assert (tmp_path / "pagefind" / "pagefind.js").exists()
    with pytest.raises(SearchIndexError, match="The search was not made: "):
        make_index(tmp_path / "nowhere", ["x"])
