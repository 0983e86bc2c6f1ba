"""Where things stand in a figure: margins, labels, notes, events.

Imports `marks` and below; reads no file.
"""
