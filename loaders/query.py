"""Pure selections: tables in, table out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from loaders.cite import split_references
from loaders.dataset import Dataset

Row = Mapping[str, Any]
"""One row of a query, by column."""
IN_FORCE = "in force"
FACETS = {
    "topics": "topic",
    "places": "place_id",
    "producers": "producer",
    "documents": "document_id",
    "statuses": "status",
    "hedges": "hedge",
}
"""What claims are filtered by, and the column that it stands in."""


def records(claims: pd.DataFrame) -> list[Row]:
    """Return the rows, which pandas hands out one by one only slowly."""
    return [{str(name): cell for name, cell in row.items()} for row in claims.to_dict("records")]


def indicators_with_claims(dataset: Dataset) -> pd.DataFrame:
    """Return the indicators with how many claims in force each has, by topic and title.

    One row per indicator, indexed by `indicator_id`; columns `topic`, `title`, `claims`, and
    `record`, how many of them are of the official record.
    """
    joined = selected(dataset.joined, EVERYTHING)
    counts = {"claims": joined, "record": joined[joined["official"]]}
    table = dataset.indicators[["topic", "title"]]
    for name, rows in counts.items():
        counted = rows["indicator_id"].value_counts()
        table = table.assign(**{name: counted.reindex(table.index).fillna(0).astype(int)})
    order = {topic: place for place, topic in enumerate(dataset.topics.index)}
    table = table.assign(order=table["topic"].map(order)).sort_values(["order", "title"])
    return table[["topic", "title", *counts]]


SEARCHED = ("claim_id", "as_printed", "note", "producer", "scope", "attributed_to", "reference_ids")


@dataclass(frozen=True)
class Choice:
    """What claims to keep; an empty tuple keeps all, `revised` also what is not in force.

    Without `record`, the claims of official documents are left out.
    """

    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    producers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    revised: bool = False
    record: bool = True
    parts: bool = False
    """Whether the record of a part of a place stands behind claims about the whole."""


EVERYTHING = Choice()
OF_DOCUMENTS = Choice(record=False)


def selected(claims: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return the rows of `Dataset.joined` that a choice keeps.

    A year keeps the claims whose period touches it; claims without a period are kept, as
    nothing says that they are about another time.
    """
    keep = pd.Series(True, index=claims.index)
    if not choice.revised:
        keep &= claims["state"] == IN_FORCE
    if not choice.record:
        keep &= ~claims["official"]
    for facet, column in FACETS.items():
        wanted = getattr(choice, facet)
        if wanted:
            keep &= claims[column].isin(list(wanted))
    if choice.since is not None:
        keep &= claims["end"].isna() | (claims["end"].dt.year >= choice.since)
    if choice.until is not None:
        keep &= claims["start"].isna() | (claims["start"].dt.year <= choice.until)
    return claims[keep]


def indicator_claims(dataset: Dataset, indicator_id: str) -> pd.DataFrame:
    """Return the rows of `Dataset.joined` of one indicator, in force or not."""
    at = dataset.positions.get(indicator_id)
    return dataset.joined.iloc[[] if at is None else at]


def trend_claims(dataset: Dataset, indicator_id: str, choice: Choice = EVERYTHING) -> pd.DataFrame:
    """Return an indicator's claims ready to be drawn.

    One row per claim: the columns of `Dataset.joined`, and `chart_low`, `chart_high` in the
    indicator's unit (a rate's in it per year), ordered by series, period and document.
    """
    claims = indicator_choice(dataset, indicator_id, choice)
    claims = in_unit(dataset, claims, str(dataset.indicators.loc[indicator_id, "unit"]))
    return claims.sort_values(["series_id", "start", "end", "document_id", "claim_id"])


def indicator_choice(dataset: Dataset, indicator_id: str, choice: Choice) -> pd.DataFrame:
    """Return the rows of `Dataset.joined` of one indicator that a choice keeps over time.

    Unless places are chosen, or parts asked for, the record of a part (a state) is left out
    where documents speak of the whole only: it does not measure the same thing.
    """
    claims = selected(indicator_claims(dataset, indicator_id), choice)
    said = set(claims.loc[~claims["official"], "place_id"])
    if choice.places or choice.parts or not said:
        return claims
    parts = {name for name in set(claims["place_id"]) - said if said & wholes(dataset, name)}
    return claims[~(claims["official"] & claims["place_id"].isin(list(parts)))]


