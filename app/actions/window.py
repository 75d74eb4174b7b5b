"""Turning words about time into columns: what others promised, and until when parliament waits."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Message
from app.domain.vague_date import read_promise
from app.tables import ExternalDependency
from app.tables.lengths import length_objections
from app.tables.vague_date import window_columns

NO_WINDOW: Mapping[str, Any] = window_columns(None)


def window_facts(
    phrase: str, on: date, current: Mapping[str, Any] = NO_WINDOW
) -> tuple[dict[str, Any], Firmness | None]:
    """Return the columns of a window, and how firmly the words say it; raises `UnreadablePhrase`.

    Words that are still those of the `current` columns mean what they meant when they were said.
    """
    words = " ".join(phrase.split())
    if words == current["phrase"]:
        return {name: current[name] for name in NO_WINDOW}, None
    if not words:
        return dict(NO_WINDOW), None
    window, firmness = read_promise(words, on)
    return window_columns(window), firmness


def phrase_objections(phrase: str, on: date, current: Mapping[str, Any] = NO_WINDOW) -> dict[str, Message]:
    """Return what is wrong with the words, by field."""
    if wrong := length_objections(ExternalDependency, {"phrase": phrase.strip()}):
        return wrong
    try:
        window_facts(phrase, on, current)
    except Invalid as refused:
        return refused.fields
    return {}
