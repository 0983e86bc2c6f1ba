"""Works, and how they are cited: BibTeX, RIS, CSL-JSON, APA.

Imports what is before it: `values`, `schema`.
"""
