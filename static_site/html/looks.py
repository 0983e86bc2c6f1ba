"""What stands below a chart over time for whoever has scripts: years, scale, and its series, of
which one is highlighted.

Words and names are those of the app; `static/published_chart.js` does what they say.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from charts.views.alt_text import HIGHLIGHTED, LOGARITHMIC
from charts.views.choice import CONTROLS
from charts.views.view import NAMED, SCALES
from static_site.drawings import LEAST_YEARS, Chart, Looks

REST = (
    "All words below the chart, the table, the files and what is printed are on all years, {first} "
    "to {last}."
)
YEAR = f"The year {{from}} is shown. {REST}"
YEARS = f"The years {{from}} to {{to}} are shown. {REST}"
"""What is said where a chart shows a part of its years."""
LEAST_SERIES = 2
"""Of fewer there is nothing to choose."""


def looks_html(chart: Chart, root: str) -> str:
    """Return the ways to look at a chart as HTML that is seen where scripts run; empty where there
    is nothing to choose; `root` leads from the page to the site's root.
    """
    looks = chart.looks
    if looks is None:
        return ""
    parts = [_years(looks), _scale(looks), _series(looks)]
    if not any(parts):
        return ""
    figures = {f"log-{name}": f"{root}{path}" for name, path in looks.log.items()}
    windows = {f"years-{name}": f"{root}{path}" for name, path in looks.windows.items()}
    told = {"year": YEAR, "years": YEARS, "scale": LOGARITHMIC, "focus": HIGHLIGHTED}
    data = "".join(
        f' data-{n}="{escape(v)}"' for n, v in {**figures, **windows, **_said(told)}.items()
    )
    return (
        f'<form class="looks"{data} aria-label="Ways to look at the chart" autocomplete="off" '
        f'data-pagefind-ignore>{"".join(parts)}<p class="cf-note" role="status"></p></form>'
    )


def _said(told: Mapping[str, str]) -> dict[str, str]:
    return {f"say-{name}": text for name, text in told.items()}


def _years(looks: Looks) -> str:
    years = looks.years
    if len(years) < LEAST_YEARS:
        return ""
    ends = {"since": years[0], "until": years[-1]}
    options = {end: "".join(_option(year, whole) for year in years) for end, whole in ends.items()}
    return "".join(
        f'<label>{CONTROLS[end]} <select name="{NAMED[end].name}">{own}</select></label>'
        for end, own in options.items()
    )


def _option(year: int, whole: int) -> str:
    return f"<option{' selected' if year == whole else ''}>{year}</option>"


def _scale(looks: Looks) -> str:
    if not looks.log:
        return ""
    name, value = NAMED["scale"].name, SCALES[0]
    box = f'<input type="checkbox" name="{name}" value="{value}">'
    return f"<label>{box} {CONTROLS['scale']}</label>"


def _series(looks: Looks) -> str:
    if len(looks.series) < LEAST_SERIES:
        return ""
    name = NAMED["focus"].name
    buttons = "".join(
        f'<button type="button" name="{name}" value="{escape(series)}" aria-pressed="false">'
        f"{_runs(runs)}</button>"
        for series, runs in looks.series.items()
    )
    return f"<fieldset><legend>{CONTROLS['focus']}</legend>{buttons}</fieldset>"


def _runs(runs: Mapping[str, str]) -> str:
    """Return the names of a series where it is drawn, of which one that says no more than the first
    is there by its colour alone.
    """
    whole, *_ = runs.values()
    return " ".join(
        f'<span data-run="{escape(run)}">{escape(called)}</span>'
        if called == whole or called not in whole
        else f'<span data-run="{escape(run)}" aria-hidden="true">■</span>'
        for run, called in runs.items()
    )
