"""Invented programmes of any size, the same each time, to measure with."""

from app.demo.invented.load import load

__all__ = ["load"]
