"""Reads vague deadlines: the words are kept, the days that they can mean are computed with."""

from datetime import date

from app.domain.firmness import Firmness
from app.domain.refusal import UnreadablePhrase
from app.domain.vague_date.value import VagueDate

__all__ = ["VagueDate", "edge", "read", "read_promise", "render"]


def read(phrase: str, on: date | None = None) -> VagueDate:
    """What a phrase means; relative words are resolved against the day `on`."""
    raise UnreadablePhrase(phrase, ["begin 2024"])


def read_promise(text: str, on: date | None = None) -> tuple[VagueDate, Firmness | None]:
    """What a phrase means and how firmly it was said."""
    raise UnreadablePhrase(text, ["begin 2024"])


def render(value: VagueDate, language: str) -> str:
    """The moment in canonical words of `nl` or `en`."""
    return value.phrase


def edge(value: VagueDate) -> str:
    """Which edge the word chooses on the time axis."""
    return "sharp"
