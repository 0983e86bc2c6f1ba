"""A file that a maintainer drops: its bytes, and not the file, which is let go."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app_pages.curation.fields import desk
from app_pages.curation.proposal import faults
from loaders.errors import shown


def dropped_file(kinds: Sequence[str], most_megabytes: int) -> tuple[str, bytes] | None:
    """Show where a file can be dropped, and what was wrong with the last one; return the name
    and the bytes of one that was dropped since.
    """
    dropped = st.file_uploader(
        "Drop a file here, or choose one",
        type=list(kinds),
        max_upload_size=most_megabytes,
        key=f"drop_{desk().turn}",
    )
    refused, desk().refused = desk().refused, []
    faults(refused)
    if dropped is None:
        return None
    content, name = dropped.getvalue(), dropped.name
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, dropped.file_id)
    desk().turn += 1  # an empty control takes the place of the one that held the file
    return name, content


def plain_name(name: str) -> str:
    """Return a file's name as messages print it."""
    return shown(name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]).strip('"')
