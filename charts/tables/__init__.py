"""A view's rows and sources as tables, for programs and people: CSV, JSON, workbooks.

Imports `pptx`, whose charts a workbook takes, and below.
"""
