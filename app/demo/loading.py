"""What the loader keeps in mind: the ids behind the keys of the files, and its own clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from sqlmodel import Session

from app.actions import person
from app.actions.audit_log import AuditContext
from app.domain.role import Role

Facts = Mapping[str, Any]
"""A table of a TOML file, as it stands there."""

OFFICE = "noor"
"""Who reads documents in, and runs the programme office: the key of that person."""


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role of a person, by the keys of the files: in a programme, perhaps for a party."""

    person: str
    role: Role
    programme: str | None = None
    party: str | None = None


@dataclass(slots=True)
class LoadedIds:
    """Ids by key. People, their roles and parties are shared; the rest is of the programme being loaded."""

    people: dict[str, int] = field(default_factory=dict)
    roles: list[HeldRole] = field(default_factory=list)
    parties: dict[str, int] = field(default_factory=dict)
    programmes: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    projects: dict[str, int] = field(default_factory=dict)
    deliverables: dict[str, int] = field(default_factory=dict)
    indicators: dict[str, int] = field(default_factory=dict)
    sites: dict[str, int] = field(default_factory=dict)

    def grant_roles(self, session: Session, act: AuditContext, slug: str | None) -> None:
        """Give everybody the roles that they hold in a programme; without one, in the installation."""
        for held in self.roles:
            if held.programme == slug:
                person.grant(
                    session,
                    act,
                    self.people[held.person],
                    held.role,
                    programme_id=self.programmes[slug] if slug else None,
                    party_id=self.parties[held.party] if held.party else None,
                )


class Event(NamedTuple):
    """Something that happens on a day, at its turn on that day."""

    day: date
    turn: int
    say: Callable[[], object]


def act_on(day: date, person_id: int | None) -> AuditContext:
    """Return the context of whoever says something at nine in the morning (UTC) of a day."""
    return AuditContext(person_id, datetime.combine(day, time(9), UTC), "demo")
