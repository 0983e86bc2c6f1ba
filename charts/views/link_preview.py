"""The picture of a view that stands beside a pasted link: its chart, or a card of words."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from charts.builders.text_page import Card, card_figure
from charts.layout.brand_strip import branded, strip_heights
from charts.layout.figure_layout import plot_height
from charts.style.theme import Palette, Size
from charts.text import notes, wording
from charts.text.series_summary import many
from charts.views import titles
from charts.views.missing import not_yet
from charts.views.pages import HOME
from charts.views.resolve import ResolvedView, complete, heading_of, resolve
from charts.views.view import View
from loaders.dataset import Dataset
from loaders.queries.selection import EVERYTHING, selected

WIDTH, HEIGHT = 1200, 630
"""The size in pixels that the services which show previews ask for."""
LAID_OUT = (840, 960, 1200, 1440)
"""Widths that a chart is laid out for, the largest type first; it is drawn enlarged."""
LEAST_PLOT = 150
CARD = Size("card", WIDTH, HEIGHT, labels_beside=True)


def preview_view(view: View) -> View:
    """Return the view without what its picture does not show: words of readers, order, task."""
    return replace(
        view, words="", kind="", within="", agree="", sort="", part=1, task="", series="", table=""
    )


def preview(dataset: Dataset, view: View, palette: Palette) -> go.Figure:
    """Draw a view in the proportion of `WIDTH` to `HEIGHT`; `layout.width` is what it is laid
    out for, `dataset` what `charts.views.resolve.dataset_of` returns for the view.
    """
    view = complete(dataset, preview_view(view))
    if heading_of(dataset, view):
        resolved = resolve(dataset, view)
        for width in LAID_OUT:
            figure = _chart(resolved, palette, width)
            if figure is not None:
                return branded(figure, palette)
    low = replace(CARD, plot_height=HEIGHT - sum(strip_heights(palette)))
    return branded(card_figure(_card(dataset, view), palette, low), palette)


def _chart(resolved: ResolvedView, palette: Palette, width: int) -> go.Figure | None:
    """Draw a view's chart for a width; None where its height does not fit or nothing is drawn."""
    height = round(width * HEIGHT / WIDTH) - sum(strip_heights(palette))
    size = Size(f"preview-{width}", width, 300, labels_beside=True)
    figure = resolved.draw(palette, size)
    if figure is None:
        return None
    spare = height - figure.layout.height
    if resolved.stretches:
        plot = size.plot_height if resolved.shape == "time" else plot_height(figure)
        if plot + spare < LEAST_PLOT:
            return None
        size = replace(size, room=replace(size.room, fill=spare))
        figure = resolved.draw(palette, size)
        assert figure is not None
        spare = height - figure.layout.height
    if spare < 0:
        return None
    bottom = figure.layout.margin.b + spare
    return figure.update_layout(width=width, height=height, margin_b=bottom)


def _card(dataset: Dataset, view: View) -> Card:
    site = dataset.site
    foot = notes.edition_words(dataset)
    if view.claim and not not_yet(dataset, view):
        return _claim_card(dataset, view.claim, foot)
    if view.work:
        work = dataset.works[view.work]
        return Card(work.short(), work.title, [titles.about_view(dataset, view)], foot)
    if view.page == HOME:
        claims = selected(dataset.joined, EVERYTHING)
        count = int((~claims["official"]).sum())
        sentence = f"{many(count, 'claim')}{site.about_subject}"
        more = [sentence, "Each with its exact words and the place where it stands"]
        return Card(site.name, site.lede, more, foot)
    heading = titles.view_title(dataset, view).removesuffix(f" – {site.name}")
    first, _, rest = heading.rpartition(" – ")
    return Card(
        rest if first else site.name, first or rest, [titles.about_view(dataset, view)], foot
    )


def _claim_card(dataset: Dataset, claim_id: str, foot: str) -> Card:
    claim = titles.claim_row(dataset, claim_id)
    producer = f"; {claim.producer}" if claim.producer else ""
    lines = [
        wording.period_words(claim) + producer,
        f"“{wording.quotation(claim.as_printed)}”" if claim.as_printed else "",
        "; ".join(
            part
            for part in (notes.sources(dataset.works, [claim]), notes.origin_words(claim))
            if part
        ),
    ]
    subject, value = titles.subject_words(dataset, claim), titles.stated(dataset, claim)
    return Card(subject, value, [one for one in lines if one], foot)
