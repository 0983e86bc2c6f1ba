"""A chart as a file beside Kaleido's own warm picture of the same figure, in turn in one run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Mapping, Sequence

import kaleido

from benchmarks.report import EXPORT, KALEIDO, PICTURE, Results
from benchmarks.tables import START, Made
from charts.export.browser import SHARED, browser_path, picture
from charts.export.formats import draw_picture, export_view
from charts.export.settings import ExportSettings
from charts.style.theme import Room
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import load

FORMS = ("png", "svg", "pdf")


def measure_pictures(results: Results, datasets: Sequence[Made], runs: int) -> None:
    """Time Kaleido's server, `export.browser` and `export.formats`, each after one warm-up."""
    made = datasets[0]
    dataset = load(made.directory)
    resolved = resolve(dataset, View("trends", indicator=START))
    kaleido.start_sync_server(path=browser_path(), silence_warnings=True)
    try:
        for form in FORMS:
            settings = ExportSettings(form)
            figure = draw_picture(resolved, settings, Room())
            frame = settings.frame
            width, height = frame.pixels if form == "png" else (frame.width, frame.height)
            scale = width / figure.layout.width
            opts = {"format": form, "width": width / scale, "height": height / scale}
            opts["scale"] = scale
            ways: Mapping[str, Callable[[], object]] = {
                PICTURE: lambda: picture(figure, form, width, height),  # noqa: B023  called in turn
                EXPORT: lambda: export_view(dataset, resolved, settings),  # noqa: B023
                KALEIDO: lambda: kaleido.calc_fig_sync(figure, opts=opts),  # noqa: B023
            }
            for run in range(-1, runs):
                for name, make in ways.items():
                    gc.collect()
                    began = time.perf_counter()
                    make()
                    if run >= 0:
                        spent = time.perf_counter() - began
                        results.add(f"picture, {form}", made.claims, name, spent)
    finally:
        kaleido.stop_sync_server(silence_warnings=True)
        SHARED.close()
