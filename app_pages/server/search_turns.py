"""Searches take turns, and a client pays for the seconds that its searches take.

Python runs one thread at a time: of many searches at once none would be done sooner, and every
other reader would wait for all of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import thread_time

from app_pages.server.clients import Account

MOST_WAITING = 40
"""How many searches may wait; of one client it is one, as its pages take turns."""
DEADLINE = 5.0
"""Seconds after which a search that waits for its turn is given up."""
CREDIT, EARNED = 5.0, 0.1
"""Seconds of searching that a client may use at once, and what it gets back in each second."""
PAUSE = 1.0
"""Seconds before who asks for too much is told so, as asking again at once costs a page's run."""
BUSY = "Too many searches at once. Try again in a moment."
TOO_MUCH = "You made too many searches in a short time. Try again in a minute."


class NoTurnError(Exception):
    """Say in a sentence why nothing was searched."""


@dataclass
class Client(Account):
    """Who asks: the seconds that its searches took, and how many of them wait or run."""

    here: int = 0


class SearchTurns:
    """The turns of all readers, whose pages run in threads of their own."""

    def __init__(self, deadline: float = DEADLINE, pause: float = PAUSE) -> None:
        self.deadline = deadline
        self.pause = pause
        self._turn = threading.Lock()
        self._clients: dict[str, Client] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, name: str) -> Iterator[None]:
        """Wait until a client may search; raise `NoTurnError` where it asks for too much."""
        client = self._come(name)
        used = 0.0
        try:
            if not self._turn.acquire(timeout=self.deadline):
                raise NoTurnError(BUSY)
            began = thread_time()
            try:
                yield
            finally:
                used = thread_time() - began
                self._turn.release()
        finally:
            self._leave(client, used)

    def _come(self, name: str) -> Client:
        with self._lock:
            client = self._clients.setdefault(name, Client(EARNED))
            why = self._refusal(client)
            if not why:
                client.here += 1
        if why:
            time.sleep(self.pause)
            raise NoTurnError(why)
        return client

    def _refusal(self, client: Client) -> str:
        if client.owed() > CREDIT:
            return TOO_MUCH
        # One of those that are here has the turn.
        here = sum(each.here for each in self._clients.values())
        return BUSY if here > MOST_WAITING else ""

    def _leave(self, client: Client, used: float) -> None:
        """Let a client pay; keep nothing of those that are not here and owe nothing."""
        with self._lock:
            client.pay(used)
            client.here -= 1
            self._clients = {
                name: each for name, each in self._clients.items() if each.here or each.owed()
            }


SEARCHES = SearchTurns()
