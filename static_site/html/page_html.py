"""A page of the edition as HTML: the body of its kind in the frame that all pages have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from charts.page_parts.memo import per_version
from charts.views.pages import PAGES
from charts.views.view import relative_address
from loaders.dataset import Dataset
from loaders.queries.record import find_claim
from static_site.hosts import NEWEST, PAGE_POLICY, REDIRECTS, SEARCH_POLICY
from static_site.html import charted, claims, lists, sources
from static_site.html.body import Body, Section, about, body
from static_site.html.site import Site, root_of
from static_site.inventory import Page, description, page_at, path_of
from static_site.scripts import CHART, MOVED, SEARCH, script_paths
from static_site.versions import LIST, KeptVersion, version_path

KINDS: Mapping[str, tuple[Callable[[Dataset, Page], Body], Callable[[Dataset, Page], Body]]] = {
    "overview": (lists.overview, lists.overview),
    "indicators": (lists.indicators, charted.indicator),
    "comparisons": (lists.all_comparisons, charted.comparison),
    "recorded": (charted.recorded, charted.recorded),
    "disagreements": (charted.disagreements, charted.disagreement),
    "recorded by indicator": (charted.recorded_in, charted.recorded_in),
    "disagreements by indicator": (charted.disagreements, charted.disagreements),
    "claims": (claims.claims, claims.claim),
    "documents": (sources.works, sources.work),
    "works": (sources.works, sources.work),
    "method": (lists.method, lists.method),
    "search": (lists.search, lists.search),
    "changes": (lists.changes, lists.changes),
}
"""What makes the body of a kind's list, or of its only page, and of a page of that kind."""
NAVIGATION = (
    *("", "indicators/", "comparisons/", "disagreements/", "recorded/", "claims/"),
    *("documents/", "method/"),
)
FOOT = ("changes/", "search/")
"""The paths of the pages that each page leads to: above, and at the end."""
MISSING = "404.html"
"""The page for what is not found, as hosts call it."""
ABOUT_VERSIONS = (
    "Each version of the figures keeps all its pages and files as they were when it was published."
)
VERSIONS_PAGE = Page("versions", "", LIST, "Versions", None, ABOUT_VERSIONS)
NOT_FOUND = "There is no such page here. Search, or begin with one of the pages above."
WORDS_ONLY = ("overview", "method", "search", "changes")
"""The kinds of pages of which the live app shows no more than the edition does."""
MOVED_TO = {
    "missing": "",
    "indicators": "trends",
    "comparisons": "compare",
    "disagreements": "disagreements",
    "claims": "claims",
    "documents": "sources",
}
"""The kinds of pages to whose lists addresses of the app may come, and the name of the app's page
("" for any): hosts that do not read queries lead there.
"""
LISTED_BY = {
    "works": "documents/",
    "recorded by indicator": "recorded/",
    "disagreements by indicator": "disagreements/",
}
"""What lists the pages of a kind, where its own path has no page."""
FILES = {
    ".csv": "Rows (CSV)",
    ".xlsx": "Workbook (XLSX)",
    ".json": "Rows (JSON)",
    ".svg": "Picture (SVG)",
    ".png": "Picture (PNG)",
    ".bib": "BibTeX",
    ".ris": "RIS",
    ".csl.json": "CSL-JSON",
}
"""The files beside a page, by how their names end."""
CELL_END = re.compile(r"</(caption|td|th)>")
VIEW_LINK = re.compile(r'<a href="(/(?!/)[^"]*)">(.*?)</a>', re.DOTALL)
"""A link to a view, as `charts.page_parts.links` makes it."""


@dataclass(frozen=True)
class Beside:
    """What was made for a page: its charts as HTML, "" where none is drawn: that of its view, and
    the `figure` in one of its sections; the paths of the files beside it; its citation as HTML; its
    description as JSON-LD; what shows its chart on another site, as HTML.
    """

    chart: str = ""
    figure: str = ""
    files: Sequence[str] = ()
    citation: str = ""
    linked: str = ""
    frame: str = ""


def html(dataset: Dataset, page: Page, site: Site, beside: Beside) -> str:
    """Return a whole page."""
    listing, single = KINDS[page.kind]
    own = (single if page.id else listing)(dataset, page)
    return _framed(dataset, page, own, site, beside, root_of(page))


def missing_html(dataset: Dataset, site: Site) -> str:
    """Return the page for what is not found, which stands at any address, and so leads to the
    others from the host's root; it leads addresses of the app on.
    """
    root = f"{urlsplit(site.base_url).path}/"
    page = Page("missing", "", MISSING, "Page not found", None, NOT_FOUND)
    own = body(above=about(NOT_FOUND))
    return _framed(dataset, page, own, site, Beside(), root)


