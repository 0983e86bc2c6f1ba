"""One watcher for all readers: when the files change, each open page is run again."""

from __future__ import annotations

import asyncio
import logging

from streamlit import runtime
from streamlit.runtime.app_session import AppSession

from app_pages.session.dataset_cache import SHOWN, dataset_folder

LOOK_EVERY = 2.0
"""Seconds between two looks at the files."""
BETWEEN = 0.05
"""Seconds between the runs of two pages, so that readers who choose something don't wait long."""
log = logging.getLogger(__name__)


async def watch_dataset() -> None:
    """Look at the files for ever; what goes wrong is logged, and looked at again."""
    while True:
        try:
            await rerun_outdated(await asyncio.to_thread(dataset_folder().refresh))
        except Exception:
            log.exception("the files were not looked at")
        await asyncio.sleep(LOOK_EVERY)


async def rerun_outdated(state: object) -> None:
    """Run each open page again that shows another state of the files, as its reader has it.

    A page that runs just now is left for the next time. Streamlit has no public name for this: it
    is what its own watcher of source files does.
    """
    sessions = open_sessions()
    for gone in set(SHOWN) - set(sessions):
        SHOWN.pop(gone, None)
    for name, session in sessions.items():
        if SHOWN.get(name, state) != state and session._scriptrunner is None:
            session.request_rerun(session._client_state)
            await asyncio.sleep(BETWEEN)


def open_sessions() -> dict[str, AppSession]:
    """Return the sessions of the pages that are open now, by their names."""
    if not runtime.exists():
        return {}
    sessions = runtime.get_instance()._session_mgr.list_active_sessions()
    return {one.session.id: one.session for one in sessions}
