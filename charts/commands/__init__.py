"""The commands, a file each, as they are typed: python -m charts export | verify.

Import any room of charts.
"""
