"""CSV files → checked tables → queries and citations; no Plotly, no Streamlit.

The rooms from the ground up: `values`, `schema`, `citations`, `quantities`, `storage`,
`validation`, the module `dataset`, `queries`, `analysis`, `search`, `history` and `interchange`,
`curation`, `paragraphs`, `audit`, `prompts`, `commands`. A room imports those before it, and
anything imports `errors`; `tests/test_layers.py` holds the order.
"""
