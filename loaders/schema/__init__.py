"""Each table and column described once: types, keys, and the rules between cells of a row.

Imports `values`.
"""
