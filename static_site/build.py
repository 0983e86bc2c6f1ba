"""The whole edition in a folder: made beside the old one, which it replaces when it is done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.audit.claims import audit
from loaders.audit.recomputation import findings_of, recomputed
from loaders.dataset import Dataset
from loaders.validation.check import check
from static_site.checks import problems
from static_site.data_files import schema_file
from static_site.feeds import ATOM, atom, sitemap
from static_site.hosts import host_files
from static_site.html.page_html import MISSING, VERSIONS_PAGE, missing_html, versions_html
from static_site.html.site import Site
from static_site.html.style import style_files
from static_site.inventory import pages
from static_site.page_files import Making, made_files
from static_site.scripts import script_files
from static_site.search_index import FOLDER, make_index
from static_site.versions import ABOUT, LIST, KeptVersion, add_version, kept_versions
from static_site.whole_files import write_files

VERSIONS, ASSETS = "v", "assets"
MOST_TOLD = 20


class FaultyError(Exception):
    """Say what is wrong with pages that were made."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join([*faults[:MOST_TOLD], f"{len(faults)} faults in all."]))


@dataclass(frozen=True)
class Built:
    """What was made: so many pages and files, so many pictures drawn, so many files new among those
    that stay for ever.
    """

    pages: int
    files: int
    drawn: int
    new: int


def unsound(directory: Path, texts: Path | None, official: Path | None) -> list[str]:
    """Return a line for each thing that the audit finds wrong; without texts there is no audit.
    Raise `DatasetError` where the dataset's own check fails.
    """
    files = check(directory)
    audited = audit(files, texts) if texts else []
    found = findings_of(audited, recomputed(files, official))
    return [f"{one.problem} [{one.code}]" for one in found]


def build(
    dataset: Dataset, site: Site, out: Path, kept: Path, done: Callable[[], None], workers: int = 0
) -> Built:
    """Make the edition in a folder; `kept` is where pictures stay for the next time, `done` is told
    of each page. Until all is there, the folder has the edition of before.
    """
    stage, old = out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")
    if old.exists() and not out.exists():  # a build was stopped between its last two steps
        old.rename(out)
    for left in (stage, old):
        shutil.rmtree(left, ignore_errors=True)
    stage.mkdir(parents=True)
    _keep_versions(out, stage)
    style, font, *_ = style_files()
    site = replace(site, style=style, font=font)
    write_files(stage, _shared(dataset, site) | _versions_page(dataset, stage, site))
    drawn, charted = 0, []
    every = pages(dataset)
    for page, made in made_files(dataset, every, Making(stage, kept, site), workers):
        drawn += made.drawn
        charted += [page.path] if made.chart else []
        done()
    files = list(_own(stage))
    contents = ((path, stage.joinpath(path).read_bytes()) for path in files)
    new = add_version(stage, site.version, contents)
    faults = list(problems(stage, [*every, VERSIONS_PAGE], sorted(charted)))
    if faults:
        raise FaultyError(faults)
    make_index(stage, {page.path.split("/")[0] for page in every if page.path})
    if out.exists():
        out.rename(old)
    stage.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    return Built(len(every), len(files), drawn, new)


def _shared(dataset: Dataset, site: Site) -> dict[str, bytes]:
    """Return the files that belong to no page, by their paths."""
    base = site.base_url
    told = {**sitemap(dataset, base), ATOM: atom(dataset, base)}
    return {
        **style_files(),
        **script_files(),
        **host_files(dataset, base),
        **told,
        **dict([schema_file(dataset, base)]),
        MISSING: missing_html(dataset, site).encode(),
    }


def _versions_page(dataset: Dataset, stage: Path, site: Site) -> dict[str, bytes]:
    """Return what this version says of itself, and the page of all versions with it."""
    own = KeptVersion(site.version, site.changed)
    others = [one for one in kept_versions(stage) if one.name != own.name]
    return {
        ABOUT: own.about,
        f"{LIST}index.html": versions_html(dataset, site, [own, *others]).encode(),
    }


def _keep_versions(out: Path, stage: Path) -> None:
    """Take over what stays for ever, and what it shares, without copying: nothing of it is ever
    written in place.
    """
    for name in (VERSIONS, ASSETS):
        if (out / name).exists():
            shutil.copytree(out / name, stage / name, copy_function=os.link)


def _own(stage: Path) -> Iterator[str]:
    """Yield the paths of the files that a version has of its own."""
    for path in sorted(stage.rglob("*")):
        below = path.relative_to(stage)
        if path.is_file() and below.parts[0] not in (VERSIONS, ASSETS, FOLDER, LIST.strip("/")):
            yield below.as_posix()
