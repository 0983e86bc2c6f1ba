"""A deck: charts that a presenter collects, orders and titles; and the address that holds it.

Each `view=` of the address is an address itself, such as `trends?indicator=poppy_area`, and what
stands after a `#` in it is the presenter's own title of that slide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from charts.presenter.own_words import TITLE, plain_words
from charts.views.resolve import has_chart
from charts.views.view import Known, View, parse_address, relative_address
from loaders.errors import shown

MOST_SLIDES = 40
MOST_CHARACTERS = 12_000
"""A longer address of a slide is not read."""
UNTITLED = "Charts from Cited Figures"
EMPTY = (
    "The deck is empty. Add charts to it from Trends, Compare, Cited and recorded or Disagreements."
)


@dataclass(frozen=True)
class Slide:
    """A view; its title is that of the slide, empty: the chart's own."""

    view: View

    @property
    def title(self) -> str:
        """Return the title that the presenter gives the slide."""
        return self.view.title

    @property
    def text(self) -> str:
        """Return the slide as it stands in a deck's address."""
        where = relative_address(replace(self.view, title=""))[1:]
        return where + (f"#{self.title}" if self.title else "")


def slides_of(texts: Iterable[str], known: Known) -> tuple[list[Slide], list[str]]:
    """Return the slides of a deck's address, and a sentence for each part that means nothing."""
    slides: list[Slide] = []
    unclear: list[str] = []
    texts = list(texts)
    for number, text in enumerate(texts[:MOST_SLIDES], 1):
        slide, problems = _slide(text, known)
        slides += [slide] if slide else []
        unclear += [f"Slide {number}: {problem}" for problem in problems]
    if len(texts) > MOST_SLIDES:
        unclear.append(
            f"The address has {len(texts)} slides; a deck has {MOST_SLIDES} at most, the first of "
            "which are shown."
        )
    return slides, unclear


def _slide(text: str, known: Known) -> tuple[Slide | None, list[str]]:
    if len(text) > MOST_CHARACTERS:
        return None, [f"its address has more than {MOST_CHARACTERS:,} characters."]
    where, _, title = text.partition("#")
    view, unclear = parse_address(where, known)
    if view is None:
        return None, unclear
    if view.page == "deck":
        return None, ["a deck cannot hold another deck."]
    if not has_chart(view):
        return None, [f"the page {shown(view.page)} has no chart that a slide can show."]
    title = plain_words(title, TITLE)
    return Slide(replace(view, title=title) if title else view), unclear


def append(texts: Sequence[str], slide: Slide) -> tuple[str, ...]:
    """Return a deck with one more slide at its end; a full one stays as it is."""
    return (*texts, slide.text)[:MOST_SLIDES]


def move(texts: Sequence[str], place: int, by: int) -> tuple[str, ...]:
    """Return a deck with the slide at a place so many places further on."""
    order = list(texts)
    if 0 <= place + by < len(order):
        order.insert(place + by, order.pop(place))
    return tuple(order)


def remove(texts: Sequence[str], place: int) -> tuple[str, ...]:
    """Return a deck without the slide at a place."""
    return tuple(text for at, text in enumerate(texts) if at != place)


def retitle(texts: Sequence[str], place: int, title: str) -> tuple[str, ...]:
    """Return a deck whose slide at a place has a title; an empty one is the chart's own."""
    where, _, _ = texts[place].partition("#")
    clean = plain_words(title, TITLE)
    renamed = f"{where}#{clean}" if clean else where
    return tuple(renamed if at == place else text for at, text in enumerate(texts))
