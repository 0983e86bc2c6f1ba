"""What is served beside the pages and around them: middleware, routes, downloads.

Imports `session`, `controls` and below.
"""
