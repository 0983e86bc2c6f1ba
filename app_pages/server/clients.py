"""Who asks, and what each client may use: work is counted in seconds, not in requests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from time import monotonic

import streamlit as st
from starlette.requests import Request

LOOPBACK = "127.0.0.1"
"""What Streamlit leaves unsaid of a client on this machine."""


@dataclass
class Account:
    """The seconds of work that a client has used and not yet earned back."""

    earned: float
    """What it gets back in each second."""
    used: float = 0.0
    seen: float = field(default_factory=lambda: monotonic())  # noqa: PLW0108 - a test sets the clock

    def owed(self) -> float:
        """Return the seconds that were used and not yet earned back."""
        now = monotonic()
        self.used, self.seen = max(0.0, self.used - self.earned * (now - self.seen)), now
        return self.used

    def pay(self, seconds: float) -> None:
        """Add seconds that were used."""
        self.used = self.owed() + seconds


def client_of(request: Request) -> str:
    """Return who makes a request."""
    return _named(request.client.host if request.client else "", request.headers)


def client_of_page() -> str:
    """Return whose page is run."""
    return _named(st.context.ip_address or LOOPBACK, st.context.headers)


def _named(host: str, headers: Mapping[str, str]) -> str:
    """Return the address that connects, or the one that a proxy on this machine, or on its
    network, says that it passes on.
    """
    passed_on = headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return passed_on[:60] if passed_on and _is_near(host) else host


def _is_near(host: str) -> bool:
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False
