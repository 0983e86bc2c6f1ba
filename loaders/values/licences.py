"""The licences that figures may be under, by their SPDX identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence: its SPDX identifier, its name for readers, its full title, and its address."""

    identifier: str
    name: str
    title: str
    address: str


_CC = "https://creativecommons.org/"
LICENCES: Mapping[str, Licence] = {
    one.identifier: one
    for one in (
        Licence(
            "CC-BY-4.0", "CC BY 4.0", "Creative Commons Attribution 4.0", f"{_CC}licenses/by/4.0/"
        ),
        Licence(
            "CC-BY-SA-4.0",
            "CC BY-SA 4.0",
            "Creative Commons Attribution-ShareAlike 4.0",
            f"{_CC}licenses/by-sa/4.0/",
        ),
        Licence(
            "CC-BY-NC-4.0",
            "CC BY-NC 4.0",
            "Creative Commons Attribution-NonCommercial 4.0",
            f"{_CC}licenses/by-nc/4.0/",
        ),
        Licence("CC0-1.0", "CC0 1.0", "Creative Commons Zero 1.0", f"{_CC}publicdomain/zero/1.0/"),
        Licence(
            "ODbL-1.0",
            "ODbL 1.0",
            "Open Data Commons Open Database License 1.0",
            "https://opendatacommons.org/licenses/odbl/1-0/",
        ),
        Licence(
            "OGL-UK-3.0",
            "OGL 3.0",
            "Open Government Licence 3.0",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        ),
    )
}


def address_of(name: str) -> str:
    """Return the address of the licence that readers know by a name; empty where there is none."""
    return next((one.address for one in LICENCES.values() if one.name == name), "")
