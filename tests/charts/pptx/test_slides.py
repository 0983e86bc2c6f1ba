"""Slides: native charts that hold the grammar, follow their workbook and name their sources."""

from __future__ import annotations

import io
import itertools
import math
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE

from charts.builders.trend import pairs_of
from charts.export.formats import export_view, read_provenance
from charts.export.settings import ExportSettings
from charts.marks.series import runs_of
from charts.pptx.native_chart import CHART, slots
from charts.pptx.slide_layout import EDGE, HEIGHT, INSIDE, WIDTH, Stage
from charts.pptx.slides import SCENES, as_slides
from charts.pptx.small_multiples_slide import panel_scenes
from charts.pptx.strokes import Stroke
from charts.pptx.template import our_design
from charts.pptx.trend_slide import trend_scenes
from charts.provenance.ooxml_metadata import parse_xml, read_parts
from charts.provenance.record import provenance_of
from charts.style.theme import DARK, FAMILY, LIGHT
from charts.tables.chart_sheet import NO_CHART
from charts.views.resolve import ResolvedView, resolve
from charts.views.view import View, relative_address
from loaders.analysis.disagreements import all_pairs
from loaders.dataset import Dataset, load
from loaders.values.codelists import TOLD_APART
from tests.support.paths import GRAMMAR
from tests.support.real import REAL, SETTLED
from tests.support.sheets import Book, Series, drawn_series, read_book, reckoned_cells

C = f"{{{CHART}}}"
POPPY = View("trends", indicator="poppy_area")
SHARES = View("compare", comparison="gun_us_shares")
APART = View("disagreements", claim="felbabbrown2020-poppy-us-2017")
BESIDE = View("trends", indicator="overdose_deaths", beside="fentanyl_seized")
PPTX = ExportSettings("pptx")
PAIRS = all_pairs(SETTLED)


@pytest.fixture(scope="module")
def grammar() -> Dataset:
    """Every hedge, span and status, on ferries that nobody runs."""
    return load(GRAMMAR)


def ferries(grammar: Dataset, **choices: Any) -> ResolvedView:
    return resolve(grammar, View("trends", indicator="ferry_passengers", **choices))


@cache
def own(view: View) -> ResolvedView:
    return resolve(SETTLED, view, lambda: PAIRS)


@cache
def content_of(view: View) -> bytes:
    return export_view(SETTLED, own(view), PPTX)


def opened(view: View) -> Any:
    return Presentation(io.BytesIO(content_of(view)))


def charts_of(file: Any) -> list[Any]:
    return [shape for slide in file.slides for shape in slide.shapes if shape.has_chart]


def book_of(frame: Any) -> Book:
    return read_book(frame.chart.part.chart_workbook.xlsx_part.blob)


def series_of(frame: Any) -> list[Series]:
    """Return the series of a chart as they are drawn."""
    return [drawn_series(series._element) for series in frame.chart.plots[0].series]


def strokes_of(grammar: Dataset, what: str) -> list[Stroke]:
    (scene,) = trend_scenes(grammar, ferries(grammar), Stage(LIGHT))
    return [stroke for stroke in scene.plots[0].strokes if stroke.what == what]


VIEWS = [
    POPPY,
    replace(POPPY, scale="log"),
    SHARES,
    APART,
    View("trends", indicator="homicides", panels="producer"),
    View("trends", indicator="fentanyl_seized", panels="place", scale="log", events=True),
    View("trends", indicator="overdose_deaths", events=True),
    BESIDE,
    View("trends", indicator="fentanyl_seized", panels="place", scales="own"),
]


@pytest.mark.parametrize("view", VIEWS, ids=relative_address)
def test_what_a_chart_shows_is_what_its_workbook_has_and_reckons(view: View) -> None:
    for frame in charts_of(opened(view)):
        assert reckoned_cells(book_of(frame), series_of(frame))


