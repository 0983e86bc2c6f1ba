"""The curator's machine: no other page that is open in the same browser makes the app write."""

from __future__ import annotations

import http.client
import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus

from app_pages.curation.write_access import REFUSES, WRITES
from loaders.validation.check import check
from tests.support.adding import picture
from tests.support.browser import App
from tests.support.socket_client import Session, session

pytestmark = pytest.mark.browser
FILE = "claims/overdose_deaths.csv"
QUERY = "task=rows&topic=overdose_deaths"
ROWS = (
    "claim_id,series_id,period,low,high,unit,hedge,as_printed,document_id,locator,status\n"
    "w-attack,overdose-deaths-us-cdc,2023,90,90,deaths,exact,90,washington2024,para 9,observation\n"
)
BUTTON = "Write to the files"
EVIL = "evil.example"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UPLOAD = {"Content-Type": "multipart/form-data; boundary=b", "X-Xsrftoken": "x"}
UPLOADED = (
    f'--b\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\n{ROWS}\r\n--b--'
)


@contextmanager
def untouched(app: App) -> Iterator[None]:
    """Expect that no file of the figures is written."""
    before = picture(app.datasets)
    yield
    assert picture(app.datasets) == before


def pasted(opened: Session) -> None:
    """Put the rows into the page's box, as a reader who pastes them does."""
    opened.run()
    opened.typed[opened.widgets["text_area", "Rows"]] = ROWS
    opened.run()


@pytest.fixture(scope="module")
def button(curated: App) -> str:
    """What the page calls its button that writes, which is the same for each reader."""
    with (
        untouched(curated),
        session(curated.address, "maintain", QUERY, headers={"Origin": curated.address}) as opened,
    ):
        pasted(opened)
        assert WRITES in opened.said
        return opened.widgets["button", BUTTON]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://127.0.0.1:{port}", "X-Forwarded-For": "10.0.0.7"},
    ],
)
def test_a_page_of_another_port_a_program_and_a_proxy_write_nothing(
    curated: App, button: str, headers: dict[str, str]
) -> None:
    """Streamlit lets them connect, so the page itself refuses, whatever button they press.

    Other headers are tried in tests/app_pages/test_maintain.py.
    """
    port = urlsplit(curated.address).port
    said = {name: text.format(port=port) for name, text in headers.items()}
    with untouched(curated), session(curated.address, "maintain", QUERY, headers=said) as opened:
        pasted(opened)
        assert REFUSES in opened.said
        assert ("button", BUTTON) not in opened.widgets
        opened.run(pressed=button)
        assert "Added" not in opened.said


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        (f"{EVIL}:{{port}}", f"http://{EVIL}:{{port}}"),
        (f"127.0.0.1.{EVIL}:{{port}}", f"http://127.0.0.1.{EVIL}:{{port}}"),
        (f"{EVIL}:{{port}}", "http://127.0.0.1:{port}"),
        (f"{EVIL}:{{port}}", ""),
        ("127.0.0.1:{port}", f"http://{EVIL}"),
        ("127.0.0.1:{port}", f"https://127.0.0.1.{EVIL}"),
        ("127.0.0.1:{port}", f"https://localhost@{EVIL}"),
        ("127.0.0.1:{port}", "null"),
        ("127.0.0.1:{port}", "file://"),
    ],
)
def test_a_page_of_another_host_does_not_even_connect(curated: App, host: str, origin: str) -> None:
    """The first are of a name that was made to lead to this machine (DNS rebinding)."""
    port = urlsplit(curated.address).port
    headers = {"Origin": origin.format(port=port)} if origin else {}
    with (
        untouched(curated),
        pytest.raises(InvalidStatus, match="HTTP 403"),
        session(curated.address, "maintain", QUERY, host=host.format(port=port), headers=headers),
    ):
        pass


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("origin", [f"http://{EVIL}", "http://127.0.0.1:9999", "null"])
def test_no_form_or_script_of_another_page_writes_or_reads_an_answer(
    curated: App, method: str, origin: str
) -> None:
    paths = (
        f"/maintain?{QUERY}&write=yes",
        "/_stcore/upload_file/any/any",
        "/_stcore/agent/interact",
        "/_stcore/agent/mcp",
        "/_stcore/stream",
        "/_stcore/health",
        "/_stcore/host-config",
        "/export?form=zip",
    )
    where = urlsplit(curated.address)
    with untouched(curated):
        for path in paths:
            body, headers = (UPLOADED, UPLOAD) if "upload" in path else (ROWS, FORM)
            connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=30)
            connection.request(method, path, body, {**headers, "Origin": origin})
            answer = connection.getresponse()
            answer.read()
            connection.close()
            assert answer.headers.get("Access-Control-Allow-Origin") not in (origin, "*")
            if method not in ("GET", "OPTIONS"):
                assert answer.status in (400, 403, 404, 405), f"{method} {path}"


def test_no_page_that_frames_the_app_may_steer_it(curated: App) -> None:
    """Streamlit's default lets those of its own cloud, where anybody can have one."""
    where = f"{curated.address}/_stcore/host-config"
    with urllib.request.urlopen(where, timeout=30) as answer:  # noqa: S310  our own http address
        assert json.load(answer)["allowedOrigins"] == []


def test_the_page_itself_writes(curated: App, button: str) -> None:
    """So that the tests above fail where a write is let through."""
    headers = {"Origin": curated.address}
    with session(curated.address, "maintain", QUERY, headers=headers) as opened:
        pasted(opened)
        opened.run(pressed=button)
        assert f"Added 1 to {FILE}." in opened.said
    assert "\nw-attack," in (curated.datasets / FILE).read_text()
    check(curated.datasets)
