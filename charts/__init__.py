"""Tables → figures."""
