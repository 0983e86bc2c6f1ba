"""A file read back: what it shows, what became of it; and files that are broken or do harm."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from charts.__main__ import main
from charts.export.formats import (
    FILE_FORMATS,
    NO_FORM,
    NOT_OURS,
    VerifyError,
    export_view,
    read_provenance,
)
from charts.export.settings import ExportSettings
from charts.provenance.comparison import BYTES, SAME, Comparison
from charts.provenance.ooxml_metadata import CUSTOM
from charts.provenance.record import ProvenanceRecord
from charts.provenance.verify import Verdict, headline, lines, outcome_words, verify
from charts.views.resolve import dataset_of, resolve
from charts.views.view import View
from loaders.dataset import Dataset, load
from loaders.queries.as_of import as_of
from loaders.queries.record import record_claims
from tests.support.adding import copied
from tests.support.changed import CORRECTED, DAY, WITHDRAWN, changed_copy
from tests.support.pictures import BlankPictures
from tests.support.provenance import PROOF
from tests.support.real import REAL
from tests.support.recorded import OBSERVED, OF_A_FILE, write_record

VIEW = View("trends", indicator="poppy_area")


def now(dataset: Dataset, proof: ProvenanceRecord) -> Verdict:
    """Return what became of the claims of a file that is as it is made here."""
    return verify(dataset, proof, Comparison(SAME, BYTES))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A later copy of the figures: one claim corrected, one withdrawn."""
    return changed_copy(tmp_path_factory.mktemp("later") / "datasets")


@pytest.fixture(scope="module")
def later(folder: Path) -> Dataset:
    return load(folder)


def before(dataset: Dataset) -> Dataset:
    """Return the figures of the day before those of the later copy were corrected."""
    return replace(as_of(dataset, date.fromisoformat(DAY) - timedelta(1)), version=dataset.version)


def saved(dataset: Dataset, form: str) -> bytes:
    return export_view(dataset, resolve(dataset, VIEW), ExportSettings(form), draw=BlankPictures())


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_a_file_of_before_says_what_was_corrected_since(
    real: Dataset, later: Dataset, form: str
) -> None:
    proof = read_provenance(saved(real, form))
    assert now(real, proof).changed == []
    verdict = now(later, proof)
    assert not verdict.same_version
    corrected, withdrawn = sorted(verdict.changed, key=lambda claim: claim.state)
    assert (corrected.claim_id, corrected.state) == (CORRECTED, "corrected")
    assert corrected.old == "44,100 hectares, estimated"
    assert corrected.new == "44,200 hectares, estimated"
    assert corrected.new_id == f"{CORRECTED}-corrected"
    assert (withdrawn.claim_id, withdrawn.state) == (WITHDRAWN, "withdrawn")
    assert "It was withdrawn on 2026-11-25. Counted twice." in withdrawn.why
    assert headline(later, verdict) == (
        f"The file shows {len(proof.claim_ids)} numbers: "
        f"1 corrected since, 1 withdrawn since (data {later.version})."
    )


def test_a_claim_that_is_not_here_is_told_too(real: Dataset) -> None:
    own = replace(PROOF, claim_ids=("nobody-1",))
    verdict = now(real, read_provenance(_as_page(own.to_json())))
    assert [outcome_words(claim) for claim in verdict.changed] == [
        "There is no claim with this name."
    ]
    assert headline(real, verdict).startswith("The file shows 1 number: 1 not known here (data")
    assert verdict.documents == ["When the file was made, another copy of paper was used than now."]


