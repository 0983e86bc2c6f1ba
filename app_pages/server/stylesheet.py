"""The style of all pages: `static/app.css`, the theme's tokens, and names of columns on phones."""

from __future__ import annotations

from collections.abc import Sequence

from app_pages.sections.tables import CLAIMS, COLUMNS
from charts.export.static_files import static_text
from charts.style.theme import DARK, LIGHT, SPACE, TYPE


def cell_names(kind: str, columns: Sequence[str]) -> str:
    """Return the rules that name the columns in the cells of one kind of table on a phone."""
    rules = "\n  ".join(
        f'.{kind} td:nth-child({place})::before {{ content: "{name}: "; }}'
        for place, name in enumerate(columns, 1)
    )
    return f"@media (max-width: 720px) {{\n  {rules}\n}}\n"


def style() -> str:
    """Return the style of all pages.

    A colour has both its values: the browser takes the one of the theme that Streamlit shows,
    also when a reader's machine turns dark in the evening.
    """
    colours = {
        name: f"light-dark({getattr(LIGHT, name)}, {getattr(DARK, name)})"
        for name in ("ink", "quiet", "rule", "accent")
    }
    sizes = {name: f"{size / TYPE['body']}rem" for name, size in (TYPE | SPACE).items()}
    tokens = "".join(f"--cf-{name}: {value}; " for name, value in (sizes | colours).items())
    names = cell_names(CLAIMS, COLUMNS)
    return f"<style>:root {{ {tokens}}}\n{static_text('app.css')}{names}</style>"
