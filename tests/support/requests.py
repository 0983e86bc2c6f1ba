"""Ask an application, as a browser would, without a server."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

from tests.support.loops import run

OURS = "localhost:8501"
"""A host that is served."""


def asked(app: Any, address: str, host: str = OURS, **changed: Any) -> tuple[dict[str, Any], str]:
    """Return the start of the response to a request, with its headers, and its body."""
    path, _, query = address.partition("?")
    headers = {"host": host, "accept-encoding": "gzip", "if-none-match": '"1"'}
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        **changed,
    }
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(60)  # the reader stays
        return {"type": "http.disconnect"}

    run(app(scope, receive, send))
    start = sent[0]
    found = {name.decode(): value.decode() for name, value in start["headers"]}
    body = b"".join(message.get("body", b"") for message in sent[1:])
    if "content-encoding" in found:
        assert found["content-length"] == str(len(body))
        body = gzip.decompress(body)
    return {**start, "headers": found}, body.decode("utf-8", "replace")