def wholes(dataset: Dataset, place_id: str) -> set[str]:
    """Return the places that a place is a part of."""
    found: set[str] = set()
    parent = str(dataset.places["parent"].get(place_id, ""))
    while parent and parent not in found:
        found.add(parent)
        parent = str(dataset.places["parent"].get(parent, ""))
    return found


def compared_claims(
    dataset: Dataset, indicator_ids: Sequence[str], choice: Choice = EVERYTHING
) -> pd.DataFrame:
    """Return the claims of indicators of one dimension, ready to be drawn side by side.

    Like `trend_claims`, in the unit of the first indicator, ordered by indicator, place and
    period. Of the record only what stands beside a claim is kept (`beside`).
    """
    parts = [selected(indicator_claims(dataset, name), choice) for name in indicator_ids]
    claims = beside(pd.concat(parts)) if parts else dataset.joined.iloc[[]]
    if indicator_ids:
        claims = in_unit(dataset, claims, str(dataset.indicators.loc[indicator_ids[0], "unit"]))
    order = {name: place for place, name in enumerate(indicator_ids)}
    claims = claims.assign(order=claims["indicator_id"].map(order))
    by = ["order", "place_id", "start", "end", "published", "claim_id"]
    return claims.sort_values(by).drop(columns="order")


def beside(claims: pd.DataFrame) -> pd.DataFrame:
    """Leave out official figures that no claim of a document can be read beside.

    Kept are those whose period touches that of a claim of the same indicator and place, and of
    an indicator without claims the last of each series; where there are no claims at all, all.
    """
    official = claims["official"]
    said = claims[~official]
    if said.empty or not official.any():
        return claims
    record = claims[official]
    of_one = ["indicator_id", "place_id", "from_place_id"]
    spans = said.groupby(of_one)[["start", "end"]].apply(lambda own: list(own.to_numpy()))
    touching = [
        any(start <= row["end"] and row["start"] <= end for start, end in spans.get(key, ()))
        for key, row in zip(
            record[of_one].itertuples(index=False, name=None), records(record), strict=True
        )
    ]
    unclaimed = ~record["indicator_id"].isin(list(said["indicator_id"]))
    last = record["start"] == record.groupby("series_id")["start"].transform("max")
    kept = record[pd.Series(touching, index=record.index) | (unclaimed & last)]
    return claims[~official | claims.index.isin(kept.index)]


