"""Pictures that the reader's own browser makes of the chart as the page shows it.

They need no Chromium on the server. The SVG carries the proof; a browser's PNG cannot.
"""

from __future__ import annotations

import streamlit as st

from app_pages.session.addresses import base_path
from charts.export.static_files import static_text
from charts.provenance.metadata import xmp
from charts.provenance.record import provenance_of
from charts.style.fonts import FONT_FILE
from charts.style.theme import FAMILY
from charts.views.resolve import ResolvedView
from charts.views.view import relative_address
from loaders.dataset import Dataset

BUTTONS = """
<div class="ways">
<button type="button" data-form="png">PNG, as shown</button>
<button type="button" data-form="svg">SVG, as shown</button>
<span role="status"></span>
</div>
"""
FAILED = "This browser could not save the picture."
_saving = st.components.v2.component(
    "as_shown",
    html=BUTTONS,
    css=static_text("browser_image.css"),
    js=static_text("browser_image.js"),
)


def save_as_shown(dataset: Dataset, resolved: ResolvedView, key: str) -> None:
    """Show buttons with which the browser saves the page's chart as PNG and as SVG."""
    view = resolved.view
    provenance = provenance_of(dataset, resolved.claims, resolved.heading, relative_address(view))
    description = resolved.alt_text.whole
    told = {
        "title": provenance.title,
        "description": description,
        "metadata": xmp(provenance, description),
        "name": f"{view.page}-{view.indicator or view.comparison or 'chart'}",
        "font": f"{base_path()}/app/static/{FONT_FILE.name}",
        "family": FAMILY,
        "failed": FAILED,
    }
    _saving(key=f"{key}_as_shown", data=told)
