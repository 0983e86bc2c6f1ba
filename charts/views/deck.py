"""A deck: charts that a presenter collects, orders and titles, with sections and slides of the
presenter's own text between them; and the address that holds it.

Each `view=` of the address is an address itself, such as `trends?indicator=flooded_area`, or the
word `section` or `text`. What stands after a `#` in it are the presenter's own words: the title of
the slide, and of a slide of text, after the end of that line, the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from urllib.parse import quote_plus

from charts.presenter.own_words import TITLE, plain_words
from charts.views.resolve import has_chart
from charts.views.view import Known, View, parse_address, relative_address
from loaders.dataset import Dataset
from loaders.errors import shown

MOST_SLIDES = 40
MOST_CHARACTERS = 12_000
"""A longer address of a slide is not read."""
MOST_OF_ALL = 15_000
"""How many characters the slides of a deck may have in its address: servers and mail cut longer
ones.
"""
TEXT, LINES = 700, 12
"""How many characters and lines the text of a slide may have, so that one slide holds it."""
EMPTY = (
    "The deck is empty. Add charts to it from Trends, Compare, Cited and recorded or Disagreements."
)
TOO_LONG = (
    f"The slides have more than {MOST_OF_ALL:,} characters in the address; what comes after that "
    "is not shown."
)
BY_PRESENTER = "Text by the presenter."


def untitled(dataset: Dataset) -> str:
    """Return the title of a deck, or of a folder of charts, that was given none."""
    return f"Charts from {dataset.site.name}"


@dataclass(frozen=True)
class ChartSlide:
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


@dataclass(frozen=True)
class SectionSlide:
    """The beginning of a section, which ends where the next begins."""

    title: str = ""

    @property
    def name(self) -> str:
        """Return what the section is called in a file."""
        return self.title or "Section"

    @property
    def text(self) -> str:
        """Return the slide as it stands in a deck's address."""
        return SECTION + (f"#{self.title}" if self.title else "")


@dataclass(frozen=True)
class TextSlide:
    """A slide of the presenter's own words, without a chart."""

    title: str = ""
    words: str = ""

    @property
    def name(self) -> str:
        """Return what the slide is called in a file."""
        return self.title or "Text"

    @property
    def paragraphs(self) -> list[str]:
        """Return what stands under the title, at last whose words they are."""
        return [*filter(None, self.words.split("\n")), BY_PRESENTER]

    @property
    def text(self) -> str:
        """Return the slide as it stands in a deck's address."""
        own = f"{self.title}\n{self.words}" if self.words else self.title
        return WORDS + (f"#{own}" if own else "")


SECTION, WORDS = "section", "text"
Slide = ChartSlide | SectionSlide | TextSlide


def slides_of(texts: Iterable[str], known: Known) -> tuple[list[Slide], list[str]]:
    """Return the slides of a deck's address, and a sentence for each part that means nothing."""
    slides: list[Slide] = []
    unclear: list[str] = []
    texts = list(texts)
    for number, text in enumerate(_held(texts[:MOST_SLIDES]), 1):
        slide, problems = _slide(text, known)
        slides += [slide] if slide else []
        unclear += [f"Slide {number}: {problem}" for problem in problems]
    if len(texts) > MOST_SLIDES:
        unclear.append(
            f"The address has {len(texts)} slides; a deck has {MOST_SLIDES} at most, the first of "
            "which are shown."
        )
    if too_long(texts[:MOST_SLIDES]):
        unclear.append(TOO_LONG)
    return slides, unclear


def _held(texts: Sequence[str]) -> list[str]:
    """Return the slides that are no more than an address has room for."""
    lengths = accumulate(map(_length, texts))
    return [text for text, length in zip(texts, lengths, strict=True) if length <= MOST_OF_ALL]


def _length(text: str) -> int:
    return len("&view=") + len(quote_plus(text, errors="replace"))


def too_long(texts: Iterable[str]) -> bool:
    """Tell whether slides are more than an address has room for."""
    return sum(map(_length, texts)) > MOST_OF_ALL


def plain_text(text: str) -> str:
    """Return a reader's text of at most so many lines and characters, each line as words are
    shown.
    """
    lines = [plain_words(line, TEXT) for line in text.splitlines()]
    return "\n".join([line for line in lines if line][:LINES])[:TEXT].rstrip()


def _slide(text: str, known: Known) -> tuple[Slide | None, list[str]]:
    if len(text) > MOST_CHARACTERS:
        return None, [f"its address has more than {MOST_CHARACTERS:,} characters."]
    where, _, own = text.partition("#")
    if where in (SECTION, WORDS):
        title, _, words = own.partition("\n")
        title = plain_words(title, TITLE)
        return (
            SectionSlide(title) if where == SECTION else TextSlide(title, plain_text(words))
        ), []
    return _chart(text, known)


def _chart(text: str, known: Known) -> tuple[Slide | None, list[str]]:
    where, _, title = text.partition("#")
    view, unclear = parse_address(where, known)
    if view is None:
        return None, unclear
    if view.page == "deck":
        return None, ["a deck cannot hold another deck."]
    if not has_chart(view):
        return None, [f"the page {shown(view.page)} has no chart that a slide can show."]
    title = plain_words(title, TITLE)
    return ChartSlide(replace(view, title=title) if title else view), unclear


def append(texts: Sequence[str], slide: Slide) -> tuple[str, ...]:
    """Return a deck with one more slide at its end; a full one stays as it is."""
    return joined(texts, [slide.text])


def joined(texts: Sequence[str], more: Iterable[str]) -> tuple[str, ...]:
    """Return a deck with as many more slides at its end as it has room for."""
    longer = (*texts, *more)[:MOST_SLIDES]
    return (*texts, *_held(longer)[len(texts) :])


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
    where, _, own = texts[place].partition("#")
    return _with(texts, place, where, plain_words(title, TITLE), own.partition("\n")[2])


def reword(texts: Sequence[str], place: int, words: str) -> tuple[str, ...]:
    """Return a deck whose slide of text at a place has other words under its title."""
    where, _, own = texts[place].partition("#")
    return _with(texts, place, where, own.partition("\n")[0], plain_text(words))


def _with(texts: Sequence[str], place: int, where: str, title: str, words: str) -> tuple[str, ...]:
    own = f"{title}\n{words}" if words else title
    renamed = f"{where}#{own}" if own else where
    return tuple(renamed if at == place else text for at, text in enumerate(texts))
