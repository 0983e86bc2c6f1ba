"""How the server is doing, as seen from outside: a health address, metrics, a log of requests.

None of them says who reads, or what: no address of a reader, no query, no page's path.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app_pages.server.dataset_watch import open_sessions
from app_pages.server.file_making import MAKING
from app_pages.session.addresses import FILE, PICTURE, base_path
from app_pages.session.dataset_cache import dataset_folder
from charts.views.pages import HOME, PAGES

HEALTH, METRICS = "healthz", "metrics"
SHOWS_METRICS = "CITED_FIGURES_METRICS"
"""With the value 1, /metrics is served, for Prometheus; keep it from readers in the proxy."""
LOG_FORM = "CITED_FIGURES_LOG"
"""With the value json, what happens is logged as JSON, a line each, and so is each request."""
NO_STORE = {"Cache-Control": "no-store"}
Observer = Callable[[str, int, float], None]
"""What is told of a request: its kind, the status of the answer, the seconds until it was whole."""
log = logging.getLogger("cited_figures.requests")


def health_response(request: Request) -> Response:
    """Say how the server is doing: 200 where it shows figures, else 503.

    `status` is `ok`; `problems` where the files have some and the last good figures are shown;
    `down` where there are none to show.
    """
    del request
    folder = dataset_folder()
    dataset = folder.dataset
    status = "down" if dataset is None else "problems" if folder.problems else "ok"
    told = {
        "status": status,
        "data": dataset.version if dataset else None,
        "problems": len(folder.problems),
        "files": {"waiting": MAKING.waiting, "in_making": MAKING.running},
        "pages_open": len(open_sessions()),
    }
    return JSONResponse(told, 503 if dataset is None else 200, NO_STORE)


def shows_metrics() -> bool:
    """Tell whether the setting has metrics served."""
    return os.environ.get(SHOWS_METRICS) == "1"


def metrics_response(request: Request) -> Response:
    """Return the metrics in Prometheus' text format, where the setting has them served."""
    del request
    if not shows_metrics():
        return Response("There are no metrics here.", 404, NO_STORE)
    from app_pages.server import metrics  # noqa: PLC0415  only the setting needs it

    return Response(metrics.text(), 200, NO_STORE, metrics.MEDIA_TYPE)


def kind_of(path: str) -> str:
    """Return what kind of thing is asked for."""
    name = path.removeprefix(base_path()).strip("/")
    if name in PAGES or name in ("", HOME):
        return "page"
    return {FILE: "file", PICTURE: "picture", HEALTH: "health", METRICS: "metrics"}.get(
        name, "stream" if name.endswith("_stcore/stream") else "other"
    )


def log_request(kind: str, status: int, seconds: float) -> None:
    """Log a request."""
    told = {"kind": kind, "status": status, "milliseconds": round(seconds * 1000)}
    log.info("request", extra=told)


def observers() -> list[Observer]:
    """Return who is told of each request, as the settings say."""
    found: list[Observer] = [log_request] if os.environ.get(LOG_FORM) == "json" else []
    if shows_metrics():
        from app_pages.server.metrics import count_request  # noqa: PLC0415  as above

        found.append(count_request)
    return found


class Observed:
    """Middleware that tells observers of each request."""

    def __init__(self, app: ASGIApp, observers: Sequence[Observer]) -> None:
        self.app = app
        self.observers = observers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http" or not self.observers:
            await self.app(scope, receive, send)
            return
        began, status = time.monotonic(), 500

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, observed)
        finally:
            kind, took = kind_of(scope["path"]), time.monotonic() - began
            for observe in self.observers:
                observe(kind, status, took)


def set_up_log() -> None:
    """Log as JSON where the setting says so; else only warnings, as Python does by itself."""
    if os.environ.get(LOG_FORM) != "json":
        return
    from pythonjsonlogger.json import JsonFormatter  # noqa: PLC0415  only the setting needs it

    handler = logging.StreamHandler()
    handler.setFormatter(
        JsonFormatter(
            "%(asctime)s %(levelname)s %(name)s %(message)s",
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
        )
    )
    for name in ("app_pages", "charts", "cited_figures"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.handlers = [handler]
        logger.propagate = False
