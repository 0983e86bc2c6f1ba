"""What is said of claims in words: titles, notes, remarks, summaries.

Imports `style`, `presenter`; reads no file.
"""
