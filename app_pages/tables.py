"""The table under a chart: each claim with its hedge, period, status, document and works."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from charts import notes, words
from loaders.dataset import Dataset


def claims_table(dataset: Dataset, claims: pd.DataFrame) -> None:
    """Show the claims as a table, one row each."""
    labels = notes.series_labels(dataset, claims)
    rows = [_row(dataset, claim, labels) for _, claim in claims.iterrows()]
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")


def _row(dataset: Dataset, claim: pd.Series, labels: dict[str, str]) -> dict[str, str]:
    chart_unit = str(
        dataset.indicators.loc[dataset.series.loc[claim["series_id"], "indicator_id"], "unit"]
    )
    return {
        "Series": labels[claim["series_id"]],
        "Period": words.period_words(claim),
        "Value": words.claim_words(dataset, claim),
        "In the chart's unit": words.converted_words(dataset, claim, chart_unit),
        "As printed": words.printed(claim["as_printed"]),
        "Status": words.STATUS_WORDS[claim["status"]],
        "Source": notes.sources(dataset.works, claim.to_frame().T),
        "Note": claim["note"],
    }
