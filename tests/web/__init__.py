"""Tests of the web: pages and the API."""
