"""How rows come in and are corrected: parsed, proposed, checked, written together.

Imports `analysis` and below; the only room that writes the tables.
"""