@pytest.mark.parametrize("view", VIEWS[:-1], ids=relative_address)
def test_a_workbook_draws_what_the_slide_draws_and_reckons_it(view: View) -> None:
    content = export_view(SETTLED, own(view), ExportSettings("xlsx"))
    book, parts = read_book(content), read_parts(content)
    paths = sorted(path for path in parts if path.startswith("xl/charts/"))
    charts = [[drawn_series(one) for one in parse_xml(parts[p]).iter(f"{C}ser")] for p in paths]
    *charts, key = charts
    assert reckoned_cells(book, key) == 0
    slides = [series_of(frame) for frame in charts_of(opened(view))]
    for chart, slide in zip(charts, slides, strict=own(view).shape != "rows"):
        assert reckoned_cells(book, chart)
        assert len(chart) >= len(slide)
        if own(view).shape == "time":
            assert values_of(chart) == values_of(slide)


def values_of(series: list[Series]) -> list[tuple[str, list[float | bool | None]]]:
    """Return the numbers of dots, and where lines have gaps: how long stems are depends on how high
    a chart is.
    """
    found = [(one.name, one.columns[1]) for one in series]
    dots = [(name, [*y]) for name, y in found if name.endswith(": dot")]
    lines = [(name, [value is None for value in y]) for name, y in found if name.endswith(": line")]
    return sorted([*dots, *lines])


@pytest.mark.parametrize(
    "view",
    [
        View("claims", claim="felbabbrown2020-poppy-us-2017"),
        View("claims", topic="prices"),
    ],
)
def test_a_workbook_without_a_chart_says_why(view: View) -> None:
    book = read_book(export_view(SETTLED, own(view), ExportSettings("xlsx")))
    assert "Chart" not in {sheet for sheet, _ in book.values}
    assert NO_CHART[own(view).shape] in book.values.values()


@pytest.mark.parametrize("scale", ["", "log"])
def test_every_mark_follows_the_bounds_and_the_period_of_its_claim(
    grammar: Dataset, scale: str
) -> None:
    sailed = ferries(grammar, scale=scale)
    content = export_view(grammar, sailed, PPTX)
    (frame,) = charts_of(Presentation(io.BytesIO(content)))
    book = book_of(frame)
    drawn = [
        place
        for _, references, _ in series_of(frame)
        for reference in references
        for place in book.column(reference)
        if place in book.values
    ]
    ids = {place: value for place, value in book.values.items() if place[1][0] == "A"}
    claims = {value: place[1][1:] for place, value in ids.items() if place[0] == "Claims"}
    del claims["claim"]
    drawn_by = {book.values.get(("Claims", f"L{line}")) or name for name, line in claims.items()}
    for name in drawn_by:
        for column in "DEFG":
            place = ("Claims", f"{column}{claims[name]}")
            if place not in book.values or place in book.formulas:
                continue  # an open bound has one number, and so has a point
            cell = f"${column}${claims[name]}"
            known = [at for at in drawn if cell in book.formulas.get(at, "").replace(")", ",")]
            other = {place: float(book.values[place]) * 1.07}
            moved = [at for at in known if book.reckoned(at, other) != book.values[at]]
            assert moved, f"{name}: nothing moves with {place[1]}"


def test_an_open_bound_moves_with_its_stem_and_keeps_its_length() -> None:
    view = View("trends", indicator="overdose_deaths", record=False)
    (frame,) = charts_of(opened(view))
    book = book_of(frame)
    line = next(
        place[1][1:]
        for place, value in book.values.items()
        if value == "breier2023-overdose-deaths-2021"
    )
    low = ("Claims", f"F{line}")
    assert book.values[low] == 107_000
    other = {low: 207_000.0}
    for name, (_, y), _ in series_of(frame):
        if name.endswith((": line", ": open end", ": dot", ": hollow of dot")):
            moved = {
                round(book.reckoned(place, other) - book.reckoned(place, {}))
                for place in book.column(y)
                if low[1] in book.formulas.get(place, "").replace("$", "")
            }
            assert moved <= {100_000}, name


def test_a_range_has_both_its_bounds_and_no_dot_in_its_middle(grammar: Dataset) -> None:
    sailed = ferries(grammar)
    ranges = sailed.claims[(sailed.claims["hedge"] == "range") & sailed.claims["start"].notna()]
    assert len(ranges)
    (scene,) = trend_scenes(grammar, sailed, Stage(LIGHT))
    drawn = scene.plots[0].strokes
    ends = {float(y) for s in drawn for y in s.y if s.what in ("line", "area") and y is not None}
    dots = {at for s in drawn for at in zip(s.x, s.y, strict=True) if s.dot}
    marks = [mark for runs in runs_of(grammar, ranges).values() for mark in runs]
    for mark in marks:
        assert {mark.low, mark.high} <= ends
        assert (mark.x - 0.5, mark.middle) not in dots


