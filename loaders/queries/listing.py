"""What lists and overviews show of the claims: searched, ordered, counted. Tables in, table out."""

from __future__ import annotations

import pandas as pd

from loaders.dataset import Dataset
from loaders.queries.selection import (
    EVERYTHING,
    OF_DOCUMENTS,
    indicators_with_figures,
    selected,
)
from loaders.values.locators import split_references

SEARCHED = (
    *("claim_id", "as_printed", "note", "producer", "counting"),
    *("attributed_to", "reference_ids"),
)


def matching(dataset: Dataset, claims: pd.DataFrame, words: str) -> pd.DataFrame:
    """Return the claims of which some text holds every word of a search, in any case.

    Searched are the printed words, bounds, note, ids, place, producer, indicator and document.
    """
    wanted = words.casefold().split()
    if not wanted or claims.empty:
        return claims
    titles = claims["indicator_id"].map(dataset.indicators["title"])
    places = claims["place_id"].map(dataset.places["name"]).fillna("")
    named = {key: f"{work.short()} {work.title}" for key, work in dataset.works.items()}
    works = claims["document_id"].map(named)
    parts = [titles, places, works, *(claims[name] for name in SEARCHED)]
    numbers = [claims[name].map("{:.10g}".format) for name in ("low", "high")]
    rows = zip(*(part.tolist() for part in (*parts, *numbers)), strict=True)
    text = pd.Series([" ".join(row).casefold() for row in rows], claims.index, dtype="str")
    plain = text + " " + text.str.replace(",", "", regex=False)
    keep = pd.Series(True, index=claims.index)
    for word in wanted:
        keep &= plain.str.contains(word, regex=False)
    return claims[keep]


def sorted_claims(dataset: Dataset, claims: pd.DataFrame, sort: str) -> pd.DataFrame:
    """Return claims by `topic` or `document`, or by `period` or `added`, the newest first: of one
    day, those that stand last in their file.

    What was corrected came in with the first of its rows: a correction adds no number.
    """
    if sort == "period":
        return claims.sort_values(["end", "start", "claim_id"], ascending=[False, False, True])
    if sort == "document":
        return claims.sort_values(["document_id", "file", "line"])
    if sort == "added":
        days = claims.assign(first=claims["claim_id"].map(_first_added(dataset)))
        rows = days.sort_values(["first", "file", "line"], ascending=[False, True, False])
        return rows.drop(columns="first")
    order = claims.assign(order=claims["topic"].map(dataset.topic_order))
    return order.sort_values(["order", "indicator_id", "file", "line"]).drop(columns="order")


def _first_added(dataset: Dataset) -> dict[str, str]:
    """Return the day on which each claim, or the first that it corrects, came in."""
    claims = dataset.claims
    older = dict(zip(claims["claim_id"], claims["supersedes"], strict=True))
    added = dict(zip(claims["claim_id"], claims["added"], strict=True))
    found = {}
    for name in older:
        first = name
        while older.get(first):
            first = older[first]
        found[name] = added[first]
    return found


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
    """Return the works with their `kind` (`analysed`, `official`, `cited`) and how many `claims`
    in force they make or, where they make none, bear. Ordered by kind and number; without works
    that only claims no longer in force cite.
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
    table = table[(table["kind"] != "cited") | (table["claims"] > 0)]
    return table.sort_values(["kind", "claims"], ascending=[True, False])


def key_claims(dataset: Dataset) -> pd.DataFrame:
    """Return the claims in force that topics name as their key figures, in the topics' order.

    Of one that was corrected, the correction.
    """
    claims = dataset.claims[dataset.claims["supersedes"] != ""]
    newer = dict(zip(claims["supersedes"], claims["claim_id"], strict=True))
    cells = dataset.topics["key_claim_ids"]
    names = [name for cell in cells for name in cell.split(";") if name]
    while any(name in newer for name in names):
        names = [newer.get(name, name) for name in names]
    claims = selected(dataset.joined, EVERYTHING).set_index("claim_id", drop=False)
    return claims.reindex([name for name in names if name in claims.index])


def latest(dataset: Dataset, count: int) -> pd.DataFrame:
    """Return the claims of documents in force that came in last, the newest first."""
    claims = selected(dataset.joined, OF_DOCUMENTS)
    return sorted_claims(dataset, claims, "added").head(count)


def topic_counts(dataset: Dataset) -> pd.DataFrame:
    """Return the topics with how many `claims` of documents in force each has, and how many
    figures of the official `record`.
    """
    claims = selected(dataset.joined, EVERYTHING)
    official = claims["official"]
    counts = {"claims": claims[~official], "record": claims[official]}
    table = dataset.topics.assign(**{n: rows["topic"].value_counts() for n, rows in counts.items()})
    return table.assign(**{name: table[name].fillna(0).astype(int) for name in counts})


def partners(dataset: Dataset, indicator_id: str) -> list[str]:
    """Return the other indicators that have figures over time: first those that are compared with
    an indicator, of its topic, or of its places and years; of these, those with most years.
    """
    dated = _dated(dataset)
    spans = dated.groupby(["indicator_id", "place_id"], as_index=False)
    ends = spans.agg(start=("start", "min"), end=("end", "max"))
    both = ends.merge(ends[ends["indicator_id"] == indicator_id], "inner", "place_id")
    meeting = both[(both["start_x"] <= both["end_y"]) & (both["start_y"] <= both["end_x"])]
    shared = set(meeting["indicator_id_x"])
    years = dated["start"].dt.year.groupby(dated["indicator_id"]).nunique()
    topic, comparison = (dataset.indicators[name] for name in ("topic", "comparison_id"))

    def near(name: str) -> tuple[int, int]:
        compared = "" != comparison[name] == comparison[indicator_id]
        of_topic = topic[name] == topic[indicator_id]
        return sum((compared, of_topic, name in shared)), int(years[name])

    listed = map(str, indicators_with_figures(dataset).index)
    there = [name for name in listed if name in years.index and name != indicator_id]
    return sorted(there, key=near, reverse=True)


def _dated(dataset: Dataset) -> pd.DataFrame:
    """Return the indicator, place and time of each dated claim in force and each observation."""
    claims = selected(dataset.joined, EVERYTHING)
    rows = dataset.observations
    series = dataset.series.loc[rows["series_id"], ["indicator_id", "place_id"]]
    observed = rows.assign(**{str(n): list(cells) for n, cells in series.items()})
    columns = ["indicator_id", "place_id", "start", "end"]
    return pd.concat([claims.loc[claims["start"].notna(), columns], observed[columns]])
