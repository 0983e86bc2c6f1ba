"""Streamlit's scripts, compressed from the second time on; everything else as it was."""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from app_pages.server.middleware import Packed
from tests.support.loops import run

SCRIPT = b"export const poppy = 1;\n" * 200
Answer = tuple[int, dict[str, str], bytes]


async def broken_off(scope: Any, receive: Any, send: Any) -> None:
    """Send the first half of a script, as a server does whose reader has gone."""
    del scope, receive
    headers = [(b"content-length", b"%d" % len(SCRIPT))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    half = SCRIPT[: len(SCRIPT) // 2]
    await send({"type": "http.response.body", "body": half, "more_body": True})


async def zipped(_: Request) -> Response:
    return Response(gzip.compress(SCRIPT), headers={"content-encoding": "gzip"})


@pytest.fixture
def packed(tmp_path: Path) -> Packed:
    (tmp_path / "chart.js").write_bytes(SCRIPT)
    (tmp_path / "font.woff2").write_bytes(SCRIPT)
    routes = [
        Route("/static/zipped.js", zipped),
        Mount("/static", StaticFiles(directory=tmp_path)),
        Route("/page.js", lambda _: PlainTextResponse(SCRIPT)),
    ]
    return Packed(Starlette(routes=routes), folder="/static/")


async def get(app: Packed, path: str, method: str = "GET", **headers: str) -> Answer:
    """Ask, and wait until what is to be kept is kept."""
    named = {"host": "localhost", **{n.replace("_", "-"): text for n, text in headers.items()}}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), text.encode()) for name, text in named.items()],
        "extensions": {"http.response.pathsend": {}},
    }
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        await asyncio.sleep(60)

    await app(scope, receive, send)
    await asyncio.get_running_loop().run_in_executor(None, int)  # after it, by the one worker
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(message.get("body", b"") for message in sent[1:])


def twice(app: Packed, path: str, **asked: str) -> tuple[Answer, Answer]:
    async def both() -> tuple[Answer, Answer]:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
        return await get(app, path, **asked), await get(app, path, **asked)

    return run(both())


def test_a_script_is_sent_as_it_is_and_then_compressed(packed: Packed) -> None:
    (_, plain, first), (status, headers, second) = twice(
        packed, "/static/chart.js", accept_encoding="gzip, br"
    )
    assert first == SCRIPT
    assert "content-encoding" not in plain
    assert status == 200
    assert gzip.decompress(second) == SCRIPT
    assert len(second) < len(SCRIPT) / 5
    assert headers["content-length"] == str(len(second))
    assert headers["content-encoding"] == "gzip"
    assert headers["content-type"] == plain["content-type"]
    assert headers["last-modified"] == plain["last-modified"]
    assert headers["etag"] == f"W/{plain['etag']}", "not the same bytes, but the same file"
    assert "accept-encoding" in headers["vary"].lower()


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/static/chart.js", {}),
        ("/static/chart.js", {"accept_encoding": "gzip;q=0"}),
        ("/static/chart.js", {"accept_encoding": "gzip", "range": "bytes=0-9"}),
        ("/static/chart.js", {"accept_encoding": "gzip", "method": "HEAD"}),
        ("/static/font.woff2", {"accept_encoding": "gzip"}),
        ("/static/none.js", {"accept_encoding": "gzip"}),
        ("/page.js", {"accept_encoding": "gzip"}),
    ],
)
def test_what_is_not_asked_for_compressed_or_no_script_stays(
    packed: Packed, path: str, asked: dict[str, str]
) -> None:
    if path == "/static/chart.js":
        twice(packed, path, accept_encoding="gzip")  # it is there, compressed
    one, other = twice(packed, path, **asked)
    assert one == other
    assert "content-encoding" not in other[1]


def test_a_reader_who_has_it_is_told_that_nothing_changed(packed: Packed) -> None:
    _, (_, headers, _) = twice(packed, "/static/chart.js", accept_encoding="gzip")
    asked = {"accept_encoding": "gzip", "if_none_match": headers["etag"]}
    assert twice(packed, "/static/chart.js", **asked)[1][0] == 304


def test_what_comes_compressed_is_not_compressed_again(packed: Packed) -> None:
    for _, _, body in twice(packed, "/static/zipped.js", accept_encoding="gzip"):
        assert gzip.decompress(body) == SCRIPT


def test_a_file_is_kept_under_one_path(packed: Packed) -> None:
    for path in ("/static/./chart.js", "/static//chart.js"):
        twice(packed, path, accept_encoding="gzip")
    assert packed.kept == {}


def test_half_a_script_is_never_kept() -> None:
    app = Packed(broken_off, folder="/static/")
    twice(app, "/static/chart.js", accept_encoding="gzip")
    assert app.kept == {}


def test_a_reader_who_leaves_in_the_middle_spoils_nothing(packed: Packed) -> None:
    async def broken(message: Any) -> None:
        if message["type"] == "http.response.body":
            raise ConnectionResetError

    async def leaves() -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/static/chart.js",
            "root_path": "",
            "query_string": b"",
            "headers": [(b"accept-encoding", b"gzip")],
        }
        with pytest.raises(ConnectionResetError):
            await packed(scope, asyncio.Event().wait, broken)

    run(leaves())
    assert packed.kept == {}
    (_, _, first), (_, _, second) = twice(packed, "/static/chart.js", accept_encoding="gzip")
    assert first == gzip.decompress(second) == SCRIPT
