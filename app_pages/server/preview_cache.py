"""The pictures of views that are served beside the pages: drawn once, kept for a while."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from charts.export import browser
from charts.views.view import View
from loaders.dataset import Dataset

MOST_KEPT, MOST_WAITING = 64, 8
"""How many pictures are kept (about 100 kB each), and how many may be asked for at once."""
BUSY = "Too many pictures are asked for at once. Try again in a moment."
Key = tuple[str, View]


class Previews:
    """The pictures of views: drawn when asked for, one at a time, and kept for a while.

    Used on the server's event loop only, so it needs no lock.
    """

    def __init__(self, draw: Callable[[Dataset, View], bytes]) -> None:
        self._draw = draw
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._asked: dict[Key, asyncio.Future[bytes]] = {}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="preview")

    async def of(self, dataset: Dataset, view: View) -> bytes:
        """Return a view's picture; raise `PictureError`, also where too many wait."""
        key = (dataset.version, view)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            if len(self._asked) >= MOST_WAITING:
                raise browser.PictureError(BUSY)
            loop = asyncio.get_running_loop()
            asked = loop.run_in_executor(self._worker, self._draw, dataset, view)
            self._asked[key] = asked
            asked.add_done_callback(lambda done: self._keep(key, done))
        try:
            return await asyncio.wait_for(asyncio.shield(self._asked[key]), browser.DEADLINE)
        except TimeoutError:
            raise browser.PictureError(BUSY) from None

    def _keep(self, key: Key, done: asyncio.Future[bytes]) -> None:
        del self._asked[key]
        if done.cancelled() or done.exception():
            return
        self._kept[key] = done.result()
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def close(self) -> None:
        """Draw nothing more that was asked for."""
        self._worker.shutdown(wait=False, cancel_futures=True)
