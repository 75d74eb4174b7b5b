"""The order in which things stand: which place is asked, and who makes room."""

from collections.abc import Sequence


def move_to_place(order: Sequence[int], item: int, place: int) -> list[int]:
    """The order with one thing at a place counted from 1; beyond the ends is at the end."""
    others = [other for other in order if other != item]
    at = max(0, place - 1)
    return [*others[:at], item, *others[at:]]
