"""Who does something, when, and from where; every action is handed one."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """The actor, the real moment (UTC), and the door through which they came."""

    person_id: int | None
    at: datetime
    origin: str

    @property
    def author_id(self) -> int:
        """The person who says it. Raises `ValueError` where nobody is named: a statement has an author."""
        if self.person_id is None:
            raise ValueError("a statement has an author")
        return self.person_id
