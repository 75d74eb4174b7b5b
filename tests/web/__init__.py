"""The doors: pages and the API."""
