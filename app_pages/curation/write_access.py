"""Whether the app may write figures, and the writing: the one place where a page changes a file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from app_pages.session.addresses import own_machine
from loaders.curation.append import add
from loaders.curation.corrections import Rewritten, withdraw
from loaders.curation.new_rows import NewRow
from loaders.curation.renaming import write
from loaders.curation.source_corrections import corrected_source
from loaders.errors import refusal

VARIABLE = "CITED_FIGURES_CURATE"
PATIENCE = 20.0
"""Seconds that a reader waits for another writer; the command waits longer."""
FORWARDED = (
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Real-Ip",
    "Via",
)
"""Headers that say that somebody passed the request on."""
READS = (
    "Check rows here, then copy them: nothing is saved on this site. To save, start the "
    "app with `make curate` on the machine that has the files."
)
WRITES = "Editing is on: what you confirm is written to the files."
REFUSES = (
    "Editing is off, because other machines can reach this app. `make curate` starts it on "
    "127.0.0.1 only."
)


def asked_to_write() -> bool:
    """Tell whether the app was started for curating."""
    return os.environ.get(VARIABLE) == "1"


def may_write() -> bool:
    """Tell whether it was, listens on this machine alone, and was asked from there directly, by
    a page of its own.

    Streamlit lets the pages of every port of this machine connect, and programs that name no
    page at all; neither writes.
    """
    address = str(st.get_option("server.address") or "everywhere")
    headers = st.context.headers
    netloc = headers.get("Host", "")
    host = urlsplit(f"//{netloc}").hostname or ""
    scheme = "https" if st.get_option("server.sslCertFile") else "http"
    own_page = headers.get("Origin") == f"{scheme}://{netloc}"
    here = own_machine(address) and own_machine(host)
    passed_on = any(name in headers for name in FORWARDED)
    return asked_to_write() and here and own_page and not passed_on


def mode_words() -> str:
    """Say whether the page writes."""
    if may_write():
        return WRITES
    return REFUSES if asked_to_write() else READS


def refuse_others() -> None:
    """Raise `DatasetError` where this reader may not write."""
    if not may_write():
        fix = "start it with make curate, and open it on 127.0.0.1"
        raise refusal(".", 0, "folder", what="this app does not write", fix=fix)


def write_rows(directory: Path, rows: Sequence[NewRow]) -> dict[str, int]:
    """Add rows as the command does; return how many came to each file.

    Raise `DatasetError` with every problem; then nothing was written.
    """
    return add(directory, rows, patience=PATIENCE)


def write_source(directory: Path, name: str, changes: Mapping[str, str]) -> Sequence[str]:
    """Correct a document or work as the command does, and return the files; raise `DatasetError` as
    `write_rows` does.
    """
    made = write(directory, lambda now: corrected_source(now, name, changes), patience=PATIENCE)
    return list(made)


def take_back(directory: Path, claim_id: str, reason: str) -> Rewritten:
    """Withdraw a claim as the command does; raise `DatasetError` as `write_rows` does."""
    return withdraw(directory, claim_id, reason, patience=PATIENCE)
