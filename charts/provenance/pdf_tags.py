"""The structure of a PDF: what each page is, in words, for who has it read; bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

MARKS = {"BMC", "BDC", "EMC", "MP", "DP"}
"""Operators of marked content (ISO 32000-1, 14.6)."""


@dataclass(frozen=True)
class PageTag:
    """What a page is: its title, and the words that stand for its figure; empty for a page of
    text, which is read as it stands. Its bookmark is `inside` the last that is not.
    """

    title: str
    alt: str = ""
    inside: bool = False

    @property
    def role(self) -> str:
        """Return the type of its structure element."""
        return "/Figure" if self.alt else "/P"


def tag_pages(pdf: pikepdf.Pdf, tags: Sequence[PageTag]) -> None:
    """Give each page of a PDF, which has as many, its one element in place of all others, and
    the pages bookmarks where there are several.
    """
    import pikepdf  # noqa: PLC0415  only files need it

    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    whole = pdf.make_indirect(_element(root, "/Document"))
    pages = list(zip(pdf.pages, tags, strict=True))
    elements = [_tagged(pdf, page, number, whole, tag) for number, (page, tag) in enumerate(pages)]
    whole.K = pikepdf.Array(elements)
    root.K = whole
    parents = [part for number, one in enumerate(elements) for part in (number, [one])]
    root.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(parents)))
    root.ParentTreeNextKey = len(elements)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    if len(tags) > 1:
        with pdf.open_outline() as outline:
            outline.root[:] = _bookmarks(tags)


def _bookmarks(tags: Sequence[PageTag]) -> list[pikepdf.OutlineItem]:
    import pikepdf  # noqa: PLC0415  only files need it

    found: list[pikepdf.OutlineItem] = []
    for number, tag in enumerate(tags):
        own = found[-1].children if tag.inside and found else found
        own.append(pikepdf.OutlineItem(tag.title, number))
    return found


def _element(parent: pikepdf.Object, role: str) -> pikepdf.Dictionary:
    import pikepdf  # noqa: PLC0415  only files need it

    return pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name(role), P=parent)


def _tagged(
    pdf: pikepdf.Pdf, page: pikepdf.Page, number: int, parent: pikepdf.Object, tag: PageTag
) -> pikepdf.Object:
    """Mark all that a page draws as one element; return that."""
    import pikepdf  # noqa: PLC0415  only files need it

    operations = pikepdf.parse_content_stream(page)
    kept = [one for one in operations if str(one.operator) not in MARKS]
    drawn = pikepdf.unparse_content_stream(kept)
    marked = f"{tag.role} <</MCID 0>> BDC\n".encode() + drawn + b"\nEMC"
    page.Contents = pdf.make_stream(marked)
    page.StructParents = number
    page.Tabs = pikepdf.Name.S
    element = _element(parent, tag.role)
    element.Pg, element.K, element.T = page.obj, 0, tag.title
    if tag.alt:
        element.Alt = tag.alt
        element.A = pikepdf.Dictionary(O=pikepdf.Name.Layout, BBox=page.MediaBox)
    return pdf.make_indirect(element)
