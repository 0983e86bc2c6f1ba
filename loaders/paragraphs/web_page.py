"""A web page: its paragraphs, headings, list items and rows of tables, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import html5lib
from lxml.etree import iterwalk

from loaders.paragraphs.joining import raised, tidy

NO_TEXT = "head script style noscript template svg math iframe object nav form button select"
DROPPED = frozenset(NO_TEXT.split())
"""What is no text, or leads elsewhere."""
AROUND = frozenset(("header", "footer", "aside"))
"""What stands around the text, where the page has no `main` or `article` that it is in."""
OWN_LINES = """address article aside blockquote body caption center dd details div dl dt fieldset
figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody
tfoot thead tr ul"""
BLOCKS = frozenset(OWN_LINES.split())
CELLS = ("td", "th")
NOTES = ("li", "p", "div", "dd")
"""What a footnote is, where a mark links to it."""
MARK = re.compile(r"[\[(]?\s*(?P<mark>[0-9]{1,3}|[*†‡])\s*[\])]?")
"""A footnote's mark, with or without brackets."""
BREAK, CELL = "\n", " | "


def paragraphs(content: bytes) -> list[str]:
    """Return the paragraphs of a page, read as browsers do.

    Where it has one `main` or one `article`, that is the text; otherwise all of it but menus,
    forms, and what stands around it. A row of a table is a paragraph, its cells parted by " | ".
    """
    undeclared = {"useChardet": False, "likely_encoding": _likely(content)}
    page = html5lib.parse(content, treebuilder="lxml", namespaceHTMLElements=False, **undeclared)
    root = page.getroot()
    texts = (list(root.iter(tag)) for tag in ("main", "article"))
    own = next((found[0] for found in texts if len(found) == 1), None)
    start = root if own is None else own
    left_out = DROPPED | AROUND if own is None else DROPPED
    pieces = _Walk(_marks(start), left_out).pieces(start)
    lines = (tidy(raised(line)).strip("| ") for line in "".join(pieces).split(BREAK))
    return [line for line in lines if line.strip("# ")]


def _likely(content: bytes) -> str:
    """Return how a page is written that does not say so."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _marks(root: Any) -> Mapping[str, str]:
    """Return the mark of each footnote by its id: what links to it is its number."""
    found = {}
    for link in root.iter("a"):
        match = MARK.fullmatch("".join(link.itertext()).strip())
        if match and (link.get("href") or "").startswith("#"):
            found[link.get("href")[1:]] = match["mark"]
    return found


@dataclass
class _Walk:
    """A way through a page; `cells` are the open cells of a table that is no layout."""

    marks: Mapping[str, str]
    left_out: frozenset[str]
    cells: list[Any] = field(default_factory=list)
    marked: bool = False

    def pieces(self, root: Any) -> Iterator[str]:
        """Yield the texts of an element and what stands between them."""
        walk = iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event != "start":
                yield self._behind(element) if event == "end" else ""
                yield "" if element is root else _flat(element.tail, element.getparent())
            elif element.tag in self.left_out or _hidden(element):
                walk.skip_subtree()
            else:
                yield self._before(element)
                yield _flat(element.text, element)

    def _before(self, element: Any) -> str:
        tag = element.tag
        if tag in CELLS and not _is_layout(element):
            self.cells.append(element)
            return CELL
        if tag == "sup" or self._is_mark(element):
            self.marked = True
            return "<sup>"
        if tag == "br":
            following = element.getnext()
            twice = following is not None and following.tag == "br"
            return BREAK if twice and not (element.tail or "").strip() else " "
        if tag not in BLOCKS or self.cells:
            return ""
        mark = self.marks.get(element.get("id") or "") if tag in NOTES else None
        heading = re.fullmatch(r"h[1-6]", tag)
        return BREAK + ("# " if heading else f"<sup>{mark}</sup> " if mark else "")

    def _behind(self, element: Any) -> str:
        tag = element.tag
        if self.cells and element is self.cells[-1]:
            self.cells.pop()
            return ""
        if self.marked and (tag == "sup" or self._is_mark(element, inside=True)):
            self.marked = False
            return "</sup>"
        return "" if tag not in (*BLOCKS, *CELLS) else " " if self.cells else BREAK

    def _is_mark(self, element: Any, *, inside: bool = False) -> bool:
        """Tell whether an element is a footnote's mark that no `sup` raises."""
        if element.tag != "a" or not (element.get("href") or "").startswith("#"):
            return False
        free = inside or not self.marked
        above = any(each.tag == "sup" for each in element.iterancestors())
        return free and not above and bool(MARK.fullmatch("".join(element.itertext()).strip()))


def _hidden(element: Any) -> bool:
    style = re.sub(r"\s", "", element.get("style") or "").casefold()
    return element.get("hidden") is not None or "display:none" in style


def _is_layout(cell: Any) -> bool:
    """Tell whether a cell holds a page's text and no figure of a table."""
    return len(cell.findall(".//p")) > 1 or cell.find(".//table") is not None


def _flat(text: str | None, inside: Any) -> str:
    """Return a text without its line breaks, which mean nothing but in `pre`."""
    return (text or "") if inside.tag == "pre" else re.sub(r"[\r\n]", " ", text or "")
