"""The whole edition: pages say what the app says, none leads nowhere, no build harms another."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from PIL import Image

from charts.page_parts.tables import view_claims
from loaders.dataset import Dataset
from static_site import build as building
from static_site import page_files
from static_site.build import Built, FaultyError, build
from static_site.data_files import public_version
from static_site.drawings import Drawings
from static_site.html.figures import figure_on
from static_site.html.page_html import apart, led
from static_site.html.site import Site
from static_site.inventory import page_at, pages
from tests.support.ferries import ferries

ANEW = {"claim_id": "again", "supersedes": "said", "correction_reason": "Misread.", "low": "510"}
OTHER = {"claim_id": "other", "low": "700", "series_id": "port", "document_id": "dahl2021"}
MORE = [
    {"claim_id": f"in-{year}", "series_id": "line", "low": str(year), "period": str(year)}
    for year in range(2003, 2006)
]
BASE, LIVE = "https://figures.example.org/base", "https://app.example.org"
SVG = b'<svg width="9" height="9" xmlns="http://www.w3.org/2000/svg"></svg>'


def _picture(_: object, form: str, *__: object, **___: object) -> bytes:
    """Stand in for the browser."""
    into = io.BytesIO()
    Image.new("RGB", (9, 9)).save(into, "PNG")
    return SVG if form == "svg" else into.getvalue()


@pytest.fixture(scope="module", autouse=True)
def no_browser() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_files, "Drawings", partial(Drawings, draw=_picture))
        patch.setattr(building, "make_index", lambda *_: "")
        yield


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return ferries(tmp_path_factory.mktemp("data"), {"claim_id": "said"}, ANEW, OTHER, *MORE)


def made(dataset: Dataset, folder: Path) -> Built:
    site = Site(BASE, public_version(dataset), dataset.changed, live_url=LIVE)
    return build(dataset, site, folder / "out", folder / "kept", lambda: None, workers=1)


@pytest.fixture(scope="module")
def out(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edition")
    made(dataset, folder)
    return folder / "out"


def text(out: Path, path: str) -> str:
    return (out / path / "index.html").read_text("utf-8")


def hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def test_each_page_has_one_heading_its_address_and_nothing_inline(
    dataset: Dataset, out: Path
) -> None:
    for page in pages(dataset):
        own = text(out, page.path)
        assert own.count("<h1") == 1, page.path
        assert f'<link rel="canonical" href="{BASE}/{page.path}">' in own
        shown = re.sub(r"<pre.*?</pre>", "", own)
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", shown), page.path
        assert set(re.findall(r"<script([^>]*)>[^<]", own)) <= {' type="application/ld+json"'}
        assert ("wasm" in own) == (page.kind == "search"), page.path


def test_a_page_has_the_very_table_that_the_app_shows(dataset: Dataset, out: Path) -> None:
    page = page_at(dataset)["indicators/ferry_passengers/"]
    assert page.view is not None
    table = view_claims(dataset, page.view, "documents")
    assert "700 passengers" in table
    assert led(dataset, apart(table), "../../", LIVE) in text(out, page.path)


def test_the_search_reads_cells_apart_and_no_heads_of_columns() -> None:
    table = "<caption>Poppy</caption><thead><tr><th>Value</th></tr></thead><td>5</td><td>6</td>"
    assert apart(table) == (
        "<caption>Poppy</caption> <thead data-pagefind-ignore><tr><th>Value</th> </tr></thead>"
        "<td>5</td> <td>6</td> "
    )


def test_a_link_to_a_view_leads_to_its_page_and_to_the_app_for_what_only_that_has(
    dataset: Dataset,
) -> None:
    html = '<a href="/claims?claim=said&amp;asof=2026-01-02">1</a> <a href="/deck?view=a">2</a>'
    claim = '<a href="../../claims/said/">1</a>'
    assert led(dataset, html, "../../", "") == f"{claim} 2"
    assert led(dataset, html, "../../", LIVE) == f'{claim} <a href="{LIVE}/deck?view=a">2</a>'


def test_what_is_not_found_leads_on_from_any_address(dataset: Dataset, out: Path) -> None:
    own = (out / "404.html").read_text("utf-8")
    assert 'action="/base/search/"' in own and 'data-table="/base/redirects.json"' in own
    links = re.findall(r'(?:href|src)="(/base/[^"#]*)"', own)
    assert links
    for link in links:
        there = out / link.removeprefix("/base/")
        assert (there / "index.html" if link.endswith("/") else there).is_file(), link


def test_pages_have_the_charts_in_their_sections_that_the_app_has(
    dataset: Dataset, out: Path
) -> None:
    (path,) = re.findall(r' data-wide-light="([^"]+)"', text(out, "claims/in-2004/"))
    figure = json.loads((out / "claims/in-2004" / path).read_text("utf-8"))
    assert [one["type"] for one in figure["layout"]["shapes"]].count("circle") == 1
    assert not figure_on(dataset, page_at(dataset)["claims/said/"])
    charted = ("claims/in-2004/", "documents/berg2020/", "method/")
    for path in (*charted, "claims/said/", "documents/dahl2021/"):
        assert ('class="chart"' in text(out, path)) == (path in charted), path


def test_a_page_asked_for_as_of_a_day_says_in_words_that_it_shows_the_newest(out: Path) -> None:
    style = next((out / "assets").glob("site*.css")).read_text("utf-8")
    assert ".asked:not(:target)" in style
    for path in ("indicators/ferry_passengers/", "claims/said/", "indicators/"):
        assert '<p class="asked" id="newest"' in text(out, path)


def test_a_corrected_claim_keeps_its_page_with_what_happened(out: Path) -> None:
    own = unescape(text(out, "claims/said/"))
    assert "We have corrected this entry of ours" in own and "Misread." in own
    assert "../../claims/again/" in own


def test_a_second_build_writes_the_same_bytes(dataset: Dataset, out: Path, tmp_path: Path) -> None:
    made(dataset, tmp_path)
    assert hashes(tmp_path / "out") == hashes(out)


@pytest.fixture
def copy(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the edition, of which the next build makes a few pages only."""
    shutil.copytree(out.parent, tmp_path / "copy")
    few = ("", "claims/said/", "indicators/ferry_passengers/")
    monkeypatch.setattr(building, "pages", lambda data: [page_at(data)[path] for path in few])
    monkeypatch.setattr(building, "problems", lambda *_: [])
    return tmp_path / "copy"


