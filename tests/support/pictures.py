"""Pictures without a browser."""

from __future__ import annotations

import io

import pikepdf
import plotly.graph_objects as go
from PIL import Image

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
