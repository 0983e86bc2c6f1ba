"""CSV → checked tables → queries → citations."""
