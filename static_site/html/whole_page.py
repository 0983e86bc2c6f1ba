"""A page of the edition with what shows its chart elsewhere: a page for frames, oEmbed."""

from __future__ import annotations

from datetime import date

from charts.views.resolve import ResolvedView
from loaders.citations.apa import apa_html
from loaders.dataset import Dataset
from loaders.queries.citable import dataset_item
from static_site.data_files import cited_as, without_day
from static_site.drawings import PageCharts, picture_html
from static_site.feeds import frame_code, json_ld, oembed
from static_site.frames import frame_page
from static_site.html.looks import looks_html
from static_site.html.page_html import Beside, html
from static_site.html.site import Site, root_of
from static_site.inventory import Page


def whole_page(
    dataset: Dataset,
    page: Page,
    site: Site,
    charts: PageCharts,
    resolved: ResolvedView | None,
    *paths: str,
) -> dict[str, bytes]:
    """Return a page and what shows its chart elsewhere, by path; `paths` are those of the files
    beside it.
    """
    base, chart, root = site.base_url, charts.own, root_of(page)
    framed: list[tuple[str, bytes]] = []
    if chart:
        framed = [
            frame_page(page, chart, base, site.style),
            oembed(page, chart, base, dataset.site.name),
        ]
    whole = dataset_item(dataset, site.kept(page), date.min)
    cited = cited_as(dataset, page, resolved, base) if resolved else without_day(whole)
    beside = Beside(
        chart=picture_html(chart, root) + looks_html(chart, root) if chart else "",
        figure=picture_html(charts.beside, root, first=False) if charts.beside else "",
        files=paths,
        citation=apa_html(cited),
        frame=frame_code(page, chart, base) if chart else "",
        linked=json_ld(dataset, page, resolved, paths, base) if resolved else "",
    )
    return dict(framed) | {f"{page.path}index.html": html(dataset, page, site, beside).encode()}