def test_open_bounds_are_hollow_or_filled_and_point_the_way_they_are_open(grammar: Dataset) -> None:
    claims = grammar.claims[grammar.claims["start"].notna() & (grammar.claims["withdrawn"] == "")]
    ends = [y for stroke in strokes_of(grammar, "open end") for y in stroke.y if y is not None]
    hollow = [y for stroke in strokes_of(grammar, "hollow of dot") for y in stroke.y]
    for _, claim in claims.iterrows():
        if claim["hedge"] in ("at_least", "more_than"):
            assert any(y > claim["low"] for y in ends)
        if claim["hedge"] in ("less_than", "up_to"):
            assert any(y < claim["high"] for y in ends)
    assert ends
    assert hollow


def test_statuses_that_are_told_apart_have_dashed_outlines_and_their_word_in_the_key(
    grammar: Dataset,
) -> None:
    (scene,) = trend_scenes(grammar, ferries(grammar), Stage(LIGHT))
    outlines = strokes_of(grammar, "told apart")
    marked = [name for name in scene.frame.key if name in TOLD_APART]
    assert marked
    assert len(outlines) >= len(marked)
    assert {stroke.dash for stroke in outlines} == {"sysDot"}


@pytest.mark.parametrize("indicator", ["poppy_area", "homicides", "fentanyl_seized"])
def test_lines_join_what_may_be_joined_and_nothing_else(indicator: str) -> None:
    view = View("trends", indicator=indicator)
    dated = own(view).claims[own(view).claims["start"].notna()]
    inside = dated["best"] * dated["factor"]
    stands = dict(zip(dated["claim_id"], inside.fillna(dated["chart_low"]), strict=True))
    wanted = set()
    for pair in pairs_of(dated):
        wanted.add(tuple(round(float(stands[name]), 6) for name in pair))
    (scene,) = trend_scenes(SETTLED, own(view), Stage(LIGHT))
    found = set()
    for stroke in scene.plots[0].strokes:
        if stroke.what == "line":
            points = list(zip(stroke.x, stroke.y, strict=True))
            for (x0, y0), (x1, y1) in itertools.pairwise(points):
                if y0 is not None and y1 is not None and x1 - x0 > 0.08 and y0 != y1:
                    found.add((round(float(y0), 6), round(float(y1), 6)))
    level = {pair for pair in wanted if pair[0] == pair[1]}
    assert found == wanted - level


def test_the_record_is_a_broad_muted_line_behind_the_claims() -> None:
    (scene,) = trend_scenes(SETTLED, own(POPPY), Stage(LIGHT))
    names = [stroke.name.startswith("record") for stroke in scene.plots[0].strokes]
    assert names == sorted(names, reverse=True)
    lines = [s for s in scene.plots[0].strokes if s.name.startswith("record") and s.what == "line"]
    assert {stroke.colour for stroke in lines} - {LIGHT.paper} == {LIGHT.record, LIGHT.quiet}
    assert max(stroke.width for stroke in lines) > 5


def test_office_and_libreoffice_both_draw_the_claims_in_front() -> None:
    (frame,) = charts_of(opened(POPPY))
    written = [int(order.get("val")) for order in frame.chart._chartSpace.iter(f"{C}order")]
    assert written == list(range(len(written) - 1, -1, -1))
    counts = {len(columns[0]) for _, _, columns in series_of(frame)}
    assert len(counts) == 1, "LibreOffice loses series before a longer one"


def test_a_slide_is_read_back_by_python_pptx() -> None:
    file = opened(POPPY)
    (slide,) = file.slides
    (frame,) = charts_of(file)
    assert frame.chart.chart_type == XL_CHART_TYPE.XY_SCATTER
    values = {value for series in frame.chart.plots[0].series for value in series.values}
    assert {44_100.0, 41_800.0, 30_600.0} <= values
    assert slide.shapes.title.text_frame.text == "Opium poppy cultivation, Mexico"
    texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert any(text.endswith("in a year or season. Unit: hectares") for text in texts)
    assert any(text.startswith("ONDCP: ") for text in texts)
    assert any("Felbab-Brown 2020a ¶58–60" in text and SETTLED.version in text for text in texts)
    assert "Key of the marks" in [shape.name for shape in slide.shapes]


