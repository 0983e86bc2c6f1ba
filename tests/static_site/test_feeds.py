"""What programs read: the site map, the feed, oEmbed, JSON-LD; and the page for frames."""

from __future__ import annotations

import json
from datetime import date

import pytest
from lxml import etree

from loaders.dataset import Dataset
from static_site.data_files import shown_on
from static_site.drawings import Chart
from static_site.feeds import atom, json_ld, oembed, sitemap
from static_site.frames import frame_page
from static_site.inventory import page_at, pages
from tests.support.ferries import ferries

SITE = "https://figures.example.org"
DAY = date(2026, 1, 2).isoformat()
WHY = "Misread <here>."
ANEW = {
    "claim_id": "again",
    "supersedes": "said",
    "correction_reason": WHY,
    "low": "510",
}
GONE = {"claim_id": "gone", "period": "1999", "withdrawn": DAY, "withdrawal_reason": "Not there."}
SIZES = {"wide": (920, 600), "narrow": (358, 700)}
NAMES = [f"{size}-{look}" for size in SIZES for look in ("light", "dark")]
CHART = Chart(
    "A line", SIZES, {n: f"assets/{n}.svg" for n in NAMES}, {n: f"{n}.json" for n in NAMES}
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    claims = ({"claim_id": "said"}, {**ANEW, "added": DAY}, GONE)
    return ferries(tmp_path_factory.mktemp("ferries"), *claims)


def test_the_site_map_has_each_page_once(dataset: Dataset) -> None:
    every = [f"{SITE}/{page.path}" for page in pages(dataset)]
    assert {n: _addresses(own) for n, own in sitemap(dataset, SITE).items()} == {
        "sitemap.xml": every
    }
    head, *parts = map(_addresses, (found := sitemap(dataset, SITE, most=9)).values())
    assert head == [f"{SITE}/{name}" for name in found if name != "sitemap.xml"]
    assert [len(part) for part in parts[:-1]] == [9] * (len(parts) - 1)
    assert [one for part in parts for one in part] == every


def _addresses(text: bytes) -> list[str]:
    return list(etree.fromstring(text).itertext("{*}loc"))


def test_the_feed_tells_what_was_corrected_and_withdrawn_with_the_reason(dataset: Dataset) -> None:
    feed = etree.fromstring(atom(dataset, SITE))
    entries = {
        entry.findtext("{*}title"): entry.findtext("{*}summary") for entry in feed.iter("{*}entry")
    }
    ids = [one.text for one in feed.iter("{*}id")]
    assert len(ids) == len(set(ids))
    (corrected,) = (text for title, text in entries.items() if title.startswith("Corrected: "))
    (withdrawn,) = (text for title, text in entries.items() if title.startswith("Withdrawn: "))
    assert corrected.endswith(WHY)
    assert withdrawn.endswith("Not there.")


def test_json_ld_names_each_number_with_its_document(dataset: Dataset) -> None:
    page = page_at(dataset)["indicators/ferry_passengers/"]
    resolved = shown_on(dataset, page)
    assert resolved is not None
    files = [f"indicators/ferry_passengers{end}" for end in (".csv", ".json", ".csl.json", ".png")]
    told = json.loads(json_ld(dataset, page, resolved, files, SITE))
    assert told["@type"] == "Dataset" and told["url"] == f"{SITE}/{page.path}"
    assert [one["@id"] for one in told["hasPart"]] == [f"{SITE}/claims/again/"]
    assert told["hasPart"][0]["appearance"]["name"] == dataset.works["berg2020"].title
    assert [one["encodingFormat"] for one in told["distribution"]] == [
        *("text/csv", "application/json", "image/png"),
    ]


def test_json_ld_of_a_claim_s_page_is_the_claim(dataset: Dataset) -> None:
    page = page_at(dataset)["claims/gone/"]
    resolved = shown_on(dataset, page)
    assert resolved is not None
    text = json_ld(dataset, page, resolved, ["claims/gone.csv"], SITE)
    assert "<" not in text
    assert json.loads(text)["@type"] == "Claim"


def test_a_chart_can_be_framed_by_what_oembed_says(dataset: Dataset) -> None:
    page = page_at(dataset)["indicators/ferry_passengers/"]
    path, content = oembed(page, CHART, SITE, "Flood figures")
    told = json.loads(content)
    where, html = frame_page(page, CHART, SITE, "assets/site.css")
    assert path == "indicators/ferry_passengers.oembed.json"
    assert f'src="{SITE}/{where.removesuffix("index.html")}"' in told["html"]
    text = html.decode()
    assert text.count('"../../../assets/') >= 8
    assert "<script>" not in text and "style=" not in text
