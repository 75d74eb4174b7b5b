"""The rules of promising and accounting; knows only the standard library."""
