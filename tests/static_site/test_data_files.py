"""The files beside pages: which there are, and that they are as their schema says."""

from __future__ import annotations

import io
import json
from pathlib import Path

import plotly.graph_objects as go
import pytest
from jsonschema import Draft202012Validator, ValidationError
from PIL import Image

from charts.export.formats import read_provenance
from loaders.dataset import Dataset
from static_site.data_files import (
    CITATIONS,
    TABLES,
    data_files,
    picture_files,
    public_version,
    rows_schema,
    shown_on,
)
from static_site.drawings import Drawings
from static_site.inventory import page_at, pages
from tests.support.ferries import ferries

SITE = "https://figures.example.org"
ANEW = {"claim_id": "again", "supersedes": "said", "correction_reason": "Misread.", "low": "510"}
LIKE = b'<svg width="9" height="9"></svg>'


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    claims = ({"claim_id": "said"}, ANEW, {"claim_id": "other", "low": "700", "series_id": "port"})
    return ferries(tmp_path_factory.mktemp("ferries"), *claims)


def _png() -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (9, 9)).save(into, "PNG")
    return into.getvalue()


def files(dataset: Dataset, path: str) -> dict[str, bytes]:
    page = page_at(dataset)[path]
    resolved = shown_on(dataset, page)
    assert resolved is not None
    return dict(data_files(dataset, page, resolved, SITE))


@pytest.mark.parametrize(
    "path",
    ["indicators/ferry_passengers/", "disagreements/again/", "claims/said/", "documents/berg2020/"],
)
def test_each_thing_has_its_rows_and_its_citation_beside_its_page(
    dataset: Dataset, path: str
) -> None:
    ends = {f".{form}" for form in TABLES} | set(CITATIONS.values())
    assert set(files(dataset, path)) == {path.rstrip("/") + end for end in ends}


def test_each_page_s_json_is_as_its_schema_says(dataset: Dataset) -> None:
    schema = rows_schema(dataset, f"{SITE}/schema/rows.json")
    Draft202012Validator.check_schema(schema)
    read = 0
    for page in pages(dataset):
        resolved = shown_on(dataset, page)
        if resolved is None or not len(resolved.claims):
            continue
        made = dict(data_files(dataset, page, resolved, SITE))
        document = json.loads(made[f"{page.path.rstrip('/')}.json"])
        Draft202012Validator(schema).validate(document)
        read += 1
    assert read > 5
    document["rows"][0]["low"] = "about 500"
    with pytest.raises(ValidationError, match="is not of type 'number', 'null'"):
        Draft202012Validator(schema).validate(document)


def test_a_citation_leads_to_the_version_and_names_no_day_on_which_it_was_seen(
    dataset: Dataset,
) -> None:
    made = files(dataset, "claims/said/")
    (item,) = json.loads(made["claims/said.csl.json"])
    assert item["URL"] == f"{SITE}/v/{public_version(dataset)}/claims/said/"
    assert "accessed" not in item
    work = json.loads(files(dataset, "documents/berg2020/")["documents/berg2020.csl.json"])
    assert work[0]["id"] == "berg2020"


def test_pictures_beside_a_page_carry_their_proof(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def browser(figure: go.Figure, form: str, width: int, height: int) -> bytes:
        return LIKE

    page = page_at(dataset)["claims/other/"]
    resolved = shown_on(dataset, page)
    drawings = Drawings(tmp_path, draw=browser)
    monkeypatch.setattr(Drawings, "preview", lambda *_: _png())
    made = dict(picture_files(dataset, page, resolved, drawings, SITE))
    assert set(made) == {"claims/other.png", "claims/other.svg"}
    for content in made.values():
        assert read_provenance(content).claim_ids == ("other",)
        assert read_provenance(content).link == f"{SITE}/claims?claim=other"
