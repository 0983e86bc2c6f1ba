"""The HTML that is served: titles and tags of the address, and nothing else changed."""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import time
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import streamlit
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from app_pages.server import downloads, link_tags
from app_pages.server import routes as served
from app_pages.server.downloads import NO_ARCHIVE, NO_FIGURES, file_response
from app_pages.server.file_making import TOO_MUCH, FigureMaking, NoFileError
from app_pages.server.link_tags import Titled
from app_pages.server.middleware import dressed
from app_pages.server.routes import picture_response
from app_pages.server.view_cache import MOST_KEPT, ViewCache
from app_pages.session import dataset_cache
from app_pages.session.addresses import FILE, PICTURE
from charts.export import browser
from charts.export.browser import PictureError
from charts.provenance.signature import VARIABLE, public_key
from charts.style.theme import Palette
from charts.views.view import View
from loaders.dataset import DATASETS, Dataset
from tests.support.loops import run
from tests.support.requests import OURS, asked

PAGE = "<!doctype html><html><head><title>Streamlit</title></head><body>$x$</body></html>"
STREAMLITS = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
PLAIN = dressed(PAGE.encode(), "sources").decode()
"""The page without its name: our style is in it, whatever fails."""


def holding(dataset: Dataset | None) -> SimpleNamespace:
    return SimpleNamespace(dataset=dataset, refresh=lambda: None)


@pytest.fixture(autouse=True)
def figures(real: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Serve the project's figures; a browser seems to be there."""
    monkeypatch.setattr(dataset_cache, "dataset_folder", lambda: holding(real))
    monkeypatch.setattr(link_tags, "MOST_SECONDS", 60.0)  # however busy the machine is
    monkeypatch.setattr(browser, "browser_path", lambda: "/usr/bin/chromium")
    for module in (served, downloads):
        monkeypatch.setattr(module, "MAKING", FigureMaking())


async def page(_: Request) -> Response:
    return HTMLResponse(PAGE, headers={"etag": '"1"', "last-modified": "x"})


async def in_parts(_: Request) -> Response:
    return StreamingResponse(iter([PAGE[:30], PAGE[30:]]), media_type="text/html")


async def text(_: Request) -> Response:
    return PlainTextResponse(PAGE)


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.close()


APP = Titled(
    Starlette(
        routes=[
            Route("/trends", in_parts),
            Route("/method", text),
            WebSocketRoute("/claims", socket),
            Route("/{rest:path}", page, methods=["GET", "POST"]),
        ]
    )
)


def tag(text: str, name: str) -> str | None:
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)">', text)
    return html.unescape(found[1]) if found else None


def test_the_title_and_the_tags_name_the_view() -> None:
    start, body = asked(APP, "/claims?claim=felbabbrown2020-poppy-us-2017")
    title = "44,100 hectares, estimated: Opium poppy cultivation, Mexico, 2017"
    assert f"<title>{title} – Cited Figures</title>" in body
    assert tag(body, "og:title") == title
    assert "¶60" in str(tag(body, "og:description"))
    assert tag(body, "og:url") == f"http://{OURS}/claims?claim=felbabbrown2020-poppy-us-2017"
    image = f"http://{OURS}/preview.png?page=claims&claim=felbabbrown2020-poppy-us-2017"
    assert tag(body, "og:image") == image
    assert tag(body, "twitter:card") == "summary_large_image"
    assert start["headers"]["content-encoding"] == "gzip"
    assert start["headers"]["vary"] == "accept-encoding"
    assert "etag" not in start["headers"]
    assert body.endswith(PLAIN.partition("<body>")[2])


@pytest.mark.parametrize("wish", ["", "br, identity", "gzip;q=0", "br, gzip; q=0.000"])
def test_who_takes_no_gzip_gets_none(wish: str) -> None:
    start, body = asked(
        APP, "/claims", headers=[(b"host", OURS.encode()), (b"accept-encoding", wish.encode())]
    )
    assert "content-encoding" not in start["headers"]
    assert start["headers"]["content-length"] == str(len(body.encode()))


