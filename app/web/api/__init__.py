"""The JSON API, a package for each major version."""
