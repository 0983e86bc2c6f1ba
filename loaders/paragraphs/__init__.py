"""PDF, web page or wrapped text → one paragraph a line, as locators count them.

Imports `curation` and below.
"""
