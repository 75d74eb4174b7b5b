"""Whole stories in a real browser: a package, for one browser is there for all of them and no other test."""
