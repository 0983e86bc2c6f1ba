"""Files of charts from a real app and a real browser: the menu, the pictures, what goes wrong."""

from __future__ import annotations

import io
import itertools
import re
import struct
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pikepdf
import pypdf
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect

from app_pages.session.addresses import frame_tag
from charts.batches.batch import Charts
from charts.export.browser import (
    NO_BROWSER,
    STARTING,
    PictureError,
    Pictures,
    _kill,
    picture,
)
from charts.export.formats import export_view, read_provenance
from charts.export.settings import COLOURS, ExportSettings
from charts.style.fonts import static_text
from charts.style.sizes import FRAMES, own_frame
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import Dataset
from tests.support.browser import App, running, settle
from tests.support.paths import ROOT

pytestmark = pytest.mark.browser
POPPY = "felbabbrown2020-poppy-us-2017"
TREND = View("trends", indicator="poppy_area")
VIEWS = (TREND, View("compare", comparison="gun_us_shares"), View("disagreements", claim=POPPY))
# Of each text the box in pixels of the page, and the box of the whole drawing.
BOXES = """() => {
  const box = e => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.right, b.bottom] };
  const texts = [...document.querySelectorAll("svg text")].filter(e => e.textContent.trim());
  return [box(document.querySelector("svg")), texts.map(e => [e.textContent, ...box(e)])];
}"""


@pytest.fixture(scope="module")
def pictures() -> Iterator[Pictures]:
    found = Pictures()
    yield found
    found.close()


def path_of(view: str, form: str, **more: str) -> str:
    return f"/export?{urlencode({'form': form, **more})}&{view}"


def fetched(app: App, path: str) -> bytes:
    with urllib.request.urlopen(app.address + path, timeout=60) as answer:  # noqa: S310  our own
        return bytes(answer.read())


def refused(app: App, path: str) -> tuple[int, str]:
    with pytest.raises(urllib.error.HTTPError) as told:
        fetched(app, path)
    with told.value as answer:
        return answer.code, answer.read().decode()


def open_menu(page: Page, app: App, path: str) -> None:
    page.goto(app.address + path)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=30_000)
    settle(page)
    page.locator("summary", has_text="Export and cite").click()
    expect(page.get_by_text("Copy citation")).to_be_visible(timeout=30_000)


def size_of(png: bytes) -> tuple[int, int]:
    return struct.unpack(">II", png[16:24])


def test_a_picture_is_saved_from_the_menu_and_verified_on_its_page(
    page: Page, app: App, tmp_path: Path
) -> None:
    open_menu(page, app, "/trends?indicator=poppy_area")
    expect(page.get_by_text(f"{app.address}/trends?indicator=poppy_area").first).to_be_visible()
    expect(page.get_by_text("<iframe")).to_be_visible()
    with page.expect_download(timeout=60_000) as saved:
        page.get_by_role("button", name="PNG", exact=True).click()
    expect(page.get_by_text("PNG was saved.")).to_be_visible(timeout=30_000)
    file = tmp_path / saved.value.suggested_filename
    assert re.fullmatch(r"trends-poppy-area-slide-\d{4}-\d\d-\d\d\.png", file.name)
    saved.value.save_as(file)
    assert size_of(file.read_bytes()) == (1920, 1080)
    page.goto(f"{app.address}/verify")
    page.locator("input[type=file]").set_input_files(file)
    count = len(read_provenance(file.read_bytes()).claim_ids)
    told = page.get_by_text(f"The file shows {count} numbers; all are unchanged in data")
    expect(told).to_be_visible(timeout=30_000)
    expect(page.locator(".cf-table")).to_contain_text(POPPY)
    letter = {"name": "letter.csv", "mimeType": "text/csv", "buffer": b"Dear reader,"}
    page.locator("input[type=file]").set_input_files(letter)
    expect(page.get_by_text("This file carries no proof")).to_be_visible(timeout=30_000)


