"""Pictures of the edition: drawn once, kept, the same bytes again, in the colours of both looks."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations_with_replacement
from pathlib import Path

import plotly.graph_objects as go
import pytest

from charts.export import program
from charts.style.house_style import load_style
from charts.style.theme import DARK, LIGHT
from charts.views.alt_text import AltText
from charts.views.choice import CONTROLS
from charts.views.resolve import ResolvedView, resolve
from charts.views.view import View
from loaders.dataset import Dataset
from static_site.drawings import (
    Chart,
    Drawings,
    Looks,
    PageFigure,
    picture_html,
    recoloured,
    svg_size,
)
from static_site.html.looks import looks_html
from tests.support.ferries import ferries
from tests.support.paths import ROOT

CLAIMS = ({"claim_id": "one"}, {"claim_id": "two", "period": "2021", "low": "700"})
EXAMPLE = ROOT / "docs" / "house_style" / "style.toml"
VIEW = View("trends", indicator="ferry_passengers")


class Browser:
    """Stands in for the browser: a drawing that tells the figure's texts and colours."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int, int]] = []

    def __call__(self, figure: go.Figure, form: str, width: int, height: int) -> bytes:
        self.asked.append((form, width, height))
        ink = f"rgb{tuple(bytes.fromhex(figure.layout.template.layout.font.color[1:]))}"
        return (
            f'<svg class="main-svg" width="{width}" height="{height}">'
            f'<defs id="defs-0a1b2c"/><text style="fill: {ink}">x</text></svg>'
        ).encode()


def drawn(folder: Path, dataset: Dataset) -> tuple[Chart, Sequence[bytes], Browser]:
    browser = Browser()
    chart, assets = Drawings(folder, draw=browser).chart(dataset, VIEW)
    return chart, [one.content for one in assets], browser


def resolved(dataset: Dataset) -> ResolvedView:
    return resolve(dataset, VIEW)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return ferries(tmp_path_factory.mktemp("ferries"), *CLAIMS)


def test_a_picture_is_asked_of_the_browser_once_for_both_looks_and_all_builds(
    dataset: Dataset, tmp_path: Path
) -> None:
    first, content, browser = drawn(tmp_path, dataset)
    assert [form for form, _, _ in browser.asked] == ["svg", "svg"]
    again, same, idle = drawn(tmp_path, dataset)
    assert idle.asked == []
    assert (again, same) == (first, content)


def test_a_build_that_was_stopped_draws_only_what_is_missing(
    dataset: Dataset, tmp_path: Path
) -> None:
    first, _, _ = drawn(tmp_path, dataset)
    assert {path.suffix for path in tmp_path.iterdir()} == {".svg"}
    min(tmp_path.iterdir(), key=lambda path: svg_size(path.read_bytes())).unlink()
    again, _, browser = drawn(tmp_path, dataset)
    assert [width for _, width, _ in browser.asked] == [first.sizes["narrow"][0]]
    assert again == first


def test_pictures_have_title_description_and_ids_of_their_own(
    dataset: Dataset, tmp_path: Path
) -> None:
    chart, content, _ = drawn(tmp_path, dataset)
    pictures = [one.decode() for one in content if one.startswith(b"<svg")]
    assert len(pictures) == len(set(chart.pictures.values())) == 4
    assert all(f">{resolved(dataset).title}</title>" in one for one in pictures)
    ids = [name for one in pictures for name in re.findall(r' id="([^"]+)"', one)]
    assert len(ids) == len(set(ids)) == 12
    figures = [json.loads(one) for one in content if one.startswith(b"{")]
    assert {figure["layout"]["width"] for figure in figures} == {w for w, _ in chart.sizes.values()}


def test_dark_pictures_are_the_light_ones_in_dark_colours(dataset: Dataset, tmp_path: Path) -> None:
    _, content, _ = drawn(tmp_path, dataset)
    inks = [re.findall(rb"fill: (rgb[^)]*\))", one)[0] for one in content if b"<svg" in one]
    light, dark = (f"rgb{tuple(bytes.fromhex(p.ink[1:]))}".encode() for p in (LIGHT, DARK))
    assert inks == [light, dark, light, dark]