def test_a_faulty_page_leaves_the_edition_of_before(
    dataset: Dataset, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hashes(copy / "out")
    monkeypatch.setattr(building, "problems", lambda *_: ["index.html: x leads to nothing."])
    with pytest.raises(FaultyError, match="leads to nothing"):
        made(replace(dataset, version="2.0.0"), copy)
    assert hashes(copy / "out") == before


def test_a_new_version_stands_beside_those_before(dataset: Dataset, copy: Path) -> None:
    first = copy / "out" / "v" / public_version(dataset)
    kept = hashes(first)
    assert made(replace(dataset, version="2.0.0"), copy).new
    assert kept and hashes(first) == kept
    assert (copy / "out" / "v" / "2.0.0" / "claims" / "said" / "index.html").exists()


def test_a_page_lists_the_versions_and_those_before_lead_to_it(
    dataset: Dataset, copy: Path
) -> None:
    made(replace(dataset, version="2.0.0"), copy)
    own, first = text(copy / "out", "versions/"), public_version(dataset)
    assert re.findall(r'<li><a href="../v/([^/]+)/">', own) == ["2.0.0", first]
    assert f"{first}</a>, figures of {dataset.changed}" in own
    assert not (copy / "out/v/2.0.0/versions").exists()
    for path, root in (("claims/said/", "../../"), (f"v/{first}/claims/said/", "../../../../")):
        assert f'<a href="{root}versions/">all versions</a>' in text(copy / "out", path)


def test_a_build_that_was_killed_before_its_last_step_loses_nothing(
    dataset: Dataset, copy: Path
) -> None:
    first = copy / "out" / "v" / public_version(dataset)
    kept = hashes(first)
    (copy / "out").rename(copy / ".out.old")
    made(replace(dataset, version="2.0.0"), copy)
    assert kept and hashes(first) == kept
