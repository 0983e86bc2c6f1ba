"""Buttons that save files: while one is made they say so, and why where it could not be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

SAVE = """
const save = (blob, name) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
};

const nameOf = answer =>
  (answer.headers.get("Content-Disposition") || "").match(/filename="([^"]+)"/)?.[1] || "chart";

async function get(file, told, data) {
  told.textContent = data.making.replace("{name}", file.title);
  try {
    const answer = await fetch(file.address);
    if (answer.ok) save(await answer.blob(), nameOf(answer));
    told.textContent = answer.ok ? data.made.replace("{name}", file.title) : await answer.text();
  } catch { told.textContent = data.failed; }
}

export default function ({ data, parentElement }) {
  const ways = parentElement.querySelector(".ways");
  const told = parentElement.querySelector("[role=status]");
  ways.replaceChildren(...data.files.map(file => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = file.title;
    button.onclick = async () => {
      button.disabled = true;
      await get(file, told, data);
      button.disabled = false;
    };
    return button;
  }));
}
"""
PLACE = '<div class="ways"></div><p role="status"></p>'
LOOK = """
.ways { display: flex; flex-wrap: wrap; gap: 8px; }
.ways button { font: inherit; font-size: 14px; color: var(--st-text-color); padding: 6px 14px;
  cursor: pointer; background: var(--st-background-color); border-radius: 4px;
  border: 1px solid var(--st-border-color); }
.ways button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.ways button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.ways button:disabled { opacity: 0.6; cursor: progress; }
p { margin: 6px 0 0; font-size: 13px; min-height: 0; }
p:empty { margin: 0; }
"""
MAKING = "{name} is being made …"
MADE = "{name} was saved."
FAILED = "The server did not answer. Try again in a moment."
_files = st.components.v2.component("files", html=PLACE, css=LOOK, js=SAVE)


def save_buttons(key: str, files: Mapping[str, str]) -> None:
    """Show a button for each file, by its title; the values are paths on this server."""
    told: dict[str, Any] = {
        "files": [{"title": title, "address": path} for title, path in files.items()],
        "making": MAKING,
        "made": MADE,
        "failed": FAILED,
    }
    _files(key=key, data=told)
