"""Which pages the edition has, where each stands, and where an address of the app leads in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from charts.page_parts.memo import per_version
from charts.page_parts.record_rows import against_record
from charts.page_parts.results import (
    VERSIONS,
    choices_of,
    completed,
    differences_of,
    known_of,
    title_of,
)
from charts.views.pages import HOME, PAGES
from charts.views.titles import about_view
from charts.views.view import ORDERS, View, parse_address
from loaders.analysis.disagreements import Difference
from loaders.analysis.official_record import RecordPair, Unpaired, sorted_record_pairs
from loaders.dataset import Dataset
from loaders.queries.record import find_claim
from loaders.queries.selection import EVERYTHING, comparisons, selected

INDICATORS = (
    "All that is measured here, by topic: each with its numbers, its chart and its sources."
)
COMPARISONS = "Numbers of one kind side by side: shares, counts and amounts that can be compared."


LONG: Mapping[str, int] = {"disagreements": 150, "recorded": 300, "claims": 1000}
"""Of more rows a list is broken up, so that a phone can show it: each indicator has a page of its
own rows.
"""
PARTED = (
    "All {rows} rows would make too long a page: each indicator has one of its own rows, and the "
    "files of this page have them all."
)


@dataclass(frozen=True)
class Page:
    """A page of the edition: where it stands below the site's root, with a slash behind it, and
    what it is called.

    `id` is that of the indicator, comparison, claim, document or work; "" of the page that lists
    all of its kind, or is the only one, of which `told` is what it shows. `view` is what the app
    shows of the same; None where the app has no such page.
    """

    kind: str
    id: str
    path: str
    title: str
    view: View | None
    told: str = ""


@per_version(VERSIONS)
def pages(dataset: Dataset) -> tuple[Page, ...]:
    """Return all pages, in the order in which they are made, each path once."""
    return tuple(_pages(dataset))


@per_version(VERSIONS)
def page_at(dataset: Dataset) -> Mapping[str, Page]:
    """Return the pages by their paths."""
    return {page.path: page for page in pages(dataset)}


@per_version(1)
def description(dataset: Dataset, page: Page) -> str:
    """Return in a sentence what a page shows, which takes as long as to find that out."""
    return page.told if page.told or not page.view else about_view(dataset, page.view)


def path_of(dataset: Dataset, address: str) -> str | None:
    """Return where in the edition an address of the app leads, below the site's root; None where
    only the app has what it names.

    An address that narrows a page down leads to the whole of it, with a day to the newest figures.
    """
    view, _ = parse_address(address, known_of(dataset))
    return path_of_view(dataset, view) if view else None


def path_of_view(dataset: Dataset, view: View) -> str | None:
    """Return where in the edition a view's page stands, as `path_of`."""
    find = PATHS.get(view.page)
    return find(dataset, replace(view, as_of=None)) if find else None


def _pages(dataset: Dataset) -> Iterator[Page]:
    yield _listing(dataset, "overview", "", HOME)
    yield Page("indicators", "", "indicators/", "Indicators", None, INDICATORS)
    for indicator in map(str, choices_of(dataset).index):
        title = str(dataset.indicators.loc[indicator, "title"])
        own_view = View("trends", indicator=indicator)
        yield _page(dataset, "indicators", indicator, own_view, title)
    yield Page("comparisons", "", "comparisons/", "Comparisons", None, COMPARISONS)
    for name, kind in comparisons(dataset)["kind"].items():
        of_one = View("compare", indicator=str(name))
        view = View("compare", comparison=str(name)) if kind == "comparison" else of_one
        yield _page(dataset, "comparisons", str(name), view)
    yield _listing(dataset, "recorded", "recorded/")
    yield from (_part(dataset, "recorded", name) for name in held_in(dataset))
    yield _listing(dataset, "disagreements", "disagreements/")
    yield from (_part(dataset, "disagreements", name) for name in differences_in(dataset))
    for name in beside(dataset):
        yield _page(dataset, "disagreements", name, View("disagreements", claim=name))
    yield _listing(dataset, "claims", "claims/")
    for name in dataset.claims["claim_id"]:
        yield _page(dataset, "claims", name, View("claims", claim=name))
    yield _listing(dataset, "documents", "documents/", "sources")
    for name in dataset.works:
        yield _page(dataset, _kind_of_work(dataset, name), name, View("sources", work=name))
    for name in ("method", "search", "changes"):
        yield _listing(dataset, name, f"{name}/")


@per_version(VERSIONS, most=len(LONG))
def rows_of(dataset: Dataset, kind: str) -> int:
    """Return how many rows the longest table of a list has."""
    if kind == "claims":
        return len(selected(dataset.joined, EVERYTHING))
    if kind == "disagreements":
        return len(differences_of(dataset).differences)
    pairs, left = against_record(dataset)
    return max([len(pairs), *Counter(one.reason for one in left).values()])


def is_parted(dataset: Dataset, kind: str) -> bool:
    """Tell whether a list is broken up by indicator."""
    return kind in LONG and rows_of(dataset, kind) > LONG[kind]


