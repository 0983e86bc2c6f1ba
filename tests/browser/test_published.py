"""What a reader chooses below a published chart, by the controls and by the address."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from static_site.drawings import Drawings
from static_site.html.site import Site
from static_site.html.style import style_files
from static_site.inventory import page_at
from static_site.page_files import Making, make_files
from static_site.scripts import script_files
from static_site.whole_files import write_files
from tests.support.ferries import ferries

PATH = "indicators/ferry_passengers/"
NUMBERS = {"line": (500, 600, 90, 700, 800), "port": (450, 80), "nobody": (70, 600)}
DOTS = """(chart, value) => {
  const shown = chart.data.filter((trace) => trace.ids);
  const own = shown.flatMap(({ x, y }) => x.filter((_, n) => y[n] === value));
  return own.map((x) => Math.round(chart._fullLayout.xaxis.d2p(x)));
}"""
"""How many pixels from the left the dots of a value stand in a chart."""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each file."""


def _picture(_: object, form: str, width: int, height: int) -> bytes:
    """Stand in for the browser that draws."""
    if form == "svg":
        return (
            f'<svg width="{width}" height="{height}" xmlns="http://www.w3.org/2000/svg"/>'.encode()
        )
    into = io.BytesIO()
    Image.new("RGB", (9, 9)).save(into, "PNG")
    return into.getvalue()


@pytest.fixture(scope="module")
def chart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with a chart of three series over five years."""
    folder = tmp_path_factory.mktemp("published")
    claims = [
        {"claim_id": f"{name}-{year}", "series_id": name, "low": str(low), "period": str(year)}
        for name, own in NUMBERS.items()
        for year, low in enumerate(own, 2001)
    ]
    dataset = ferries(folder, *claims)
    style, *_ = style_files()
    making = Making(folder / "out", folder / "kept", Site("", "1", "", style=style))
    write_files(making.out, {**style_files(), **script_files()})
    drawings = Drawings(making.kept, draw=_picture)
    make_files(dataset, page_at(dataset)[PATH], drawings, making)
    served = partial(Quiet, directory=str(making.out))
    with ThreadingHTTPServer(("127.0.0.1", 0), served) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{PATH}"
        server.shutdown()


def test_a_link_restores_years_scale_and_series_and_choosing_says_so_in_the_address(
    page: Page, chart: str
) -> None:
    page.goto(f"{chart}?from=2003&to=2002&focus=line")
    told, figure = page.get_by_role("status"), page.locator(".chart.live > .figure")
    expect(figure.locator(".xtick text")).to_have_text(["2002", "2003"])
    expect(figure.locator(".ytick text").last).to_have_text("600")
    expect(figure).to_contain_text("Line office: 90 in 2003")
    expect(figure).not_to_contain_text("Line office: 800")
    expect(told).to_contain_text("The years 2002 to 2003 are shown.")
    expect(told).to_contain_text("all years, 2001 to 2005")
    expect(told).to_contain_text("Highlighted: Line office.")
    expect(figure.locator(".scatterlayer .cf-faded").first).to_be_attached()
    assert figure.evaluate(DOTS, 500) == []
    beside = figure.evaluate(DOTS, 600)
    assert max(beside) - min(beside) == 12
    page.get_by_label("Logarithmic scale").check()
    expect(figure).to_contain_text("; logarithmic scale")
    expect(page).to_have_url(f"{chart}?from=2002&to=2003&focus=line&scale=log")
    page.get_by_role("button", name="Line office").press("Enter")
    page.get_by_label("From year").select_option("2001")
    page.get_by_label("To year").select_option("2005")
    expect(figure.locator(".xtick text")).to_have_count(5)
    expect(figure).to_contain_text("Line office: 800 in 2005")
    expect(page).to_have_url(f"{chart}?scale=log")
    expect(told).to_have_text("The scale is logarithmic.")


def test_without_scripts_nothing_is_offered_that_needs_them(browser: Browser, chart: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(chart)
    expect(page.locator(".chart img")).to_be_visible()
    expect(page.locator(".looks")).to_be_hidden()
    context.close()
