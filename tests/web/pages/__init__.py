"""Tests of the pages, one module or more for each page module."""
