"""The full-text index of claims, indicators, documents and works.

Imports `queries` and below, `analysis` for what a claim's neighbours say.
"""
