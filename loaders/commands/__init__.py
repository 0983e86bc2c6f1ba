"""The commands of `python -m loaders` that have a module of their own, and what they share."""
