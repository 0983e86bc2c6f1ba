"""What is copied of a chart or a list: picture, rows, words, quotation, citation, link, frame."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from app_pages.controls.citation_menu import one_reference
from app_pages.controls.copy_buttons import Copy, copy_buttons
from app_pages.session.addresses import (
    address_of,
    app_address,
    embed_address,
    frame_tag,
    picture_address,
    public_address,
    reader_address,
)
from charts.export.browser import browser_path
from charts.export.embed import embed_height
from charts.style.fonts import static_text
from charts.style.house_style import site_style
from charts.tables.pasted_table import pasted_html, pasted_text
from charts.text import notes
from charts.views.link_preview import HEIGHT, WIDTH
from charts.views.resolve import ResolvedView, has_chart
from loaders.dataset import Dataset, claims_in

BY_YOURSELF = (
    "This link works on this computer only. To show it to others, save it as a picture or a web "
    "page (HTML), or have the site served: README says how, under “Serve it for others”."
)


def share_menu(dataset: Dataset, resolved: ResolvedView, picture: str, key: str) -> None:
    """Show what can be copied; `picture` is the path of the PNG, "" where none is drawn."""
    charted = has_chart(resolved.view)
    if charted:
        _copies(dataset, resolved, picture, key)
    if resolved.view.page == "claims" and charted:
        _quotation(dataset, resolved, key)
    else:
        _citation(dataset, resolved, key)
    _links(resolved)


def _copies(dataset: Dataset, resolved: ResolvedView, picture: str, key: str) -> None:
    """Show buttons that copy the picture, as chosen, the rows, and the chart in words."""
    st.markdown("**Copy**")
    link = reader_address(resolved.view)
    table = pasted_text(dataset, resolved, link), pasted_html(dataset, resolved, link)
    found = [Copy("Picture", picture=picture)] if picture else []
    found += [Copy("Table", *table), Copy("Alternative text", resolved.alt_text.whole)]
    copy_buttons(f"{key}_copies", found)


def _links(resolved: ResolvedView) -> None:
    """Show the view's address and what embeds it, each to be copied."""
    view, app = resolved.view, app_address()
    if not app:
        return
    st.markdown("**Copy link**")
    st.code(address_of(app, view), language=None, wrap_lines=True)
    if not public_address(view):
        st.caption(BY_YOURSELF)
    if not has_chart(view):
        return
    st.markdown("**Copy to embed**")
    st.code(frame_code(app, resolved), language=None, wrap_lines=True)
    if browser_path() is not None:
        st.markdown("**Copy a picture that leads here**")
        st.code(picture_code(app, resolved), language=None, wrap_lines=True)


def frame_code(app: str, resolved: ResolvedView) -> str:
    """Return HTML that shows a chart in another page, and makes its frame as high as the chart;
    without the script it is as high as the chart is on a wide page.
    """
    address, height = embed_address(app, resolved.view), embed_height(resolved, style=site_style())
    listener = static_text("embed_listener.js").strip()
    return f"{frame_tag(address, resolved.title, height)}\n<script>\n{listener}\n</script>"


def picture_code(app: str, resolved: ResolvedView) -> str:
    """Return HTML that shows a picture of a chart, which leads to its view."""
    view = resolved.view
    words, to = escape(resolved.alt_text.short), escape(address_of(app, view))
    source = escape(picture_address(app, view))
    return (
        f'<a href="{to}"><img src="{source}" alt="{words}" width="{WIDTH}" height="{HEIGHT}" '
        'style="max-width:100%;height:auto"></a>'
    )


def _quotation(dataset: Dataset, resolved: ResolvedView, key: str) -> None:
    """Show a claim's words to be quoted, and its citation and its document's."""
    from loaders.queries.citable import (  # noqa: PLC0415  only an open menu needs it
        claim_item,
        quotations,
    )

    (claim,) = claims_in(resolved.claims)
    address = public_address(resolved.view)
    st.markdown("**Copy quote**")
    texts = quotations(dataset, claim, address)
    for place, text in zip(st.tabs(list(texts)), texts.values(), strict=True):
        place.code(text, language=None, wrap_lines=True)
    cited = claim_item(dataset, claim, address, date.today())
    one_reference(f"{key}_citation", "Copy citation", cited)
    work = dataset.works[claim.document_id]
    one_reference(f"{key}_document", "Copy citation of the document", work)


def _citation(dataset: Dataset, resolved: ResolvedView, key: str) -> None:
    """Show the citation of a chart or list, and the files of the other styles."""
    from loaders.queries.citable import (  # noqa: PLC0415  only an open menu needs it
        chart_item,
        list_item,
    )

    view = resolved.view
    seen = (public_address(view), date.today())
    if has_chart(view):
        documents = notes.documents_of(resolved.claims)
        cited = chart_item(dataset, resolved.heading, documents, *seen)
    else:
        cited = list_item(dataset, resolved.heading, *seen)
    one_reference(f"{key}_citation", "Copy citation", cited)
