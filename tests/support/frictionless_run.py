"""What Frictionless finds in the broken datasets: python -m tests.support.frictionless_run FAULT...

A program of its own, as the library warns of what it will change, and a warning fails a test.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

import frictionless

from loaders.interchange.datapackage import data_package
from loaders.schema.file_names import OPTIONAL, REFERENCES, table_of
from loaders.storage.folder import names, references_between
from loaders.storage.journal import PACKAGE
from tests.support.faults import BESIDE, MADE
from tests.support.paths import BASE, FAULTS


def broken(fault: str, directory: Path) -> set[str]:
    """Make the broken dataset of a fault; return the files that differ from base."""
    shutil.copytree(BASE, directory)
    record = {name for name in names(FAULTS / fault) if table_of(name) in OPTIONAL}
    files = {*names(BASE), *record}
    (directory / PACKAGE).write_text(data_package(directory, "1.0.0", files), encoding="utf-8")
    if fault not in MADE:
        shutil.copytree(FAULTS / fault, directory, dirs_exist_ok=True)
        paths = [path for path in (FAULTS / fault).rglob("*.*") if path.name not in BESIDE]
        return {path.relative_to(FAULTS / fault).as_posix() for path in paths}
    file, change, _ = MADE[fault]
    content = change((BASE / file).read_bytes() if (BASE / file).exists() else b"")
    (directory / file).unlink(missing_ok=True)
    if content is not None:
        (directory / file).write_bytes(content)
    return {file}


def found(fault: str) -> list[str]:
    """Return the kinds of errors that Frictionless finds in the tables that a fault touches."""
    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "datasets"
        files = broken(fault, directory)
        messages = (FAULTS / fault / "messages.txt").read_text(encoding="utf-8").splitlines()
        tables = {table_of(file) for file in [*files, *(m.split(":")[0] for m in messages)]}
        empty = {table_of(file) for file in files if _without_rows(directory / file)}
        tables |= {table for table, _, target in references_between() if target in empty}
        package = frictionless.Package(str(directory / PACKAGE))
        kinds = set()
        for table in sorted(tables & set(package.resource_names) - {REFERENCES}):
            kinds |= {kind for (kind,) in package.validate(name=table).flatten(["type"])}
        return sorted(kinds)


def _without_rows(path: Path) -> bool:
    return path.exists() and path.read_bytes().count(b"\n") == 1


if __name__ == "__main__":
    json.dump({fault: found(fault) for fault in sys.argv[1:]}, sys.stdout)
