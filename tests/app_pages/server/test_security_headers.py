"""What a browser is told about a page: where it may load from, and who may hold it in a frame."""

from __future__ import annotations

import hashlib
from base64 import b64encode

import pytest

from app_pages.server.security_headers import (
    ALWAYS,
    EMBEDDED_IN,
    Secured,
    frame_ancestors,
    page_policy,
)
from tests.support.loops import run


@pytest.mark.parametrize(
    ("query", "setting", "ancestors"),
    [
        (b"", None, "'none'"),
        (b"embed=true", None, "*"),
        (b"indicator=homicides&embed=true", "https://a.example", "https://a.example"),
        (b"embed=true", "none", "'none'"),
        (b"embed=true", "", "'none'"),
        (b"embed=false", None, "'none'"),
        (b"embed=false&embed=true", None, "'none'"),
        (b"\xff\xfeembed=true", None, "'none'"),
    ],
)
def test_only_an_embedded_chart_stands_in_a_frame_and_where_the_setting_allows(
    query: bytes, setting: str | None, ancestors: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(EMBEDDED_IN, raising=False)
    if setting is not None:
        monkeypatch.setenv(EMBEDDED_IN, setting)
    assert frame_ancestors(query) == ancestors


@pytest.mark.parametrize("setting", ["https://a.example; script-src *", "a\r\nSet-Cookie: x=1"])
def test_a_setting_cannot_write_another_rule(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(EMBEDDED_IN, setting)
    assert frame_ancestors(b"embed=true") == "'none'"


def test_a_page_runs_only_the_scripts_that_it_was_sent_with() -> None:
    html = b'<script>one()</script><script src="./x.js"></script><script type="module">2</script>'
    rules = dict(rule.split(" ", 1) for rule in page_policy(html, b"").decode().split("; "))
    hashes = [
        f"'sha256-{b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in (b"one()", b"2")
    ]
    assert rules["script-src"].split() == ["'self'", "blob:", *hashes]
    assert rules["object-src"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert "unsafe-eval" not in page_policy(html, b"").decode()


def test_each_response_has_the_headers_and_keeps_its_own() -> None:
    sent: list[dict[str, object]] = []

    async def app(scope: object, receive: object, send: object) -> None:
        own = [(b"content-security-policy", b"sandbox")]
        await send({"type": "http.response.start", "status": 200, "headers": own})  # type: ignore[operator]

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "query_string": b""}
    run(Secured(app)(scope, None, send))  # type: ignore[arg-type]
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}  # type: ignore[attr-defined]
    assert headers.pop("content-security-policy") == "sandbox"
    assert headers == {name.lower(): value for name, value in ALWAYS.items()}