def versions_html(dataset: Dataset, site: Site, versions: Sequence[KeptVersion]) -> str:
    """Return the page of the versions that stay, as they are given."""
    root = root_of(VERSIONS_PAGE)
    listed = "".join(
        f'<li><a href="{root}{version_path(one.name)}/">{one.name}</a>'
        f"{f', figures of {one.day}' if one.day else ''}</li>"
        for one in versions
    )
    own = body(Section(f"<ul>{listed}</ul>"), above=about(ABOUT_VERSIONS))
    return _framed(dataset, VERSIONS_PAGE, own, site, Beside(), root)


def _framed(dataset: Dataset, page: Page, own: Body, site: Site, beside: Beside, root: str) -> str:
    text = (
        templates()
        .get_template("page.html")
        .render(
            page=page,
            body=own,
            site=site,
            beside=beside,
            root=root,
            name=dataset.site.name,
            example=dataset.site.search_example,
            heading=heading(page),
            description=description(dataset, page),
            navigation=_pages(dataset, NAVIGATION),
            foot=_pages(dataset, FOOT),
            trail=trail(dataset, page),
            kind=kind_words(dataset, page),
            files=files(beside.files),
            live=live(page, site),
            policy=SEARCH_POLICY if page.kind == "search" else PAGE_POLICY,
            scripts=scripts(page, beside),
            moved=script_paths()[MOVED] if page.kind in MOVED_TO and not page.id else "",
            moved_from=MOVED_TO.get(page.kind, ""),
            redirects=REDIRECTS,
            newest=NEWEST,
            versions=LIST,
            stays=page.kind not in ("missing", VERSIONS_PAGE.kind),
            licence=dataset.site.terms.name,
            licence_address=dataset.site.terms.address,
        )
    )
    return led(dataset, apart(text), root, site.live_url)


def apart(text: str) -> str:
    """Return HTML whose cells the search reads as words of their own, and no heads of columns."""
    return CELL_END.sub(r"</\1> ", text).replace("<thead>", "<thead data-pagefind-ignore>")


@cache
def templates() -> Environment:
    """Return the templates; what they show is escaped unless it is HTML already."""
    environment = Environment(
        loader=PackageLoader("static_site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["html"] = Markup
    return environment


def heading(page: Page) -> str:
    """Return what stands above a page: its title without the name of its kind."""
    if not page.id or page.view is None or page.kind.endswith(" by indicator"):
        return page.title
    return page.title.removesuffix(f" – {PAGES[page.view.page].title}")


def scripts(page: Page, beside: Beside) -> list[str]:
    """Return the paths of the programs that a page needs."""
    wanted = {CHART: bool(beside.chart or beside.figure), SEARCH: page.kind == "search"}
    return [script_paths()[name] for name, needed in wanted.items() if needed]


def trail(dataset: Dataset, page: Page) -> list[Page]:
    """Return the pages above a page, from the first on."""
    listed = LISTED_BY.get(page.kind, f"{page.kind}/")
    return _pages(dataset, ["", listed] if page.id else [""]) if page.path else []


def kind_words(dataset: Dataset, page: Page) -> str:
    """Return what the search says a page is, of a claim whose; "" of a list."""
    above = trail(dataset, page)[1:]
    if not above:
        return ""
    if page.kind != "claims":
        return above[-1].title
    claim = find_claim(dataset, page.id)
    return f"{above[-1].title}, {dataset.works[claim.document_id].short()}" if claim else ""


def _pages(dataset: Dataset, paths: Sequence[str]) -> list[Page]:
    return [page_at(dataset)[path] for path in paths]


def files(paths: Sequence[str]) -> dict[str, str]:
    """Return the addresses of the files beside a page by what they are called."""
    ends = {"".join(PurePosixPath(path).suffixes[-2:]): path for path in paths}
    ends |= {PurePosixPath(path).suffix: path for path in paths if ".csl" not in path}
    return {label: ends[end] for end, label in FILES.items() if end in ends}


def live(page: Page, site: Site) -> str:
    """Return where the live app shows the same; "" where there is none."""
    there = site.live_url and page.view and page.kind not in WORDS_ONLY
    return f"{site.live_url}{relative_address(page.view)}" if there and page.view else ""


def led(dataset: Dataset, text: str, root: str, live_url: str) -> str:
    """Return HTML whose links to views lead to the edition's pages, those to what only the app has
    to the live app; without one their text stands alone.
    """

    def leading(found: re.Match[str]) -> str:
        address, shown = unescape(found[1]), found[2]
        view, _, part = address.partition("#")
        path = _path(dataset, view)
        if path is None and not live_url:
            return shown
        if path is None:
            return f'<a href="{escape(live_url + address)}">{shown}</a>'
        there = root + path + (f"#{part}" if part and "#" not in path else "")
        return f'<a href="{escape(there)}">{shown}</a>'

    return VIEW_LINK.sub(leading, text)


@per_version(1, most=50_000)
def _path(dataset: Dataset, address: str) -> str | None:
    return path_of(dataset, address)
