"""The doors: HTMX pages for people, a JSON API for other systems."""
