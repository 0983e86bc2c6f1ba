"""The metrics of the server, for Prometheus; loaded where the setting has them served."""

from __future__ import annotations

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

from app_pages.server.dataset_watch import open_sessions
from app_pages.server.file_making import MAKING
from app_pages.session.dataset_cache import dataset_folder

MEDIA_TYPE = CONTENT_TYPE_LATEST
REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "cited_figures_requests", "Requests answered.", ("kind", "status"), registry=REGISTRY
)
SECONDS = Histogram(
    "cited_figures_request_seconds", "Until the answer was whole.", ("kind",), registry=REGISTRY
)
for _name, _what, _value in (
    ("files_waiting", "Files that wait to be made.", lambda: MAKING.waiting),
    ("files_in_making", "Files that are being made.", lambda: MAKING.running),
    ("problems", "Problems of the dataset's files.", lambda: len(dataset_folder().problems)),
    ("pages_open", "Pages that are open.", lambda: len(open_sessions())),
):
    Gauge(f"cited_figures_{_name}", _what, registry=REGISTRY).set_function(_value)


def count_request(kind: str, status: int, seconds: float) -> None:
    """Count a request."""
    REQUESTS.labels(kind, status).inc()
    SECONDS.labels(kind).observe(seconds)


def text() -> bytes:
    """Return the metrics in Prometheus' text format."""
    return generate_latest(REGISTRY)
