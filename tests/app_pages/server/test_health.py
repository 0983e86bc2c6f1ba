"""What the server says of itself, and what it does not say of its readers."""

from __future__ import annotations

import json
import logging
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app_pages.server import health
from app_pages.server.health import (
    LOG_FORM,
    SHOWS_METRICS,
    Observed,
    health_response,
    kind_of,
    log_request,
    metrics_response,
    observers,
    set_up_log,
)
from app_pages.server.metrics import count_request
from loaders.dataset import Dataset
from tests.support.requests import asked

PROBLEM = "claims/prices.csv:3: unit"
APP = Starlette(
    routes=[
        Route("/healthz", health_response),
        Route("/metrics", metrics_response),
        Route("/export", lambda _: PlainTextResponse("a file")),
    ],
    middleware=[Middleware(Observed, [count_request, log_request])],
)


@pytest.mark.parametrize(
    ("has_figures", "problems", "answer"),
    [(True, 0, (200, "ok")), (True, 2, (200, "problems")), (False, 1, (503, "down"))],
)
def test_the_health_address_says_what_is_shown(
    has_figures: bool,
    problems: int,
    answer: tuple[int, str],
    real: Dataset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = SimpleNamespace(dataset=real if has_figures else None, problems=[PROBLEM] * problems)
    monkeypatch.setattr(health, "dataset_folder", lambda: folder)
    start, body = asked(APP, "/healthz")
    assert (start["status"], start["headers"]["cache-control"]) == (answer[0], "no-store")
    assert json.loads(body) == {
        "status": answer[1],
        "data": real.version if has_figures else None,
        "problems": problems,
        "files": {"waiting": 0, "in_making": 0},
        "pages_open": 0,
    }


def test_metrics_are_served_only_where_the_setting_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(SHOWS_METRICS, raising=False)
    assert asked(APP, "/metrics")[0]["status"] == 404
    monkeypatch.setenv(SHOWS_METRICS, "1")
    asked(APP, "/export?page=trends")
    text = asked(APP, "/metrics")[1]
    assert 'cited_figures_requests_total{kind="file",status="200"}' in text
    assert "cited_figures_files_waiting 0.0" in text
    assert "trends" not in text


def test_a_request_is_logged_as_json_without_who_asks_and_for_what(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger("cited_figures")
    kept = {
        name: (own.level, own.handlers, own.propagate)
        for name in ("app_pages", "charts", "cited_figures")
        for own in [logging.getLogger(name)]
    }
    monkeypatch.setenv(LOG_FORM, "json")
    try:
        set_up_log()
        asked(APP, "/export?page=trends&q=private", client=("203.0.113.9", 1))
        lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    finally:
        for name, (level, handlers, propagate) in kept.items():
            logger = logging.getLogger(name)
            logger.setLevel(level)
            logger.handlers, logger.propagate = handlers, propagate
    (line,) = lines
    assert set(line) == {"time", "level", "logger", "message", "kind", "status", "milliseconds"}
    assert (line["kind"], line["status"]) == ("file", 200)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "page"),
        ("/trends", "page"),
        ("/export", "file"),
        ("/preview.png", "picture"),
        ("/healthz", "health"),
        ("/nothing", "other"),
        ("/static/js/x.js", "other"),
    ],
)
def test_a_path_is_of_a_kind(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_only_what_the_settings_ask_for_is_told_of_requests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in (LOG_FORM, SHOWS_METRICS):
        monkeypatch.delenv(name, raising=False)
    assert observers() == []
    monkeypatch.setenv(LOG_FORM, "json")
    assert observers() == [log_request]
    monkeypatch.setenv(SHOWS_METRICS, "1")
    assert observers() == [log_request, count_request]