def test_every_form_is_served_and_a_wrong_wish_gets_a_sentence(app: App) -> None:
    for form in ("svg", "html", "xlsx", "csv"):
        proof = read_provenance(fetched(app, path_of("page=trends&indicator=poppy_area", form)))
        assert POPPY in proof.claim_ids
    assert fetched(app, "/export?form=zip").startswith(b"PK")
    assert fetched(app, "/export/place") == b"0"
    own = "page=disagreements&claim=felbabbrown2020-poppy-us-2017"
    assert size_of(fetched(app, path_of(own, "png", size="600x500"))) == (600, 500)
    for path, code, why in (
        (path_of("page=trends", "gif"), 404, "There is no form 'gif'; there are png, jpg, webp,"),
        (path_of("page=trends", "png", size="10x10"), 404, "The width 10 is outside the bounds"),
        (path_of("page=trends", "png", size="huge"), 404, "There is no size 'huge'; there are"),
        (path_of("page=nowhere", "png"), 404, "There is no page 'nowhere'; there are overview,"),
        (path_of("page=trends&indicator=x", "png"), 404, 'There is no indicator "x" here'),
        (path_of("page=sources", "csv"), 503, "This page shows no chart of claims."),
    ):
        status, told = refused(app, path)
        assert (status, told[: len(why)]) == (code, why)


def test_pictures_are_the_same_bytes_twice_with_the_font_in_them(
    real: Dataset, pictures: Pictures
) -> None:
    made: dict[str, list[bytes]] = {}
    other, own = Pictures(), resolve(real, TREND)
    try:
        for drawer in (pictures, other):  # each has a browser of its own
            for form in ("png", "svg", "pdf"):
                content = export_view(real, own, ExportSettings(form), draw=drawing(drawer))
                made.setdefault(form, []).append(content)
    finally:
        other.close()
    assert [form for form, (one, other) in made.items() if one != other] == []
    assert b'@font-face{font-family:"Hanken Grotesk"' in made["svg"][0]
    with pikepdf.open(io.BytesIO(made["pdf"][0])) as pdf:
        box = [float(side) for side in pdf.pages[0].MediaBox]
        assert box == pytest.approx([0, 0, 960, 540], abs=0.5)  # a slide of 13.33 by 7.5 inches
        fonts = [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()]
    assert sum("HankenGrotesk" in name for name in fonts) == 2
    assert "official record" in pypdf.PdfReader(io.BytesIO(made["pdf"][0])).pages[0].extract_text()


def drawing(pictures: Pictures) -> Any:
    return lambda figure, form, width, height: picture(
        figure, form, width, height, 40, pictures=pictures
    )


@pytest.mark.parametrize("frame", ["slide", pytest.param("story", marks=pytest.mark.stress)])
def test_in_a_browser_no_text_lies_on_another_or_is_cut_off(
    page: Page, real: Dataset, pictures: Pictures, frame: str
) -> None:
    for view in (*VIEWS, View("compare", indicator="guns_manufactured")):
        settings = ExportSettings("svg", FRAMES[frame])
        svg = export_view(real, resolve(real, view), settings, draw=drawing(pictures))
        page.set_content(f"<body style='margin:0'>{svg.decode()}</body>")
        page.evaluate("document.fonts.ready")
        whole, texts = page.evaluate(BOXES)
        assert len(texts) > 8
        assert [t for t, *box in texts if not inside(box, whole)] == []
        pairs = itertools.combinations(texts, 2)
        assert [(a[0], b[0]) for a, b in pairs if meet(a[1:], b[1:])] == []


@pytest.mark.stress
def test_no_file_of_any_view_is_short_unsearchable_or_shares_its_ids(
    real: Dataset, pictures: Pictures
) -> None:
    charts, draw, seen = Charts(real), drawing(pictures), set[str]()
    wrong: list[tuple[View, str, str]] = []
    for view, frame in itertools.product(charts.views(), (FRAMES["slide"], own_frame(1376, 3596))):
        own = charts.resolve(view)
        made = {
            form: export_view(real, own, ExportSettings(form, frame), draw=draw)
            for form in ("png", "svg", "pdf")
        }
        ids = set(re.findall(r' id="([^"]+)"', made["svg"].decode()))
        reader = pypdf.PdfReader(io.BytesIO(made["pdf"]))
        with pikepdf.open(io.BytesIO(made["pdf"])) as pdf:
            types = {str(font.Subtype) for font in pdf.pages[0].Resources.Font.values()}
            alt = str(pdf.Root.StructTreeRoot.K.K[0].Alt)
        faults = {
            "pixels": size_of(made["png"]) != frame.pixels,
            "ids": bool(ids & seen),
            "Type 3": "/Type3" in types,
            "lost letters": "\0" in reader.pages[0].extract_text(),
            "alt": alt != own.alt_text.whole,
        }
        seen |= ids
        wrong += [(view, frame.name, fault) for fault, found in faults.items() if found]
    assert wrong == []


