"""Files made again and held against what is handed in: forged ones, honest ones, whole folders."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from charts.__main__ import main
from charts.batches.batch import Charts, Job, manifest_entry
from charts.batches.batch_folder import INDEX, MANIFEST, Folder
from charts.batches.batch_index import index_page
from charts.batches.folder_verification import (
    GONE,
    NOT_NAMED,
    OTHER_HASH,
    OTHER_INDEX,
    OTHER_TITLE,
    folder_findings,
)
from charts.batches.verification import Finding, Verification
from charts.commands import export, verify
from charts.export.browser import PictureError
from charts.export.formats import FILE_FORMATS, LIST_FORMATS
from charts.export.settings import COLOURS, ExportSettings
from charts.provenance import signature
from charts.provenance.comparison import (
    BYTES,
    DIFFERS,
    FORGED,
    NO_KEY,
    NOT_COMPARED,
    PARTS,
    REDRAWN,
    SAME,
    SIGNED,
    Difference,
    compared,
)
from charts.provenance.signature import VARIABLE, SigningKeyError, public_pem, signing_key
from charts.provenance.verify import lines
from charts.style.sizes import FRAMES, own_frame
from charts.views.view import View
from loaders.dataset import Dataset, load
from loaders.queries.as_of import as_of
from tests.support.changed import CORRECTED, DAY, changed_copy
from tests.support.forgeries import (
    CARD,
    LISTED,
    ONE,
    OTHER,
    Forger,
    edited,
    forgeries,
    painted,
    swapped,
)
from tests.support.pictures import WordedPictures
from tests.support.real import REAL

pytestmark = pytest.mark.long

FORGER = Forger(REAL, WordedPictures())
FORGED_FILES = forgeries(FORGER)
RATES = View("trends", indicator="homicides", per="capita")
MAP = View("trends", indicator="overdose_deaths", per="capita", map=2017)
DECK = View(
    "deck",
    slides=(
        "trends?indicator=poppy_area#Poppy",
        "compare?comparison=gun_us_shares",
        "trends?indicator=homicides&per=capita",
        "trends?indicator=homicides",
    ),
)


PIXELS = ("png", "jpg", "webp")


def some(names: Iterable[str], *, without: Collection[str]) -> list[ParameterSet]:
    """Return names to try, those left out under stress."""
    return [
        pytest.param(name, marks=[pytest.mark.stress] if name in without else []) for name in names
    ]


def verification(dataset: Dataset = REAL) -> Verification:
    return Verification(dataset, draw=WordedPictures())


OURS = verification()


def finding(content: bytes, dataset: Dataset = REAL) -> Finding:
    own = OURS if dataset is REAL else verification(dataset)
    (one,) = own.findings("file", content)
    return one


def told(one: Finding, dataset: Dataset = REAL) -> str:
    return "\n".join([*one.wrong, *(lines(dataset, one.verdict) if one.verdict else [])])


def made(view: View, settings: ExportSettings, dataset: Dataset = REAL) -> bytes:
    return Charts(dataset, WordedPictures()).make(Job(view, settings)).content


ALIKE = (
    "WebP that moves",
    "JPEG with another behind its end",
    "JPEG with another description",
    "JPEG painted over",
    "WebP painted over",
    "PNG painted over, of another program",
    "PNG of another size than it says",
    "PDF with another chart's proof",
    "DOCX, a word changed",
    "HTML, a number of the table changed",
    "XLSX, a number changed",
)
"""Forgeries of a kind that another file has too."""


@pytest.mark.parametrize("name", some(FORGED_FILES, without=ALIKE))
def test_a_forged_file_is_told(name: str) -> None:
    make, why = FORGED_FILES[name]
    one = finding(make())
    assert not one.holds
    assert why in told(one)


FEW = [*((form, "light") for form in FILE_FORMATS), *(("svg", look) for look in COLOURS)]
ALL = [
    pytest.param(form, look, marks=[] if (form, look) in FEW else pytest.mark.stress)
    for form in FILE_FORMATS
    for look in COLOURS
]


@pytest.mark.parametrize(("form", "look"), ALL)
def test_an_honest_file_is_as_it_is_made_here(form: str, look: str) -> None:
    size = own_frame(640, 480) if FILE_FORMATS[form].drawn else FRAMES["slide"]
    one = finding(made(ONE, ExportSettings(form, size, COLOURS[look], plain=look == "dark")))
    assert one.holds
    assert told(one).startswith(BYTES)


@pytest.mark.parametrize("form", LIST_FORMATS)
def test_a_list_of_claims_is_as_it_is_made_here(form: str) -> None:
    view = replace(LISTED, words="mexico", sort="period", as_of=date.fromisoformat(DAY))
    assert told(finding(made(view, ExportSettings(form)))).startswith(BYTES)


@pytest.mark.parametrize(
    "view", [OTHER, RATES, MAP, CARD, replace(ONE, as_of=date.fromisoformat(DAY))]
)
def test_a_file_of_any_view_is_as_it_is_made_here(view: View) -> None:
    for form in ("svg", "xlsx", "csv"):
        one = finding(made(view, ExportSettings(form)))
        assert one.verdict is not None
        assert one.verdict.comparison.said == BYTES, form


WORDED = replace(ONE, title="17 hectares of poppy", own_notes=("2017 The most of all",))


@pytest.mark.parametrize(
    "form", some((n for n in FILE_FORMATS if n != "csv"), without=(*PIXELS, "json", "html", "pdf"))
)
def test_a_file_with_words_of_its_presenter_holds_and_says_which_they_are(form: str) -> None:
    content = made(WORDED, ExportSettings(form))
    one = finding(content)
    assert one.holds
    said = told(one)
    assert said.startswith(BYTES)
    assert "Title and note 1: the presenter's words, not this site's." in said
    assert "No number of the chart is “17 hectares”, as the title says." in said
    assert "Title by the presenter: 17 hectares of poppy" in said
    assert "Title: Opium poppy cultivation, Mexico" in said


def test_a_title_that_was_changed_in_a_file_is_told() -> None:
    content = made(WORDED, ExportSettings("svg"))
    forged = content.replace(b"17 hectares of", b"71 hectares of")
    one = finding(forged)
    assert not one.holds
    assert "the file has “71 hectares of poppy”, this site writes “17 hectares of poppy”." in told(
        one
    )


@pytest.mark.parametrize("form", ["pptx", "pdf"])
def test_a_deck_is_as_it_is_made_here(form: str) -> None:
    content = made(DECK, ExportSettings(form, colours=COLOURS["dark"]))
    assert finding(content).holds


def test_a_file_that_another_program_packed_again_shows_the_same() -> None:
    repacked, own = io.BytesIO(), io.BytesIO(FORGER.file("pptx"))
    with zipfile.ZipFile(own) as archive, zipfile.ZipFile(repacked, "w") as packed:
        for name in reversed(archive.namelist()):
            packed.writestr(name, archive.read(name))
    optimized = painted(FORGER.file("png"), (0, 0, 0, 0))
    table = FORGER.file("csv").replace(b"\n", b"\r\n")
    for content in (repacked.getvalue(), optimized, table):
        one = finding(content)
        assert one.holds
        assert told(one).startswith(PARTS)


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load(changed_copy(tmp_path_factory.mktemp("later") / "datasets"))


@pytest.mark.parametrize("form", some(FILE_FORMATS, without=(*PIXELS, "json", "html", "docx")))
def test_a_file_of_before_is_held_against_the_figures_of_its_day(form: str, later: Dataset) -> None:
    day = date.fromisoformat(DAY) - timedelta(1)
    before = replace(as_of(REAL, day), version=REAL.version)
    content = made(ONE, ExportSettings(form), before)
    one = finding(content, later)
    assert one.verdict is not None
    assert one.verdict.comparison.state == SAME
    now = {claim.claim_id: claim for claim in one.verdict.changed}
    assert now[CORRECTED].old.startswith("44,100 hectares")
    assert now[CORRECTED].new == "44,200 hectares, estimated"
    if form == "csv":
        forged = finding(swapped(content, ",44100,", ",45100,"), later)
        assert forged.verdict is not None
        assert forged.verdict.comparison.state == DIFFERS


def test_then_is_what_the_file_says(later: Dataset) -> None:
    content = FORGER.file("xlsx", lambda own: replace(own, values=("1 hectare", *own.values[1:])))
    one = finding(content)
    assert one.verdict is not None
    assert [(each.old, each.state) for each in one.verdict.changed] == [
        ("1 hectare", "otherwise here")
    ]
    assert "The file names 38 numbers: 1 otherwise here" in told(one)


def no_browser(*_: object) -> bytes:
    raise PictureError("There is no browser.")


def test_a_picture_that_cannot_be_drawn_is_a_label_but_its_values_are_held() -> None:
    def held(content: bytes) -> Finding:
        (one,) = Verification(REAL, draw=no_browser).findings("file", content)
        return one

    one = held(FORGER.file("png"))
    assert not one.holds
    assert told(one).startswith(
        "The file was not compared. There is no browser. What the file says about itself is a "
        "label, not a proof."
    )
    other = held(FORGER.file("png", lambda own: replace(own, values=("1", *own.values[1:]))))
    assert other.verdict is not None
    assert other.verdict.comparison.state == DIFFERS


@pytest.mark.parametrize(
    ("one", "same_program", "state"),
    [
        (Difference("Rows, a, low", "value", "5", "6"), False, DIFFERS),
        (Difference("Rows, a, hedge", "value", "about", "around"), False, NOT_COMPARED),
        (Difference("Slide 1, words", "text", "5", "6"), False, NOT_COMPARED),
        (Difference("Slide 1, words", "text", "5", "6"), True, DIFFERS),
        (Difference("Picture", "drawing", "9 pixels", ""), True, DIFFERS),
        (Difference("Picture", "drawing", "9 pixels", ""), False, NOT_COMPARED),
    ],
)
def test_another_version_of_the_program_may_differ_in_all_but_numbers(
    one: Difference, same_program: bool, state: str
) -> None:
    assert compared([one], same_program=same_program).state == state


def test_a_long_text_is_told_around_its_difference() -> None:
    text = "a long remark on many things " * 5 + "{} and so on" + " and on" * 30
    one = Difference("Page", "text", text.format(5), text.format(6))
    around = "a long remark on many things {} and so on and on and on and o"
    file, here = (around.format(number) for number in (5, 6))
    assert one.words() == f"Page: the file has “… {file} …”, this site writes “… {here} …”."


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the site have a key of its own; return the file of its public key."""
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "private.pem").write_bytes(pem)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "private.pem"))
    public = tmp_path / "public.pem"
    public.write_text(public_pem(private.public_key()))
    return public


