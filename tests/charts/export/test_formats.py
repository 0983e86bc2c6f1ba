"""A view as a file: what is in it, the same bytes twice, and its proof, without a browser."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from functools import cache

import pikepdf
import plotly.graph_objects as go
import pytest
from lxml import etree
from PIL import Image
from plotly.offline import get_plotlyjs

from charts.batches.verification import Verification
from charts.export.browser import PictureError
from charts.export.file_names import file_name
from charts.export.formats import (
    FILE_FORMATS,
    NO_FORM,
    draw_picture,
    export_view,
    read_provenance,
    room_of,
)
from charts.export.html import BASIC, program
from charts.export.settings import ADDRESS, BACK, CODE, COLOURS, ExportSettings
from charts.provenance.comparison import SAME
from charts.provenance.metadata import (
    ACROSS,
    CHUNK,
    EXIF,
    XMP_CHUNK,
    embed_jpeg,
    embed_pdf,
    embed_png,
    embed_svg,
)
from charts.provenance.ooxml_metadata import parse_xml, read_parts
from charts.style.fonts import static_text
from charts.style.sizes import FRAMES, own_frame
from charts.style.theme import CLEAR, DARK, GREY, LIGHT, Room
from charts.tables.sheets import as_csv, row_sheet, source_sheet
from charts.tables.workbook import as_workbook
from charts.views.resolve import ResolvedView, resolve
from charts.views.view import View, relative_address
from loaders.citations.apa import apa_parts
from loaders.dataset import DATASETS, with_claims
from loaders.errors import DatasetError
from loaders.interchange.archive import bundle
from tests.support.pictures import BlankPictures
from tests.support.provenance import PROOF
from tests.support.real import REAL

VIEWS = {
    "trend": View("trends", indicator="poppy_area"),
    "shares": View("compare", comparison="gun_us_shares"),
    "apart": View("disagreements", claim="felbabbrown2020-poppy-us-2017"),
}


@cache
def view(name: str) -> ResolvedView:
    return resolve(REAL, VIEWS[name])


def made(name: str, form: str, stand: BlankPictures | None = None) -> bytes:
    return export_view(REAL, view(name), ExportSettings(form), draw=stand or BlankPictures())


@pytest.mark.parametrize("form", FILE_FORMATS)
@pytest.mark.parametrize("name", VIEWS)
def test_a_file_carries_its_proof_and_is_the_same_bytes_twice(name: str, form: str) -> None:
    stand = BlankPictures()
    content = made(name, form, stand)
    assert content == made(name, form, stand)
    assert (
        next(one.read for one in FILE_FORMATS.values() if one.may_be(content))
        == FILE_FORMATS[form].read
    )
    proof = read_provenance(content)
    assert set(proof.claim_ids) == set(view(name).claims["claim_id"])
    assert proof.version == REAL.version
    if form != "csv":
        assert proof.title == view(name).heading
        assert proof.on == REAL.changed
        assert set(proof.documents) == set(view(name).claims["document_id"])


SITE = "https://figures.example.org/by"
WHERE = {
    "png": ("Source", None),
    "svg": ("dc:source", None),
    "jpg": ("dc:source", None),
    "webp": ("dc:source", None),
    "pdf": ("dc:source", None),
    "html": ('rel="canonical"', None),
    "csv": ("address", None),
    "json": ("address", None),
    "xlsx": ("dc:description", "docProps/core.xml"),
    "pptx": ("dc:description", "docProps/core.xml"),
    "docx": ("dc:description", "docProps/core.xml"),
}
"""Where each form leads back to its chart, and in which of its parts."""


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_every_file_leads_to_its_chart(form: str) -> None:
    own = ExportSettings(form, site=SITE)
    content = export_view(REAL, view("trend"), own, draw=BlankPictures())
    proof = read_provenance(content)
    assert (proof.site, proof.address) == (SITE, relative_address(VIEWS["trend"]))
    name, part = WHERE[form]
    text = (read_parts(content)[part] if part else content).decode("utf-8", "replace")
    assert f"{SITE}/trends?indicator=poppy_area" in text
    assert name in text
    if form == "pptx":
        (notes,) = (own for path, own in read_parts(content).items() if "notesSlides/n" in path)
        assert proof.link.encode() in notes
    (finding,) = Verification(REAL, draw=BlankPictures()).findings(form, content)
    assert finding.verdict is not None and finding.verdict.comparison.state == SAME


@pytest.mark.parametrize("back", [name for name in BACK if name])
def test_a_picture_shows_where_its_chart_is(back: str) -> None:
    own = ExportSettings("svg", site=SITE, back=back)
    stand = BlankPictures()
    content = export_view(REAL, view("trend"), own, draw=stand)
    figure = stand.asked[0][0]
    texts = " ".join(str(note.text) for note in figure.layout.annotations).replace("<br>", "")
    assert (f"{SITE}/trends" in texts) == (back == ADDRESS)
    assert len(figure.layout.images) == (back == CODE)
    assert back in file_name(view("trend"), own)
    (finding,) = Verification(REAL, draw=stand).findings("a.svg", content)
    assert finding.holds, finding
    local = draw_picture(
        view("trend"), replace(own, site=""), room_of(replace(own, site=""), PROOF)
    )
    assert not local.layout.images


def test_a_picture_is_as_large_as_its_frame_says() -> None:
    stand = BlankPictures()
    for frame in (*FRAMES.values(), own_frame(640, 480)):
        for form in ("png", "svg", "pdf"):
            export_view(REAL, view("shares"), ExportSettings(form, frame), draw=stand)
    sizes = [tuple(asked[2:]) for asked in stand.asked]
    assert sizes[:6] == [
        (1920, 1080),
        (1280, 720),
        (1280, 720),
        (1920, 1440),
        (960, 720),
        (960, 720),
    ]
    assert sizes[-3:] == [(640, 480)] * 3


def test_looks_differ_in_ink_and_ground() -> None:
    stand = BlankPictures()
    for look in COLOURS.values():
        export_view(REAL, view("shares"), ExportSettings("png", colours=look), draw=stand)
    grounds = [figure.layout.template.layout.paper_bgcolor for figure, *_ in stand.asked]
    inks = [figure.layout.annotations[0].font.color for figure, *_ in stand.asked]
    assert grounds == [LIGHT.paper, DARK.paper, CLEAR, CLEAR, GREY.paper]
    assert inks[0] == inks[2] != inks[1] == inks[3] != inks[4]


def test_a_print_in_greys_has_a_form_of_dot_and_a_sign_for_each_series() -> None:
    figure = draw_picture(view("trend"), ExportSettings(colours=COLOURS["grey"]), Room())
    seen = {
        (str(trace.name), colour, form)
        for trace in figure.select_traces({"mode": "markers"})
        for colour, form in _dots(trace)
        if colour in GREY.series
    }
    assert len({colour for _, colour, _ in seen}) > 1
    assert {form for _, _, form in seen} == {GREY.shape(colour) for _, colour, _ in seen}
    texts = " ".join(str(note.text) for note in figure.layout.annotations)
    assert all(GREY.sign(colour) in texts for _, colour, _ in seen)


def _dots(trace: go.Scatter) -> list[tuple[str, str]]:
    """Return the edge and the form of each dot that is no halo."""
    count = len(trace.x)
    marker = trace.marker

    def each(value: object) -> list[object]:
        return list(value) if isinstance(value, list | tuple) else [value] * count

    if isinstance(marker.opacity, float | int) and marker.opacity < 1:
        return []
    parts = zip(each(marker.line.color), each(marker.symbol), each(marker.opacity), strict=True)
    return [(str(colour), str(form)) for colour, form, opacity in parts if opacity in (None, 1)]


def test_a_transparent_picture_paints_no_paper_under_its_words_and_marks() -> None:
    stand = BlankPictures()
    for name in ("trend", "shares", "apart"):
        clear = ExportSettings("png", colours=COLOURS["transparent"])
        export_view(REAL, view(name), clear, draw=stand)
    for figure, *_ in stand.asked:
        assert LIGHT.paper not in {note.bgcolor for note in figure.layout.annotations}
        fills = [trace.marker.color for trace in figure.select_traces({"mode": "markers"})]
        assert LIGHT.paper not in str(fills)


def test_a_view_without_a_chart_gets_its_sentence() -> None:
    resolved = resolve(REAL, View("trends", indicator="border_length", grain="year"))
    for form in FILE_FORMATS:
        with pytest.raises(
            PictureError,
            match=r"^No figure here is about one calendar year",
        ):
            export_view(REAL, resolved, ExportSettings(form), draw=BlankPictures())


@pytest.mark.parametrize(("form", "kind"), [("jpg", "JPEG"), ("webp", "WEBP")])
def test_other_pictures_have_the_pixels_of_the_png_and_say_what_they_are(
    form: str, kind: str
) -> None:
    stand = BlankPictures()
    content = made("trend", form, stand)
    assert [asked[1:] for asked in stand.asked] == [("png", 1920, 1080)]
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size) == (kind, (1920, 1080))
        assert picture.convert("RGB").getextrema() == ((255, 255),) * 3
        exif = picture.getexif()
    assert "Opium poppy cultivation, Mexico, over time." in exif[EXIF["description"]]
    assert exif[EXIF["copyright"]] == "CC BY 4.0"
    assert exif[ACROSS] == 144


def test_a_jpeg_has_a_ground_where_other_pictures_are_transparent() -> None:
    stand = BlankPictures()
    for form in ("jpg", "webp"):
        settings = ExportSettings(form, colours=COLOURS["transparent-dark"])
        export_view(REAL, view("shares"), settings, draw=stand)
    grounds = [figure.layout.template.layout.paper_bgcolor for figure, *_ in stand.asked]
    assert grounds == [DARK.paper, CLEAR]


def test_a_jpeg_that_cannot_hold_its_proof_says_so() -> None:
    proof = replace(PROOF, claim_ids=tuple(f"claim-{n}" for n in range(9_000)))
    with pytest.raises(ValueError, match=r"^the chart has more claims than a JPEG can name"):
        embed_jpeg(made("trend", "png"), proof, "")


def test_a_png_has_text_chunks_and_xmp_and_its_pixels() -> None:
    content = made("trend", "png")
    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        assert picture.size == (1920, 1080)
        assert picture.info["dpi"] == pytest.approx((144, 144), abs=0.1)
        texts = picture.info
    assert texts["Title"] == "Opium poppy cultivation, Mexico"
    assert "A line joins 3 figures" in texts["Description"]
    assert texts["Copyright"] == "CC BY 4.0"
    packet = texts[XMP_CHUNK]
    assert "<dc:title>" in packet
    assert parse_xml(packet.split("?>", 1)[1].rsplit("<?", 1)[0].encode()) is not None


def test_an_svg_has_title_description_and_metadata_and_no_ids_drawn_by_lot() -> None:
    text = made("trend", "svg").decode()
    root = parse_xml(text.encode())
    tags = [child.tag.rpartition("}")[2] for child in root[:3]]
    assert tags == ["title", "desc", "metadata"]
    assert root[0].text == "Opium poppy cultivation, Mexico"
    assert root.get("role") == "img"
    assert not re.search(r'(?:id|href|clip-path)="[^"]*abcde', text)


def test_no_two_svgs_have_an_id_in_common_and_each_names_its_own() -> None:
    stand, own, seen = BlankPictures(), view("trend"), set[str]()
    for settings in (
        ExportSettings("svg"),
        ExportSettings("svg", FRAMES["square"]),
        ExportSettings("svg", colours=COLOURS["dark"]),
    ):
        stand.written = f'{settings.frame.name} {settings.colours.name}: a colour #clip1, id="b"'
        text = export_view(REAL, own, settings, draw=stand).decode()
        root = parse_xml(text.encode())
        ids = {str(element.get("id")) for element in root.iter() if element.get("id")}
        named = set(re.findall(r"url\(#(.*?)\)", text)) | set(root.get("aria-labelledby").split())
        assert stand.written in text
        assert 'fill="#abcdef"' in text
        assert named <= ids
        assert len(ids) == 4
        assert not ids & seen
        seen |= ids


def test_a_pdf_is_one_figure_with_its_words() -> None:
    with pikepdf.open(io.BytesIO(made("trend", "pdf"))) as pdf:
        (figure,) = pdf.Root.StructTreeRoot.K.K
        assert str(figure.Alt) == view("trend").alt_text.whole
        assert figure.Pg.objgen == pdf.pages[0].objgen
        assert pdf.Root.MarkInfo.Marked
        operators = [str(one.operator) for one in pikepdf.parse_content_stream(pdf.pages[0])]
    assert (operators[0], operators[-1]) == ("BDC", "EMC")
    assert operators.count("BDC") == 1


def test_a_pdf_has_info_xmp_and_no_time_but_the_proofs() -> None:
    content = made("trend", "pdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        info = {name: str(value) for name, value in pdf.docinfo.items()}
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert pdf.Root.Lang == "en"
    assert info["/Title"] == "Opium poppy cultivation, Mexico"
    assert info["/CreationDate"] == f"D:{REAL.changed.replace('-', '')}000000Z"
    assert json.loads(info[f"/{CHUNK}"])["data"] == REAL.version
    assert REAL.version in packet


def test_texts_with_markup_stand_as_they_are() -> None:
    hard = replace(PROOF, title='<b> & "x" {y} \x00\x07]]>')
    told = 'a <script>alert("1")</script> & {b}'
    for stamp, form in ((embed_png, "png"), (embed_svg, "svg"), (embed_pdf, "pdf")):
        content = stamp(BlankPictures()(go.Figure(), form, 9, 9), hard, told)
        assert read_provenance(content) == hard
        assert form != "svg" or b"<script>" not in content


def test_a_page_needs_no_network_and_has_rows_sources_and_words() -> None:
    page = made("trend", "html").decode()
    head, _, rest = page.partition("<script>")
    body = rest.partition("</script></head>")[2]
    assert re.findall(r'src="?\s*(?:https?:)?//|<link', head + body) == []
    assert "default-src 'none'" in head
    assert 'url("data:font/woff2;base64,' in head
    assert "showSendToCloud: false" in body
    assert "displaylogo: false" in body
    assert body.count('<tr role="row">') == 1 + len(view("trend").claims)
    assert "felbabbrown2020-poppy-us-2017" in body
    assert "Felbab-Brown, V. (2020a)" in body
    assert "This chart in words" in body
    linked = re.search(r'<script type="application/ld\+json">(.*?)</script>', head)
    assert linked
    told = json.loads(linked[1])
    assert told["@type"] == "Dataset"
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_headings_rows_and_sources_of_a_page_are_linked() -> None:
    page = made("trend", "html").decode()
    body = page.rpartition("</head>")[2]
    ids, wanted = set(re.findall(r'id="([^"]+)"', body)), set(re.findall(r'href="#([^"]+)"', body))
    assert {"to-know", "rows", "sources", *view("trend").claims["document_id"]} <= wanted <= ids
    levels = [int(level) for level in re.findall(r"<h(\d)", body)]
    assert levels == [1, 2, 2, 2, 2]
    assert '<a href="https://www.unodc.org/' in body
    out = 'target="_blank" rel="noopener noreferrer"'
    assert f'<a href="https://creativecommons.org/licenses/by/4.0/" {out}>' in body


def test_a_page_takes_along_the_small_program_that_fits_plotly() -> None:
    version = re.search(r"plotly\.js v([\d.]+)", get_plotlyjs())
    assert version
    assert f"plotly.js (basic - minified) v{version[1]}" in static_text(BASIC)[:80]
    assert len(made("trend", "html")) < 2_500_000
    figures = [go.Figure(go.Choropleth()), go.Figure(go.Scatter())]
    assert program(figures) == get_plotlyjs()
    assert program(figures[1:]) == static_text(BASIC)


def test_a_workbook_has_its_sheets_as_tables_and_its_strings_stay_strings() -> None:
    own = view("trend")
    hard = with_claims(own.claims.assign(note="=1+1", as_printed="https://a.example"))
    content = as_workbook(REAL, replace(own, claims=hard), PROOF)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        book = archive.read("xl/workbook.xml").decode()
        rows = archive.read("xl/worksheets/sheet2.xml").decode()
        tables = [archive.read(name).decode() for name in names if "/tables/" in name]
        styles = archive.read("xl/styles.xml").decode()
        strings = archive.read("xl/sharedStrings.xml").decode()
        core = archive.read("docProps/core.xml").decode()
    told = ["Rows", "Sources", "Definitions", "Proof"]
    sheets = re.findall(r'<sheet name="(\w+)"', book)
    assert sheets == ["Chart", *told, "Claims", "Drawing", "Key"]
    assert [re.findall(r'displayName="(\w+)"', table) for table in tables] == [[n] for n in told]
    assert "_xlnm.Print_Titles" in book
    assert "#,##0&quot; hectares&quot;" in styles
    assert "<f>" not in rows
    assert "=1+1" in strings
    assert "hyperlink" not in rows
    assert "44100" in rows
    assert core.count(f"{PROOF.on}T00:00:00Z") == 2


def test_the_references_of_a_workbook_have_their_italics() -> None:
    own = view("trend")
    with zipfile.ZipFile(io.BytesIO(as_workbook(REAL, own, PROOF))) as archive:
        strings = etree.fromstring(archive.read("xl/sharedStrings.xml"))
    runs = [*strings.iter("{*}r")]
    leaning = {"".join(run.itertext()) for run in runs if run.find("{*}rPr/{*}i") is not None}
    names = [str(row[0]) for row in source_sheet(REAL, own.claims).rows]
    parts = [part for name in names for part in apa_parts(REAL.works[name])]
    assert leaning == {text for text, italic in parts if italic}
    assert leaning


def test_a_table_has_every_row_with_its_numbers_and_the_version() -> None:
    content = as_csv(REAL, view("trend").claims, PROOF).decode("utf-8-sig")
    rows = {row["claim_id"]: row for row in csv.DictReader(io.StringIO(content))}
    assert set(rows) == set(view("trend").claims["claim_id"])
    own = rows["felbabbrown2020-poppy-us-2017"]
    assert (own["low"], own["high"], own["unit"], own["hedge"]) == ("44100", "44100", "ha", "exact")
    assert own["locator"] == "para 60"
    assert {row["data_version"] for row in rows.values()} == {PROOF.version}
    assert list(own)[:-5] == list(row_sheet(REAL, view("trend").claims).columns)


def test_open_bounds_are_empty_cells() -> None:
    resolved = resolve(REAL, View("trends", indicator="drug_war_deaths"))
    content = export_view(REAL, resolved, ExportSettings("csv")).decode("utf-8-sig")
    row = next(r for r in csv.DictReader(io.StringIO(content)) if r["hedge"] == "at_least")
    assert row["low"]
    assert row["high"] == ""


def test_a_file_is_named_for_its_view_and_size() -> None:
    names = [
        file_name(view(name), ExportSettings(form)) for name in VIEWS for form in ("png", "csv")
    ]
    assert names == [
        "trends-poppy-area-slide.png",
        "trends-poppy-area.csv",
        "compare-gun-us-shares-slide.png",
        "compare-gun-us-shares.csv",
        "disagreements-felbabbrown2020-poppy-us-2017-slide.png",
        "disagreements-felbabbrown2020-poppy-us-2017.csv",
    ]


def test_the_name_of_a_file_tells_its_filters_its_look_and_its_day() -> None:
    some = resolve(REAL, View("trends", indicator="poppy_area", since=2015, record=False))
    look = ExportSettings("png", colours=COLOURS["transparent-dark"], plain=True)
    assert file_name(some, look, "2026-11-28") == (
        "trends-poppy-area-from-2015-record-no-slide-transparent-dark-plain-2026-11-28.png"
    )
    assert file_name(some, replace(look, form="csv")) == "trends-poppy-area-from-2015-record-no.csv"


def test_the_whole_dataset_is_one_archive_the_same_bytes_twice() -> None:
    content = bundle(DATASETS, REAL)
    assert content == bundle(DATASETS, REAL)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = {name.partition("/")[2] for name in archive.namelist()}
        folder = f"cited-figures-{REAL.version}"
        assert all(name.startswith(f"{folder}/") for name in archive.namelist())
        rows = archive.read(f"{folder}/claims/prices.csv")
    assert rows == (DATASETS / "claims" / "prices.csv").read_bytes()
    beside = {"datapackage.json", "LICENSE", "CITATION.cff", "CHANGELOG.md", "README.md"}
    assert beside <= names
    assert {"series.csv", "references.bib", "SCHEMA.md", "VERSION.json"} <= names


def test_files_that_were_changed_since_are_no_archive_of_this_version() -> None:
    other = replace(REAL, version="1.0.0+0000000")
    with pytest.raises(DatasetError, match="the files were changed since they were read"):
        bundle(DATASETS, other)


def test_every_kind_of_file_is_named_where_files_are_read_back() -> None:
    assert all(form.name.upper() in NO_FORM for form in FILE_FORMATS.values())
