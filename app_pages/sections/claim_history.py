"""What happened to a claim since it came in, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app_pages.controls.links import link
from charts.text.claim_history import Moment


def history_list(happened: Sequence[Moment], *, linked: bool = True) -> str:
    """Return what happened to a claim, each day leading to the claim as it stood then.

    Without links for what has not happened yet.
    """
    items = "".join(
        f"<li><h4>{_day(one) if linked else escape(one.day)}</h4><p>{escape(one.what)}</p>"
        + (f"<p><small>{escape(one.why)}</small></p>" if one.why else "")
        + "</li>"
        for one in happened
    )
    return f'<ol class="cf-chain" aria-label="What happened to it">{items}</ol>'


def _day(one: Moment) -> str:
    return link("claims", one.day, claim=one.claim_id, asof=one.day)
