"""What is measured beside what, and how each is started."""

from __future__ import annotations

from collections.abc import Mapping

STREAMLIT = ("-m", "benchmarks.counted_streamlit", "run", "{script}", "--server.port", "{port}")
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "this app": tuple(part.replace("{script}", "app.py") for part in STREAMLIT),
    "bare Streamlit": tuple(
        part.replace("{script}", "benchmarks/peers/bare_streamlit.py") for part in STREAMLIT
    ),
    "Dash": ("-m", "benchmarks.peers.dash_app", "{port}"),
}
"""Contender → what Python is started with, in the project's folder, so with its config.toml."""
APP, BARE, DASH = COMMANDS
