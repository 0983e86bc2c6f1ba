"""A map of states for slides: a shape for each state, which can be coloured anew; no picture."""

from __future__ import annotations

from collections.abc import Sequence

from charts.builders.state_map import HATCH, StateMap, key_places
from charts.layout.outlines import Line, hatched
from charts.pptx.slide_layout import (
    KEY_ROW,
    KEY_SIZE,
    Area,
    Heights,
    Paragraph,
    Scene,
    Stage,
    TextBox,
    frame_of,
)
from charts.style.theme import Palette
from charts.text import notes, state_map, wording
from charts.views.resolve import ResolvedView
from loaders.dataset import Dataset

SAMPLE = (22.0, 13.0)
"""How long and high a sample of the key is."""


def map_scenes(dataset: Dataset, resolved: ResolvedView, stage: Stage) -> list[Scene]:
    """Return the slide of a map."""
    chart = resolved.map
    assert chart is not None
    said = [note.text for note in chart.own.notes]
    below = [*said, *chart.below(dataset), notes.dated_note(dataset, resolved.claims, resolved.own)]
    frame = frame_of(stage, resolved.head(), below, [])
    body, palette = stage.body, stage.palette
    key = key_places(chart.entries(palette), KEY_SIZE, body.width)
    key_top = frame.below_top - 6 - KEY_ROW * (key[-1].row + 1)
    areas = _states(dataset, chart, frame, key_top - 6, palette)
    words = []
    for entry in key:
        left, middle = body.left + entry.left, key_top + KEY_ROW * (entry.row + 0.5)
        areas.append(_sample(entry.words, entry.colour, (left, middle), palette))
        text = Paragraph(entry.words, KEY_SIZE.note_size, palette.quiet)
        box = (left + SAMPLE[0] + 4, middle - 7, KEY_SIZE.text_width(text.text, 12), 15)
        words.append(TextBox("Key", box, [text]))
    return [Scene([], words, frame, areas)]


def _states(
    dataset: Dataset, chart: StateMap, frame: Heights, bottom: float, palette: Palette
) -> list[Area]:
    """Return the states as large as there is room for, in the middle of the slide."""
    flat = chart.outlines
    body, top = frame.body, frame.top
    scale = min(body.width / flat.width, (bottom - top) / flat.height)
    left = body.left + (body.width - flat.width * scale) / 2
    colours = chart.colours(palette)

    def placed(lines: Sequence[Line]) -> list[Line]:
        return [[(left + x * scale, top + y * scale) for x, y in line] for line in lines]

    found = []
    for name, lines in flat.places.items():
        claim = chart.claims.get(name)
        said = wording.claim_words(dataset, claim) if claim else state_map.NO_FIGURE
        what = f"{wording.place_name(dataset, name)}: {said}"
        if claim:
            found.append(Area(what, placed(lines), colours[name], palette.paper))
        else:
            strokes = placed(hatched(lines, HATCH / scale))
            found.append(Area(what, placed(lines), palette.paper, palette.faded, strokes))
    return found


def _sample(words: str, colour: str, at: tuple[float, float], palette: Palette) -> Area:
    """Return the sample of an entry of the key, hatched where it is that of no figure."""
    (left, middle), (wide, high) = at, SAMPLE
    box = [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)]
    hollow = colour == palette.paper
    lines = [[(left + x, middle - high / 2 + y) for x, y in own] for own in [box]]
    strokes = hatched(lines, HATCH * 0.7) if hollow else ()
    return Area(f"Key: {words}", lines, colour, palette.faded if hollow else palette.rule, strokes)
