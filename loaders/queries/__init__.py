"""Pure selections of a dataset: tables in, tables or claims out.

Imports `dataset` and below.
"""
