"""Every check of the tables, each of which returns a list of problems.

Imports `storage` and below; nothing here writes.
"""