def test_the_command_says_old_and_new_and_ends_with_one(
    real: Dataset, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "chart.xlsx"
    file.write_bytes(saved(real, "xlsx"))
    run = CliRunner().invoke(main, ["verify", str(file)])
    assert run.exit_code == 0
    assert run.output.startswith(f"{BYTES}\n")
    assert f"all are unchanged in data {real.version}." in run.output
    file.write_bytes(saved(before(real), "xlsx"))
    run = CliRunner().invoke(main, ["verify", str(file), "--datasets", str(folder)])
    assert run.exit_code == 1
    said = run.output.splitlines()
    assert said[0] == BYTES
    assert re.match(r"The file shows \d+ numbers: \d+ corrected since, 1 withdrawn since", said[1])
    assert (
        f"{CORRECTED}: 44,100 hectares, estimated, now 44,200 hectares, estimated "
        f"({CORRECTED}-corrected). "
        "It was corrected on 2026-11-25." in said
    )


def test_the_command_refuses_a_file_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear reader,")
    run = CliRunner().invoke(main, ["verify", str(file)])
    assert run.exit_code == 1
    assert run.output == f"Error: {file}: {NO_FORM}\n"


def test_the_command_writes_a_file_of_an_address(tmp_path: Path) -> None:
    out = tmp_path / "chart.csv"
    address = "https://figures.example.org/by/trends?indicator=poppy_area"
    run = CliRunner().invoke(
        main, ["export", "--view", address, "--format", "csv", "--out", str(out)]
    )
    assert run.output.startswith(f"{out}: ")
    assert "felbabbrown2020-poppy-us-2017" in read_provenance(out.read_bytes()).claim_ids
    for wrong, why in (
        ("/nowhere", 'Error: "/nowhere" leads to no page here; pages are overview, trends,'),
        ("/trends?indicator=poppy", 'Error: There is no indicator "poppy" here'),
        ("/sources", "Error: This page shows no chart of claims."),
    ):
        run = CliRunner().invoke(main, ["export", "--view", wrong, "--out", str(out)])
        assert run.exit_code == 1
        assert run.output.startswith(why)


def test_what_a_file_says_of_itself_cannot_steer_a_terminal(real: Dataset) -> None:
    own = replace(PROOF, title="\x1b[2J" + "x" * 100_000, claim_ids=("\x1b]0;a\x07",))
    told = "\n".join(lines(real, now(real, read_provenance(_as_page(own.to_json())))))
    assert "\x1b" not in told
    assert len(told) < 5000


def _as_page(proof: str) -> bytes:
    named = json.dumps({"identifier": {"propertyID": "CitedFigures.proof", "value": proof}})
    safe = named.replace("<", "\\u003c")
    return f'<!doctype html><script type="application/ld+json">{safe}</script></html>'.encode()


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def _png(*chunks: bytes) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks)


def _zip(parts: dict[str, bytes]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return into.getvalue()


def _plain_picture() -> bytes:
    into = io.BytesIO()
    Image.new("RGB", (4, 4)).save(into, "PNG")
    return into.getvalue()


def _plain_pdf() -> bytes:
    into = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(into)
    return into.getvalue()


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]><svg>&d;</svg>'
HARMFUL = {
    "empty": (b"", "The file is empty."),
    "foreign": (b"Dear reader,", NO_FORM),
    "long": (b"\0" * 50_000_001, "The file is larger than 50,000,000 bytes, which no file"),
    "picture without proof": (_plain_picture(), NOT_OURS),
    "truncated picture": (_png()[:30], "cannot be read: the picture is broken"),
    "picture that is too large": (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", b""),
        "cannot be read: the picture has more pixels than any of this app",
    ),
    "PDF without proof": (_plain_pdf(), NOT_OURS),
    "broken PDF": (b"%PDF-1.4\n%%EOF", NOT_OURS),
    "PDF with entities": (
        b"%PDF-1.4 <?xpacket begin=''?>" + ENTITIES + b"<?xpacket end='r'?>",
        "cannot be read: its properties define entities",
    ),
    "drawing with entities": (ENTITIES.replace(b"DOCTYPE a", b"DOCTYPE svg"), "define entities"),
    "broken drawing": (b"<svg><g>", "cannot be read: its properties are no XML"),
    "deep drawing": (b"<svg>" + b"<g>" * 100_000, "cannot be read: its properties are no XML"),
    "drawing without proof": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", NOT_OURS),
    "page without proof": (b"<!DOCTYPE html><p>Hello", NOT_OURS),
    "page with another's": (_as_page("{}").replace(b"Figures.", b"Other."), NOT_OURS),
    "page with half a proof": (_as_page('{"proof": 1}'), "cannot be read: a part of it is missing"),
    "page with a deep proof": (_as_page("[" * 200_000), "cannot be read: it is not JSON"),
    "archive without proof": (_zip({"a.txt": b"a"}), NOT_OURS),
    "truncated archive": (_zip({CUSTOM: b"<a/>"})[:60], "cannot be read: its parts cannot be"),
    "archive with entities": (_zip({CUSTOM: ENTITIES}), "its properties define entities"),
    "table without version": (b"claim_id,low\na,1\n", NOT_OURS),
    "table of other letters": (b"claim_id\n\xff\xfe\n", "cannot be read: the table is not UTF-8"),
}


