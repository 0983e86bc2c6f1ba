"""Widgets and the frame of a page.

Imports `session`.
"""
