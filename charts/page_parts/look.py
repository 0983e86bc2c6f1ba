"""The style of parts of pages, with the tokens that its rules are written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from charts.page_parts.tables import CLAIMS, COLUMNS
from charts.style.fonts import font_faces, static_text
from charts.style.house_style import HouseStyle
from charts.style.theme import DISPLAY, SPACE, TYPE

COLOURS = ("ink", "paper", "quiet", "rule", "accent", "record")


def part_rules(house: HouseStyle, fonts: Mapping[int, str]) -> str:
    """Return the rules of a house style; `fonts` are where its own font is served, by weights.

    A colour has both its values: the browser takes the one of the theme that is shown, also when a
    reader's machine turns dark in the evening.
    """
    colours = {
        name: f"light-dark({getattr(house.light, name)}, {getattr(house.dark, name)})"
        for name in COLOURS
    }
    lengths = TYPE | SPACE | {"display": DISPLAY[0]}
    sizes = {name: f"{size / TYPE['body']}rem" for name, size in lengths.items()}
    tokens = "".join(f"--cf-{name}: {value}; " for name, value in (sizes | colours).items())
    faces = font_faces(house.light.typeface.family, fonts)
    rules = faces + static_text("page_parts.css") + cell_names(CLAIMS, COLUMNS)
    return f":root {{ {tokens}}}\n{rules}"


def cell_names(kind: str, columns: Sequence[str]) -> str:
    """Return the rules that name the columns in the cells of one kind of table on a phone."""
    rules = "\n  ".join(
        f'.{kind} tbody > tr > :nth-child({place})::before {{ content: "{name}: "; }}'
        for place, name in enumerate(columns, 1)
    )
    return f"@media (max-width: 720px) {{\n  {rules}\n}}\n"
