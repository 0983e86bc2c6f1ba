"""What programs read of the edition: a site map, a feed of changes, oEmbed, JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from charts.export.html import in_script
from charts.page_parts.results import days_of_change_of
from charts.text import claim_history, notes
from charts.text.wording import claim_statement, quotation
from charts.views.link_preview import HEIGHT, WIDTH
from charts.views.resolve import ResolvedView
from loaders.citations.apa import apa
from loaders.dataset import Claim, Dataset, claims_in
from loaders.history.day_changes import DayOfChanges
from static_site.drawings import Chart
from static_site.inventory import Page, description, page_at, pages

ATOM, SITEMAP, MOST_DAYS = "changes.atom", "sitemap.xml", 40
"""Where the feed and the site map stand; how many days the feed tells."""
MOST_PARTS = 200
"""Of more claims a page tells programs nothing: each has a page that does."""
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_ADDRESSES = 50_000
"""A longer site map is not read (sitemaps.org)."""
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
FOOT = 40
"""The height in pixels of the link below a chart in a frame."""
MEDIA_TYPES = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
"""Of the files beside a page, those that hold its figures, or show them."""


def sitemap(dataset: Dataset, site: str, most: int = MOST_ADDRESSES) -> dict[str, bytes]:
    """Return the addresses of all pages, as search engines read them, by path: in one file, or in
    several of `most` addresses that the first one names.
    """
    paths = [page.path for page in pages(dataset)]
    if len(paths) <= most:
        return {SITEMAP: _addresses("urlset", "url", site, paths)}
    parts = {
        f"sitemap-{n // most + 1}.xml": _addresses("urlset", "url", site, paths[n : n + most])
        for n in range(0, len(paths), most)
    }
    return {SITEMAP: _addresses("sitemapindex", "sitemap", site, parts), **parts}


def _addresses(root: str, one: str, site: str, paths: Iterable[str]) -> bytes:
    found = "".join(f"<{one}><loc>{escape(f'{site}/{path}')}</loc></{one}>\n" for path in paths)
    return f'{XML}<{root} xmlns="{SITEMAPS}">\n{found}</{root}>\n'.encode()


@dataclass(frozen=True)
class Entry:
    """An entry of the feed: its day (ISO), its title, its text, the path of its page."""

    day: str
    title: str
    text: str
    path: str


def atom(dataset: Dataset, site: str) -> bytes:
    """Return the feed of changed figures (Atom, RFC 4287): of each day what came in, then each
    figure of ours that was corrected or withdrawn, with the reason.
    """
    days = days_of_change_of(dataset)[:MOST_DAYS]
    own = dataset.site
    entries = [entry for day in days for entry in _entries(dataset, day)]
    head = (
        f'{XML}<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{escape(own.name)}: what changed</title><subtitle>{escape(own.lede)}</subtitle>\n"
        f"<id>{site}/{ATOM}</id><updated>{_moment(days[0].day if days else dataset.changed)}"
        f"</updated>\n<author><name>{escape(own.name)}</name></author><rights>{own.terms.name}</rights>\n"
        f'<link rel="self" href="{site}/{ATOM}"/><link href="{site}/changes/"/>\n'
    )
    return (head + "".join(_entry_xml(one, site) for one in entries) + "</feed>\n").encode()


def _entries(dataset: Dataset, day: DayOfChanges) -> Iterator[Entry]:
    yield Entry(day.day, f"Changes of {day.day}", claim_history.day_words(day), "changes/")
    for each in day.corrected:
        words = claim_history.correction_words(dataset, each.old, each.new)
        about = claim_history.about_claim(dataset, each.new)
        text = f"{words} {each.new.correction_reason}".strip()
        yield Entry(day.day, f"Corrected: {about}", text, _path(dataset, each.new.claim_id))
    for claim in day.withdrawn:
        text = f"{claim_statement(dataset, claim)}. {claim.withdrawal_reason}"
        about = claim_history.about_claim(dataset, claim)
        yield Entry(day.day, f"Withdrawn: {about}", text, _path(dataset, claim.claim_id))


def _path(dataset: Dataset, claim_id: str) -> str:
    path = f"claims/{claim_id}/"
    return path if path in page_at(dataset) else "claims/"


def _entry_xml(entry: Entry, site: str) -> str:
    where = f"{site}/{entry.path}"
    return (
        f"<entry><title>{escape(entry.title)}</title><id>{where}#{entry.day}</id>"
        f'<link href="{where}"/><updated>{_moment(entry.day)}</updated>'
        f"<summary>{escape(entry.text)}</summary></entry>\n"
    )


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def embed_path(page: Page) -> str:
    """Return where the chart of a page stands by itself, for a frame on another site."""
    return f"{page.path}embed/"


def frame_code(page: Page, chart: Chart, site: str) -> str:
    """Return what shows a chart on another site, as HTML."""
    width, height = chart.sizes["wide"]
    return (
        f'<iframe src="{escape(f"{site}/{embed_path(page)}")}" title="{escape(page.title)}" '
        f'width="{width}" height="{height + FOOT}" style="border:0;max-width:100%" loading="lazy">'
        "</iframe>"
    )


def oembed(page: Page, chart: Chart, site: str, provider: str) -> tuple[str, bytes]:
    """Return path and content of what tells another program how to embed a chart (oEmbed 1.0)."""
    width, height = chart.sizes["wide"]
    stem = page.path.rstrip("/")
    told = {
        "type": "rich",
        "version": "1.0",
        "title": page.title,
        "provider_name": provider,
        "provider_url": f"{site}/",
        "html": frame_code(page, chart, site),
        "width": width,
        "height": height + FOOT,
        "thumbnail_url": f"{site}/{stem}.png",
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
    }
    return f"{stem}.oembed.json", (json.dumps(told, ensure_ascii=False) + "\n").encode()


Node = dict[str, Any]


def json_ld(
    dataset: Dataset, page: Page, resolved: ResolvedView, files: Sequence[str], site: str
) -> str:
    """Return what a page tells programs (schema.org) as JSON, safe in a script: its rows as a
    dataset with its files and citation, each number as a claim with the document that makes it.
    """
    claims = claims_in(resolved.claims)
    name: Node = {"@context": "https://schema.org"}
    if page.kind == "claims" and page.id:
        told = name | _claim(dataset, claims[0], site) | {"isPartOf": _dataset(dataset, page, site)}
    else:
        told = name | _dataset(dataset, page, site)
        told["description"] = resolved.alt_text.short
        told["citation"] = _cited(dataset, resolved)
        if len(claims) <= MOST_PARTS:
            told["hasPart"] = [_claim(dataset, one, site) for one in claims if not one.computation]
    told["distribution" if told["@type"] == "Dataset" else "encoding"] = _files(files, site)
    return in_script(json.dumps(told, ensure_ascii=False, sort_keys=True))


def _dataset(dataset: Dataset, page: Page, site: str) -> Node:
    return {
        "@type": "Dataset",
        "@id": f"{site}/{page.path}",
        "name": page.title,
        "description": description(dataset, page),
        "url": f"{site}/{page.path}",
        "version": dataset.version,
        "dateModified": dataset.changed,
        "license": dataset.site.terms.address,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": dataset.site.name, "url": f"{site}/"},
    }


def _claim(dataset: Dataset, claim: Claim, site: str) -> Node:
    """Return a number as a claim, with the document that makes it."""
    words = quotation(claim.as_printed) or claim_statement(dataset, claim)
    return {
        "@type": "Claim",
        "@id": f"{site}/claims/{claim.claim_id}/",
        "name": claim_history.about_claim(dataset, claim),
        "text": words,
        "abstract": claim_statement(dataset, claim),
        "appearance": _work(dataset, claim.document_id) | {"pagination": claim.locator},
    }


def _cited(dataset: Dataset, resolved: ResolvedView) -> list[str]:
    return [apa(dataset.works[name]) for name in notes.documents_of(resolved.claims)]


def _work(dataset: Dataset, work_id: str) -> Node:
    work = dataset.works[work_id]
    told = {"@type": "CreativeWork", "name": work.title, "author": work.names}
    more = {"datePublished": work.date.split("/")[0], "url": work.url}
    return told | {name: text for name, text in more.items() if text}


def _files(files: Sequence[str], site: str) -> list[Mapping[str, str]]:
    kinds = ((path, f".{path.rpartition('.')[2]}") for path in files if ".csl" not in path)
    return [
        {
            "@type": "DataDownload",
            "encodingFormat": MEDIA_TYPES[suffix],
            "contentUrl": f"{site}/{path}",
        }
        for path, suffix in kinds
        if suffix in MEDIA_TYPES
    ]
