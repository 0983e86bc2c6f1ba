"""A house style: colours, font, logo and footer of whoever publishes, in one TOML file, checked.

`CITED_FIGURES_STYLE` names the file for the app and all commands. A style is two palettes, which
go wherever palettes do.
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import os
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from charts.style import fonts
from charts.style.colour_vision import apart, contrast, mixed, nearest_to
from charts.style.logo import Logo, LogoError, read_logo
from charts.style.theme import BUNDLED, DARK, GREY, LIGHT, Palette, Typeface

VARIABLE = "CITED_FIGURES_STYLE"
"""The variable that names the file."""
TEXT, MARKS, LEAST_APART = 4.5, 3.0, 0.015
"""The contrast of what is read and of what is seen (WCAG 2.2, 1.4.3 and 1.4.11), and how far apart
two series are at least to any eyes; ours are that far apart.
"""
SIGNS = "".join(map(chr, range(33, 127))) + "–—‘’“”…×−·¶áéíóúñ"
"""What a font must have: charts are written with these."""
MOST_WIDER = 1.3
"""How much wider than the bundled font another may be: texts on slides have that much room."""
SAMPLE = "Share of all deaths in which the document names about 107,000 of 1,234,567 (2019–2021)"
MOST_FONT, MOST_FILE = 1_000_000, 100_000
QUIET = {"quiet": 0.7, "record": 0.54, "faded": 0.38, "rule": 0.22, "grid": 0.1, "surface": 0.05}
"""How much of the ink is in each quiet colour that a file does not give."""
Colour = Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]
Words = Annotated[str, Field(min_length=1, max_length=60)]
File = Annotated[str, Field(min_length=1)]
log = logging.getLogger(__name__)


class StyleError(ValueError):
    """Say what is wrong in a style's file, where, and what is allowed: a line for each fault."""


class Colours(BaseModel):
    """The colours on one ground, as `#rrggbb`."""

    model_config = ConfigDict(extra="forbid")
    paper: Colour
    ink: Colour
    series: Annotated[list[Colour], Field(min_length=4, max_length=8)]
    quiet: Colour | None = None
    record: Colour | None = None
    faded: Colour | None = None
    rule: Colour | None = None
    grid: Colour | None = None
    surface: Colour | None = None


class FontFiles(BaseModel):
    """A font's name and its files (TTF, OTF, WOFF, WOFF2), one a weight: 400, 600, 700."""

    model_config = ConfigDict(extra="forbid")
    family: Words
    regular: File
    bold: File
    semibold: File | None = None


class LogoFile(BaseModel):
    """A logo's file (PNG, SVG), for Office a PNG of it, where it stands, and how high in pixels."""

    model_config = ConfigDict(extra="forbid")
    file: File
    office: File | None = None
    place: Literal["top left", "top right", "bottom left", "bottom right"] = "bottom right"
    height: Annotated[int, Field(ge=12, le=48)] = 24


class StyleFile(BaseModel):
    """All that a style's file may say."""

    model_config = ConfigDict(extra="forbid")
    name: Words
    footer: Annotated[str, Field(max_length=120)] = ""
    light: Colours | None = None
    dark: Colours | None = None
    font: FontFiles | None = None
    logo: LogoFile | None = None
    logo_dark: LogoFile | None = None


@dataclass(frozen=True)
class HouseStyle:
    """A style by its name and the digest of its files ("" for ours), as palettes by their names."""

    name: str
    digest: str
    light: Palette
    dark: Palette
    grey: Palette

    @property
    def palettes(self) -> dict[str, Palette]:
        """Return the palettes by their names."""
        return {palette.name: palette for palette in (self.light, self.dark, self.grey)}

    @property
    def mark(self) -> str:
        """Return what a proof calls it; "" for ours."""
        return f"{self.name}, {self.digest}" if self.digest else ""


OURS = HouseStyle("", "", LIGHT, DARK, GREY)


def site_style() -> HouseStyle:
    """Return the style that `CITED_FIGURES_STYLE` names, read once, for the app; ours where it
    names none, or a broken one, which is logged once.
    """
    return _style_at(os.environ.get(VARIABLE, ""))


@cache
def _style_at(path: str) -> HouseStyle:
    try:
        return load_style(Path(path)) if path else OURS
    except StyleError as error:
        log.error("%s is not used, charts are in the usual style. %s", VARIABLE, error)
        return OURS