def test_pictures_are_drawn_anew_for_other_rows_and_not_for_other_code_or_another_version(
    dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    drawn(kept, dataset)
    monkeypatch.setattr(program, "code_digest", lambda: "of other code")
    more = ferries(tmp_path / "more", *CLAIMS, {"claim_id": "three", "series_id": "share"})
    assert more.version != dataset.version
    assert drawn(kept, more)[2].asked == []
    other = ferries(tmp_path, *CLAIMS[:1], {**CLAIMS[1], "low": "701"})
    assert len(drawn(kept, other)[2].asked) == 2


def test_a_ring_stands_in_the_json_as_in_the_figure_that_the_browser_draws(
    dataset: Dataset, tmp_path: Path
) -> None:
    made = []

    def draw(*asked: object) -> go.Figure | None:
        made.append(asked)
        return resolved(dataset).draw(*asked)

    drawings = Drawings(tmp_path, draw=Browser())
    own = PageFigure("", AltText("", list), draw, more=True)
    rings = []
    for claim_id in ("one", "two", "none"):
        drawn = drawings._figure(replace(own, ringed=claim_id), "wide", "light")
        texts = drawn.text, drawn.taking_over, drawn.figure.to_json()
        told, *others = (json.loads(one)["layout"].get("shapes", []) for one in texts)
        assert [told, told] == others
        rings.append([one["xanchor"] for one in told if one["type"] == "circle"])
    assert rings == [[2001.5], [2021.5], []]
    assert len(made) == 1


def test_colours_that_have_no_other_stay() -> None:
    colours = {(255, 255, 255): (1, 2, 3)}
    assert recoloured("#FFFFFF rgba(255, 255, 255, 0.5) #000000", colours) == (
        "rgb(1, 2, 3) rgba(1, 2, 3, 0.5) rgb(0, 0, 0)"
    )


def test_a_page_offers_the_picture_of_the_window_and_the_look(
    dataset: Dataset, tmp_path: Path
) -> None:
    chart, _, _ = drawn(tmp_path, dataset)
    html = picture_html(chart, "../../")
    assert html.count("<source ") == 3
    assert html.count("prefers-color-scheme: dark") == 2
    for path in (*chart.pictures.values(), *chart.figures.values()):
        assert html.count(f'"../../{path}"') == 1
    width, height = chart.sizes["wide"]
    assert f'alt="{chart.alt}" width="{width}" height="{height}"' in html


def test_the_size_of_a_picture_is_that_of_its_root() -> None:
    assert svg_size(b'<svg class="a" width="920" style="" height="634.5"><svg width="1"/>') == (
        920,
        634,
    )


def test_a_chart_over_time_can_be_looked_at_by_years_series_and_on_a_logarithmic_scale(
    tmp_path: Path,
) -> None:
    years = ({"period": year, "low": low} for year, low in (("2001", "500"), ("2003", "90")))
    of_lines = [{**one, "series_id": line} for one in years for line in ("line", "port")]
    own = ferries(tmp_path, *of_lines, {"period": "2004", "low": "70", "series_id": "line"})
    chart, assets = Drawings(tmp_path / "kept", draw=Browser()).chart(own, VIEW)
    looks = chart.looks
    assert looks and list(looks.years) == [2001, 2003, 2004]
    assert {name: list(runs) for name, runs in looks.series.items()} == {
        "line": ["line"],
        "port": ["port"],
    }
    texts = {one.path: one.content.decode() for one in assets}
    assert all("; logarithmic scale" in texts[path] for path in looks.log.values())
    assert set(looks.log) == set(chart.figures) and not set(looks.log.values()) & set(
        chart.figures.values()
    )
    html = looks_html(chart, "../../")
    assert html.count("<option selected>2001<") == html.count("<option selected>2004<") == 1
    assert [html.count(f'value="{name}"') for name in ("line", "port", "log")] == [1, 1, 1]
    assert all(name in html for name in CONTROLS.values())
    assert all(f'"../../{path}"' in html for path in (*looks.log.values(), *looks.windows.values()))
    assert set(looks.windows) == {"wide", "narrow", "log-wide", "log-narrow"}
    windows = json.loads(texts[looks.windows["wide"]])["windows"]
    assert list(windows) == [f"{a}-{b}" for a, b in combinations_with_replacement(looks.years, 2)]
    both = replace(
        looks, series={"line": {"record: line": "— A (record)", "line": "A"}, "port": {"port": "P"}}
    )
    html = looks_html(replace(chart, looks=both), "")
    assert 'data-run="line" aria-hidden="true">■<' in html and ">— A (record)<" in html


def test_a_chart_with_nothing_to_choose_has_no_controls(dataset: Dataset, tmp_path: Path) -> None:
    rows = View("compare", indicator="ferry_passengers")
    chart, _ = Drawings(tmp_path, draw=Browser()).chart(dataset, rows)
    assert chart.looks is None and not looks_html(chart, "")
    below_zero = replace(drawn(tmp_path, dataset)[0], looks=Looks([2001], {"line": {}}, {}, {}))
    assert not looks_html(below_zero, "")


def test_a_house_style_with_fonts_leaves_the_controls_and_what_the_chart_s_reader_tells(
    dataset: Dataset, tmp_path: Path
) -> None:
    plain = Drawings(tmp_path / "plain", draw=Browser()).chart(dataset, VIEW)
    chart, assets = Drawings(tmp_path / "own", load_style(EXAMPLE), draw=Browser()).chart(
        dataset, VIEW
    )
    assert chart.looks and plain[0].looks
    assert (chart.looks.years, chart.looks.series) == (plain[0].looks.years, plain[0].looks.series)
    told = {one.path: one.content for one in assets}
    (meta,) = json.loads(told[chart.figures["wide-light"]])["layout"]["meta"]
    assert meta["series"]
