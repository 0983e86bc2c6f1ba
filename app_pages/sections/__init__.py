"""Parts of pages that show tables and records.

Imports `controls` and `session`.
"""
