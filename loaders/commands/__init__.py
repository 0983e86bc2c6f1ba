"""The commands of `python -m loaders`, a module each or a few that belong together."""
