"""Turning words about time into columns: what others promised, and until when parliament waits."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Message
from app.domain.vague_date import BoundsBy, OwnBounds, Register, read_promise
from app.tables import ExternalDependency
from app.tables.lengths import length_objections
from app.tables.vague_date import window_columns

NO_WINDOW: Mapping[str, Any] = window_columns(None)


def window_facts(
    phrase: str,
    on: date,
    current: Mapping[str, Any] = NO_WINDOW,
    *,
    register: Register = (),
    own: OwnBounds | None = None,
) -> tuple[dict[str, Any], Firmness | None]:
    """Return the columns of a window, and how firmly the words say it; raises `Invalid`.

    Words that are still those of the `current` columns mean what they meant when they were said, unless
    somebody gives them `own` bounds, or takes those back.
    """
    words = " ".join(phrase.split())
    is_read_by_rules = current["bounds_by"] == BoundsBy.RULES
    if words == current["phrase"] and own is None and is_read_by_rules:
        return {name: current[name] for name in NO_WINDOW}, None
    if not words:
        return dict(NO_WINDOW), None
    window, firmness = read_promise(words, on, register, own)
    return window_columns(window), firmness


def phrase_objections(
    phrase: str,
    on: date,
    current: Mapping[str, Any] = NO_WINDOW,
    *,
    register: Register = (),
    own: OwnBounds | None = None,
) -> dict[str, Message]:
    """Return what is wrong with the words and the bounds that somebody gives them, by field."""
    if wrong := length_objections(ExternalDependency, {"phrase": phrase.strip()}):
        return wrong
    if own is not None and not phrase.strip():
        return {"phrase": Message("Say in words when; the days alone are no promise.")}
    try:
        window_facts(phrase, on, current, register=register, own=own)
    except Invalid as refused:
        return refused.fields
    return {}
