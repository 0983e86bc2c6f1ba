"""The claims as SDMX: SDMX-CSV 2.0 with its data structure definition in SDMX-ML 3.0.

Imports what `interchange` may.
"""
