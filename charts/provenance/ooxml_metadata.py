"""The proof in Office files (XLSX, PPTX): the same bytes for the same parts, and the way back.

An OOXML file is a ZIP of parts. The proof stands in `docProps/custom.xml`, cut into pieces, as
Office gives a text property 255 characters; title, subject and keywords in `docProps/core.xml`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping

from lxml import etree

from charts.provenance.record import MOST_CHARACTERS, ProvenanceRecord

CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
TYPES, RELATIONS = "[Content_Types].xml", "_rels/.rels"
NAME = "CitedFigures.proof"
"""What the properties are called: `CitedFigures.proof.001` and on."""
PIECE = 250
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name."""
MOST_PARTS, MOST_BYTES = 10_000, 4 * MOST_CHARACTERS
"""How many parts a file may have, where a deck of 40 charts has some 300; and how long the one
that is read may be.
"""
MOST_UNPACKED = 200_000_000
"""How long all parts of a file may be together."""
LISTED = b"PK\x01\x02"
"""How each entry of a ZIP's list of parts begins."""
UNPACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How Office packs parts; of other ways, `zipfile` unpacks as much as there is, and more."""
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
TEXT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that a document's author defines (ECMA-376, part 1, 22.3)."""
NAMES = {
    "cp": f"{PACKAGE}/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
CUSTOM_NAMES = {None: f"{OFFICE}/custom-properties", "vt": f"{OFFICE}/docPropsVTypes"}


def embed_ooxml(content: bytes, provenance: ProvenanceRecord) -> bytes:
    """Return an OOXML file with a proof in its properties, and with no time but the proof's.

    The workbook inside a chart of a PPTX gets the same times, and no proof of its own.
    """
    parts = _set_times(_parts(content), provenance.on)
    parts[CORE] = _core(provenance)
    parts[CUSTOM] = _custom(provenance.to_json())
    for part, kind, relation in (
        (CORE, "package.core-properties", f"{PACKAGE}/relationships/metadata/core-properties"),
        (CUSTOM, "officedocument.custom-properties", f"{OFFICE}/relationships/custom-properties"),
    ):
        media = f"application/vnd.openxmlformats-{kind}+xml"
        parts[TYPES] = _declare(parts[TYPES], part, media)
        parts[RELATIONS] = _relate(parts[RELATIONS], part, relation)
    return pack(parts)


def read_ooxml(content: bytes) -> str | None:
    """Return the text of the proof in an OOXML file; None where it has none.

    Raise `ValueError` for a file that cannot be read or is made to do harm.
    """
    custom = read_parts(content, {CUSTOM}, MOST_BYTES).get(CUSTOM)
    return None if custom is None else _join(parse_xml(custom))


def read_parts(
    content: bytes, wanted: Collection[str] = (), most: int = MOST_UNPACKED
) -> dict[str, bytes]:
    """Return the parts of an OOXML file that are wanted, or all, by their path.

    Raise `ValueError` for a file that cannot be read, or whose parts are longer than `most` bytes.
    """
    if content.count(LISTED) > MOST_PARTS:
        raise ValueError("it has too many parts")
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                if wanted and entry.filename not in wanted:
                    continue
                if entry.compress_type not in UNPACKED:
                    raise zipfile.BadZipFile
                with archive.open(entry) as part:
                    found[entry.filename] = part.read(most + 1)
                most -= len(found[entry.filename])
                if most < 0:
                    break
    except Exception as error:  # zipfile and zlib raise many kinds for files that are broken
        raise ValueError("its parts cannot be unpacked") from error
    if most < 0:
        raise ValueError("its properties are too long" if wanted else "its parts are too long")
    return found


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return an OOXML file with parts in place of its own."""
    return pack({**read_parts(content), **parts})


def with_property(content: bytes, name: str, text: str) -> bytes:
    """Return an OOXML file that has a proof with one property more."""
    parts = read_parts(content)
    root = parse_xml(parts[CUSTOM])
    _add_property(root, name, text)
    return pack(parts | {CUSTOM: _serialize(root)})


def without_property(content: bytes, name: str) -> tuple[dict[str, bytes], str]:
    """Return the parts of an OOXML file without a property, and its text; "" where it has none."""
    parts = read_parts(content)
    if CUSTOM not in parts:
        return parts, ""
    root = parse_xml(parts[CUSTOM])
    found = [one for one in root if one.get("name") == name]
    for one in found:
        root.remove(one)
    text = "".join(found[0].itertext()) if found else ""
    return parts | {CUSTOM: _serialize(root)}, text


def parse_xml(content: bytes, target: object = None) -> etree._Element:
    """Return an XML part as a tree, unless a target is told of its elements instead.

    Raise `ValueError` where it has entities, is broken, or is not UTF-8, as nobody sees entities
    in other encodings.
    """
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("its properties define entities")
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, target=target
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("its properties are no XML") from error


def _join(root: etree._Element) -> str | None:
    pieces = {
        str(one.get("name")): "".join(one.itertext())
        for one in root
        if str(one.get("name", "")).startswith(f"{NAME}.")
    }
    return "".join(pieces[name] for name in sorted(pieces)) if pieces else None


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()}


def _set_times(parts: Mapping[str, bytes], on: str) -> dict[str, bytes]:
    """Return the parts with workbooks inside packed again, without the times of their making."""
    changed = dict(parts)
    for name, content in parts.items():
        if name.startswith("ppt/embeddings/") and name.endswith(".xlsx"):
            inner = _parts(content)
            inner[CORE] = _core(ProvenanceRecord((), {}, "", "", "", "", on))
            changed[name] = pack(inner)
    return changed


def pack(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a ZIP, the list of their types first, as Office wants it."""
    into = io.BytesIO()
    first = {TYPES: 0, RELATIONS: 1}
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (first.get(name, 2), name)):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            archive.writestr(entry, parts[name])
    return into.getvalue()


