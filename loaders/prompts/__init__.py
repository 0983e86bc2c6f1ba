"""Rows asked for on a terminal, answer by answer; each is checked at once, none is written.

Imports `audit` (for drafts), `curation` and below.
"""
