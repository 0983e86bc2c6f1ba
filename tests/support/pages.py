"""The app's pages through Streamlit's own test."""

from __future__ import annotations

import json
import shutil
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from loaders.dataset import DATASETS
from tests.support.paths import ROOT

# Each AppTest that runs looks through all that is installed, which changes in no test.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def opened(page: str, **query: str) -> AppTest:
    """Open the app at an address, as a reader who follows a link."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if page != "overview":
        app.switch_page(f"app_pages/{page}.py")  # which empties the query
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def asked(app: AppTest, name: str) -> str:
    """Return a value of the address; AppTest gives a text or a list of them."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[-1]


def chart(app: AppTest) -> dict[str, Any]:
    return json.loads(app.get("plotly_chart")[0].proto.spec)


def drawn_ids(figure: dict[str, Any]) -> set[str]:
    rows = (row for trace in figure["data"] for row in trace.get("customdata") or ())
    return {name for row in rows for name in row[0].split()}


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def spoken(app: AppTest) -> str:
    """Return what a page says outside its tables and lists of sources, unescaped."""
    lists = (one.proto.body for one in app.get("html") if "cf-sentences" in one.proto.body)
    return unescape("\n".join([*(m.value.replace("\\", "") for m in app.markdown), *lists]))


def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Serve a copy of the project's figures, of a version that nothing was computed for."""
    folder = tmp_path / "datasets"
    shutil.copytree(DATASETS, folder)
    package = folder / "datapackage.json"
    declared = json.loads(package.read_text(encoding="utf-8")) | {"version": tmp_path.name}
    package.write_text(json.dumps(declared), encoding="utf-8")
    monkeypatch.setenv("CITED_FIGURES_DATASETS", str(folder))
    return folder


def order(text: str, *parts: str) -> None:
    """Check that the parts stand in the text, in this order."""
    at = -1
    for part in parts:
        assert text.find(part, at + 1) > at, part
        at = text.find(part, at + 1)
