"""What hosts read: redirects from addresses of the app, headers, nginx's settings, packed files."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from charts.views.view import relative_address
from loaders.dataset import Dataset
from static_site.commands.nginx import nginx_command
from static_site.hosts import Serving, host_files, moved, nginx, pack
from static_site.inventory import page_at, pages
from tests.support.ferries import ferries

SITE = "https://figures.example.org"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    claims = ({"claim_id": "said"}, {"claim_id": "other", "low": "700", "series_id": "port"})
    return ferries(tmp_path_factory.mktemp("ferries"), *claims)


def test_each_page_of_a_thing_is_found_by_its_address_in_the_app(dataset: Dataset) -> None:
    table = moved(dataset)
    assert set(table.values()) <= set(page_at(dataset))
    for page in pages(dataset):
        if page.view and page.id:
            path, _, query = relative_address(page.view).partition("?")
            (key,) = [k for k, v in table.items() if v == page.path and k.startswith(f"{path}|")]
            assert query.partition("=")[2] in key.split("|")


def test_redirects_with_a_query_stand_before_those_without(dataset: Dataset) -> None:
    files = host_files(dataset, SITE)
    lines = files["_redirects"].decode().splitlines()
    assert all(line.endswith(" 301!" if "=" in line else " 301") for line in lines)
    asked = [line.count("=") for line in lines]
    assert asked == sorted(asked, reverse=True) and min(asked) == 0
    plain = "/trends indicator=ferry_passengers /indicators/ferry_passengers/ 301!"
    dated = plain.replace("gers /", "gers asof=:asof /").replace("/ 301", "/#newest 301")
    assert lines.index(dated) < lines.index(plain) and "/v /versions/ 301" in lines
    assert json.loads(files["redirects.json"])["/sources||||berg2020"] == "documents/berg2020/"
    assert f"Sitemap: {SITE}/sitemap.xml" in files["robots.txt"].decode()


def test_nginx_knows_the_same_addresses_and_sends_what_is_unknown_to_the_list(
    dataset: Dataset, tmp_path: Path
) -> None:
    text = nginx(moved(dataset), Serving(tmp_path, tmp_path, 8080, ("127.0.0.1:1", "127.0.0.1:2")))
    assert not re.search("@[A-Z_]+@", text)
    assert '"/trends|ferry_passengers|||" "/indicators/ferry_passengers/";' in text
    assert '"~^/trends\\|.*[^|]" "/indicators/";' in text
    assert '"/overview||||" "/";' in text and "return 301 /versions/;" in text
    assert "return 301 $moved$looks$newest;" in text and 'default "#newest";' in text
    assert text.count("max_fails=1") == 2
    assert text.count("{") == text.count("}")
    assert "location /app/" not in nginx(moved(dataset), Serving(tmp_path, tmp_path))


def test_settings_come_from_the_edition_that_was_built(dataset: Dataset, tmp_path: Path) -> None:
    asked = ["--root", str(tmp_path), "--port", "8080"]
    refused = CliRunner().invoke(nginx_command, asked)
    assert refused.exit_code == 1 and "has no redirects.json: make the edition" in refused.output
    (tmp_path / "redirects.json").write_bytes(host_files(dataset, SITE)["redirects.json"])
    made = CliRunner().invoke(nginx_command, asked)
    assert '"/trends|ferry_passengers|||" "/indicators/ferry_passengers/";' in made.stdout


def test_packed_files_are_the_same_bytes_for_the_same(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.html").write_text("<p>70,000</p>" * 200)
        (tmp_path / folder / "short.html").write_text("<p>70,000</p>")
        assert pack(tmp_path / folder) == 1
        assert pack(tmp_path / folder) == 0
    one, two = (tmp_path / folder / "page.html.gz" for folder in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert gzip.decompress(one.read_bytes()) == (tmp_path / "one" / "page.html").read_bytes()
