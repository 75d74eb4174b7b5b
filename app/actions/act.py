"""Who does something, when, and from where; every action is handed one."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """The actor, the real moment (UTC), and the door through which they came."""

    person_id: int | None
    at: datetime
    origin: str