def in_unit(dataset: Dataset, claims: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the claims with `chart_low`, `chart_high` in `unit`, the
    `factor` to it and its name as `chart_unit`.
    """
    pairs = claims[["unit", "measure"]].drop_duplicates().itertuples(index=False)
    factors = {
        (own, measure): dataset.conversions.factor(own, unit, rate=measure == "rate")
        for own, measure in pairs
    }
    keys = list(zip(claims["unit"], claims["measure"], strict=True))
    factor = pd.Series([factors[key] for key in keys], index=claims.index, dtype="float64")
    bounds = {f"chart_{name}": claims[name] * factor for name in ("low", "high")}
    return claims.assign(factor=factor, chart_unit=unit, **bounds)


def comparisons(dataset: Dataset) -> pd.DataFrame:
    """Return what can be compared: the comparisons, then each indicator of which documents, or
    nobody but the record, give several figures.

    One row each, indexed by `comparison_id` or `indicator_id`; columns `title`, `kind`
    (`comparison` or `indicator`), `members` (a tuple of indicator ids).
    """
    own = dataset.indicators["comparison_id"]
    rows = {
        str(name): (str(title), "comparison", tuple(own.index[own == name]))
        for name, title in dataset.comparisons["title"].items()
    }
    counted = indicators_with_claims(dataset)
    said = counted["claims"] - counted["record"]
    for name, indicator in counted[(said > 1) | ((said == 0) & (counted["record"] > 1))].iterrows():
        rows[str(name)] = (str(indicator["title"]), "indicator", (str(name),))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["title", "kind", "members"])


def matching(dataset: Dataset, claims: pd.DataFrame, words: str) -> pd.DataFrame:
    """Return the claims of which some text holds every word of a search, in any case.

    Searched are the printed words, bounds, note, ids, place, producer, indicator and document.
    """
    wanted = words.casefold().split()
    if not wanted:
        return claims
    titles = claims["indicator_id"].map(dataset.indicators["title"])
    places = claims["place_id"].map(dataset.places["name"]).fillna("")
    works = claims["document_id"].map(
        {k: f"{w.short()} {w.title}" for k, w in dataset.works.items()}
    )
    parts = [titles, places, works, *(claims[name] for name in SEARCHED)]
    numbers = [claims[name].map("{:.10g}".format) for name in ("low", "high")]
    text = pd.concat([*parts, *numbers], axis=1).agg(" ".join, axis=1).str.casefold()
    plain = text + " " + text.str.replace(",", "", regex=False)
    keep = pd.Series(True, index=claims.index)
    for word in wanted:
        keep &= plain.str.contains(word, regex=False)
    return claims[keep]


def ordered(dataset: Dataset, claims: pd.DataFrame, sort: str) -> pd.DataFrame:
    """Return claims by `topic` or `document`, or by `period` or `added`, the newest first."""
    if sort == "period":
        return claims.sort_values(["end", "start", "claim_id"], ascending=[False, False, True])
    if sort == "document":
        return claims.sort_values(["document_id", "line"])
    if sort == "added":
        return claims.sort_values(["added", "file", "line"], ascending=[False, True, True])
    topics = {topic: place for place, topic in enumerate(dataset.topics.index)}
    order = claims.assign(order=claims["topic"].map(topics))
    return order.sort_values(["order", "indicator_id", "line"]).drop(columns="order")


def history(dataset: Dataset, claim_id: str) -> pd.DataFrame:
    """Return a claim with all that it corrects and that corrects it, the oldest first."""
    joined = dataset.joined.set_index("claim_id", drop=False)
    older = joined["supersedes"].to_dict()
    newer = {str(old): str(new) for new, old in older.items() if old}
    chain = [claim_id]
    while older.get(chain[0]):
        chain.insert(0, str(older[chain[0]]))
    while newer.get(chain[-1]):
        chain.append(newer[chain[-1]])
    return joined.loc[chain].reset_index(drop=True)


def claims_of_work(dataset: Dataset, work_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the claims in force that a work makes as a document, and those that cite it."""
    claims = selected(dataset.joined, EVERYTHING)
    cites = {cell: work_id in dict(split_references(cell)) for cell in claims["reference_ids"]}
    return claims[claims["document_id"] == work_id], claims[claims["reference_ids"].map(cites)]


def cited_by(dataset: Dataset) -> pd.DataFrame:
    """Return every work with its `kind` (`analysed`, `official`, `cited`) and how many `claims`
    in force it makes or, where it makes none, bears. Ordered by kind and number.
    """
    claims = selected(dataset.joined, EVERYTHING)
    made = claims["document_id"].value_counts()
    keys = [key for cell in claims["reference_ids"] for key, _ in split_references(cell) if key]
    borne = pd.Series(keys, dtype="str").value_counts()
    table = pd.DataFrame(index=pd.Index(list(dataset.works), dtype="str"))
    table["kind"] = dataset.documents["kind"].reindex(table.index).fillna("cited")
    own = made.reindex(table.index).fillna(0)
    table["claims"] = own.where(table["kind"] != "cited", borne.reindex(table.index).fillna(0))
    table["claims"] = table["claims"].astype(int)
    return table.sort_values(["kind", "claims"], ascending=[True, False])


def key_claims(dataset: Dataset) -> pd.DataFrame:
    """Return the claims in force that topics name as their key figure, in the topics' order.

    Of one that was corrected, the correction.
    """
    claims = dataset.claims[dataset.claims["supersedes"] != ""]
    newer = dict(zip(claims["supersedes"], claims["claim_id"], strict=True))
    names = [name for name in dataset.topics["key_claim_id"] if name]
    while any(name in newer for name in names):
        names = [newer.get(name, name) for name in names]
    claims = selected(dataset.joined, EVERYTHING).set_index("claim_id", drop=False)
    return claims.reindex([name for name in names if name in claims.index])


def latest(dataset: Dataset, count: int) -> pd.DataFrame:
    """Return the claims of documents in force that came in last, the newest first."""
    claims = selected(dataset.joined, OF_DOCUMENTS)
    return ordered(dataset, claims, "added").head(count)


def topic_counts(dataset: Dataset) -> pd.DataFrame:
    """Return the topics with how many `claims` of documents in force each has, and how many
    figures of the official `record`.
    """
    claims = selected(dataset.joined, EVERYTHING)
    official = claims["official"]
    counts = {"claims": claims[~official], "record": claims[official]}
    table = dataset.topics.assign(**{n: rows["topic"].value_counts() for n, rows in counts.items()})
    return table.assign(**{name: table[name].fillna(0).astype(int) for name in counts})
