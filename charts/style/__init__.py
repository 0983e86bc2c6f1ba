"""Palette, type, sizes, the bundled font and its measures.

Imports nothing of `charts`.
"""
