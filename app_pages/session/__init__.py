"""What is kept: the dataset and the theme for all readers, the view and deck of one.

Imports `charts` and `loaders`, nothing of `app_pages`.
"""