def test_a_page_that_comes_in_parts_is_named_too() -> None:
    _, body = asked(APP, "/trends?indicator=homicides")
    assert "<title>Homicides, Mexico – Trends – Cited Figures</title>" in body


@pytest.mark.parametrize("host", ["evil.example", 'localhost"><script>', "", "localhost:1:2"])
def test_a_host_that_is_not_ours_stands_in_no_tag(host: str) -> None:
    _, body = asked(APP, "/", host)
    assert tag(body, "og:title")
    assert tag(body, "og:url") is None
    assert tag(body, "og:image") is None
    assert tag(body, "twitter:card") == "summary"
    assert host == "" or host not in body


def test_without_a_browser_no_picture_is_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "browser_path", lambda: None)
    _, body = asked(APP, "/")
    assert tag(body, "og:url")
    assert tag(body, "og:image") is None


def test_what_is_no_page_stays_as_it_is() -> None:
    assert asked(APP, "/static/js/x.js")[1] == PAGE
    assert asked(APP, "/method")[1] == PAGE  # not HTML
    assert asked(APP, "/search", method="POST")[1] == PAGE
    assert asked(APP, "/search", method="POST")[0]["headers"]["etag"] == '"1"'


def test_a_browser_that_asks_for_no_page_of_ours_gets_our_style_and_no_name() -> None:
    headers = [(b"host", OURS.encode()), (b"accept", b"text/html,*/*;q=0.8")]
    assert asked(APP, "/no-such-page", headers=headers)[1] == PLAIN
    for path in ("/export?form=html", "/files/chart.html"):
        assert asked(APP, path, headers=headers)[1] == PAGE


def test_the_icon_is_ours_where_streamlits_page_asks_for_its_own() -> None:
    asked = re.search(r'rel="(?:shortcut )?icon" href="\./([^"]+)"', STREAMLITS)
    assert asked
    routes = {route.path: route for route in served.beside_pages()["routes"]}
    answer = routes[f"/{asked[1]}"].endpoint(Request({"type": "http"}))
    assert answer.media_type == "image/svg+xml"
    assert answer.path == served.ICON
    assert served.ICON.read_text(encoding="utf-8").startswith("<svg")


def test_web_sockets_pass_through() -> None:
    sent: list[dict[str, Any]] = []
    came: Iterator[dict[str, Any]] = iter([{"type": "websocket.connect"}])

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return next(came)

    scope = {"type": "websocket", "path": "/claims", "headers": [], "subprotocols": []}
    run(APP(scope, receive, send))
    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.close"]


def test_the_base_path_stands_in_the_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit, "get_option", lambda _: "figures/by")
    monkeypatch.setattr(link_tags, "is_host_allowed", lambda _: True)
    _, body = asked(APP, "/figures/by/sources?work=mann2023")
    assert tag(body, "og:url") == f"http://{OURS}/figures/by/sources?work=mann2023"
    image = f"http://{OURS}/figures/by/preview.png?page=sources&work=mann2023"
    assert tag(body, "og:image") == image
    assert tag(asked(APP, "/figures/by")[1], "og:url") == f"http://{OURS}/figures/by/"
    assert asked(APP, "/sources?work=mann2023")[1] == PAGE


def test_whatever_fails_the_page_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_tags, "title_of", lambda *_: 1 / 0)
    assert asked(APP, "/sources")[1] == PLAIN
    monkeypatch.setattr(link_tags, "MOST_SECONDS", 0.05)
    monkeypatch.setattr(link_tags, "title_of", lambda *_: time.sleep(0.3))
    assert asked(APP, "/sources")[1] == PLAIN
    monkeypatch.setattr(dataset_cache, "dataset_folder", lambda: holding(None))
    assert asked(APP, "/sources")[1] == PLAIN
    monkeypatch.setattr(dataset_cache, "dataset_folder", lambda: 1 / 0)
    assert asked(APP, "/sources")[1] == PLAIN


def test_an_address_that_is_too_long_or_has_too_many_parts_is_served_unnamed() -> None:
    assert asked(APP, "/claims?q=" + "a" * 3000)[1] == PLAIN
    assert asked(APP, "/claims?" + "&".join(["place=MX"] * 100))[1] == PLAIN


