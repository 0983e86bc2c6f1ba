"""What stands on each kind of page, made from the parts that the app shows, too.

Imports `charts` and `inventory`.
"""
