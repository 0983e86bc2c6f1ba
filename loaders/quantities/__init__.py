"""How English says numbers: a lexicon, a parser, and the words of units.

Knows no table; imports `values`.
"""
