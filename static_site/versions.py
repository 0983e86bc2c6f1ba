"""Versions that stay: `v/VERSION/` has each page and file as it was, and nothing in it is changed
or removed by a later build.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from static_site.whole_files import write_files

MANIFEST = "manifest.json"
ABOUT = "version.json"
"""What a version says of itself."""
LIST = "versions/"
"""The path of the page that lists all versions, which each build makes anew."""
SHARED = (b"assets/", LIST.encode())
"""What all versions share below the root: a name in `assets` changes with what it holds."""


@dataclass(frozen=True)
class KeptVersion:
    """A version that stays, and the day of its figures (`2026-11-29`), "" where it has none."""

    name: str
    day: str = ""

    @property
    def about(self) -> bytes:
        """Return the content of `ABOUT`."""
        return f"{json.dumps(asdict(self))}\n".encode()


def version_path(version: str) -> str:
    """Return where a version stands below the site's root."""
    return f"v/{version}"


def add_version(out: Path, version: str, files: Iterable[tuple[str, bytes]]) -> int:
    """Write the files of a version, each with its path below the site's root, where they stay, one
    after another; return how many are new. What is there stays as it is, whatever a later program
    makes of it.

    A version is there when its manifest is: one whose build was stopped is written again.
    """
    place, known = version_path(version), manifest(out, version)
    new: dict[str, str] = {}
    for path, content in files:
        kept = f"{place}/{path}"
        if kept not in known:
            frozen = _frozen(path, content)
            write_files(out, {kept: frozen})
            new[kept] = _hash(frozen)
    if new:
        text = json.dumps(known | new, indent=0, sort_keys=True) + "\n"
        write_files(out, {f"{place}/{MANIFEST}": text.encode()})
    return len(new)


def manifest(out: Path, version: str) -> dict[str, str]:
    """Return the SHA-256 of each file of a version by its path; empty of one that is not there."""
    path = out / version_path(version) / MANIFEST
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def versions_in(out: Path) -> list[str]:
    """Return the versions that are there whole."""
    return sorted(path.parent.name for path in (out / "v").glob(f"*/{MANIFEST}"))


def kept_versions(out: Path) -> list[KeptVersion]:
    """Return the versions that are there whole with their days, the newest first."""
    found = []
    for name in versions_in(out):
        about = out / version_path(name) / ABOUT
        told = json.loads(about.read_text("utf-8")) if about.exists() else {}
        found.append(KeptVersion(name, str(told.get("day", ""))))
    return sorted(found, key=lambda one: (one.day, one.name), reverse=True)


def altered(out: Path) -> list[str]:
    """Return the paths of versions' files that are gone or not as their manifest says."""
    found = []
    for version in versions_in(out):
        for path, digest in manifest(out, version).items():
            place = out / path
            if not place.exists() or _hash(place.read_bytes()) != digest:
                found.append(path)
    return found


def _frozen(path: str, content: bytes) -> bytes:
    """Return a page of a version, two folders deeper than it was: what all versions share is led
    to from there.
    """
    if not path.endswith(".html"):
        return content
    root = b"../" * path.count("/") or b"./"
    deeper = b"../" * (path.count("/") + 2)
    for shared in SHARED:
        content = content.replace(b'"' + root + shared, b'"' + deeper + shared)
    return content


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
