"""What a presenter says of a chart, and remarks on the numbers in it.

Imports `style`; reads no file.
"""