def signed_by(key: Path, content: bytes, draw: Callable[..., bytes] = no_browser) -> str:
    public = signature.public_key(key.read_bytes())
    (one,) = Verification(REAL, key=public, draw=draw).findings("file", content)
    return f"{one.holds} {told(one)}"


@pytest.mark.parametrize("form", some(FILE_FORMATS, without=("jpg", "webp", "svg", "html", "docx")))
def test_a_signed_file_needs_no_second_making_and_a_change_breaks_it(form: str, key: Path) -> None:
    content = made(ONE, ExportSettings(form))
    envelope = FILE_FORMATS[form].envelope
    if envelope is None:
        assert form == "csv"
        return
    assert content == made(ONE, ExportSettings(form))
    assert signed_by(key, content).startswith(f"True {SIGNED}")
    own, text = envelope.take(content)
    other = Ed25519PrivateKey.generate().sign(b"something else").hex()
    changed = content.replace(text.encode(), other.encode())
    if form == "png":
        changed = envelope.put(own, other)
    if form in {"xlsx", "pptx", "docx"}:
        path = "docProps/custom.xml"
        changed = edited(content, path, lambda part: swapped(part, text, other))
    said = signed_by(key, changed, WordedPictures())
    assert said.startswith(f"True {PARTS} {FORGED}")
    assert NO_KEY in told(finding(content))