def test_the_notes_have_the_references_with_their_places_and_the_version() -> None:
    (slide,) = opened(POPPY).slides
    spoken = slide.notes_slide.notes_text_frame.text
    paragraphs = slide.notes_slide.notes_text_frame.paragraphs
    leaning = " ".join(run.text for own in paragraphs for run in own.runs if run.font.italic)
    assert "Fending off fentanyl and hunting down heroin" in leaning
    assert "Felbab-Brown" not in leaning
    assert "Felbab-Brown, V. (2020a). Fending off fentanyl and hunting down heroin" in spoken
    assert "[Felbab-Brown 2020a ¶58–60, citing" in spoken
    assert "Cited there: " in spoken
    assert (
        f"Cited Figures, data {SETTLED.version}, CC BY 4.0. /trends?indicator=poppy_area" in spoken
    )
    assert "No line joins a claim to the official record." in spoken


def test_a_chart_has_its_alternative_text() -> None:
    (frame,) = charts_of(opened(SHARES))
    described = frame._element.nvGraphicFramePr.cNvPr.get("descr")
    assert described == own(SHARES).alt_text.short


def test_type_and_colours_are_the_themes() -> None:
    content = content_of(POPPY)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
        chart = archive.read("ppt/charts/chart1.xml").decode()
    assert theme.count(f'typeface="{FAMILY}"') == 2
    for colour, (_, slot, _) in slots(LIGHT).items():
        if slot.startswith("accent"):
            assert f'<a:{slot}><a:srgbClr val="{colour.lstrip("#")}"/>' in theme
    assert 'schemeClr val="accent1"' in chart
    assert 'typeface="+mn-lt"' in chart
    assert 'formatCode="#,##0"' in chart


def test_years_are_numbers_and_an_axis_of_numbers_begins_at_zero() -> None:
    (frame,) = charts_of(opened(POPPY))
    years, numbers = frame.chart._chartSpace.iter(f"{C}valAx")
    low, step = years.find(f".//{C}min"), years.find(f"{C}majorUnit")
    assert float(low.get("val")) % float(step.get("val")) == 0
    assert years.find(f"{C}numFmt").get("formatCode") == "0"
    assert numbers.find(f".//{C}min").get("val") == "0.0"


def test_a_logarithmic_view_has_a_logarithmic_axis() -> None:
    (frame,) = charts_of(opened(replace(POPPY, scale="log")))
    _, numbers = frame.chart._chartSpace.iter(f"{C}valAx")
    assert numbers.find(f".//{C}logBase").get("val") == "10"
    ends = [float(numbers.find(f".//{C}{name}").get("val")) for name in ("min", "max")]
    assert ends == [1000.0, 100_000.0]


LONG = [
    View("compare", indicator="guns_manufactured"),
    View("compare", comparison="illicit_crop_land"),
    View("trends", indicator="overdose_deaths", events=True),
    View("trends", indicator="fentanyl_seized"),
    View("trends", indicator="inspections_proposed"),
    *VIEWS,
]


@pytest.mark.parametrize("view", LONG, ids=relative_address)
def test_texts_stand_on_the_slide_and_not_on_each_other(view: View) -> None:
    for slide in opened(view).slides:
        boxes = [
            tuple(v / 12_700 for v in (s.left, s.top, s.left + s.width, s.top + s.height))
            for s in slide.shapes
            if s.has_text_frame and s.text_frame.text and s.name != "Event"
        ]
        for left, top, right, bottom in boxes:
            assert 0 <= left < right <= WIDTH + 0.1
            assert 0 <= top < bottom <= HEIGHT + 0.1
        for one, other in itertools.combinations(boxes, 2):
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across <= 0.5 or down <= 0.5, (one, other)


def test_a_comparison_with_more_rows_than_a_slide_holds_goes_on() -> None:
    view = View("compare", indicator="guns_manufactured")
    file = opened(view)
    titles = [slide.shapes.title.text_frame.text for slide in file.slides]
    assert len(titles) > 1
    assert titles[0] == f"Firearms manufactured (1 of {len(titles)})"
    drawn = {
        value
        for frame in charts_of(file)
        for place, value in book_of(frame).values.items()
        if place[0] == "Claims" and place[1][0] == "A"
    }
    assert set(own(view).claims["claim_id"]) <= drawn
    tops = {str(next(f.chart._chartSpace.iter(f"{C}max")).get("val")) for f in charts_of(file)}
    assert len(tops) == 1


