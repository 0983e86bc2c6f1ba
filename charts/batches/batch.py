"""Many charts as files: which there are, what each file is called, and the text beside them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from charts.decks.deck import Deck, deck_of
from charts.decks.deck_file import deck_file
from charts.export.browser import Draw, PictureError, TooLateError, picture
from charts.export.file_names import file_name
from charts.export.formats import FILE_FORMATS, export_view, proof_of, unheld
from charts.export.settings import ExportSettings
from charts.provenance.record import ProvenanceRecord
from charts.style.sizes import Frame
from charts.text import notes
from charts.views.deck import ChartSlide, slides_of, untitled
from charts.views.resolve import (
    ResolvedView,
    dataset_of,
    kind_of,
    remarks_on_words,
    resolve,
)
from charts.views.view import View, address, known_values, relative_address
from loaders.analysis.disagreements import all_pairs, grouped
from loaders.analysis.pairs import Pair
from loaders.citations.apa import apa_markdown
from loaders.dataset import Dataset
from loaders.queries.citable import dataset_item
from loaders.queries.selection import comparisons, indicators_with_figures

TRIES = 8
"""How often a command asks a browser that is slow."""
SUBJECTS = {"indicator", "comparison", "claim"}
"""What of an address stands in a file's name; where more was chosen, it has a digest of that."""


@dataclass(frozen=True)
class Job:
    """One file to be made: of which view, and how."""

    view: View
    settings: ExportSettings


@dataclass(frozen=True)
class ChartFile:
    """A file that was made: its name, its chart's title, its content."""

    name: str
    title: str
    content: bytes


class Charts:
    """Makes files of one dataset's charts, one after the other."""

    def __init__(self, dataset: Dataset, draw: Draw = picture, tries: int = 1) -> None:
        self.dataset = dataset
        self.draw = draw
        self.tries = tries
        self._last: ResolvedView | None = None

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        """Return all pairs that differ; only disagreements need them."""
        return all_pairs(self.dataset)

    def resolve(self, view: View) -> ResolvedView:
        """Return what a view shows; the last one is kept, as its files are made in a row."""
        if self._last is None or self._last.view != view:
            pairs = None if view.as_of else lambda: self.pairs
            self._last = resolve(dataset_of(self.dataset, view), view, pairs)
        return self._last

    def views(self) -> list[View]:
        """Return every indicator's trend that can be drawn, every comparison, the lists of
        comparisons with the record and of disagreements, every disagreement.

        A disagreement stands once, with the pair of claims that are furthest apart.
        """
        dataset = self.dataset
        views = [View("trends", indicator=str(n)) for n in indicators_with_figures(dataset).index]
        for name, row in comparisons(dataset).iterrows():
            view = View("compare")
            chosen = {str(row["kind"]): str(name)}  # its kind is an attribute's name
            views.append(replace(view, **chosen))  # type: ignore[arg-type]
        views += [View("recorded"), View("disagreements")]
        views += [
            View("disagreements", claim=str(one.widest.one.claim_id)) for one in grouped(self.pairs)
        ]
        return [view for view in dict.fromkeys(views) if not self.resolve(view).missing]

    def make(self, job: Job) -> ChartFile:
        """Return a job's file; raise `PictureError`, a sentence, where it cannot be made.

        A browser that is slow is asked as often as was wanted.
        """
        for _ in range(self.tries - 1):
            with suppress(TooLateError):
                return self._made(job)
        return self._made(job)

    def _made(self, job: Job) -> ChartFile:
        if job.view.page == "deck":
            return self._deck(job)
        resolved = self.resolve(job.view)
        own = dataset_of(self.dataset, job.view)
        content = export_view(own, resolved, job.settings, draw=self.draw)
        return ChartFile(self.name(job), resolved.title, content)

    def unheld(self, job: Job) -> list[str]:
        """Return a sentence for each thing of a job's chart that its size does not hold."""
        if job.view.page == "deck":
            return []
        own = dataset_of(self.dataset, job.view)
        return unheld(own, self.resolve(job.view), job.settings)

    def proof(self, job: Job) -> ProvenanceRecord:
        """Return what a job's file says of itself; raise `PictureError` where there is none."""
        if job.view.page == "deck":
            return self._deck_of(job).provenance
        resolved = self.resolve(job.view)
        if resolved.missing:
            raise PictureError(resolved.missing)
        return proof_of(dataset_of(self.dataset, job.view), resolved, job.settings)

    def remarks_on_words(self, view: View) -> list[str]:
        """Return what is to be known of the presenter's words of a chart, or of a deck's charts."""
        return [
            text
            for resolved in _resolved_views(self, view)
            for text in remarks_on_words(dataset_of(self.dataset, resolved.view), resolved)
        ]

    def _deck(self, job: Job) -> ChartFile:
        deck = self._deck_of(job)
        content = deck_file(self.dataset, deck, job.settings, draw=self.draw)
        return ChartFile(self.name(job), deck.title, content)

    def _deck_of(self, job: Job) -> Deck:
        slides, _ = slides_of(job.view.slides, known_values(self.dataset))
        return deck_of(self.dataset, job.view, slides, self.resolve, job.settings.site)

    def name(self, job: Job) -> str:
        """Return what a job's file is called: no two views have one name."""
        where = hashlib.sha256(relative_address(job.view).encode()).hexdigest()[:6]
        if job.view.page == "deck":
            return f"deck-{where}{FILE_FORMATS[job.settings.form].suffix}"
        name = file_name(self.resolve(job.view), job.settings)
        subject = f"{job.view.page}-"
        return (
            name
            if set(address(job.view)) <= SUBJECTS
            else name.replace(subject, f"{subject}{where}-", 1)
        )


