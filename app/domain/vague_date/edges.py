"""Which edge the words of a deadline choose on the time axis."""

from functools import lru_cache
from typing import Literal

from app.domain.vague_date.lexicon import How
from app.domain.vague_date.reading import parse
from app.domain.vague_date.span import Part, UnitPart
from app.domain.vague_date.tree import (
    Bounded,
    CalendarUnit,
    Expression,
    Intended,
    Recurring,
    Relative,
    Still,
    Stretch,
)
from app.domain.vague_date.value import VagueDate

Edge = Literal["sharp", "begin", "mid", "end", "open_left", "open_right", "none", "day"]
_SOFT: dict[Part | None, Edge] = {UnitPart.BEGIN: "begin", UnitPart.MID: "mid", UnitPart.END: "end"}


def choose_edge(value: VagueDate) -> Edge:
    """The word chooses the edge, the bounds only tell where it lies.

    `none` has no date, `day` is one day, `open_left` and `open_right` lack a bound, `begin`, `mid` and
    `end` are soft words; everything else is sharp.
    """
    if value.is_undated:
        return "none"
    if value.earliest is None:
        return "open_left"
    if value.latest is None:
        return "open_right"
    return "day" if value.earliest == value.latest else _choose_edge(value.phrase)


@lru_cache(maxsize=4096)
def _choose_edge(phrase: str) -> Edge:
    return _edge_of(parse(phrase)[0])


def _edge_of(expression: Expression | None) -> Edge:
    match expression:
        case CalendarUnit(part=part) | Relative(part=part):
            return _SOFT.get(part, "sharp")
        case Stretch(first=first, last=last) if first.part in _SOFT and last.part in _SOFT:
            return "mid"
        case Bounded(how=How.AROUND):
            return "mid"
        case Recurring(inner=inner) | Still(inner=inner) | Intended(inner=inner):
            return _edge_of(inner)
    return "sharp"
