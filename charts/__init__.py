"""Tables → figures, words and files; never Streamlit.

The rooms from the ground up: `style`, `presenter`, `text`, `marks`, `layout`, `builders`, `views`,
`page_parts`, `provenance`, `pptx`, `tables`, `export`, `decks`, `batches`, `commands`. A room
imports those before it and `loaders`; `tests/test_layers.py` holds the order. `presenter` to
`builders` read no file.
"""