def jobs_of(
    views: Iterable[View], forms: Sequence[str], frames: Sequence[Frame], look: ExportSettings
) -> Iterator[Job]:
    """Yield a job for each view, format and, where a picture is drawn, size."""
    for view in views:
        for form in forms:
            several = FILE_FORMATS[form].drawn and view.page != "deck"
            for frame in frames if several else frames[:1]:
                yield Job(view, replace(look, form=form, frame=frame))


def kind_counts(views: Sequence[View]) -> str:
    """Return how many charts there are of each kind: `53 trends, 33 comparisons`."""
    kinds = [(kind_of(view), view.page) for view in views]
    counts = Counter(kind.noun if kind else page for kind, page in kinds)
    return ", ".join(f"{count} {kind}{'s' * (count != 1)}" for kind, count in counts.items())


def readme(charts: Charts, files: Mapping[str, Mapping[str, object]], views: Sequence[View]) -> str:
    """Return the text beside the files: what each is, how to cite them, what they rest on."""
    dataset = charts.dataset
    works: dict[str, str] = {}
    for view in views:
        for resolved in _resolved_views(charts, view):
            for name in (*notes.documents_of(resolved.claims), *notes.works_of(resolved.claims)):
                works.setdefault(name, apa_markdown(dataset.works[name]))
    by_chart: dict[tuple[str, str], list[str]] = {}
    for name, entry in sorted(files.items()):
        by_chart.setdefault((str(entry["title"]), str(entry["address"])), []).append(name)
    listed = [
        f"- {title} (`{where}`): {', '.join(f'`{name}`' for name in names)}"
        for (title, where), names in by_chart.items()
    ]
    cited = apa_markdown(dataset_item(dataset, "", date.min))
    return "\n".join(
        [
            f"# {untitled(dataset)}",
            "",
            f"Data {dataset.version}, {dataset.site.terms.name}. "
            "`manifest.json` has the SHA-256 of each file. Each file says in itself which claims "
            "it shows: `python -m charts verify FILE` reads it back.",
            "",
            "## How to cite",
            "",
            f"{cited} Cite the document that makes the claim as well.",
            "",
            "## Files",
            "",
            *listed,
            "",
            "## Sources",
            "",
            *(f"- {text}" for text in sorted(works.values(), key=_by_author)),
            "",
        ]
    )


def _resolved_views(charts: Charts, view: View) -> list[ResolvedView]:
    """Return what a view shows; of a deck, each of its charts."""
    if view.page != "deck":
        return [charts.resolve(view)]
    slides, _ = slides_of(view.slides, known_values(charts.dataset))
    return [charts.resolve(slide.view) for slide in slides if isinstance(slide, ChartSlide)]


def manifest_entry(job: Job, file: ChartFile) -> dict[str, object]:
    """Return what a manifest says of a file besides its hash."""
    form = FILE_FORMATS[job.settings.form]
    size = {"size": job.settings.frame.name} if form.drawn else {}
    where = f"{job.settings.site}{relative_address(job.view)}"
    return {"title": file.title, "address": where, "format": form.name, **size}


def _by_author(reference: str) -> str:
    return reference.lstrip("*").casefold()
