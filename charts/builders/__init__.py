"""A table of claims in, a Plotly figure out; one builder a file.

Imports `layout` and below; reads no file.
"""
