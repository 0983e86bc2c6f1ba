"""What is shown, as a typed record: address ↔ view → claims, figure and words.

Imports `builders` and below.
"""
