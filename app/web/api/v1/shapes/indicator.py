"""Indicators, and what was measured of them."""

from datetime import date, datetime

from app.domain.structure import Direction
from app.web.api.v1.shapes.values import Amount, AmountOrNone, Id, Shape, Text


class Indicator(Shape):
    """What is counted; with a `numerator` and a `denominator` it is a ratio, computed and never typed.

    `caveat` is what its figures do not tell.
    """

    id: int
    programme: str
    action_line: Text
    name: str
    definition: str
    unit: str
    direction: Direction
    target: AmountOrNone
    numerator: Id
    denominator: Id
    caveat: str
    position: int
    withdrawn: bool
    version: int


class Part(Shape):
    """One part of a breakdown."""

    label: str
    value: Amount


class Measurement(Shape):
    """One value on its reference date; `parts` add up to it. A computed ratio has no `id` and no `author`.

    Its `version` is 1, and 2 once another names it in `corrects`.
    """

    id: Id
    indicator: int
    value: Amount
    reference_date: date
    pilot_site: Id
    parts: tuple[Part, ...]
    note: str
    said_on: date
    recorded_at: datetime
    author: Text
    corrects: Id
    version: Id
