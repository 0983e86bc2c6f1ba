"""The record's observations made from files of offices, which are not part of the project.

Imports `storage` and below.
"""