@pytest.mark.parametrize("view", [POPPY, SHARES, APART], ids=relative_address)
def test_the_same_figures_give_the_same_bytes_with_their_proof(view: View) -> None:
    content = content_of(view)
    assert content == export_view(SETTLED, own(view), PPTX)
    assert set(read_provenance(content).claim_ids) == set(own(view).claims["claim_id"])


def test_every_chart_can_be_a_slide_on_dark_ground_too(grammar: Dataset) -> None:

    sailed = ferries(grammar)
    proof = provenance_of(grammar, sailed.claims, "", "")
    content = as_slides(grammar, sailed, proof, our_design(DARK))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        theme = etree.fromstring(archive.read("ppt/theme/theme1.xml"))
    light = next(theme.iter("{*}lt1"))[0].get("val")
    assert f"#{light}" == DARK.paper


@pytest.mark.stress
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reckons_what_the_chart_shows(tmp_path: Path) -> None:
    (frame,) = charts_of(opened(POPPY))
    blob = frame.chart.part.chart_workbook.xlsx_part.blob
    book = read_book(blob)
    changed = tmp_path / "changed.xlsx"
    changed.write_bytes(without_results(blob))
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(changed)], check=True, capture_output=True, timeout=120)
    again = read_book((tmp_path / "out" / "changed.xlsx").read_bytes())
    for place in book.formulas:
        assert math.isclose(float(again.values[place]), float(book.values[place]), rel_tol=1e-9)


def without_results(content: bytes) -> bytes:
    """Return a workbook whose formulas have no values, so that a program must reckon them."""
    into = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(into, "w") as out,
    ):
        for name in archive.namelist():
            part = archive.read(name)
            if name.startswith("xl/worksheets/"):
                root = etree.fromstring(part)
                for cell in root.iter("{*}c"):
                    if cell.find("{*}f") is not None:
                        cell.remove(cell.find("{*}v"))
                part = etree.tostring(root)
            out.writestr(name, part)
    return into.getvalue()


def test_two_indicators_are_two_charts_of_one_slide_over_one_time() -> None:
    upper, lower = panel_scenes(SETTLED, own(BESIDE), Stage(LIGHT))[0].plots
    assert len(opened(BESIDE).slides) == 1
    assert upper.x == lower.x
    assert upper.y.high != lower.y.high
    assert (upper.box[0], upper.box[2]) == (lower.box[0], lower.box[2])
    assert upper.box[1] + upper.box[3] < lower.box[1]
    for plot, indicator in ((upper, "overdose_deaths"), (lower, "fentanyl_seized")):
        assert {claim.indicator_id for claim in plot.sheet.rows} == {indicator}


def test_panels_on_their_own_scales_are_numbered_each() -> None:
    scenes = panel_scenes(SETTLED, own(VIEWS[-1]), Stage(LIGHT))
    plots = [plot for scene in scenes for plot in scene.plots]
    assert len(plots) > 1
    assert all(plot.y.numbered for plot in plots)
    assert len({plot.y.high for plot in plots}) == len(plots)
    assert "each panel on its own scale" in scenes[0].frame.subtitle


def test_the_names_of_a_panel_stand_side_by_side_so_that_plots_are_high() -> None:
    """One to a line, the nine of these two panels left each plot a seventh of the slide."""
    view = View("trends", indicator="homicides", beside="homicides_firearm")
    resolved = resolve(REAL, view)
    (scene,) = SCENES["panels"](REAL, resolved, Stage(LIGHT))
    names = [box for box in scene.words if box.name == "Series"]
    assert len({box.box[1] for box in names}) < len(names)
    for one, other in itertools.combinations(names, 2):
        (x, y, wide, high), (left, top, across, down) = one.box, other.box
        apart = x + wide <= left or left + across <= x or y + high <= top or top + down <= y
        assert apart, (one.paragraphs, other.paragraphs)
    assert all(box.box[0] + box.box[2] <= EDGE + INSIDE for box in names)
    assert min(plot.box[3] for plot in scene.plots) >= 75
