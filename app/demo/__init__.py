"""The demonstration: facts in data files, and the loader that says them through the actions."""
