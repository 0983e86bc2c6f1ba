"""Files that are there whole or not at all, whoever writes and reads them at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def write_files(out: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder, each whole; one that is there with the same content stays."""
    for path, content in files.items():
        place = out / path
        if place.exists() and place.read_bytes() == content:
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f".{place.name}.{os.getpid()}.part")
        part.write_bytes(content)
        part.replace(place)
