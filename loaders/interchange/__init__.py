"""The dataset for other programs: Frictionless package, schema page, archive, SDMX.

Imports `dataset`, `queries` and below.
"""
