"""Native PowerPoint charts, whose workbook holds the claims.

Imports `provenance` and below.
"""
