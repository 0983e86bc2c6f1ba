"""Cited Figures: page config, navigation, footer; and the server that shows them."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:  # the server imports this file
    from app_pages.server.routes import beside_pages

    app = st.App(__file__, **beside_pages())
else:  # and runs it for each reader
    from app_pages.controls.page_frame import banner, footer, navigation, show_problems
    from app_pages.curation.drafts import put_away
    from app_pages.session.dataset_cache import held, watch
    from app_pages.session.deck_store import keep_deck

    st.session_state["day"] = None  # a page that shows the figures of a day says so
    # Said once, as the browser keeps it; each page names its view itself.
    if not st.session_state.get("configured"):
        title = st.session_state.get("title", "Cited Figures")
        st.set_page_config(page_title=title, layout="wide")

    pages = {
        "overview": st.Page("app_pages/overview.py", title="Overview", default=True),
        "trends": st.Page("app_pages/trends.py", title="Trends"),
        "compare": st.Page("app_pages/compare.py", title="Compare"),
        "recorded": st.Page("app_pages/recorded.py", title="Cited and recorded"),
        "disagreements": st.Page("app_pages/disagreements.py", title="Disagreements"),
        "deck": st.Page("app_pages/deck.py", title="Deck"),
        "claims": st.Page("app_pages/claims.py", title="Claims"),
        "sources": st.Page("app_pages/sources.py", title="Sources"),
        "method": st.Page("app_pages/method.py", title="Method"),
        "maintain": st.Page("app_pages/maintain.py", title="Maintain"),
    }
    search = st.Page("app_pages/search.py", title="Search")  # the box beside the links leads there
    verify = st.Page("app_pages/verify.py", title="Verify a file")  # the footer leads there
    page = st.navigation([*pages.values(), search, verify], position="hidden")
    if page.url_path != "maintain":
        put_away()
    seen = held().look()
    dataset = held().dataset
    if dataset is None:
        show_problems(held().problems)
    else:
        with navigation(pages, page.url_path):
            banner(held().problems)
            keep_deck(dataset, page.url_path)
            page.run()
            footer(dataset, verify)
    watch(seen)
    st.session_state["configured"] = True
