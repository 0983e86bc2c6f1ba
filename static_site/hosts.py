"""What web servers and hosts of files read beside the pages: headers, redirects, nginx's settings,
and what search engines may read.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from charts.views.pages import PAGES
from charts.views.view import NAMED, View, address
from loaders.dataset import Dataset
from loaders.history.redirects import moved_ids
from static_site.inventory import page_at, pages, path_of_view
from static_site.versions import LIST

HERE = Path(__file__).parent
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
"""What a page may do: nothing inline, nothing from elsewhere. Pages have no state that a frame
around them could turn against a reader.
"""
SEARCH_POLICY = PAGE_POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""What the page of the search may do: its program is in WebAssembly."""
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"
"""What a picture may do that is opened by itself: have its own styles and fonts."""
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
EVER = "public, max-age=31536000, immutable"
DAY = NAMED["as_of"].name
ASKED = ("indicator", "comparison", "claim", "work")
"""What of an address of the app decides on which page the same is told."""
PACKED = (".html", ".css", ".js", ".json", ".svg", ".csv", ".xml", ".txt", ".bib", ".ris")
LEAST_PACKED = 1000
"""Fewer bytes are sent as they are."""
REDIRECTS = "redirects.json"
NEWEST = "newest"
"""What an address ends with behind # that asked for the figures of a day: the page says then that
it shows the newest.
"""
APP = "/app"
"""Where the live app stands below the same host."""


@dataclass(frozen=True)
class Serving:
    """How nginx serves the edition: from which folder, on which port, with what is written while
    it runs in `run`; `app` are the addresses of the live app's processes, none where there is none.
    """

    root: Path
    run: Path
    port: int = 8080
    app: Sequence[str] = ()


def moved(dataset: Dataset) -> Mapping[str, str]:
    """Return for each address of the app that names a thing, as path and `ASKED` with strokes
    between, the path of the page that tells the same; without a thing, that of all such things.
    """
    found: dict[str, str] = {}
    for page in pages(dataset):
        if page.view:
            asked = address(page.view)
            key = "|".join((f"/{page.view.page}", *(asked.get(n, [""])[0] for n in ASKED)))
            found.setdefault(key, page.path)
    for name in PAGES:
        path = path_of_view(dataset, View(name))
        if path is not None:
            found[f"/{name}{'|' * len(ASKED)}"] = path
    return {**found, **_of_old_ids(dataset, found)}


def _of_old_ids(dataset: Dataset, found: Mapping[str, str]) -> Mapping[str, str]:
    """Return where addresses and pages lead whose ids are others now."""
    there = page_at(dataset)
    more: dict[str, str] = {}
    for kind, ids in moved_ids(dataset).items():
        for old, (new, *_) in ids.items():
            if f"{kind}/{new}/" in there and f"{kind}/{old}/" not in there:
                more[f"/{kind}/{old}{'|' * len(ASKED)}"] = f"{kind}/{new}/"
            for key, path in found.items():
                values = key.split("|")
                if new in values[1:3] and old not in values:
                    renamed = (old if value == new else value for value in values)
                    more.setdefault("|".join(renamed), path)
    return {key: path for key, path in more.items() if key not in found}


def host_files(dataset: Dataset, site: str) -> dict[str, bytes]:
    """Return the files that hosts read, by their paths; `site` is where the edition is served."""
    table = moved(dataset)
    texts = {
        REDIRECTS: json.dumps(table, indent=0, sort_keys=True) + "\n",
        "_headers": headers(),
        "_redirects": redirects(table),
        "robots.txt": f"User-agent: *\nDisallow: {APP}/\n\nSitemap: {site}/sitemap.xml\n",
        ".nojekyll": "",
    }
    return {path: text.encode() for path, text in texts.items()}


