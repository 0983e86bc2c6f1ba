"""Verify: a file that was saved here, taken back: whether it is as it was made, what it shows, and
what became of it since.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import literal, sentences, show_html
from app_pages.server.clients import client_of_page
from app_pages.server.file_making import MAKING, NoFileError
from app_pages.session.addresses import KEY, base_path
from app_pages.session.dataset_cache import current_dataset, dataset_folder
from charts.batches.verification import Finding, verified
from charts.export.formats import FILE_FORMATS, MOST_BYTES
from charts.page_parts.links import link
from charts.page_parts.results import known_of
from charts.page_parts.tables import record, table
from charts.provenance.comparison import DIFFERS, SAME
from charts.provenance.signature import SigningKeyError, public_pem, site_key
from charts.provenance.verify import ClaimOutcome, Verdict, headline, statements
from charts.style.house_style import site_style
from charts.views.view import address, parse_address
from loaders.dataset import Dataset
from loaders.schema.claim_state import IN_FORCE

INTRO = """Every chart saved here says how it was made: from which numbers and texts, in which
size and colours. Drop such a file here. We make it again, hold the two against each other, and look
up whether we corrected or withdrew any of its numbers since. This does not tell whether a number is
true. The file is read, not kept."""
KEY_WORDS = """Files that this site makes are signed (Ed25519). With this public key anyone can tell
that a file is ours and unchanged:
`python -m charts verify --key signing-key.pem FILE`."""
MOST_ROWS = 500
"""How many claims are listed; a chart has a tenth of them."""
STATES = {"unknown": "not known here", IN_FORCE: "unchanged"}
KEPT = "verified file"


def show_finding(dataset: Dataset, finding: Finding) -> None:
    """Show what came of a file, or of a picture in it."""
    for sentence in finding.wrong:
        st.error(literal(sentence))
    if finding.verdict is not None:
        show_verdict(dataset, finding.verdict)


def show_verdict(dataset: Dataset, verdict: Verdict) -> None:
    """Show whether a file is as it is made here, and what became of each of its claims."""
    comparison = verdict.comparison
    say = {SAME: st.success, DIFFERS: st.error}.get(comparison.state, st.warning)
    first, *differences = comparison.lines()
    say(literal(first))
    sentences(differences)
    say = st.warning if verdict.changed else st.info
    say(literal(headline(dataset, verdict)))
    sentences(verdict.words)
    texts = statements(dataset, verdict)
    cells = {name: escape(text) for name, text in texts.items()}
    view, unclear = parse_address(verdict.provenance.address, known_of(dataset))
    if "Address" in texts and view is not None and not unclear:
        cells["Address"] = link(view.page, texts["Address"], **address(view))
    show_html(record(cells))
    sentences(verdict.documents)
    own = [*verdict.claims, *verdict.computed_with]
    ordered = sorted(own, key=lambda claim: claim.state == IN_FORCE)
    rows = [_row(claim) for claim in ordered[:MOST_ROWS]]
    show_html(
        table(("Claim", "In the file", "State", "Here"), rows, "The claims that the file names")
    )
    if len(ordered) > MOST_ROWS:
        st.caption(f"The first {MOST_ROWS:,} of {len(ordered):,} are shown.")


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


def findings_of(dataset: Dataset, file_id: str, name: str, content: bytes) -> list[Finding]:
    """Return what came of a file, which is not made again each time that the page is run."""
    key = (dataset.version, file_id)
    kept = st.session_state.get(KEPT)
    if kept is None or kept[0] != key:
        with st.spinner("The file is being made again, to hold yours against it …"):
            directory = dataset_folder().directory
            client = client_of_page()
            found = MAKING.from_page(
                client, dataset, verified, directory, site_style(), name, content
            )
        kept = st.session_state[KEPT] = (key, found)
    found_before: list[Finding] = kept[1]
    return found_before


def show_key() -> None:
    """Show the public key of the site, where it has one."""
    key = site_key()
    if key is not None:
        with st.expander("The key of this site"):
            st.write(KEY_WORDS)
            st.code(public_pem(key), language=None)
            show_html(f'<a href="{base_path()}/{KEY}" download>Save {KEY}</a>')


dataset = current_dataset()
open_page("verify", dataset)
st.write(literal(INTRO))
given = st.file_uploader(
    "A file saved here, or a Word or PowerPoint file with pictures saved here",
    list(FILE_FORMATS),
    max_upload_size=MOST_BYTES // 1_000_000,
)
try:
    if given is not None:
        found = findings_of(dataset, given.file_id, given.name, given.getvalue())
        for finding in found:
            if len(found) > 1:
                st.subheader(literal(finding.name))
            show_finding(dataset, finding)
    show_key()
except (NoFileError, SigningKeyError) as error:
    st.error(literal(str(error)))