class Elements(HTMLParser):
    """Every element of a page, and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes |= {name for name, _ in attrs}


HOSTILE = st.text(max_size=30) | st.sampled_from(
    ['"><script>alert(1)</script>', "</title><img src=x>", "'\" onload=x", "<!--", "$x$ \\1 \\g<0>"]
)


@settings(max_examples=80)
@given(page=st.sampled_from(["claims", "search", "trends", "sources"]), words=HOSTILE, raw=HOSTILE)
def test_no_query_breaks_out_of_title_and_tags(page: str, words: str, raw: str) -> None:
    query = urlencode({"q": words, "indicator": words, "work": words}, errors="replace")
    address = f"/{page}?{query}&{quote(raw, safe='<>/=& ', errors='replace')}"
    _, body = asked(APP, address)
    found = Elements(body)
    own = Elements(dressed(b"<head></head><body></body>", page).decode())
    links = {"link"} if "link" in found.names else set()  # where the words are a name
    assert set(found.names) == {"html", "title", "meta", *links, *own.names}
    assert found.names.count("link") <= 2
    named = {"rel", "type", "href"} if links else set()
    assert found.attributes - named == {"property", "name", "content"} | own.attributes - named
    assert [found.names.count(name) for name in ("title", "style")] == [1, 1]
    assert found.names.count("script") == own.names.count("script")
    assert body.endswith(PLAIN.partition("<body>")[2])


PREVIEWS = Starlette(routes=[Route(f"/{PICTURE}", picture_response)])
EXPORTS = Starlette(routes=[Route(f"/{FILE}", file_response)])


def drawing(
    monkeypatch: pytest.MonkeyPatch, draw: Callable[[Dataset, View, Palette], bytes]
) -> None:
    """Draw pictures by `draw`, of which none is at hand."""
    monkeypatch.setattr(served, "PREVIEWS", ViewCache())
    monkeypatch.setattr(served, "drawn_preview", draw)


@pytest.mark.parametrize("query", ["indicator=no", "indicator=poppy_area&place=XX", "from=then"])
def test_an_address_that_means_no_view_in_full_is_called_as_its_page(query: str) -> None:
    _, body = asked(APP, f"/trends?{query}")
    assert "<title>Trends – Cited Figures</title>" in body
    assert tag(body, "og:title") == "Trends"
    assert tag(body, "og:image") is None
    assert "canonical" not in body


def test_a_view_says_where_it_is_at_home_and_how_its_chart_is_embedded() -> None:
    _, body = asked(APP, "/trends?unknown=1&indicator=poppy_area")
    address = f"http://{OURS}/trends?indicator=poppy_area"
    assert f'<link rel="canonical" href="{address}">' in body
    links = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)">', body)
    asks = urlencode({"url": address, "format": "json"})
    assert [(form, html.unescape(link)) for form, link in links] == [
        ("application/json+oembed", f"http://{OURS}/oembed?{asks}")
    ]
    assert "oembed" not in asked(APP, "/sources")[1]


def test_a_known_view_has_a_picture_and_any_other_address_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[View] = []
    drawing(monkeypatch, lambda _, view, __: (drawn.append(view), b"a picture")[1])
    start, body = asked(PREVIEWS, f"/{PICTURE}?page=trends&indicator=homicides&place=MX")
    assert (start["status"], body) == (200, "a picture")
    assert start["headers"]["content-type"] == "image/png"
    assert drawn == [View("trends", indicator="homicides", places=("MX",))]
    for query in (
        "page=nothing",
        "page=trends&indicator=no",
        "page=claims&q=words",
        "page=claims&part=7",
        "page=trends&x=1",
        "page=trends&indicator=homicides&indicator=poppy_area",
        "page=claims&claim=" + "a" * 3000,
    ):
        assert asked(PREVIEWS, f"/{PICTURE}?{query}")[0]["status"] == 404, query
    assert len(drawn) == 1


def test_a_picture_that_fails_is_a_sentence_and_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outcomes = [
        PictureError("No room."),
        NoFileError(TOO_MUCH, 429),
        ValueError("a traceback"),
        b"a picture",
    ]

    def draw(_: Dataset, __: View, ___: Palette) -> bytes:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    drawing(monkeypatch, draw)
    answers = [asked(PREVIEWS, f"/{PICTURE}") for _ in range(4)]
    assert [start["status"] for start, _ in answers] == [503, 429, 503, 200]
    sentences = [body for _, body in answers][:3]
    assert sentences == ["No room.", TOO_MUCH, "The picture could not be drawn."]
    assert answers[0][0]["headers"]["retry-after"] == "30"


def test_a_picture_is_drawn_once_for_all_who_ask_meanwhile_and_so_many_are_kept() -> None:
    drawn: list[str] = []

    async def ask() -> list[bytes]:
        previews = ViewCache()

        async def of(name: str) -> bytes:
            async def draw() -> bytes:
                await asyncio.sleep(0.01)
                drawn.append(name)
                return name.encode()

            return await previews.of(View(name), draw)

        together = await asyncio.gather(*(of(name) for name in ("a", "b", "a", "b")))
        for name in [*map(str, range(MOST_KEPT)), "0", "a"]:
            await of(name)
        return list(together)

    assert run(ask()) == [b"a", b"b", b"a", b"b"]
    assert [drawn.count(name) for name in ("a", "b", "0")] == [2, 1, 1]


def test_files_that_changed_while_no_page_was_open_are_looked_at(
    real: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = holding(None)
    found.refresh = lambda: setattr(found, "dataset", real)
    monkeypatch.setattr(dataset_cache, "dataset_folder", lambda: found)
    assert "<title>Sources" in asked(APP, "/sources")[1]


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dataset_cache.DatasetFolder:
    """Serve a copy of the project's figures, which a test may change."""
    shutil.copytree(DATASETS, tmp_path / "datasets")
    found = dataset_cache.DatasetFolder(tmp_path / "datasets")
    for module in (dataset_cache, downloads):
        monkeypatch.setattr(module, "dataset_folder", lambda: found)
    return found


