"""Who asks, as seen through proxies and by a page."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from app_pages.server import clients
from app_pages.server.clients import LOOPBACK, client_of, client_of_page


@pytest.mark.parametrize(
    ("connects", "passed_on", "client"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        ("8.8.8.8", "198.51.100.7", "8.8.8.8"),
        ("testclient", "198.51.100.7", "testclient"),
    ],
)
def test_a_client_is_who_connects_unless_a_near_proxy_says_for_whom(
    connects: str, passed_on: str, client: str
) -> None:
    headers = [(b"x-forwarded-for", passed_on.encode())] if passed_on else []
    assert client_of(Request({"type": "http", "headers": headers, "client": (connects, 1)})) == (
        client
    )


class Context:
    """What Streamlit knows of whose page it runs; of this machine it says no address."""

    def __init__(self, address: str | None, passed_on: str) -> None:
        self.ip_address = address
        self.headers = {"x-forwarded-for": passed_on} if passed_on else {}


@pytest.mark.parametrize(
    ("connects", "passed_on", "client"),
    [
        (None, "", LOOPBACK),
        (None, "198.51.100.7", "198.51.100.7"),
        ("8.8.8.8", "198.51.100.7", "8.8.8.8"),
    ],
)
def test_a_page_is_of_the_same_client_as_its_files(
    connects: str | None, passed_on: str, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clients.st, "context", Context(connects, passed_on))
    assert client_of_page() == client
