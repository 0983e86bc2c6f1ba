"""Files as tables and back: encoding, CSV, a folder, the journal, atomic writing.

Knows the schema's names, checks no content; imports `schema`, `citations` and below.
"""
