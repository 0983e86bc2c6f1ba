"""Claims held against the texts and files that they come from.

Imports `curation` (a draft is a new row) and below.
"""
