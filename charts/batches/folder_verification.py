"""A folder of files held against its manifest, and each file against the same one made again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from charts.batches.batch_folder import BESIDE, INDEX, MANIFEST, README, Entry
from charts.batches.batch_index import index_page
from charts.batches.verification import Finding, Verification
from charts.export.formats import VerifyError

GONE = "The manifest names this file, but it is not in the folder."
OTHER_HASH = "The manifest has another SHA-256 for this file."
NOT_NAMED = "The manifest does not name this file."
OTHER_TITLE = "The manifest has another title for this file."
OTHER_INDEX = "The page is not as this site makes it of the manifest and the files."
NO_MANIFEST = "The manifest cannot be read."


def folder_findings(verification: Verification, directory: Path) -> Iterator[Finding]:
    """Yield what came of each file of a folder, and of each that its manifest names."""
    manifest = _manifest(directory)
    there = {path.name: path for path in directory.iterdir() if path.is_file()}
    entries, beside = (_named(manifest, member) for member in ("files", BESIDE))
    for name in sorted({*there, *entries} - {MANIFEST, README, *beside}):
        if name not in there:
            yield Finding(name, None, [GONE])
            continue
        content = there[name].read_bytes()
        wrong = _against(entries, name, content) if manifest else []
        for one in verification.findings(name, content):
            titled = _titled(entries.get(name, {}), one)
            yield replace(one, wrong=[*wrong, *one.wrong, *titled])
    for name, entry in beside.items():
        wrong = _beside(manifest, entry, there)
        if wrong:
            yield Finding(name, None, wrong)


def _manifest(directory: Path) -> dict[str, Any]:
    """Return a folder's manifest; an empty one where it has none."""
    path = directory / MANIFEST
    if not path.is_file():
        return {}
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        for member in ("files", BESIDE):
            for entry in manifest.get(member, []):
                entry.update({name: str(entry[name]) for name in ("name", "sha256")})
        manifest["files"] = list(manifest["files"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise VerifyError(NO_MANIFEST) from None
    found: dict[str, Any] = manifest
    return found


def _named(manifest: Mapping[str, Any], member: str) -> dict[str, Entry]:
    return {entry["name"]: entry for entry in manifest.get(member, [])}


def _against(entries: Mapping[str, Entry], name: str, content: bytes) -> list[str]:
    """Return what is wrong with a file that a manifest should name with its hash."""
    if name not in entries:
        return [NOT_NAMED]
    return [] if hashlib.sha256(content).hexdigest() == entries[name]["sha256"] else [OTHER_HASH]


def _titled(entry: Entry, found: Finding) -> list[str]:
    """Return whether a manifest calls a file as it calls itself, where it does."""
    if not entry or found.verdict is None or not found.verdict.provenance.title:
        return []
    own = found.verdict.provenance
    return [] if entry.get("title") in (own.title, own.presenter.get("title")) else [OTHER_TITLE]


def _beside(manifest: Mapping[str, Any], entry: Entry, there: Mapping[str, Path]) -> list[str]:
    """Return what is wrong with what stands beside the files; the page is made again from them."""
    name = entry["name"]
    if name not in there:
        return [GONE]
    content = there[name].read_bytes()
    wrong = _against({name: entry}, name, content)
    if name != INDEX:
        return wrong
    try:
        here = index_page(manifest, lambda own: there[own].read_bytes())
    except Exception:  # a manifest may name anything, and a picture be broken in many ways
        return [*wrong, OTHER_INDEX]
    return wrong if here == content else [*wrong, OTHER_INDEX]
