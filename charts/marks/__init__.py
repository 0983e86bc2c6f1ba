"""How a hedge, a span and a status are drawn, and the legend that explains it.

Imports `text` and below; reads no file.
"""
