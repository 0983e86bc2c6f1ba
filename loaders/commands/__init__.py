"""The commands of `python -m loaders`, a file each, as they are typed.

Imports every room.
"""
