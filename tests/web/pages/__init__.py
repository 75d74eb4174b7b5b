"""One module a page, by the name of its noun."""
