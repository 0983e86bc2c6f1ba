"""The published edition: the same figures as pages that any web server hands out.

Imports `charts` and `loaders`, never Streamlit: `inventory` says which pages there are and where,
`drawings` and `data_files` what stands on them and beside them, `page_files` makes it,
`commands` make them.
"""
