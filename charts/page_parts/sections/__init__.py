"""What stands on one page alone, as HTML: the overview, the method, the sources, below a chart.

Imports the tables and rows beside it.
"""
