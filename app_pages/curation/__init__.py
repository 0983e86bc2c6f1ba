"""The forms with which a maintainer adds and corrects rows.

Imports `sections` and below.
"""
