"""Pictures without a browser."""

from __future__ import annotations

import io
import re
from html import escape

import pikepdf
import plotly.graph_objects as go
from PIL import Image, ImageDraw

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" style="">'
    '<defs id="defs-{lot}"><g class="trace scatter trace{lot}"/>'
    '<clipPath id="clip{lot}xyplot"/></defs>'
    '<g clip-path="url(#clip{lot}xyplot)" fill="#abcdef"/><text>{written}</text></svg>'
)


class BlankPictures:
    """Stands in for the browser: empty pictures of the size that is asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[go.Figure, str, int, int]] = []
        self.written = ""

    def __call__(self, figure: go.Figure, form: str, width: int, height: int) -> bytes:
        self.asked.append((figure, form, width, height))
        into = io.BytesIO()
        if form == "svg":
            lot = f"{0xABCDE0 + len(self.asked):06x}"
            return SVG.format(lot=lot, written=self.written).encode()
        if form == "pdf":
            with pikepdf.new() as pdf:
                pdf.add_blank_page(page_size=(width, height))
                pdf.docinfo["/CreationDate"] = f"D:2026010100000{len(self.asked)}Z"
                pdf.save(into)
        else:
            Image.new("RGB", (width, height), "white").save(into, "PNG")
        return into.getvalue()


class WordedPictures:
    """Stands in for the browser where pictures are held against each other: the words of a figure
    and a line for each of its traces, the same for the same figure.
    """

    def __call__(self, figure: go.Figure, form: str, width: int, height: int) -> bytes:
        words = [str(note.text) for note in figure.layout.annotations]
        lines = [[float(len(str(trace.to_plotly_json()))) % width, 9.0] for trace in figure.data]
        if form == "svg":
            return self._svg(words, lines)
        return self._pdf(words, width, height) if form == "pdf" else self._png(words, width, height)

    def _svg(self, words: list[str], lines: list[list[float]]) -> bytes:
        texts = "".join(f"<text>{escape(one)}</text>" for one in words)
        paths = "".join(f'<path d="M0,0 {x},{y}"/>' for x, y in lines)
        space = 'xmlns="http://www.w3.org/2000/svg"'
        return f"<svg {space}>{texts}{paths}</svg>".encode()

    def _pdf(self, words: list[str], width: int, height: int) -> bytes:
        into = io.BytesIO()
        plain = [re.sub(r"[^ -~]|[()\\]", "?", one) for one in words]
        shown = "".join(f"BT /F1 9 Tf 9 {9 * n} Td ({one}) Tj ET\n" for n, one in enumerate(plain))
        with pikepdf.new() as pdf:
            page = pdf.add_blank_page(page_size=(width, height))
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
            )
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.Contents = pdf.make_stream(shown.encode())
            pdf.save(into)
        return into.getvalue()

    def _png(self, words: list[str], width: int, height: int) -> bytes:
        into, picture = io.BytesIO(), Image.new("RGB", (width, height), "white")
        draw = ImageDraw.Draw(picture)
        for number, one in enumerate(words):
            draw.text((9, 12 * number), one.encode("ascii", "replace").decode(), "black")
        picture.save(into, "PNG")
        return into.getvalue()
