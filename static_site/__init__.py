"""The published edition: the same figures as pages that any web server hands out.

Imports `charts` and `loaders`, never Streamlit: `inventory` says which pages there are and where;
`drawings`, `data_files`, `frames` and `feeds` what stands on them and beside them, `page_files`
makes it, `whole_files` writes it; `hosts` is what web servers read, `versions` what stays;
`commands` make them.
"""
