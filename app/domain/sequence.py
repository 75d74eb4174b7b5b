"""The order in which things stand: which place is asked, and who makes room."""

from collections.abc import Sequence


def move_to_place(order: Sequence[int], thing: int, place: int) -> list[int]:
    """The order with one thing at a place counted from 1; beyond the ends is at the end."""
    others = [one for one in order if one != thing]
    at = max(0, place - 1)
    return [*others[:at], thing, *others[at:]]