@pytest.mark.stress
def test_svgs_on_one_page_are_drawn_as_each_alone(
    page: Page, real: Dataset, pictures: Pictures
) -> None:
    svgs = [
        export_view(real, resolve(real, view), settings, draw=drawing(pictures)).decode()
        for view in VIEWS
        for settings in (ExportSettings("svg"), ExportSettings("svg", FRAMES["square"]))
    ]
    alone = [shots(page, [svg])[0] for svg in svgs]
    for one, other in zip(alone, shots(page, svgs), strict=True):
        differ = ImageChops.difference(one, other).convert("L").histogram()
        assert sum(differ[60:]) == 0  # below, edges that a browser draws elsewhere on a page


def shots(page: Page, svgs: list[str]) -> list[Image.Image]:
    """Return a picture of each SVG of a page that holds them all."""
    body = "".join(f"<div style='display:grid'>{svg}</div>" for svg in svgs)
    page.set_viewport_size({"width": 1400, "height": 1200})
    page.set_content(f"<body style='margin:0'>{body}</body>")
    page.evaluate("document.fonts.ready")
    found = [one.screenshot() for one in page.locator("body > div > svg").all()]
    return [Image.open(io.BytesIO(content)).convert("RGB") for content in found]


def test_a_saved_page_fits_a_phone_and_prints_whole_on_light_paper(
    page: Page, real: Dataset
) -> None:
    dark = ExportSettings("html", colours=COLOURS["dark"])
    page.set_viewport_size({"width": 320, "height": 640})
    page.set_content(export_view(real, resolve(real, TREND), dark).decode())
    expect(page.locator(".main-svg").first).to_be_visible()
    for part in ("html", "#chart"):
        wide = page.locator(part).evaluate("e => [e.scrollWidth, e.clientWidth]")
        assert wide[0] <= wide[1]
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
    told = printed.pages[0].extract_text()
    assert all(text in told for text in ("2000", "2020", "ONDCP", "method not stated"))
    assert float(printed.pages[0].mediabox.width) == pytest.approx(595, abs=1)
    assert len(printed.pages) > 1
    page.emulate_media(media="print")
    ground = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground == "rgb(255, 255, 255)"


def inside(box: list[float], whole: list[float]) -> bool:
    left, top, right, bottom = (
        side + 0.5 * sign for side, sign in zip(box, (1, 1, -1, -1), strict=True)
    )
    return left >= whole[0] and top >= whole[1] and right <= whole[2] and bottom <= whole[3]


