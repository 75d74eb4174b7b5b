"""What the loader has come to know: the ids behind the keys of the files, and its own clock."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from app.actions.act import Act

ORIGIN = "demo"


@dataclass(slots=True)
class Known:
    """Ids by key. People and parties are shared; the rest is of the programme that is being loaded."""

    people: dict[str, int] = field(default_factory=dict)
    parties: dict[str, int] = field(default_factory=dict)
    programmes: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    projects: dict[str, int] = field(default_factory=dict)
    deliverables: dict[str, int] = field(default_factory=dict)
    indicators: dict[str, int] = field(default_factory=dict)
    sites: dict[str, int] = field(default_factory=dict)


def act_on(day: date, person_id: int | None) -> Act:
    """An act at nine in the morning (UTC) of the day on which something was said."""
    return Act(person_id, datetime.combine(day, time(9), UTC), ORIGIN)
