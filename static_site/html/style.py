"""The style of all published pages, and the font and the icon beside it, under names that change
with what they hold.
"""

from __future__ import annotations

import hashlib

from charts.page_parts.look import part_rules
from charts.style.fonts import FONT_FILE, static_text
from charts.style.house_style import OURS, HouseStyle
from static_site.scripts import styles

FACE = (
    '@font-face {{ font-family: "{family}"; font-weight: 100 900; font-display: optional; '
    'src: url("{name}"); }}\n'
)
"""A text that is on the page does not change its font: nothing moves while a page loads."""
ICON = "assets/icon.svg"


def style_files(style: HouseStyle = OURS) -> dict[str, bytes]:
    """Return the style and the files that it names, by their paths; the style is the first, then
    the font.
    """
    face = style.light.typeface
    files = {FONT_FILE.name: FONT_FILE.read_bytes()}
    files |= {path.name: path.read_bytes() for _, path in face.files}
    named = {name: _named(name, content) for name, content in files.items()}
    fonts = {weight: named[path.name] for weight, path in face.files}
    rules = FACE.format(family="Hanken Grotesk", name=named[FONT_FILE.name])
    rules += f":root {{ --cf-stack: {face.stack}; }}\n{part_rules(style, fonts)}"
    rules += static_text("published_page.css") + styles()
    sheet = rules.encode()
    beside = {f"assets/{named[name]}": content for name, content in files.items()}
    return {f"assets/{_named('site.css', sheet)}": sheet, **beside, ICON: _icon()}


def _icon() -> bytes:
    return static_text("icon.svg").encode()


def _named(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"
