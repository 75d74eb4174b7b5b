"""Who is signed in, and what they may do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.role import Grant, Rights, Role
from app.domain.sign_in import IDLE
from app.prepared import Prepared
from app.queries.party_words import PLACE, is_place_of, short_name_of
from app.tables import Party, Person, Programme, RoleGrant, SignIn

_PERSON = Person.__table__  # type: ignore[attr-defined]
_GRANT = RoleGrant.__table__  # type: ignore[attr-defined]
_SIGN_IN = SignIn.__table__  # type: ignore[attr-defined]
_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_PARTY = Party.__table__  # type: ignore[attr-defined]


# Asked for every request.
_SIGNED_IN = Prepared(
    sa.select(
        *(_PERSON.c.id, _PERSON.c.name, _PERSON.c.email),
        *(_SIGN_IN.c.id, _SIGN_IN.c.last_seen_at),
        *(_GRANT.c.role, _GRANT.c.programme_id, _GRANT.c.party_id),
    )
    .join_from(_SIGN_IN, _PERSON, _PERSON.c.id == _SIGN_IN.c.person_id)
    .outerjoin(_GRANT, _GRANT.c.person_id == _PERSON.c.id)
    .where(
        _SIGN_IN.c.cookie_hash == sa.bindparam("cookie_hash"),
        _SIGN_IN.c.expires_at > sa.bindparam("now"),
        _SIGN_IN.c.last_seen_at > sa.bindparam("idle_since"),
    )
)


@dataclass(frozen=True, slots=True)
class Use:
    """What somebody came in with, and when its use was last noted."""

    id: int
    noted_at: datetime | None
    by_token: bool = False
    reads_only: bool = False


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person with their rights."""

    id: int
    name: str
    email: str
    rights: Rights
    use: Use | None = None

    @property
    def role(self) -> Role | None:
        """The role to show beside the name: the first held, in the order of the table."""
        return next(iter(self.roles), None)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Each role held anywhere, once, in the order of the table."""
        held = {grant.role for grant in self.rights.grants}
        return tuple(role for role in Role if role in held)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as listed: `roles` in words of the role table, with programme and party."""

    id: int
    name: str
    email: str
    roles: tuple[tuple[Role, str | None, str | None], ...]

    @property
    def role_names(self) -> tuple[Role, ...]:
        """Each role once, in the order of the table."""
        held = {role for role, _, _ in self.roles}
        return tuple(role for role in Role if role in held)


def viewer_signed_in(
    session: Session, cookie_hash: str, now: datetime, idle: timedelta = IDLE
) -> Viewer | None:
    """Who holds the cookie of this hash and used it within `idle`, with every role. One query."""
    asked = {"cookie_hash": cookie_hash, "now": now, "idle_since": now - idle}
    rows = _SIGNED_IN.rows(session, asked)
    if not rows:
        return None
    grants = tuple(Grant(role, programme, party) for *_, role, programme, party in rows if role)
    person_id, name, email, sign_in_id, seen_at, *_ = rows[0]
    return Viewer(person_id, name, email, Rights(person_id, grants), Use(sign_in_id, seen_at))


def people(session: Session) -> list[PersonRow]:
    """Everybody, by name, with their roles. One query."""
    rows = session.execute(
        sa.select(
            *(_PERSON.c.id, _PERSON.c.name, _PERSON.c.email, _GRANT.c.role),
            *(_PROGRAMME.c.title, short_name_of(_PARTY)),
        )
        .outerjoin(_GRANT, _GRANT.c.person_id == _PERSON.c.id)
        .outerjoin(_PROGRAMME, _PROGRAMME.c.id == _GRANT.c.programme_id)
        .outerjoin(_PARTY, _PARTY.c.id == _GRANT.c.party_id)
        .outerjoin(PLACE, is_place_of(_GRANT.c.party_id, _GRANT.c.programme_id))
        .order_by(_PERSON.c.id, _GRANT.c.id)
    )
    found: dict[int, PersonRow] = {}
    for person_id, name, email, role, programme, party in rows:
        known = found.get(person_id)
        roles = known.roles if known else ()
        more = ((role, programme, party),) if role else ()
        found[person_id] = PersonRow(person_id, name, email, (*roles, *more))
    return list(found.values())