def meet(one: list[float], other: list[float]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 2 and down > 4  # the boxes of lines are higher than their letters


@pytest.mark.stress
def test_a_browser_killed_while_it_draws_costs_one_picture_at_most(real: Dataset) -> None:
    pictures, own = Pictures(), resolve(real, TREND)
    got: list[bytes | str] = []

    def draw() -> None:
        try:
            got.append(export_view(real, own, ExportSettings(), draw=drawing(pictures)))
        except PictureError as error:
            got.append(str(error))

    try:
        draw()
        thread = threading.Thread(target=draw)
        thread.start()
        time.sleep(0.3)
        _kill(pictures._drawing)
        thread.join(60)
        draw()
    finally:
        pictures.close()
    first, middle, last = got
    assert isinstance(first, bytes)
    assert first == last
    assert middle == first or (isinstance(middle, str) and middle.endswith("."))


def many(app: App, readers: int, each: int) -> list[bytes]:
    views = [
        urlencode({"page": "trends", "indicator": name}) for name in ("poppy_area", "homicides")
    ]
    views.append("page=compare&comparison=gun_us_shares")
    paths = [
        path_of(views[n % 3], ("png", "svg", "pdf")[n % 3], size=("slide", "square")[n % 2])
        for n in range(readers * each)
    ]
    with ThreadPoolExecutor(readers) as pool:
        return list(pool.map(lambda path: fetched(app, path), paths))


def test_pictures_asked_for_at_once_all_arrive(app: App) -> None:
    assert all(read_provenance(content).claim_ids for content in many(app, 3, 1))


@pytest.mark.stress
def test_fifty_pictures_asked_for_at_once_by_ten_readers_all_arrive(app: App) -> None:
    pictures = many(app, 10, 5)
    assert len(pictures) == 50
    assert all(read_provenance(content).claim_ids for content in pictures)


@pytest.mark.stress
def test_without_chromium_on_the_server_the_readers_browser_draws(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.delenv("CHROME", raising=False)
    monkeypatch.setenv("CITED_FIGURES_STYLE", str(ROOT / "docs" / "house_style" / "style.toml"))
    with running(tmp_path, ["streamlit", "run", "app.py"], "by") as app:
        open_menu(page, app, "/trends?indicator=poppy_area")
        expect(page.get_by_text(NO_BROWSER)).to_be_visible()
        for name, form in (("PNG", "png"), ("SVG", "svg")):
            with page.expect_download(timeout=60_000) as saved:
                page.get_by_role("button", name=f"{name}, as shown").click()
            file = tmp_path / f"shown.{form}"
            saved.value.save_as(file)
            assert file.stat().st_size > 20_000
        svg = (tmp_path / "shown.svg").read_bytes()
        assert POPPY in read_provenance(svg).claim_ids
        assert b"Office of Figures, communications</text>" in svg
        assert b'<image href="data:image/svg+xml' in svg
        for form in ("html", "xlsx", "csv"):
            content = fetched(app, path_of("page=trends&indicator=poppy_area", form))
            assert POPPY in read_provenance(content).claim_ids
        status, told = refused(app, path_of("page=trends", "png"))
        assert (status, told) == (503, NO_BROWSER)


@pytest.mark.stress
def test_a_browser_that_hangs_on_the_server_costs_its_picture_and_nothing_else(
    page: Page, tmp_path: Path
) -> None:
    silent = tmp_path / "chrome"
    silent.write_text("#!/bin/sh\nexec sleep 600\n")
    silent.chmod(0o755)
    shown = "page=trends&indicator=poppy_area"
    with (
        running(tmp_path, ["streamlit", "run", "app.py"], "", {"CHROME": str(silent)}) as app,
        ThreadPoolExecutor(1) as pool,
    ):
        asked = pool.submit(refused, app, path_of(shown, "png"))
        assert POPPY in read_provenance(fetched(app, path_of(shown, "csv"))).claim_ids
        page.goto(f"{app.address}/trends?indicator=poppy_area")
        settle(page)
        expect(page.locator(".js-plotly-plot")).to_have_count(1)
        assert asked.result() == (503, STARTING)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder, and writes no log."""

    def log_message(self, *_: object) -> None:
        """Write nothing."""


WHOLE = "(root => [root.scrollHeight, root.scrollWidth])(document.documentElement)"


@pytest.mark.parametrize("width", [320, 800])
def test_a_frame_on_another_page_is_as_high_as_its_chart(
    page: Page, app: App, tmp_path: Path, width: int
) -> None:
    address = f"{app.address}/embed?page=trends&indicator=poppy_area"
    listener = static_text("embed_listener.js")
    code = f"{frame_tag(address, 'Poppy', 100)}<script>{listener}</script>"
    host = f'<meta name="viewport" content="width=device-width"><body style="margin:0">{code}'
    (tmp_path / "index.html").write_text(host)
    served = partial(QuietHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), served) as around:
        threading.Thread(target=around.serve_forever, daemon=True).start()
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"http://127.0.0.1:{around.server_port}/")
        frame = page.frame_locator("iframe")
        expect(frame.locator("#chart .main-svg").first).to_be_visible(timeout=30_000)
        page.wait_for_function("document.querySelector('iframe').clientHeight > 300")
        needed, used = page.frames[1].evaluate(WHOLE)
        box = page.locator("iframe").bounding_box()
        assert box is not None
        assert (box["height"], used) == (needed, width)
        with page.expect_popup() as opened:
            frame.get_by_role("link").click()
        assert opened.value.url.startswith(f"{app.address}/trends?indicator=poppy_area")
        around.shutdown()
