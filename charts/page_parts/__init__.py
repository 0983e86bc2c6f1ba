"""Parts of pages as HTML, for whoever serves them, and what they need of a dataset, worked out
once for each version of it.

Imports `views` and the rooms before it. A link in a part is the address of a view below the site's
root (`links`); whoever serves the part makes it lead to where that view is.
"""