@lru_cache(maxsize=8)
def load_style(path: Path) -> HouseStyle:
    """Return the style of a file, whose other files are named from its folder; raise `StyleError`,
    with a line for each fault.
    """
    content = _bytes(path, MOST_FILE, path.name)
    try:
        told = StyleFile.model_validate(tomllib.loads(content.decode()))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StyleError(f"{path.name}: is no TOML: {error}.") from None
    except ValidationError as error:
        raise StyleError("\n".join(_told(path.name, one) for one in error.errors())) from None
    digest = hashlib.sha256(content)
    typeface = _typeface(path, told.font, digest)
    logo = _logo(path, "logo", told.logo, digest)
    on_dark = _logo(path, "logo_dark", told.logo_dark, digest) or logo
    mark = digest.hexdigest()[:16]
    common: dict[str, Any] = {"typeface": typeface, "logo": logo, "footer": told.footer}
    palettes = (_palette(LIGHT, told.light), _palette(DARK, told.dark), GREY)
    light, dark, grey = (replace(one, **common) for one in palettes)
    dark = replace(dark, logo=on_dark)
    faults = [
        f"{path.name}: {fault}"
        for name, colours in (("light", told.light), ("dark", told.dark))
        for fault in (_faults(name, light if name == "light" else dark) if colours else ())
    ]
    if faults:
        raise StyleError("\n".join(faults))
    return HouseStyle(told.name, mark, light, dark, grey)


def _told(file: str, error: Any) -> str:
    """Return a fault of the file's form: where, what is allowed, what is there."""
    key = ".".join(map(str, error["loc"])) or "the file"
    there = "" if error["type"] == "missing" else f"; it has {str(error['input'])[:60]!r}"
    said = {
        "missing": "is missing",
        "extra_forbidden": "is no key of a style",
        "string_pattern_mismatch": "must be a colour such as #0b6a94",
    }.get(error["type"], error["msg"][:1].lower() + error["msg"][1:])
    return f"{file}: {key}: {said}{there}."


def _bytes(path: Path, most: int, key: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise StyleError(f"{key}: {path} cannot be read: {error.strerror}.") from None
    if len(content) > most:
        raise StyleError(f"{key}: {path.name} has {len(content):,} bytes; {most:,} are allowed.")
    return content


def _palette(ours: Palette, told: Colours | None) -> Palette:
    """Return our palette with the colours of a file, the quiet ones mixed where it gives none."""
    if told is None:
        return ours
    ink, paper = told.ink.lower(), told.paper.lower()
    own: dict[str, Any] = {
        name: (getattr(told, name) or mixed(ink, paper, share)).lower()
        for name, share in QUIET.items()
    }
    series = tuple(colour.lower() for colour in told.series)
    return replace(ours, ink=ink, paper=paper, series=series, **own)


def _faults(name: str, palette: Palette) -> Iterator[str]:
    """Yield what cannot be read, seen or told apart in a palette."""
    named = {f"series.{n}": colour for n, colour in enumerate(palette.series)}
    texts = {"ink": palette.ink, "quiet": palette.quiet} | named
    for key, colour, least in (
        *((key, colour, TEXT) for key, colour in texts.items()),
        ("record", palette.record, MARKS),
    ):
        found = contrast(colour, palette.paper)
        if found < least:
            yield (
                f"{name}.{key}: {colour} has a contrast of {found:.1f} to the paper "
                f"{palette.paper}; at least {least:.1f} is allowed."
            )
    for (key, one), (other_key, other) in itertools.combinations(named.items(), 2):
        if apart(one, other) < LEAST_APART:
            eyes = nearest_to(one, other)
            yield (
                f"{name}.{key}: {one} cannot be told from {other_key}, {other}, by eyes with "
                f"{eyes}: {apart(one, other):.3f} apart; at least {LEAST_APART} is allowed."
            )


def _typeface(path: Path, told: FontFiles | None, digest: Any) -> Typeface:
    """Return the font of a style; raise `StyleError` where it lacks signs or is too wide."""
    if told is None:
        return BUNDLED
    files = {400: told.regular, 600: told.semibold or told.bold, 700: told.bold}
    for key, name in (("regular", told.regular), ("bold", told.bold)):
        digest.update(_bytes(path.parent / name, MOST_FONT, f"{path.name}: font.{key}"))
    paths = tuple((weight, path.parent / name) for weight, name in files.items())
    try:
        lacking = fonts.lacking_in(paths[0][1], SIGNS)
        wider = max(fonts.wider_by(file, weight, SAMPLE) for weight, file in paths)
    except OSError:
        raise StyleError(f"{path.name}: font: no font can be read from its files.") from None
    if lacking:
        signs = " ".join(lacking[:20])
        raise StyleError(f"{path.name}: font.regular: lacks signs that charts need: {signs}")
    if wider > MOST_WIDER:
        raise StyleError(
            f"{path.name}: font: is {wider:.2f} times as wide as ours; {MOST_WIDER} is allowed."
        )
    return Typeface(told.family, paths, max(1.0, wider), told.family)


def _logo(path: Path, key: str, told: LogoFile | None, digest: Any) -> Logo | None:
    if told is None:
        return None
    files: Sequence[str] = [told.file, *([told.office] if told.office else [])]
    contents = [_bytes(path.parent / name, MOST_FONT, f"{path.name}: {key}") for name in files]
    for content in contents:
        digest.update(content)
    try:
        return read_logo(contents, told.place, told.height)
    except LogoError as error:
        raise StyleError(f"{path.name}: {key}: {error}") from None
