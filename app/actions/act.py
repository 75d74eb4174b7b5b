"""Who does something, when, and from where; every action is handed one."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, slots=True)
class Act:
    """The actor, the real moment (UTC), and the door through which they came.

    `day` is given where it is not that of the moment in Amsterdam: in a demo the clock of days stands still.
    """

    person_id: int | None
    at: datetime
    origin: str
    day: date | None = None

    @property
    def on(self) -> date:
        """The day on which it is said."""
        return self.day or self.at.astimezone(AMSTERDAM).date()

    @property
    def author_id(self) -> int:
        """The person who says it. Raises `ValueError` where nobody is named: a statement has an author."""
        if self.person_id is None:
            raise ValueError("a statement has an author")
        return self.person_id
