"""One watcher for all readers: when the files change, each open page is run again."""

from __future__ import annotations

import asyncio
import logging
import threading

from streamlit import runtime
from streamlit.runtime.app_session import AppSession

from app_pages.server.prepared_views import prepare_views
from app_pages.session.dataset_cache import SHOWN, DatasetFolder, dataset_folder

LOOK_EVERY = 2.0
"""Seconds between two looks at the files."""
BETWEEN = 0.05
"""Seconds between the runs of two pages, so that readers who choose something don't wait long."""
log = logging.getLogger(__name__)


async def watch_dataset() -> None:
    """Look at the files for ever, and prepare what readers will ask of new ones; what goes wrong
    is logged, and looked at again.
    """
    folder, prepared = dataset_folder(), None
    while True:
        try:
            await rerun_outdated(await asyncio.to_thread(folder.refresh))
            if folder.dataset is not prepared:
                prepared = folder.dataset
                threading.Thread(target=_prepare, args=[folder], daemon=True).start()
        except Exception:
            log.exception("the files were not looked at")
        await asyncio.sleep(LOOK_EVERY)


def _prepare(folder: DatasetFolder) -> None:
    """Prepare the figures that the folder has now, of which a failure keeps nobody from reading."""
    dataset = folder.dataset
    if dataset is not None:
        try:
            prepare_views(dataset, lambda: folder.dataset is dataset)
        except Exception:
            log.exception("views were not prepared")


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
