"""Who holds which role, as far as whoever manages people may see."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.role import Role
from app.queries.party_words import PLACE, is_place_of, short_name_of
from app.tables import Party, Person, Programme, RoleGrant

_PERSON = Person.__table__  # type: ignore[attr-defined]
_GRANT = RoleGrant.__table__  # type: ignore[attr-defined]
_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_PARTY = Party.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One role that is held; without a programme in the whole installation."""

    id: int
    role: Role
    programme_id: int | None
    programme: str | None
    party: str | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with the roles that may be seen."""

    id: int
    name: str
    email: str
    grants: tuple[GrantRow, ...] = ()


def holders(session: Session, within: Collection[int] | None, person_id: int | None = None) -> list[Holder]:
    """Who holds a role in these programmes, by name; everybody, where none are given. One query.

    With `person_id` that person only, if they are among them.
    """
    asked = (
        sa.select(
            *(_PERSON.c.id, _PERSON.c.name, _PERSON.c.email),
            *(_GRANT.c.id, _GRANT.c.role, _GRANT.c.programme_id, _PROGRAMME.c.title),
            short_name_of(_PARTY),
        )
        .outerjoin(_GRANT, _GRANT.c.person_id == _PERSON.c.id)
        .outerjoin(_PROGRAMME, _PROGRAMME.c.id == _GRANT.c.programme_id)
        .outerjoin(_PARTY, _PARTY.c.id == _GRANT.c.party_id)
        .outerjoin(PLACE, is_place_of(_GRANT.c.party_id, _GRANT.c.programme_id))
        .order_by(_PERSON.c.name, _PERSON.c.id, _PROGRAMME.c.title, _GRANT.c.id)
    )
    if within is not None:
        asked = asked.where(_GRANT.c.programme_id.in_(list(within)))
    if person_id is not None:
        asked = asked.where(_PERSON.c.id == person_id)
    found: dict[int, tuple[tuple[int, str, str], list[GrantRow]]] = {}
    for *who, grant_id, role, programme_id, programme, party in session.execute(asked):
        _, grants = found.setdefault(who[0], ((who[0], who[1], who[2]), []))
        if grant_id is not None:
            grants.append(GrantRow(grant_id, role, programme_id, programme, party))
    return [Holder(*who, tuple(grants)) for who, grants in found.values()]