def test_a_painted_picture_loses_its_signature(key: Path) -> None:
    content = made(ONE, ExportSettings("png"))
    said = signed_by(key, painted(content), WordedPictures())
    assert said.startswith(f"False {REDRAWN}")


def test_a_key_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere.pem"))
    with pytest.raises(SigningKeyError, match="must be an Ed25519 private key in PEM"):
        signing_key()
    with pytest.raises(PictureError, match="must be an Ed25519 private key in PEM"):
        made(ONE, ExportSettings("xlsx"))
    with pytest.raises(SigningKeyError, match=r"no Ed25519 public key in PEM\."):
        signature.public_key(b"-----BEGIN")


def office(pictures: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in pictures.items():
            archive.writestr(name, content)
    return into.getvalue()


def test_pictures_inside_office_files_are_each_held_against_their_own() -> None:
    own = FORGER.file("png")
    content = office(
        {
            "word/media/image1.png": own,
            "word/media/image2.png": painted(own),
            "ppt/media/image3.svg": FORGER.file("svg"),
            "word/media/image4.png": b"\x89PNG\r\n\x1a\n",
        }
    )
    found = verification().findings("report.docx", content)
    assert {one.name: one.holds for one in found} == {
        "report.docx, word/media/image1.png": True,
        "report.docx, word/media/image2.png": False,
        "report.docx, ppt/media/image3.svg": True,
    }
    (none,) = verification().findings("report.docx", office({"word/media/a.png": b"a"}))
    assert "carries no proof" in told(none)


def test_a_folder_is_held_against_its_manifest_in_one_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for command in (export, verify):
        monkeypatch.setattr(command, "loaded", lambda _: REAL)
    run = CliRunner().invoke(
        main,
        [
            *("export", "--view", "/trends?indicator=poppy_area", "--formats", "csv,xlsx,html"),
            *("--out", str(tmp_path / "out")),
        ],
    )
    assert run.exit_code == 0
    run = CliRunner().invoke(main, ["verify", str(tmp_path / "out")])
    assert run.exit_code == 0
    assert "3 files: 3 as made here and unchanged since." in run.output
    folder = Path(shutil.copytree(tmp_path / "out", tmp_path / "changed"))
    table = folder / "trends-poppy-area.csv"
    table.write_bytes(swapped(table.read_bytes(), ",44100,", ",45100,"))
    (folder / "trends-poppy-area.xlsx").unlink()
    (folder / "letter.txt").write_text("Dear reader,")
    said = {one.name: told(one) for one in folder_findings(verification(), folder)}
    assert said["trends-poppy-area.csv"].startswith(f"{OTHER_HASH}\nThe file is not as this site")
    assert said["trends-poppy-area.xlsx"] == GONE
    assert said["letter.txt"].startswith(f"{NOT_NAMED}\nThis file carries no proof")
    assert said["trends-poppy-area.html"].startswith(BYTES)
    run = CliRunner().invoke(main, ["verify", str(folder)])
    assert run.exit_code == 1
    assert "4 files: 1 as made here and unchanged since." in run.output
    (folder / MANIFEST).write_text(json.dumps({"files": 7}))
    run = CliRunner().invoke(main, ["verify", str(folder)])
    assert (run.exit_code, run.output) == (1, f"Error: {folder}: The manifest cannot be read.\n")


def test_the_page_of_a_folder_is_made_again(tmp_path: Path) -> None:
    charts = Charts(REAL, WordedPictures())
    folder = Folder(tmp_path, {"data": "1", "licence": "2", "generator": "3"})
    for form in ("csv", "png"):
        job = Job(CARD, ExportSettings(form))
        file = charts.make(job)
        folder.add(file.name, file.content, manifest_entry(job, file))
    folder.finish("Read me", index_page)

    def wrong() -> dict[str, list[str]]:
        return {
            one.name: [*one.wrong] for one in folder_findings(verification(), tmp_path) if one.wrong
        }

    page, noted = tmp_path / INDEX, tmp_path / MANIFEST
    honest, manifest = page.read_bytes(), noted.read_text()
    text = honest.decode()
    assert wrong() == {}
    assert "1 chart, 2 files." in text
    assert text.count('<img src="data:image/webp;base64,') == 1
    assert text.count(f'href="{folder.files[file.name]["name"]}"') == 2
    assert "<script" not in text
    assert not re.search(r'(?:src|href)="(?:https?:|/)', text)
    page.write_bytes(honest.replace(b"Mexico</h2>", b"Peru</h2>"))
    assert wrong() == {INDEX: [OTHER_HASH, OTHER_INDEX]}
    forged = json.loads(manifest.replace("cultivation, Mexico", "cultivation, Peru"))
    page.write_bytes(index_page(forged, lambda name: (tmp_path / name).read_bytes()))
    digest = hashlib.sha256(page.read_bytes()).hexdigest()
    forged["beside"][1]["sha256"] = digest
    noted.write_text(json.dumps(forged))
    assert wrong() == {file.name: [OTHER_TITLE]}
    forged["files"][0]["name"] = "../elsewhere.csv"
    noted.write_text(json.dumps(forged))
    assert OTHER_INDEX in wrong()[INDEX]
