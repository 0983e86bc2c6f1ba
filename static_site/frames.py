"""The page of a chart by itself, for a frame on another site; it tells its height to that."""

from __future__ import annotations

from html import escape

from static_site.drawings import Chart, picture_html
from static_site.feeds import embed_path
from static_site.hosts import PAGE_POLICY
from static_site.inventory import Page
from static_site.scripts import CHART, HEIGHT, script_paths

FOLLOW = "Sources, data and more of this chart"


def frame_page(page: Page, chart: Chart, site: str, style: str) -> tuple[str, bytes]:
    """Return the path and the content of a chart's page for frames; `style` is the path of the
    site's style below its root.
    """
    path = embed_path(page)
    root = "../" * path.count("/")
    paths = script_paths()
    head = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{PAGE_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">\n'
        f"<title>{escape(page.title)}</title>\n"
        f'<link rel="canonical" href="{escape(f"{site}/{page.path}")}">\n'
        f'<link rel="stylesheet" href="{root}{style}">\n'
        f'<script type="module" src="{root}{paths[CHART]}"></script>\n'
        f'<script defer src="{root}{paths[HEIGHT]}"></script></head>\n'
    )
    follow = f'<a href="../" target="_blank" rel="noopener">{FOLLOW}</a>'
    heading = f'<h1 class="cf-unseen">{escape(page.title)}</h1>'
    shown = f"{heading}{picture_html(chart, root)}<p>{follow}</p>"
    body = f'<body class="framed"><main class="cf-main">{shown}</main></body>'
    return f"{path}index.html", f"{head}{body}</html>\n".encode()
