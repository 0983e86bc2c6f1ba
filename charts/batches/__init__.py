"""Files of many charts made in one run, and files held against the same made again.

Imports every room of `charts`.
"""
