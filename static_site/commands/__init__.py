"""The commands of the published edition, a file each.

Imports `static_site`.
"""
