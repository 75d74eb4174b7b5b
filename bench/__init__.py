"""How fast the hot pages are, as ratios to a floor that does the least such an answer can take."""
