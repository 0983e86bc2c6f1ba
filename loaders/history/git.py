"""The files of the dataset as they were: in a revision of git, or in a folder."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from loaders.citations.bibliography import BIBLIOGRAPHY
from loaders.errors import DatasetError, refusal, shown
from loaders.schema.file_names import FOLDERS
from loaders.storage.folder import contents
from loaders.storage.journal import PACKAGE

HEAD = "HEAD"
PATTERNS = ("*.csv", *(f"{f}/*.csv" for f in FOLDERS.values()), BIBLIOGRAPHY, PACKAGE)
"""The files that hold figures or their version, whatever tables there were."""
WITHOUT_GIT = (
    "begin one (git init, git add ., git commit); `discard` and `changes` also take a folder of "
    "that version, an empty one where none was given out: --from-dir"
)
OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""What git tells a hook about the commit; it would lead astray in another folder."""


def working(directory: Path) -> dict[str, bytes | None]:
    """Return the files as they stand in a folder, an interrupted add included.

    Raise `DatasetError` where the folder cannot be read.
    """
    found = (path for pattern in PATTERNS for path in directory.glob(pattern))
    names = {path.relative_to(directory).as_posix(): path for path in found}
    try:
        there = {
            name: path.read_bytes()
            for name, path in sorted(names.items())
            if path.is_file() and not path.name.startswith(".")
        }
    except OSError as error:
        what, fix = f"cannot be read: {error.strerror or error}", "check its permissions"
        raise refusal(".", 0, "folder", what=what, allowed="readable files", fix=fix) from error
    known = {name: content for name, content in contents(directory).items() if content is not None}
    return {**there, **known}


def at_revision(directory: Path, revision: str) -> dict[str, bytes | None]:
    """Return the files as they were in a revision of the git repository that the folder is in.

    Raise `DatasetError` where there is no git, no repository, no such revision, or no dataset in
    it.
    """
    commit = _commit(directory, revision)
    listed = _git(directory, "ls-tree", "-r", "-z", "--name-only", commit, "--", ".")
    names = [name for name in os.fsdecode(listed.stdout).split("\0") if _is_of_dataset(name)]
    if not names:
        what = f"{shown(revision)} has no dataset in this folder"
        raise _refused(what, "a revision with the files", "name a later one")
    return {
        name: _git(directory, "cat-file", "blob", f"{commit}:./{name}").stdout for name in names
    }


def last_version(directory: Path) -> str:
    """Return the last tag of the repository, or HEAD where there is none."""
    tag = _git(directory, "describe", "--tags", "--abbrev=0")
    return tag.stdout.decode().strip() if tag.returncode == 0 else HEAD


def _is_of_dataset(name: str) -> bool:
    path = Path(name)
    nested = len(path.parts) > 1 and str(path.parent) not in FOLDERS.values()
    return not nested and any(path.match(pattern) for pattern in PATTERNS)


def _commit(directory: Path, revision: str) -> str:
    """Return the hash of the commit that a revision names."""
    inside = _git(directory, "rev-parse", "--is-inside-work-tree")
    if inside.returncode != 0:
        what = f"the folder is in no git repository ({_words(inside)})"
        raise _refused(what, "a folder in a git repository", WITHOUT_GIT)
    name = f"{revision}^{{commit}}"
    found = _git(directory, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    if found.returncode == 0:
        return found.stdout.decode().strip()
    shallow = _git(directory, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    fix = "fetch the older commits: git fetch --unshallow --tags" if shallow else "see git log"
    if revision == HEAD and not shallow:
        fix = "nothing is committed yet: git add . and git commit"
    what = f"there is no revision {shown(revision)}" + (" in this shallow clone" if shallow else "")
    raise _refused(what, "a tag, a branch or a commit", fix)


def _git(directory: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run git in the folder; raise `DatasetError` where it is not installed."""
    environment = {name: text for name, text in os.environ.items() if name not in OF_A_HOOK}
    environment["LC_ALL"] = "C"  # so that it speaks English
    command = ["git", "-C", str(directory), *arguments]
    try:
        return subprocess.run(  # noqa: S603  the arguments are no shell's
            command, capture_output=True, check=False, env=environment
        )
    except (OSError, ValueError) as error:
        what = f"git cannot be started: {getattr(error, 'strerror', '') or error}"
        raise _refused(what, "git on the path", WITHOUT_GIT) from error


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return what git said, without its advice."""
    lines = done.stderr.decode(errors="replace").splitlines()
    fatal = [line.removeprefix("fatal: ") for line in lines if line.startswith("fatal: ")]
    return fatal[0] if fatal else "git does not say why"


def _refused(what: str, allowed: str, fix: str) -> DatasetError:
    return refusal(".", 0, "revision", what=what, allowed=allowed, fix=fix)
