"""The peers: the same claims, chart and selector, with nothing else around them."""
