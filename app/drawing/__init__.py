"""SVG geometry: where days, windows, lines and words stand in a drawing; no wording, clock or database."""
