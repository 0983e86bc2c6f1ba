"""The place that has no code in ISO 3166 and is the same in every dataset: the world."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORLD: Mapping[str, str] = MappingProxyType({"place_id": "X-WORLD", "name": "World"})
"""The cells of the world's row in `places.csv`."""
_CALLED = ("x-world", "world", "the world", "worldwide", "global", "globally")


def is_world(words: str) -> bool:
    """Tell whether words mean the world as a place."""
    return words.strip().casefold() in _CALLED
