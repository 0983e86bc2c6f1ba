"""The view of each page in a reader's session, and its address.

The session's view is the truth; controls change it before the page runs. An address that this
session did not write (pasted, Back, Forward) is adopted; the address is written only when the
reader changed something, as writing it on each rerun would trap the Back button.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from app_pages.session.dataset_cache import known_of, title_of
from charts.views.view import NAMES, View, address, parse
from loaders.dataset import Dataset

Query = dict[str, list[str]]
DAY = "asof"
DATED = next(name.pages for name in NAMES if name.name == DAY)
"""The pages that can show the figures of a day."""


def current_view(page: str, dataset: Dataset, complete: Callable[[View], View]) -> View:
    """Return what the page shows now, name it in the tab, and say what its address could not mean.

    `complete` fills in what a page needs and an address may leave out.
    """
    views: dict[str, View] = st.session_state.setdefault("views", {})
    adopted: dict[str, tuple[Query, View]] = st.session_state.setdefault("adopted", {})
    said: dict[str, list[str]] = st.session_state.setdefault("said", {})
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    if page not in views or query != adopted[page][0]:
        view, said[page] = parse(page, query, known_of(dataset))
        views[page] = complete(view)
        adopted[page] = (query, views[page])
    elif views[page] != adopted[page][1]:
        views[page] = complete(views[page])
        said[page] = []
        st.query_params.from_dict(address(views[page]))
        adopted[page] = (address(views[page]), views[page])
    st.session_state["day"] = views[page].as_of
    title = title_of(dataset, views[page])
    if title != st.session_state.get("title"):
        st.set_page_config(page_title=title)
        st.session_state["title"] = title
    return views[page]


def what_was_unclear(page: str) -> list[str]:
    """Return the sentences about the address that is shown."""
    return list(st.session_state["said"][page])


def path_to(page: str, **query: str | Sequence[str]) -> str:
    """Return the path and query of a page of this app; from a page that shows the figures of a
    day, other pages show them too, unless the query names a day or, with "", none.
    """
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    day = st.session_state.get("day")
    if day and page in DATED:
        query.setdefault(DAY, day.isoformat())
    found = "/" + "/".join(part for part in (base, page) if part)
    asked = urlencode({name: value for name, value in query.items() if value != ""}, doseq=True)
    return f"{found}?{asked}" if asked else found


def last_address(page: str) -> Query:
    """Return the query with which a link leads back to what a page showed last."""
    views: dict[str, View] = st.session_state.get("views", {})
    return address(views[page]) if page in views else {}


def change(page: str, **values: Any) -> None:
    """Change the page's view; the address follows when the page runs."""
    views: dict[str, View] = st.session_state["views"]
    views[page] = replace(views[page], **values)


def control(
    view: View, attribute: str, *, none: Any = "", resets: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Return key and callback for a Streamlit control of one attribute of the view.

    `none` is what the control has where nothing is chosen; `resets` are attributes that a new
    choice sets back.
    """
    key = f"{view.page}_{attribute}"
    value = getattr(view, attribute)
    empty = getattr(View(), attribute)
    st.session_state[key] = none if value == empty else _for_control(value)

    def changed() -> None:
        new = st.session_state[key]
        chosen = empty if new == none or new is None else new
        chosen = tuple(chosen) if isinstance(empty, tuple) else chosen
        change(view.page, **{**(resets or {}), attribute: chosen})

    return {"key": key, "on_change": changed}


def _for_control(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
