"""Charts in frames: which address has one, what may hold it, oEmbed, robots.txt."""

from __future__ import annotations

import json
import re
from html import unescape
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from app_pages.server import embeds
from app_pages.server.embeds import (
    EVER,
    NO_CHART,
    embed_response,
    oembed_response,
    program_response,
    robots_response,
)
from app_pages.server.file_making import FAILED, FigureMaking
from app_pages.server.link_tags import Titled
from app_pages.server.security_headers import EMBEDDED_IN, Secured
from app_pages.server.view_cache import ViewCache
from app_pages.session import dataset_cache
from charts.export import browser
from charts.export.embed import SIZES
from loaders.dataset import Dataset
from tests.support.requests import OURS, asked

APP = Secured(
    Titled(
        Starlette(
            routes=[
                Route("/embed", embed_response),
                Route("/oembed", oembed_response),
                Route("/plotly.js", program_response),
                Route("/plotly-basic.js", program_response),
                Route("/robots.txt", robots_response),
            ]
        )
    )
)
POPPY = "page=trends&indicator=poppy_area"
FROM_A_READER = [(b"host", OURS.encode()), (b"accept", b"text/html"), (b"accept-encoding", b"gzip")]


@pytest.fixture(autouse=True)
def figures(real: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    found = SimpleNamespace(dataset=real, refresh=lambda: None)
    monkeypatch.setattr(dataset_cache, "dataset_folder", lambda: found)
    monkeypatch.setattr(browser, "browser_path", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(embeds, "DRAWING", FigureMaking())
    monkeypatch.setattr(embeds, "EMBEDS", ViewCache())
    monkeypatch.setattr(embeds, "ANSWERS", ViewCache())


@pytest.mark.parametrize("allowed", ["*", "https://a.example"])
def test_a_chart_stands_in_the_frames_that_may_hold_it(
    monkeypatch: pytest.MonkeyPatch, allowed: str
) -> None:
    monkeypatch.setenv(EMBEDDED_IN, allowed)
    start, body = asked(APP, f"/embed?{POPPY}", headers=FROM_A_READER)
    policy = start["headers"]["content-security-policy"]
    assert start["status"] == 200
    assert f"frame-ancestors {allowed}" in policy
    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert f'href="http://{OURS}/trends?indicator=poppy_area"' in body
    assert "<noscript><img" in body


def test_each_width_and_theme_that_a_page_names_has_a_figure_that_fits() -> None:
    _, body = asked(APP, f"/embed?{POPPY}")
    figures = unescape(re.findall(r'data-figures="([^"]+)"', body)[0])
    widths = re.findall(r'data-widths="([^"]+)"', body)[0].split()
    themes = re.findall(r'data-themes="([^"]+)"', body)[0].split()
    assert (widths, themes) == ([str(width) for width in SIZES], ["light", "dark"])
    papers = set()
    for theme in themes:
        start, text = asked(APP, f"{figures}{widths[0]}-{theme}")
        layout = json.loads(text)["layout"]
        assert (start["status"], layout["width"]) == (200, int(widths[0]))
        papers.add(layout["template"]["layout"]["paper_bgcolor"])
    assert len(papers) == 2
    _, dark = asked(APP, f"/embed?{POPPY}&theme=dark")
    assert 'data-themes="dark"' in dark


@pytest.mark.parametrize(
    "query",
    [
        "page=trends&indicator=no",
        "page=no",
        "page=",
        "page=sources",
        f"{POPPY}&place=XX",
        f"{POPPY}&figure=123-light",
        f"{POPPY}&figure=360-pink",
        "page=trends&q=" + "a" * 3000,
    ],
)
def test_an_address_without_a_chart_shows_no_other_chart(query: str) -> None:
    start, body = asked(APP, f"/embed?{query}")
    assert start["status"] == 404
    assert start["headers"]["cache-control"] == "no-store"
    assert NO_CHART in body
    assert "data-figures" not in body
    assert "frame-ancestors *" in start["headers"]["content-security-policy"]


def test_an_unknown_theme_is_told() -> None:
    start, body = asked(APP, f"/embed?{POPPY}&theme=<b>")
    assert start["status"] == 404
    assert "There is no theme &#x27;&lt;b&gt;&#x27;" in body


def test_what_fails_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise ValueError

    monkeypatch.setattr(embeds, "made_embed", fail)
    start, body = asked(APP, f"/embed?{POPPY}")
    assert (start["status"], FAILED in body) == (503, True)


def test_oembed_describes_the_frame_of_an_address_of_ours() -> None:
    address = f"http://{OURS}/trends?indicator=poppy_area"
    start, body = asked(APP, f"/oembed?url={quote(address, safe='')}&maxwidth=400&maxheight=500")
    found = json.loads(body)
    assert start["status"] == 200
    assert (found["type"], found["version"], found["width"]) == ("rich", "1.0", 400)
    assert found["height"] == 500
    assert f'src="http://{OURS}/embed?page=trends&amp;indicator=poppy_area"' in found["html"]
    assert found["title"] == "Opium poppy cultivation, Mexico"
    narrow, wide = (
        json.loads(asked(APP, f"/oembed?url={quote(address, safe='')}&maxwidth={width}")[1])
        for width in (1, 9999)
    )
    assert (narrow["width"], wide["width"]) == (320, max(SIZES))
    assert narrow["height"] > wide["height"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 404),
        ("url=http%3A%2F%2Fother.example%2Ftrends%3Findicator%3Dpoppy_area", 404),
        (f"url=http%3A%2F%2F{quote(OURS)}%2Ftrends%3Findicator%3Dno", 404),
        (f"url=http%3A%2F%2F{quote(OURS)}%2Fsources", 404),
        (f"url=http%3A%2F%2F{quote(OURS)}%2Ftrends&format=xml", 501),
    ],
)
def test_oembed_describes_nothing_else(query: str, status: int) -> None:
    assert asked(APP, f"/oembed?{query}")[0]["status"] == status


def test_plotly_is_kept_for_ever_and_robots_are_told_what_to_leave() -> None:
    chart, chart_map = (
        re.findall(r'<script src="([^"]+)"', asked(APP, f"/embed?{query}")[1])[0]
        for query in (POPPY, "page=trends&indicator=overdose_death_rate&map=2017")
    )
    lengths = []
    for address in (chart, chart_map):
        start, body = asked(APP, address)
        assert start["headers"]["cache-control"] == EVER
        assert "Plotly" in body
        lengths.append(len(body))
    assert lengths[0] < lengths[1] / 2
    assert "Disallow: /export\n" in asked(APP, "/robots.txt")[1]