def headers() -> str:
    """Return the headers as Netlify and Cloudflare Pages read them. The policy of pages stands in
    the pages, where every host sends it.
    """
    blocks = {
        "/*": ALWAYS,
        "/assets/*": {"Cache-Control": EVER},
        "/v/*": {"Cache-Control": EVER},
    }
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in own.items())
        for path, own in blocks.items()
    )


def redirects(table: Mapping[str, str]) -> str:
    """Return the redirects as Netlify reads them, those with most of a query first, and even where
    a file is (`!`). Other hosts pass over lines with a query: there `static/moved.js` leads on,
    from the page for what is not found and from those that list things.
    """
    lines = [(0, f"/v /{LIST} 301")]
    for key, path in table.items():
        page, *values = key.split("|")
        asked = [f"{name}={value}" for name, value in zip(ASKED, values, strict=True) if value]
        if f"{page.strip('/')}/" != path:
            status = "301!" if asked else "301"
            there = path if "#" in path else f"{path}#{NEWEST}"
            dated = [page, *asked, f"{DAY}=:{DAY}", f"/{there}", "301!"]
            lines.append((-len(asked) - 1, " ".join(dated)))
            lines.append((-len(asked), " ".join([page, *asked, f"/{path}", status])))
    return "".join(f"{line}\n" for _, line in sorted(lines))


def built_redirects(root: Path) -> Mapping[str, str]:
    """Return what `moved` was when the edition in a folder was made; raise `OSError` or
    `ValueError` where there is none.
    """
    return dict(json.loads((root / REDIRECTS).read_text("utf-8")))


def nginx(table: Mapping[str, str], serving: Serving) -> str:
    """Return the settings of an nginx that serves the edition, and the app if there is one; `table`
    is what `moved` returns.
    """
    quoted = {key: path for key, path in table.items() if key.strip("/|") + "/" != path}
    lines = [f'        "{key}" "/{path}";' for key, path in quoted.items()]
    pages_of_app = {key.split("|", maxsplit=1)[0]: "" for key in quoted}
    old_pages = {key: path for key, path in quoted.items() if key.count("/") > 1}
    lines += [
        f'        "{key.rstrip("|")}/{"|" * len(ASKED)}" "/{p}";' for key, p in old_pages.items()
    ]
    for name in pages_of_app:
        whole = table.get(f"{name}{'|' * len(ASKED)}", "")
        lines.append(f'        "~^{re.escape(name)}\\|.*[^|]" "/{whole}";')
    values = {
        "RUN": str(serving.run),
        "ROOT": str(serving.root),
        "PORT": str(serving.port),
        "VERSIONS": LIST,
        "PAGE_POLICY": PAGE_POLICY,
        "SEARCH_POLICY": SEARCH_POLICY,
        "SVG_POLICY": SVG_POLICY,
        "MOVED": "\n".join(lines),
        "UPSTREAM": _upstream(serving.app) if serving.app else "",
        "APP": (HERE / "nginx_app.conf").read_text("utf-8") if serving.app else "",
    }
    template = (HERE / "nginx.conf").read_text("utf-8")
    return re.sub(r"@([A-Z_]+)@", lambda found: values[found[1]], template)


def _upstream(servers: Sequence[str]) -> str:
    """Return the processes of the app: a reader is sent to the same one each time, and to another
    where that is down.
    """
    lines = [f"        server {one} max_fails=1 fail_timeout=5s;" for one in servers]
    chosen = '        hash "$remote_addr $http_user_agent" consistent;'
    return "\n".join(["    upstream app {", chosen, *lines, "    }", ""])


def pack(folder: Path) -> int:
    """Write beside each file of text one that is packed, for nginx to send as it is, the same bytes
    for the same; return how many were written.
    """
    written = 0
    for path in folder.rglob("*"):
        if path.suffix not in PACKED or not path.is_file() or path.stat().st_size < LEAST_PACKED:
            continue
        packed = path.with_name(f"{path.name}.gz")
        if packed.exists() and packed.stat().st_mtime >= path.stat().st_mtime:
            continue
        packed.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
        written += 1
    return written
