"""The web: HTML pages with htmx for people, and a JSON API for other systems."""
