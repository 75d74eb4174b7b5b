"""Correcting what was said, and taking it back (domain/README.md, History and corrections)."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol, TypeVar

from app.domain.refusal import Message


class CorrectableRow(Protocol):
    """A row that may correct another, or with `retracts` take it back."""

    @property
    def id(self) -> int:
        """The id of the row."""

    @property
    def corrects(self) -> int | None:
        """The id of the row that no longer counts."""

    @property
    def retracts(self) -> bool:
        """Whether nothing takes the place of that row."""


R = TypeVar("R", bound=CorrectableRow)


def drop_retracted(rows: Sequence[R]) -> list[R]:
    """Return the rows without what was taken back, and without what said so.

    A correction that is taken back goes together with what it corrects: nothing was meant by either.
    """
    corrects = {row.id: row.corrects for row in rows}
    dropped = {row.id for row in rows if row.retracts}
    for row_id in tuple(dropped):
        before = corrects[row_id]
        while before is not None:
            dropped.add(before)
            before = corrects.get(before)
    return [row for row in rows if row.id not in dropped]


def check_said_on(said_on: date, began_on: date | None, today: date) -> dict[str, Message]:
    """Return what is wrong with the day on which something is said, under its field `said_on`.

    Of a programme that still has to begin things are said already.
    """
    if said_on > today:
        return {"said_on": Message("This day is still to come.")}
    if began_on is not None and said_on < began_on <= today:
        return {
            "said_on": Message(
                "The programme began on %(day)s. Choose that day or a later one.", {"day": began_on}
            )
        }
    return {}
