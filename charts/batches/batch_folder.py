"""The folder of a batch: files written in one step each, and a manifest, hidden while it grows.

A run that was killed goes on where it was: what the manifest names and the disk has, byte for
byte, is not made again, as long as the figures, the packages, Chromium and the code are the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from charts.export.program import code_digest, packages
from charts.provenance.record import GENERATOR
from loaders.storage import atomic

MANIFEST, PROGRESS, README, INDEX = "manifest.json", ".progress.json", "README.md", "index.html"
BESIDE = "beside"
"""The member of a manifest that has what stands beside the files of charts."""
Entry = Mapping[str, Any]
NOTHING: Entry = {}


class Folder:
    """The files of one batch, by name."""

    def __init__(self, directory: Path, made_from: Mapping[str, object]) -> None:
        self.directory = directory
        self.made_from = dict(made_from)
        directory.mkdir(parents=True, exist_ok=True)
        atomic.clear(directory)
        noted = [*self._noted_in(MANIFEST), *self._noted_in(PROGRESS)]
        self.files = {str(entry["name"]): entry for entry in noted if self._is_there(entry)}

    def add(self, name: str, content: bytes, entry: Entry) -> None:
        """Write a file, then note it."""
        self._write(name, content)
        digest = hashlib.sha256(content).hexdigest()
        self.files[name] = {"name": name, **entry, "bytes": len(content), "sha256": digest}
        self._write(PROGRESS, self._manifest())

    def finish(self, readme: str, index: Callable[[Entry, Callable[[str], bytes]], bytes]) -> None:
        """Write the text and the page beside the files, and the manifest, which takes the place of
        the notes; `index` makes the page from the manifest and what reads a file.
        """
        beside = {README: readme.encode(), INDEX: index(self._noted(), self._read)}
        for name, content in beside.items():
            self._write(name, content)
        hashes = [
            {"name": name, "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in beside.items()
        ]
        self._write(MANIFEST, self._manifest({BESIDE: hashes}))
        (self.directory / PROGRESS).unlink(missing_ok=True)

    def _read(self, name: str) -> bytes:
        return (self.directory / name).read_bytes()

    def _write(self, name: str, content: bytes) -> None:
        atomic.stage(self.directory / name, content)
        atomic.replace(self.directory / name)

    def _noted(self) -> dict[str, Any]:
        return {**self.made_from, "files": [self.files[name] for name in sorted(self.files)]}

    def _manifest(self, more: Entry = NOTHING) -> bytes:
        manifest = {**self._noted(), **more}
        return (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()

    def _noted_in(self, name: str) -> list[Entry]:
        """Return the files that a manifest names, where they were made from the same."""
        try:
            manifest = json.loads((self.directory / name).read_text(encoding="utf-8"))
            files: list[Entry] = manifest.pop("files")
            manifest.pop(BESIDE, None)
        except (OSError, ValueError, KeyError, AttributeError):
            return []
        return files if manifest == self.made_from else []

    def _is_there(self, entry: Entry) -> bool:
        """Tell whether a file has the bytes that were noted."""
        name = entry.get("name") if isinstance(entry, dict) else None
        if not isinstance(name, str) or Path(name).name != name:
            return False
        try:
            content = (self.directory / name).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(content).hexdigest() == entry.get("sha256")


def inputs(data: str, licence: str, colours: str, *, drawn: bool) -> dict[str, object]:
    """Return what the bytes of a batch depend on: figures, packages, code and, where pictures
    are drawn, Chromium.
    """
    return {
        "generator": GENERATOR,
        "data": data,
        "licence": licence,
        "look": colours,
        "packages": packages(drawn=drawn),
        "code": code_digest(),
    }
