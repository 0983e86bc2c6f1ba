"""What is served of views beside the pages: made once for all who ask meanwhile, and kept."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable

MOST_KEPT = 64
"""How many pictures or pages are kept, of about 100 kB each."""


class ViewCache:
    """Pictures or pages of views, by the version of the figures, the view and what else is asked:
    each made once for all who ask meanwhile, and kept for a while.

    Used on the server's event loop only, so it needs no lock.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self._asked: dict[Hashable, asyncio.Task[bytes]] = {}

    async def of(self, key: Hashable, make: Callable[[], Coroutine[None, None, bytes]]) -> bytes:
        """Return what has that key, from `make` where it is not at hand; raise what that raises."""
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            asked = asyncio.create_task(make())
            self._asked[key] = asked
            asked.add_done_callback(lambda done: self._keep(key, done))
        return await asyncio.shield(self._asked[key])

    def _keep(self, key: Hashable, done: asyncio.Task[bytes]) -> None:
        del self._asked[key]
        if done.cancelled() or done.exception():
            return
        self._kept[key] = done.result()
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
