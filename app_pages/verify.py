"""Verify: a file that was saved here, taken back: what it shows, and what became of it since."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import link, literal, sentences
from app_pages.sections.tables import record, table
from app_pages.session.dataset_cache import current_dataset, known_of
from charts.export.formats import FILE_FORMATS, MOST_BYTES, VerifyError, read_provenance
from charts.provenance.verify import SAYS, ClaimOutcome, Verdict, headline, statements, verify
from charts.views.view import address, parse_address
from loaders.dataset import Dataset
from loaders.schema.claim_state import IN_FORCE

INTRO = """Every chart saved here carries a list of the numbers that it shows, the texts that they
are from, and the version of the data. Drop such a file here to see whether we corrected or withdrew
any of them since. This does not tell whether a number is true. The file is read, not kept."""
MOST_ROWS = 500
"""How many claims are listed; a chart has a tenth of them."""
STATES = {"unknown": "not known here", IN_FORCE: "unchanged"}


def show_verdict(dataset: Dataset, verdict: Verdict) -> None:
    """Show what a file says of itself, and what became of each of its claims."""
    say = st.warning if verdict.changed else st.success
    say(literal(headline(dataset, verdict)))
    texts = statements(dataset, verdict)
    cells = {name: escape(text) for name, text in texts.items()}
    view, unclear = parse_address(verdict.provenance.address, known_of(dataset))
    if "Address" in texts and view is not None and not unclear:
        cells["Address"] = link(view.page, texts["Address"], **address(view))
    record(cells)
    sentences(verdict.documents)
    own = [*verdict.claims, *verdict.computed_with]
    ordered = sorted(own, key=lambda claim: claim.state == IN_FORCE)
    rows = [_row(claim) for claim in ordered[:MOST_ROWS]]
    st.html(table(("Claim", "Then", "State", "Now"), rows, "The claims that the file shows"))
    left = f"The first {MOST_ROWS:,} of {len(ordered):,} are shown. "
    st.caption(literal(f"{left if len(ordered) > MOST_ROWS else ''}{SAYS}"))


def _row(claim: ClaimOutcome) -> list[str]:
    known = claim.state != "unknown"
    name = link("claims", claim.claim_id, claim=claim.claim_id) if known else escape(claim.claim_id)
    now = claim.old if claim.state == IN_FORCE else claim.new
    if claim.new_id:
        now = link("claims", claim.new, claim=claim.new_id) if claim.new else ""
    else:
        now = escape(now)
    why = f"<br><small>{escape(claim.why)}</small>" if claim.why else ""
    return [name, escape(claim.old), STATES.get(claim.state, claim.state), now + why]


dataset = current_dataset()
open_page("verify", dataset)
st.write(literal(INTRO))
given = st.file_uploader(
    "A file saved here", list(FILE_FORMATS), max_upload_size=MOST_BYTES // 1_000_000
)
if given is not None:
    try:
        show_verdict(dataset, verify(dataset, read_provenance(given.getvalue())))
    except VerifyError as error:
        st.error(literal(str(error)))