def part_path(kind: str, indicator: str) -> str:
    """Return where the rows of an indicator stand that a long list has."""
    return f"indicators/{indicator}/{kind}/"


@per_version(VERSIONS)
def differences_in(dataset: Dataset) -> Mapping[str, list[Difference]]:
    """Return the disagreements of each indicator, where their list is broken up."""
    found: dict[str, list[Difference]] = {name: [] for name in map(str, choices_of(dataset).index)}
    if is_parted(dataset, "disagreements"):
        for one in differences_of(dataset).differences:
            for name in dict.fromkeys(claim.indicator_id for claim in one.widest.claims):
                found[name].append(one)
    return {name: own for name, own in found.items() if own}


@per_version(VERSIONS)
def held_in(dataset: Dataset) -> Mapping[str, tuple[list[RecordPair], list[Unpaired]]]:
    """Return the claims of each indicator beside official figures, and those without any, where
    their list is broken up.
    """
    found: dict[str, tuple[list[RecordPair], list[Unpaired]]] = {
        name: ([], []) for name in map(str, choices_of(dataset).index)
    }
    if is_parted(dataset, "recorded"):
        pairs, left = against_record(dataset)
        for pair in sorted_record_pairs(dataset, pairs, ORDERS["recorded"][0]):
            found[pair.claim.indicator_id][0].append(pair)
        for one in left:
            found[one.claim.indicator_id][1].append(one)
    return {name: own for name, own in found.items() if any(own)}


def _part(dataset: Dataset, kind: str, indicator: str) -> Page:
    """Return the page of an indicator's rows of a list; the app has those of disagreements."""
    own = PAGES[kind]
    title = f"{own.title}: {dataset.indicators.loc[indicator, 'title']!s}"
    view = View(kind, indicator=indicator) if kind == "disagreements" else None
    path = part_path(kind, indicator)
    return Page(f"{kind} by indicator", indicator, path, title, view, own.description)


@per_version(VERSIONS)
def beside(dataset: Dataset) -> tuple[str, ...]:
    """Return the claims that another number stands beside, each once, the widest gap first."""
    every = (one.widest for one in differences_of(dataset).differences)
    pairs = (*every, *differences_of(dataset).pairs)
    return tuple(dict.fromkeys(claim.claim_id for pair in pairs for claim in pair.claims))


def _listing(dataset: Dataset, kind: str, path: str, page: str = "") -> Page:
    """Return the page that shows what a page of the app shows as it opens."""
    own = PAGES[HOME if kind == "overview" else page or kind]
    title = dataset.site.name if kind == "overview" else own.title
    return Page(
        kind, "", "" if kind == "overview" else path, title, View(own.path), own.description
    )


def _page(dataset: Dataset, kind: str, name: str, view: View, title: str = "") -> Page:
    called = title or title_of(dataset, view).removesuffix(f" – {dataset.site.name}")
    return Page(kind, name, f"{kind}/{name}/", called, view)


def _kind_of_work(dataset: Dataset, name: str) -> str:
    return "documents" if name in dataset.documents.index else "works"


def _indicator(dataset: Dataset, view: View) -> str:
    named = view.indicator or (view.topic and completed(dataset, view).indicator)
    return f"indicators/{named}/" if named else "indicators/"


def _comparison(dataset: Dataset, view: View) -> str:
    name = view.comparison or view.indicator
    path = f"comparisons/{name}/" if name else "comparisons/"
    return path if path in page_at(dataset) else f"indicators/{name}/"


def _claim(dataset: Dataset, view: View) -> str:
    """Return where a claim's page stands; of a figure of the record that has none of its own, that
    of its indicator.
    """
    if view.claim:
        path = f"claims/{view.claim}/"
        if path in page_at(dataset):
            return path
        found = find_claim(dataset, view.claim)
        if found is None:
            return "claims/"
        carried = dataset.carried.get(view.claim)
        return f"claims/{carried}/" if carried else f"indicators/{found.indicator_id}/"
    if view.words.strip():
        return _search(dataset, view)
    return f"claims/#{quote(view.topic)}" if view.topic else "claims/"


def _disagreement(dataset: Dataset, view: View) -> str:
    path = f"disagreements/{view.claim}/" if view.claim else part_path(view.page, view.indicator)
    return path if path in page_at(dataset) else "disagreements/"


def _source(dataset: Dataset, view: View) -> str:
    return f"{_kind_of_work(dataset, view.work)}/{view.work}/" if view.work else "documents/"


def _search(_: Dataset, view: View) -> str:
    return "search/" + (f"?{urlencode({'q': view.words})}" if view.words.strip() else "")


PATHS: Mapping[str, Callable[[Dataset, View], str]] = {
    HOME: lambda dataset, view: _search(dataset, view) if view.words.strip() else "",
    "trends": _indicator,
    "compare": _comparison,
    "disagreements": _disagreement,
    "claims": _claim,
    "sources": _source,
    "search": _search,
    **dict.fromkeys(("recorded", "method", "changes"), lambda _, view: f"{view.page}/"),
}
"""Where the views of each page of the app stand; of those that only the app has, nothing."""
