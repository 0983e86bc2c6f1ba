"""How well colours are told apart: the contrast of WCAG 2, and their distance to all eyes.

Distances are of OKLab (B. Ottosson, 2020), where black and white are 1 apart; eyes that lack one
kind of cone see as G. M. Machado, M. M. Oliveira and L. A. F. Fernandes say ("A Physiologically-
based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (6), 2009, severity 1.0).
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vector: TypeAlias = NDArray[np.float64]

MACHADO: Final = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""What eyes make of linear RGB."""
LMS = np.array(
    (
        (0.4122214708, 0.5363325363, 0.0514459929),
        (0.2119034982, 0.6806995451, 0.1073969566),
        (0.0883024619, 0.2817188376, 0.6299787005),
    )
)
LAB = np.array(
    (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
)
WEIGHTS = np.array((0.2126, 0.7152, 0.0722))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (`#rrggbb`) as WCAG 2 defines it, from 1 to 21."""
    light, dark = sorted(float(WEIGHTS @ _linear(colour)) for colour in (one, other))[::-1]
    return (light + 0.05) / (dark + 0.05)


def apart(one: str, other: str) -> float:
    """Return how far apart two colours are to those eyes that see them nearest."""
    return min(_distance(one, other, eyes) for eyes in MACHADO)


def nearest_to(one: str, other: str) -> str:
    """Return which eyes see two colours nearest."""
    return min(MACHADO, key=lambda eyes: _distance(one, other, eyes))


def _distance(one: str, other: str, eyes: str) -> float:
    return float(np.linalg.norm(_lab(one, eyes) - _lab(other, eyes)))


def _lab(colour: str, eyes: str) -> Vector:
    seen = np.clip(np.array(MACHADO[eyes]) @ _linear(colour), 0, 1)
    return np.asarray(LAB @ np.cbrt(LMS @ seen))


def _linear(colour: str) -> Vector:
    parts = np.array([part / 255 for part in bytes.fromhex(colour[1:])])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def mixed(colour: str, paper: str, opacity: float) -> str:
    """Return the colour that is seen where a colour lies on paper."""
    pairs = zip(bytes.fromhex(colour[1:]), bytes.fromhex(paper[1:]), strict=True)
    return "#" + "".join(
        f"{round(own * opacity + under * (1 - opacity)):02x}" for own, under in pairs
    )
