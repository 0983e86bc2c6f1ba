"""What a cell can mean: code lists, periods, units, intervals, recipes, locators.

Imports only `errors`.
"""
