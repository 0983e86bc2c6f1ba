"""The pages of the app, each described once.

Navigation, titles, previews of links, addresses and tests are made from this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page: its path, what it is called, and what the preview of a link to it says.

    `place` is where the way to it stands: among the `pages` that are for reading, apart from them
    among the `tools`, in the `search` box, or in the `footer`. `charted` pages show a chart as
    soon as they open.
    """

    path: str
    title: str
    description: str
    place: str = "pages"
    charted: bool = False

    @property
    def file(self) -> str:
        """Return where the page's program is, below the project's root."""
        return f"app_pages/{self.path}.py"


PAGES: Mapping[str, Page] = {
    page.path: page
    for page in (
        Page(
            "overview",
            "Overview",
            "Numbers in policy reports, each with its exact words and its source.",
        ),
        Page(
            "trends",
            "Trends",
            "What reports and offices say about one quantity, over time.",
            charted=True,
        ),
        Page("compare", "Compare", "Claims of one kind, side by side.", charted=True),
        Page(
            "recorded",
            "Cited and recorded",
            "Each number beside the official figures for its own place and period, and whether "
            "they agree.",
            charted=True,
        ),
        Page(
            "disagreements",
            "Disagreements",
            "For each quantity, place and time with more than one number: which of them do not "
            "agree, and how far apart they are.",
            charted=True,
        ),
        Page(
            "claims",
            "Claims",
            "Numbers of reports, each as its document words it, with its source.",
        ),
        Page(
            "sources",
            "Sources",
            "The documents that make the claims, and the works they cite for a number.",
        ),
        Page("method", "Method", "How a number is read, how it is drawn, and what is not here."),
        Page(
            "search",
            "Search",
            "Indicators, claims, documents and the works that they cite, searched.",
            place="search",
        ),
        Page(
            "changes",
            "What changed",
            "Figures that came in, were corrected, revised by their office or withdrawn, by day, "
            "each with its old and its new value and the reason.",
            place="footer",
        ),
        Page(
            "verify",
            "Verify a file",
            "Check a chart that was saved here: whether it is as we made it, which numbers it "
            "shows, and whether we corrected any since.",
            place="footer",
        ),
        Page(
            "deck",
            "Deck",
            "The charts that you collected, in your order, as slides, each with its sources.",
            place="tools",
        ),
        Page(
            "maintain",
            "Maintain",
            "Add, correct and withdraw figures: rows are checked as they are typed, pasted or "
            "dropped, before anything is written.",
            place="tools",
        ),
    )
}
HOME = next(iter(PAGES))
"""The page that an address without a path leads to."""
