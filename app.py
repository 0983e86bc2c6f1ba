"""Cited Figures: page config, navigation, footer; and the server that shows them."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:  # the server imports this file
    from app_pages.server.routes import beside_pages

    app = st.App(__file__, **beside_pages())
else:  # and runs it for each reader
    from app_pages.controls.page_frame import banner, footer, navigation, show_problems
    from app_pages.curation.fields import put_away
    from app_pages.server.clients import client_of_page
    from app_pages.server.page_turns import PAGE_TURNS, show_content
    from app_pages.session.dataset_cache import dataset_folder, refresh_for_page
    from app_pages.session.view_state import view_state
    from charts.views.pages import HOME, PAGES

    state = view_state()
    with PAGE_TURNS.turn(client_of_page()):
        # Said once, as the browser keeps it; each page names its view itself.
        if not state.configured:
            st.set_page_config(page_title=state.title, layout="wide")

        pages = {
            page.path: st.Page(page.file, title=page.title, default=page.path == HOME)
            for page in PAGES.values()
        }
        page = st.navigation(list(pages.values()), position="hidden")
        if page.url_path != "maintain":
            put_away()
        refresh_for_page()
        dataset = dataset_folder().dataset
        if dataset is None:
            show_problems(dataset_folder().problems)
        else:
            navigation(pages, page.url_path, dataset.site)
            banner(dataset_folder().problems)
    if dataset is not None:
        show_content(page)
        footer(dataset, pages)
    state.configured = True
