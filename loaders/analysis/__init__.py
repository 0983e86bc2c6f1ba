"""What follows from several claims: disagreements, derivations, the official record, provenance.

Imports `queries` and below.
"""
