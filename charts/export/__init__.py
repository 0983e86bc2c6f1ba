"""Files of a view in each format.

Imports every room of `charts` but `decks` and `batches`.
"""
