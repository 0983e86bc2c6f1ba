"""Files of a view in each format, one at a time or in a batch.

Imports every room of `charts`.
"""