def test_files_are_made_of_what_was_written_while_no_page_was_open(
    held: dataset_cache.DatasetFolder,
) -> None:
    before = asked(EXPORTS, "/export?form=zip")
    path = held.directory / "claims" / "prices.csv"
    good = path.read_text(encoding="utf-8")
    path.write_text(good.replace("260", "265"), encoding="utf-8")
    after = asked(EXPORTS, "/export?form=zip")
    assert [start["status"] for start, _ in (before, after)] == [200, 200]
    names = [start["headers"]["content-disposition"] for start, _ in (before, after)]
    assert names[0] != names[1]
    csv = asked(EXPORTS, "/export?form=csv&page=trends&indicator=opium_price")
    assert ",265," in csv[1]


def test_files_with_errors_are_no_archive_and_charts_are_of_the_last_good_figures(
    held: dataset_cache.DatasetFolder,
) -> None:
    held.refresh()
    (held.directory / "units.csv").write_text("no,table\n", encoding="utf-8")
    start, told = asked(EXPORTS, "/export?form=zip")
    assert (start["status"], told) == (503, NO_ARCHIVE)
    assert asked(EXPORTS, "/export?form=csv&page=trends&indicator=opium_price")[0]["status"] == 200


def test_without_any_good_figures_there_is_a_sentence_and_no_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dataset_cache, "dataset_folder", lambda: holding(None))
    start, told = asked(EXPORTS, "/export?form=zip")
    assert (start["status"], told) == (503, NO_FIGURES)


def test_the_public_key_is_served_where_the_site_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = Request({"type": "http"})
    monkeypatch.delenv(VARIABLE, raising=False)
    assert served.key_response(request).status_code == 404
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "key.pem").write_bytes(pem)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "key.pem"))
    answer = bytes(served.key_response(request).body)
    assert public_key(answer).public_bytes_raw() == key.public_key().public_bytes_raw()
    (tmp_path / "key.pem").write_bytes(b"another")
    assert served.key_response(request).status_code == 404
