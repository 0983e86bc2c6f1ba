"""Decks as files: what is on their slides, and each form of file.

Imports every room of `charts` but `batches`.
"""
