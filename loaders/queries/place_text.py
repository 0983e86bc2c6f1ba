"""Places in words: where a series counts, and what is measured there."""

from __future__ import annotations

from loaders.dataset import Dataset


def place_name(dataset: Dataset, place_id: str) -> str:
    """Return a place's name; empty where there is no place."""
    return str(dataset.places.loc[place_id, "name"]) if place_id else ""


def is_subdivision(place_id: str) -> bool:
    """Tell whether a place is a part of a country with an ISO 3166-2 code, such as a state."""
    return "-" in place_id and not place_id.startswith("X-")


def place_words(dataset: Dataset, place_id: str, from_place_id: str, beside: str = "") -> str:
    """Return where a series counts, and from where; nothing that a title `beside` it names."""
    names = (place_name(dataset, place_id), place_name(dataset, from_place_id))
    where, origin = (name if name not in beside else "" for name in names)
    article = "the " if origin.startswith("United") else ""
    origin = f"from {article}{origin}" if origin else ""
    return ", ".join(part for part in (where, origin) if part)


def placed_title(dataset: Dataset, indicator_id: str, place_id: str, from_place_id: str) -> str:
    """Return an indicator's title with its places, none twice: `Floods, Peru`.

    Where the title names an origin, brackets keep the place apart from it: `Wheat from Canada
    (Peru)`.
    """
    title = str(dataset.indicators.loc[indicator_id, "title"])
    place = place_words(dataset, place_id, from_place_id, title)
    if not place:
        return title
    origin = place_name(dataset, from_place_id)
    return f"{title} ({place})" if origin and origin in title else f"{title}, {place}"


def wholes(dataset: Dataset, place_id: str) -> set[str]:
    """Return the places that a place is a part of."""
    found: set[str] = set()
    parent = str(dataset.places["parent"].get(place_id, ""))
    while parent and parent not in found:
        found.add(parent)
        parent = str(dataset.places["parent"].get(parent, ""))
    return found
