"""The view of each page in a reader's session, and its address.

The session's view is the truth; controls change it before the page runs. An address that this
session did not write (pasted, Back, Forward) is adopted; the address is written only when the
reader changed something, as writing it on each rerun would trap the Back button.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import streamlit as st

from app_pages.session.dataset_cache import known_of, title_of
from charts.views.pages import SITE
from charts.views.resolve import complete
from charts.views.view import View, address, parse
from loaders.dataset import Dataset

Query = dict[str, list[str]]


@dataclass
class PageView:
    """What a page shows; the address that was read or written last, and the view that it stands
    for; sentences on what that address could not mean.
    """

    view: View
    query: Query
    addressed: View
    unclear: list[str] = field(default_factory=list)


@dataclass
class ViewState:
    """What one reader's session shows: each page's view, and the day and title of the last run."""

    pages: dict[str, PageView] = field(default_factory=dict)
    day: date | None = None
    title: str = SITE
    configured: bool = False


def view_state() -> ViewState:
    """Return the state of this session."""
    state: ViewState = st.session_state.setdefault("view_state", ViewState())
    return state


def current_view(page: str, dataset: Dataset) -> View:
    """Return what the page shows now, complete, and name it in the tab."""
    state = view_state()
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    last = state.pages.get(page)
    if last is None or query != last.query:
        view, unclear = parse(page, query, known_of(dataset))
        view = complete(dataset, view)
        state.pages[page] = PageView(view, query, view, unclear)
    elif last.view != last.addressed:
        view = complete(dataset, last.view)
        state.pages[page] = PageView(view, address(view), view)
        st.query_params.from_dict(address(view))
    view = state.pages[page].view
    state.day = view.as_of
    title = title_of(dataset, view)
    if title != state.title:
        st.set_page_config(page_title=title)
        state.title = title
    return view


def last_address(page: str) -> Query:
    """Return the query with which a link leads back to what a page showed last."""
    last = view_state().pages.get(page)
    return address(last.view) if last else {}


def change(page: str, **values: Any) -> None:
    """Change the page's view; the address follows when the page runs."""
    last = view_state().pages[page]
    last.view = replace(last.view, **values)


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
