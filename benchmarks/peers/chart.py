"""What both peers show: claims from the same CSV files, as Plotly's default scatter marks."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go

START = "field_area"


def read_claims(folder: Path | None = None) -> pd.DataFrame:
    """Read a folder, or the one that CITED_FIGURES_DATASETS names; one row per claim."""
    directory = folder or Path(os.environ["CITED_FIGURES_DATASETS"])
    files = sorted((directory / "claims").glob("*.csv"))
    claims = pd.concat([pd.read_csv(file) for file in files], ignore_index=True)
    series = pd.read_csv(directory / "series.csv")[["series_id", "indicator_id"]]
    claims = claims.merge(series, on="series_id")
    year = claims["period"].str.extract(r"(\d{4})", expand=False)
    return claims.assign(year=pd.to_numeric(year), value=claims["low"].fillna(claims["high"]))


def read_titles() -> dict[str, str]:
    """Return indicator_id → title, in the files' order."""
    table = pd.read_csv(Path(os.environ["CITED_FIGURES_DATASETS"]) / "indicators.csv")
    return dict(zip(table["indicator_id"], table["title"], strict=True))


def first(claims: pd.DataFrame, titles: dict[str, str]) -> str:
    """Return the indicator that is shown first: START, or a dataset's first that has claims."""
    return (
        START if START in titles else next(n for n in titles if (claims["indicator_id"] == n).any())
    )


def draw(claims: pd.DataFrame, indicator_id: str, title: str) -> go.Figure:
    """Draw an indicator's claims: a trace of marks for each series."""
    own = claims[claims["indicator_id"] == indicator_id]
    figure = go.Figure(layout={"title": title})
    for name, rows in own.groupby("series_id"):
        figure.add_scatter(x=rows["year"], y=rows["value"], mode="markers", name=str(name))
    return figure
