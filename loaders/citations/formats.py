"""The formats that a citation is handed out in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from loaders.citations.apa import apa
from loaders.citations.bibtex import bibtex
from loaders.citations.csl_json import Cited, csl_text
from loaders.citations.ris import ris


@dataclass(frozen=True)
class Format:
    """A form of citation, as a reader chooses it and a browser saves it."""

    name: str
    suffix: str
    media_type: str
    render: Callable[[Cited], str]


FORMATS: Mapping[str, Format] = {
    "apa": Format("APA", ".txt", "text/plain", apa),
    "bibtex": Format("BibTeX", ".bib", "application/x-bibtex", bibtex),
    "ris": Format("RIS", ".ris", "application/x-research-info-systems", ris),
    "csl": Format("CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", csl_text),
}
