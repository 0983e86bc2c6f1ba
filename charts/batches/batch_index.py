"""The page beside the files of a batch: each chart with a small picture and links to its files.

It is made from the manifest and the files alone, so that Verify can make it again.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Any

from charts.export.formats import FILE_FORMATS, RASTER
from charts.style.fonts import static_text
from charts.text.series_summary import many

Entry = Mapping[str, Any]
Read = Callable[[str], bytes]
"""What returns the content of a file of the folder by its name."""
SMALL = (520, 400)
"""The bounds of a small picture in pixels, twice as large as it is shown."""
QUALITY = 70
NO_PICTURE = "No picture"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"


def index_page(manifest: Entry, read: Read) -> bytes:
    """Return the page of a folder, without scripts and with relative links; the same for the same
    manifest and files.
    """
    files: Sequence[Entry] = manifest["files"]
    charts: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(files, key=lambda one: str(one["name"])):
        charts.setdefault((str(entry["title"]), str(entry["address"])), []).append(entry)
    items = "\n".join(_item(*chart, entries, read) for chart, entries in charts.items())
    about = f"{many(len(charts), 'chart')}, {many(len(files), 'file')}"
    data = f"Data {manifest['data']}, {manifest['licence']}"
    site = escape(str(manifest["generator"]))
    style = f"<style>{static_text('batch_index.css')}</style>"
    text = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Charts from {site}</title>\n{style}</head>\n"
        f"<body><main><h1>Charts from {site}</h1>\n<p>{escape(about)}. {escape(data)}. "
        '<a href="README.md">How to cite, and sources</a>. '
        '<a href="manifest.json">Manifest</a>.</p>\n'
        f'<ul class="charts">\n{items}\n</ul></main></body></html>\n'
    )
    return text.encode()


def _item(title: str, address: str, entries: Sequence[Entry], read: Read) -> str:
    links = "".join(_link(entry) for entry in entries)
    return (
        f"<li>{_picture(title, entries, read)}<h2>{escape(title)}</h2>"
        f'<p class="files">{links}</p><p><code>{escape(address)}</code></p></li>'
    )


def _link(entry: Entry) -> str:
    name = escape(str(entry["name"]))
    form = FILE_FORMATS.get(str(entry["format"]))
    words = f"{form.title if form else entry['format']} {entry.get('size', '')}".strip()
    size = f"{max(1, round(int(entry['bytes']) / 1000)):,} kB"
    return f'<a href="{name}">{escape(words)} <small>{size}</small></a>'


def _picture(title: str, entries: Sequence[Entry], read: Read) -> str:
    """Return the small picture of a chart, from its smallest file that is one, as a link to it."""
    found = _smallest(entries, RASTER) or _smallest(entries, ["svg"])
    name = str(found["name"]) if found else ""
    vector = found is not None and found["format"] == "svg"
    source = escape(name) if vector or not name else _small(read(name))
    if not source:
        return f'<p class="none">{NO_PICTURE}</p>'
    image = f'<img src="{source}" alt="{escape(title)}" loading="lazy">'
    return f'<a href="{escape(name)}">{image}</a>'


def _smallest(entries: Iterable[Entry], forms: Sequence[str]) -> Entry | None:
    own = [entry for entry in entries if entry["format"] in forms]
    return min(own, key=lambda one: int(one["bytes"]), default=None)


def _small(content: bytes) -> str:
    """Return a picture as a small one that stands in the page itself; "" where it is broken."""
    from PIL import Image  # noqa: PLC0415  only a folder with pictures needs it

    into = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content)) as picture:
            small = picture.convert("RGBA")
    except OSError:
        return ""
    small.thumbnail(SMALL, Image.Resampling.LANCZOS)
    small.save(into, "WEBP", quality=QUALITY, method=4)
    return f"data:image/webp;base64,{base64.b64encode(into.getvalue()).decode()}"
