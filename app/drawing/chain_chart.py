"""Where everything of a decision chain stands, in the units of its view box: time runs down."""

from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from app.domain.report.picture import Arrival, ChainLink, ChainPicture

WIDTH = 320.0
_LINE, _BASE, _GAP, _TODAY = 14.0, 12.0, 9.0, 24.0
"""A line of text, its first base line in a row, the space below a row, the height of the line of today."""
_LETTERS = 40
"""So many fit beside the rail, also in a letter that is wider than ours."""


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A link: the lines of its title and of how it stands (each with its height), and its sign."""

    link: ChainLink
    titles: tuple[tuple[float, str], ...]
    standing: tuple[tuple[float, str], ...]
    y: float
    sign: str

    @property
    def is_signal(self) -> bool:
        """Whether it holds the decision up."""
        return self.link.arrival in (Arrival.OVERDUE, Arrival.LATER)


@dataclass(frozen=True, slots=True)
class ChainChart:
    """One chain; `joins` are (from, to, class) down the rail, `today` is where the day lies in it."""

    rows: tuple[ChainRow, ...]
    joins: tuple[tuple[float, float, str], ...]
    today: float
    height: float


_SIGNS = {
    Arrival.IN: "disc",
    Arrival.TO_COME: "ring",
    Arrival.LATER: "ring",
    Arrival.OVERDUE: "late",
    Arrival.UNKNOWN: "unknown",
    Arrival.WITHDRAWN: "",
}
_DECISION_SIGNS = {
    **dict.fromkeys(Arrival, "diamond"),
    Arrival.IN: "diamond_done",
    Arrival.OVERDUE: "diamond_late",
    Arrival.WITHDRAWN: "",
}


def draw_chain_chart(picture: ChainPicture) -> ChainChart:
    """Draw what is in above the line of the day, and what is to come below it."""
    rows: list[ChainRow] = []
    top, today = 4.0, None
    for link in picture.links:
        if today is None and link.arrival not in (Arrival.IN, Arrival.WITHDRAWN):
            today, top = top + _TODAY / 2, top + _TODAY
        row, top = _draw_row(link, top)
        rows.append(row)
    if today is None:
        today, top = top + _TODAY / 2, top + _TODAY
    return ChainChart(tuple(rows), tuple(_join(rows)), today, top)


def _draw_row(link: ChainLink, top: float) -> tuple[ChainRow, float]:
    titles, standing = wrap(link.title, _LETTERS), wrap(link.standing, _LETTERS)
    heights = [top + _BASE + number * _LINE for number in range(len(titles) + len(standing))]
    sign = (_DECISION_SIGNS if link.is_decision else _SIGNS)[link.arrival]
    row = ChainRow(
        link,
        tuple(zip(heights, titles, strict=False)),
        tuple(zip(heights[len(titles) :], standing, strict=True)),
        top + _BASE - 4,
        sign,
    )
    return row, top + len(heights) * _LINE + _GAP


def _join(rows: list[ChainRow]) -> list[tuple[float, float, str]]:
    """Join each row with the next: solid from what is in, dashed from what is to come."""
    joins = []
    for row, following in pairwise(rows):
        if following.link.arrival is Arrival.LATER:
            line = "conflict"
        else:
            line = "in-time" if row.link.arrival is Arrival.IN else "w-dashed"
        joins.append((row.y, following.y, line))
    return joins