def _core(provenance: ProvenanceRecord) -> bytes:
    root = etree.Element(f"{{{NAMES['cp']}}}coreProperties", nsmap=NAMES)
    version = f"data {provenance.version}, {provenance.licence}" if provenance.version else ""
    fields = {
        "dc:title": provenance.title,
        "dc:subject": f"{provenance.generator}, {version}" if version else "",
        "dc:creator": provenance.generator,
        "dc:description": provenance.link,
        "cp:keywords": f"{provenance.generator}; {version}" if version else "",
    }
    for name, text in fields.items():
        if text:
            _child(root, name).text = text
    for name in ("dcterms:created", "dcterms:modified"):
        one = _child(root, name)
        one.set(f"{{{NAMES['xsi']}}}type", "dcterms:W3CDTF")
        one.text = f"{provenance.on}T00:00:00Z"
    return _serialize(root)


def _child(root: etree._Element, name: str) -> etree._Element:
    space, _, local = name.partition(":")
    return etree.SubElement(root, f"{{{NAMES[space]}}}{local}")


def _custom(text: str) -> bytes:
    root = etree.Element(f"{{{CUSTOM_NAMES[None]}}}Properties", nsmap=CUSTOM_NAMES)
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    for number, piece in enumerate(pieces, 1):
        _add_property(root, f"{NAME}.{number:03}", piece)
    return _serialize(root)


def _add_property(root: etree._Element, name: str, text: str) -> None:
    attributes = {"fmtid": TEXT_ID, "pid": str(len(root) + 2), "name": name}
    one = etree.SubElement(root, f"{{{CUSTOM_NAMES[None]}}}property", attributes)
    etree.SubElement(one, f"{{{CUSTOM_NAMES['vt']}}}lpwstr").text = text


def _declare(content: bytes, part: str, media: str) -> bytes:
    root = parse_xml(content)
    if part not in [one.get("PartName", "").lstrip("/") for one in root]:
        space = f"{{{PACKAGE}/content-types}}"
        etree.SubElement(root, f"{space}Override", PartName=f"/{part}", ContentType=media)
    return _serialize(root)


def _relate(content: bytes, part: str, kind: str) -> bytes:
    root = parse_xml(content)
    if part not in [one.get("Target", "").lstrip("/") for one in root]:
        space = f"{{{PACKAGE}/relationships}}"
        used = {one.get("Id") for one in root}
        name = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        etree.SubElement(root, f"{space}Relationship", Id=name, Type=kind, Target=part)
    return _serialize(root)


def _serialize(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
