"""A form after somebody else was first: beside each field that differs stands what holds now."""

from collections.abc import Mapping, Sequence

from app.domain.refusal import Message
from app.web.forms import Choices

_OWN = frozenset({"version", "is_correction", "place"})
"""Fields of the form itself; a place is only sent where it moves."""

Ticks = Mapping[str, tuple[str, Mapping[str, str]]]
"""Boxes of which any number can be ticked, by the name before their id: the field at which they are told, and
what each box stands for."""


def compare(
    now: Mapping[str, str],
    typed: Mapping[str, str],
    choices: Choices | None = None,
    ticks: Ticks | None = None,
    boxes: Sequence[str] = (),
) -> dict[str, Message]:
    """Return for each field that differs from what was typed what holds now, in the words of the form.

    What the form shows is what is saved; this says what that takes the place of. `boxes` are single boxes.
    """
    ticks = ticks or {}
    differences: dict[str, Message] = {}
    for prefix, (field, words) in ticks.items():
        if _list_ticked(now, prefix) != _list_ticked(typed, prefix):
            differences[field] = _as_it_is(
                ", ".join(words.get(id, id) for id in sorted(_list_ticked(now, prefix)))
            )
    for name, value in now.items():
        is_tick = name.rpartition("-")[0] in ticks
        if name in _OWN or is_tick or _plain(value) == _plain(typed.get(name, "")):
            continue
        if name in boxes:
            differences[name] = (
                Message("As it is now: ticked.") if value else Message("As it is now: not ticked.")
            )
        else:
            differences[name] = _as_it_is(
                dict((choices or {}).get(name, ())).get(value, value) if value else ""
            )
    return differences


def _as_it_is(words: str) -> Message:
    return Message("As it is now: %(now)s", {"now": words}) if words else Message("As it is now: empty.")


def _list_ticked(values: Mapping[str, str], prefix: str) -> frozenset[str]:
    return frozenset(
        name.removeprefix(f"{prefix}-")
        for name, value in values.items()
        if value and name.startswith(f"{prefix}-") and name.removeprefix(f"{prefix}-").isdecimal()
    )


def _plain(text: str) -> str:
    """A text without the ends of lines that a browser makes of its own."""
    return "\n".join(text.split("\r\n")).strip()
