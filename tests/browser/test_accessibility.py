"""Every page, light and dark, wide and narrow, menus open: axe, sideways scrolling, focus, motion.

Each theme and width is one window, which turns from page to page: loading each page for each of
its states would take four times as long. In the dark, axe looks at
contrasts only: nothing but colours is another. `make test` looks at each page wide and light,
narrow and dark; `make stress` at every state in every width and theme, and at every menu.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from charts.style.theme import FAMILY
from charts.views import pages as views
from tests.support.accessibility import barriers, sideways
from tests.support.browser import App, close, press_until, settle, turn_to
from tests.support.themes import PALETTES

pytestmark = pytest.mark.browser
WIDTHS = {"wide": 1440, "twice as large": 720, "narrow": 390}
THEMES = ("light", "dark")
PAGES = (
    "/",
    "/trends",
    "/compare?comparison=gun_us_shares",
    "/recorded",
    "/disagreements",
    "/claims?claim=breier2023-overdose-deaths-2021",
    "/sources",
    "/method",
    "/deck",
    "/maintain?task=rows",
    "/search?q=poppy",
    "/verify",
    "/changes",
    "/deck?view=trends&view=compare%23A+title",
)
"""An address of each page."""
MORE = (
    "/trends?indicator=border_length",
    "/trends?indicator=poppy_area&panels=producer",
    "/trends?indicator=fentanyl_seized&scale=log&events=yes&notes=yes",
    "/trends?indicator=poppy_aera&from=2018&to=2016",
    "/compare?indicator=poppy_area",
    "/compare?pick=breier2023-overdose-deaths-2021&pick=felbabbrown2020-poppy-us-2017",
    "/disagreements?claim=felbabbrown2020-poppy-us-2017",
    "/disagreements?claim=mann2023-backpack",
    "/claims?topic=prices&place=MX",
    "/claims?q=nothing+at+all",
    "/sources?work=mann2023",
    "/search",
    "/search?q=xyzzyq",
    "/maintain?task=row&table=series",
    "/maintain?series=overdose-deaths-us-cdc",
    "/maintain?task=due",
    "/maintain?series=overdose-deaths-us-cdc",
    "/maintain?claim=felbabbrown2020-poppy-us-2017",
    "/deck",
    "/no-such-page",
)
"""What else pages show, and what they show where there is nothing."""
MENUS = ("/trends", "/claims?topic=prices&place=MX")
"""Where every menu is opened: of each kind one, one with choices in it."""


DRAWN = """paper => [...document.querySelectorAll(".js-plotly-plot")].every(
  figure => figure._fullLayout?.paper_bgcolor === paper)"""


def shown(page: Page, app: App, paths: Sequence[str], theme: str, width: str) -> Iterator[str]:
    """Show addresses in one window, in a theme and a width; name each."""
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": WIDTHS[width], "height": 900})
    page.goto(app.address + paths[0])
    settle(page)
    for path in paths:
        turn_to(page, path)
        page.wait_for_function(DRAWN, arg=PALETTES[theme].paper, timeout=30_000)
        yield path


def whole_menu(page: Page) -> Locator:
    """Return the menu that is open, once there is something in it."""
    body = page.get_by_test_id("stPopoverBody")
    expect(body.locator("label:visible, p:visible").first).to_be_visible(timeout=30_000)
    settle(page)
    return body


def menus(page: Page) -> Iterator[str]:
    """Open a list of choices, then each menu; name what is open."""
    choices = page.get_by_role("option")
    box = page.get_by_role("combobox").first
    box.focus()
    press_until(page, "ArrowDown", choices.first.is_visible)
    page.wait_for_timeout(300)
    yield "choices"
    close(page, choices)
    for menu in page.get_by_test_id("stPopoverButton").all():
        menu.click()
        body = whole_menu(page)
        yield menu.inner_text().split()[0]
        close(page, body)
    exports = page.locator("summary", has_text="Export and cite")
    if exports.count():
        exports.click()
        expect(page.get_by_text("Copy citation")).to_be_visible(timeout=30_000)
        settle(page)
        yield "Export"
        exports.click()


def found_in(page: Page, app: App, paths: Sequence[str], theme: str, width: str) -> Iterator[str]:
    """Say what is wrong with pages in a theme and a width, and with their menus on a phone."""
    for path in shown(page, app, paths, theme, width):
        for fault in (*barriers(page, contrast_only=theme == "dark"), *sideways(page)):
            yield f"{path} ({theme}, {width}): {fault}"
        for menu in menus(page) if path in MENUS and width == "narrow" else ():
            for fault in (*barriers(page, menu=True), *sideways(page)):
                yield f"{path} ({theme}, {width}, {menu} open): {fault}"


def test_every_page_is_among_the_states() -> None:
    shown = {re.split(r"[/?]", path)[1] or "overview" for path in PAGES}
    assert set(views.PAGES) <= shown


@pytest.mark.parametrize(("theme", "width"), [("light", "wide"), ("dark", "narrow")])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    page: Page, app: App, theme: str, width: str
) -> None:
    assert list(found_in(page, app, PAGES, theme, width)) == []


@pytest.mark.stress
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_in_any_state(page: Page, app: App, theme: str, width: str) -> None:
    assert list(found_in(page, app, (*PAGES, *MORE), theme, width)) == []


FOCUSED = """() => {
  const at = document.activeElement;
  const drawn = at.matches("[type=range], [type=checkbox], [type=radio]");
  const box = drawn ? at.closest("[data-focus-visible]")
    : at.matches("input, textarea") ? at.parentElement : at;
  const style = getComputedStyle(box);
  return [at.innerText || at.ariaLabel || at.tagName, style.outlineStyle, style.outlineWidth];
}"""


def test_what_the_keyboard_reaches_is_seen_and_menus_open_and_close(page: Page, app: App) -> None:
    page.goto(f"{app.address}/trends")
    settle(page)
    reached = []
    for _ in range(25):
        page.keyboard.press("Tab")
        name, style, width = page.evaluate(FOCUSED)
        reached += name.split("\n")  # an icon's name is a line of its own
        assert (style, width) == ("solid", "2px"), name
    assert reached[0] == "Skip to main content"
    for name in ("Compare", "Search everything", "Indicator", "Filters", "View", "Export and cite"):
        assert name in reached, (name, reached)
    page.get_by_role("button", name="Filters").focus()
    page.keyboard.press("Enter")
    close(page, whole_menu(page))


def test_the_first_link_leads_past_the_navigation_and_links_say_where_one_is(
    page: Page, app: App
) -> None:
    page.goto(f"{app.address}/method")
    settle(page)
    expect(page.locator("[aria-current=page]")).to_have_text(["Method"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Sources").click()
    expect(page.locator("[aria-current=page]")).to_have_text(["Sources"])
    expect(page.get_by_role("search")).to_have_count(1)


def test_nothing_moves_for_a_reader_who_asked_for_that(page: Page, app: App) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{app.address}/trends")
    settle(page)
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].map(e => getComputedStyle(e)).filter(style =>"
        " [style.transitionDuration, style.animationDuration].some(all =>"
        " all.split(', ').some(each => parseFloat(each) > 0.001))).length"
    )
    assert moving == 0


def test_the_bundled_font_and_the_turned_theme_reach_pages_and_figures(
    page: Page, app: App
) -> None:
    page.goto(f"{app.address}/trends")
    settle(page)
    assert page.evaluate(f"document.fonts.check('16px \"{FAMILY}\"')")
    loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    assert any(FAMILY in family for family in page.evaluate(loaded))
    fetched = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
    assert not [name for name in fetched if "SourceSans" in name]
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(DRAWN, arg=PALETTES["dark"].paper, timeout=30_000)