@pytest.mark.parametrize("name", HARMFUL)
def test_what_is_no_file_of_ours_gets_a_sentence(real: Dataset, name: str) -> None:
    content, why = HARMFUL[name]
    with pytest.raises(VerifyError) as told:
        now(real, read_provenance(content))
    assert why in str(told.value)
    assert str(told.value).endswith(".")


@given(st.sampled_from([*FILE_FORMATS]), st.data())
def test_a_file_with_any_byte_changed_is_read_or_gets_a_sentence(
    form: str, data: st.DataObject
) -> None:
    content = bytearray(_small(form))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    for changed in (bytes(content), bytes(content[:end])):
        try:
            read_provenance(changed)
        except VerifyError as error:
            assert str(error).endswith(".")


_SMALL: dict[str, bytes] = {}


def _small(form: str) -> bytes:
    if form not in _SMALL:
        dataset = REAL
        resolved = resolve(dataset, View("compare", comparison="gun_us_shares"))
        content = export_view(dataset, resolved, ExportSettings(form), draw=BlankPictures())
        _SMALL[form] = content if len(content) < 100_000 else content[:60_000] + content[-9_000:]
    return _SMALL[form]


RATES = View("trends", indicator="homicides", per="capita")


def test_a_file_of_computed_numbers_names_what_they_were_divided_by(real: Dataset) -> None:
    own = dataset_of(real, RATES)
    content = export_view(own, resolve(own, RATES), ExportSettings("xlsx"), draw=BlankPictures())
    proof = read_provenance(content)
    one = next(one for one in proof.computed_with if one.claim_id.endswith("-2016"))
    assert one.document_id in real.works
    assert one.value.endswith(" people")
    verdict = now(real, proof)
    assert verdict.changed == []
    told = "\n".join(lines(real, verdict))
    assert f"Computed with: {proof.computed_with[0].value}" in told
    assert f"{one.claim_id}: {one.value}" in told
    other = replace(proof, computed_with=(replace(one, value="1 people"),))
    verdict = now(real, other)
    assert [(claim.state, claim.old, claim.new) for claim in verdict.changed] == [
        ("revised", "1 people", one.value)
    ]
    assert "1 changed since of those that it was computed with" in headline(real, verdict)


@pytest.mark.parametrize("value", [7, [7], [{"claim_id": "x"}], [{"a": "b"}], ["xyz"]])
def test_what_a_file_says_it_was_computed_with_is_read_or_refused(value: object) -> None:
    fields = json.loads(PROOF.to_json()) | {"computed_with": value}
    with pytest.raises(VerifyError, match="computed with cannot be read"):
        read_provenance(_as_page(json.dumps(fields)))


def test_a_figure_that_its_office_revised_since_says_old_and_new(tmp_path: Path) -> None:
    first = {**OBSERVED, "vintage": "2026-11-26"}
    gone = {**first, "period": "2017", "value": "900"}
    dropped = {**gone, "value": "", "flags": "dropped", "vintage": "2026-11-28"}
    directory = copied(tmp_path / "data")
    write_record(directory, [OF_A_FILE], [first, {**OBSERVED, "value": "1200"}, gone, dropped])
    dataset = load(directory)
    claims = record_claims(as_of(dataset, date(2026, 11, 26)), ["office-passengers"])
    ids = tuple(sorted(claims["claim_id"]))
    assert len(ids) == 2
    before = now(dataset, replace(PROOF, claim_ids=ids, on="2026-11-26"))
    assert [(claim.state, claim.old, claim.new) for claim in before.changed] == [
        ("revised", "900 passengers", ""),
        ("revised", "1,000 passengers", "1,200 passengers"),
    ]
    assert outcome_words(before.changed[1]) == (
        "1,000 passengers, now 1,200 passengers. Its office revised it; the new edition came in on "
        "2026-11-28."
    )
    assert headline(dataset, before).startswith("The file shows 2 numbers: 2 revised since")
    later = now(dataset, replace(PROOF, claim_ids=ids[1:], on="2026-11-28"))
    assert later.changed == []
