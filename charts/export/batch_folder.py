"""The folder of a batch: files written in one step each, a journal while it runs, a manifest.

A run that was killed goes on where it was: what the journal names and the disk has, byte for
byte, is not made again, as long as the figures, the packages, Chromium and the code are the same.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from charts.export.browser import browser_path
from loaders.storage import atomic

MANIFEST, JOURNAL, README = "manifest.json", ".progress.jsonl", "README.md"
PACKAGES = ("plotly", "kaleido", "python-pptx", "XlsxWriter", "pillow", "pikepdf", "lxml")
"""What the bytes of files depend on."""
CODE = ("charts", "loaders")
Entry = Mapping[str, Any]


class Folder:
    """The files of one batch, by name."""

    def __init__(self, directory: Path, made_from: Mapping[str, Any]) -> None:
        self.directory = directory
        self.made_from = dict(made_from)
        self.files: dict[str, Entry] = {}
        directory.mkdir(parents=True, exist_ok=True)
        atomic.clear(directory)
        for entry in (*self._of_manifest(), *self._of_journal()):
            if self._is_there(entry):
                self.files[str(entry["name"])] = entry
        self._begin()

    def add(self, name: str, content: bytes, entry: Entry) -> None:
        """Write a file, then note it."""
        atomic.stage(self.directory / name, content)
        atomic.replace(self.directory / name)
        digest = hashlib.sha256(content).hexdigest()
        self.files[name] = {"name": name, **entry, "bytes": len(content), "sha256": digest}
        with (self.directory / JOURNAL).open("a", encoding="utf-8") as journal:
            journal.write(json.dumps(self.files[name]) + "\n")

    def finish(self, readme: str) -> None:
        """Write the manifest and the text beside the files; the journal is not needed then."""
        files = [self.files[name] for name in sorted(self.files)]
        manifest = {**self.made_from, "files": files}
        text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
        for name, content in ((README, readme), (MANIFEST, text)):
            atomic.stage(self.directory / name, content.encode())
            atomic.replace(self.directory / name)
        (self.directory / JOURNAL).unlink(missing_ok=True)

    def _begin(self) -> None:
        """Begin a journal that names what is there already."""
        lines = [self.made_from, *self.files.values()]
        text = "".join(f"{json.dumps(line)}\n" for line in lines)
        atomic.stage(self.directory / JOURNAL, text.encode())
        atomic.replace(self.directory / JOURNAL)

    def _of_manifest(self) -> list[Entry]:
        try:
            manifest = json.loads((self.directory / MANIFEST).read_text(encoding="utf-8"))
            files: list[Entry] = manifest.pop("files")
        except (OSError, ValueError, KeyError, AttributeError):
            return []
        return files if manifest == self.made_from else []

    def _of_journal(self) -> list[Entry]:
        """Return what a run noted before it ended; a line that was cut off is none."""
        try:
            lines = (self.directory / JOURNAL).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return []
        entries = []
        for line in lines:
            try:
                entries.append(json.loads(line))
            except ValueError:
                break
        return entries[1:] if entries and entries[0] == self.made_from else []

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


def inputs(data: str, licence: str, colours: str, *, drawn: bool) -> dict[str, Any]:
    """Return what the bytes of a batch depend on: figures, packages, code and, where pictures
    are drawn, Chromium.
    """
    packages = {name: version(name) for name in PACKAGES}
    browser = _browser() if drawn else ""
    return {
        "generator": "Cited Figures",
        "data": data,
        "licence": licence,
        "look": colours,
        "packages": packages | ({"browser": browser} if browser else {}),
        "code": _digest(_sources(Path(__file__).parents[2], CODE)),
    }


def _sources(root: Path, packages: Sequence[str]) -> list[Path]:
    return sorted(path for name in packages for path in (root / name).rglob("*.py"))


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _browser() -> str:
    """Return the version of the browser that draws."""
    path = browser_path()
    if path is None:
        return ""
    try:
        process = subprocess.run([path, "--version"], capture_output=True, timeout=20, check=False)  # noqa: S603  the browser at hand
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    return process.stdout.decode(errors="replace").strip()
