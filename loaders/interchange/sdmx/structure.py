"""The data structure definition as SDMX-ML 3.0: code lists, concepts, dataflow and components."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from loaders.interchange.sdmx.code_lists import CodeList
from loaders.interchange.sdmx.components import COMPONENTS, Component, Role, of_role

AGENCY, FLOW, CONCEPTS = "CITED_FIGURES", "CLAIMS", "CS_CLAIMS"
NAME = "Numeric claims, each as its document states it"
NAMESPACE = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
MESSAGE, STRUCTURE, COMMON = (
    f"{{{NAMESPACE}{part}}}" for part in ("message", "structure", "common")
)
URN = "urn:sdmx:org.sdmx.infomodel."
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
Element = ElementTree.Element


def structure_text(lists: Iterable[CodeList], version: str, prepared: str) -> str:
    """Return the structure message; `prepared` is the day of the latest row, not today.

    The same files of the dataset give the same bytes.
    """
    for prefix, name in (("mes", "message"), ("str", "structure"), ("com", "common")):
        ElementTree.register_namespace(prefix, NAMESPACE + name)
    root = Element(f"{MESSAGE}Structure")
    header = ElementTree.SubElement(root, f"{MESSAGE}Header")
    for name, text in (("ID", f"{FLOW}_{version.replace('.', '_')}"), ("Test", "false")):
        ElementTree.SubElement(header, f"{MESSAGE}{name}").text = text
    ElementTree.SubElement(header, f"{MESSAGE}Prepared").text = f"{prepared}T00:00:00Z"
    ElementTree.SubElement(header, f"{MESSAGE}Sender", id=AGENCY)
    structures = ElementTree.SubElement(root, f"{MESSAGE}Structures")
    _code_lists(structures, lists, version)
    _concepts(structures, version)
    _dataflow(structures, version)
    _definition(structures, version)
    ElementTree.indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return head + ElementTree.tostring(root, encoding="unicode") + "\n"


def flow_id(version: str) -> str:
    """Return the dataflow as the CSV names it: agency, id and version."""
    return f"{AGENCY}:{FLOW}({version})"


def _part(parent: Element, name: str, **attributes: str) -> Element:
    return ElementTree.SubElement(parent, f"{STRUCTURE}{name}", attributes)


def _named(parent: Element, name: str, description: str = "") -> None:
    for tag, text in (("Name", name), ("Description", description)):
        if text:
            words = ElementTree.SubElement(parent, f"{COMMON}{tag}", {LANGUAGE: "en"})
            words.text = text


def _artefact(group: Element, tag: str, artefact_id: str, version: str, name: str) -> Element:
    """Add a maintained artefact of the agency."""
    made = _part(group, tag, id=artefact_id, agencyID=AGENCY, version=version)
    _named(made, name)
    return made


def _code_lists(structures: Element, lists: Iterable[CodeList], version: str) -> None:
    group = _part(structures, "Codelists")
    for each in lists:
        made = _artefact(group, "Codelist", each.id, version, each.name)
        for code in each.codes:
            _named(_part(made, "Code", id=code.id), code.name, code.description)


def _concepts(structures: Element, version: str) -> None:
    group = _part(structures, "ConceptSchemes")
    scheme = _artefact(group, "ConceptScheme", CONCEPTS, version, "Concepts of a claim")
    for component in COMPONENTS:
        _named(_part(scheme, "Concept", id=component.id), component.name)


def _dataflow(structures: Element, version: str) -> None:
    flow = _artefact(_part(structures, "Dataflows"), "Dataflow", FLOW, version, NAME)
    urn = f"{URN}datastructure.DataStructure={AGENCY}:{FLOW}({version})"
    _part(flow, "Structure").text = urn


def _definition(structures: Element, version: str) -> None:
    group = _part(structures, "DataStructures")
    definition = _artefact(group, "DataStructure", FLOW, version, NAME)
    components = _part(definition, "DataStructureComponents")
    lists: tuple[tuple[str, tuple[Role, ...]], ...] = (
        ("DimensionList", ("dimension", "time")),
        ("AttributeList", ("attribute",)),
        ("MeasureList", ("measure",)),
    )
    for tag, roles in lists:
        made = _part(components, tag)
        for place, component in enumerate(of_role(*roles), 1):
            _component(made, component, place, version)


def _component(parent: Element, component: Component, place: int, version: str) -> None:
    tags = {"dimension": "Dimension", "time": "TimeDimension"}
    made = _part(parent, tags.get(component.role, component.role.capitalize()), id=component.id)
    if component.role == "dimension":
        made.set("position", str(place))
    if component.role in ("attribute", "measure"):
        made.set("usage", "mandatory" if component.required else "optional")
    concept = f"{URN}conceptscheme.Concept={AGENCY}:{CONCEPTS}({version}).{component.id}"
    _part(made, "ConceptIdentity").text = concept
    representation = _part(made, "LocalRepresentation")
    if component.codes:
        urn = f"{URN}codelist.Codelist={AGENCY}:{component.codes}({version})"
        _part(representation, "Enumeration").text = urn
    else:
        _part(representation, "TextFormat", textType=component.text_type)
    if component.role == "attribute":
        relationship = _part(made, "AttributeRelationship")
        if component.attached:
            _part(relationship, "Dimension").text = component.attached
        else:
            _part(relationship, "Observation")
