"""What several pages show below their charts: records of claims, rows, sources.

Imports `controls` and `session`.
"""
