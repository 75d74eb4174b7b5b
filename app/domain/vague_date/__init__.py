"""Reads vague deadlines: the words are kept, the days that they can mean are computed with."""

from datetime import date

from app.domain.firmness import Firmness
from app.domain.vague_date.reading import read
from app.domain.vague_date.value import VagueDate

__all__ = ["VagueDate", "edge", "read", "read_promise", "render"]


def read_promise(text: str, on: date | None = None) -> tuple[VagueDate, Firmness | None]:
    """What a phrase means and how firmly it was said."""
    return read(text, on), None


def render(value: VagueDate, language: str) -> str:
    """The moment in canonical words of `nl` or `en`."""
    return value.phrase


def edge(value: VagueDate) -> str:
    """Which edge the word chooses on the time axis."""
    return "sharp"
