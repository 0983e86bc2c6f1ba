"""Pages as HTML: what stands on each kind, made from the parts that the app shows, in one frame.

Imports `charts`, `inventory` and what is made beside pages.
"""
