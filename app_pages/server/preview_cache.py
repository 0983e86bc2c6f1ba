"""The pictures of views that are served beside the pages: drawn once, kept for a while."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine

from app_pages.session.dataset_cache import dated
from charts.export import browser
from charts.style.theme import LIGHT
from charts.views.link_preview import HEIGHT, WIDTH, preview
from charts.views.view import View
from loaders.dataset import Dataset

MOST_KEPT = 64
"""How many pictures are kept, of about 100 kB each."""
Key = tuple[str, View]


def drawn_preview(dataset: Dataset, view: View) -> bytes:
    """Return the picture of a view as PNG; raise `PictureError`."""
    return browser.picture(preview(dated(dataset, view), view, LIGHT), "png", WIDTH, HEIGHT)


class Previews:
    """The pictures of views: each drawn once for all who ask meanwhile, and kept for a while.

    Used on the server's event loop only, so it needs no lock.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._asked: dict[Key, asyncio.Task[bytes]] = {}

    async def of(
        self, dataset: Dataset, view: View, draw: Callable[[], Coroutine[None, None, bytes]]
    ) -> bytes:
        """Return a view's picture, from `draw` where it is not at hand; raise what that raises."""
        key = (dataset.version, view)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            asked = asyncio.create_task(draw())
            self._asked[key] = asked
            asked.add_done_callback(lambda done: self._keep(key, done))
        return await asyncio.shield(self._asked[key])

    def _keep(self, key: Key, done: asyncio.Task[bytes]) -> None:
        del self._asked[key]
        if done.cancelled() or done.exception():
            return
        self._kept[key] = done.result()
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
