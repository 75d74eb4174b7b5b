"""Who is signed in, and what they may do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns
from app.domain.role import Grant, Rights, Role
from app.domain.sign_in import IDLE
from app.queries.lead import LEADING
from app.queries.party import is_wording_of, party_short_name
from app.queries.programme import is_head_of
from app.tables import (
    AuditHead,
    Deliverable,
    Party,
    Person,
    Programme,
    ProgrammeParty,
    Project,
    RoleGrant,
    SignIn,
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
    answers: bool = False
    """Whether there is something of which they say how it stands: the menu leads there."""
    revisions: tuple[tuple[int, int], ...] = ()
    """Each programme in which they hold a role, with the number of its recorded changes."""

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
    """Return who holds the cookie of this hash and used it within `idle`, with every role. One query."""
    parameters = {"cookie_hash": cookie_hash, "now": now, "used_since": now - idle}
    rows = session.execute(_select_viewer(), parameters).all()
    if not rows:
        return None
    first = rows[0]
    grants = tuple(Grant(row.role, row.programme_id, row.party_id) for row in rows if row.role)
    use = Use(first.sign_in_id, first.last_seen_at)
    revisions = {row.programme_id: row.revision or 0 for row in rows if row.programme_id is not None}
    return Viewer(
        first.id,
        first.name,
        first.email,
        Rights(first.id, grants),
        use,
        revisions=tuple(sorted(revisions.items())),
    )


@cache
def _select_viewer() -> Columns:
    return (
        sa.select(col(Person.id), col(Person.name), col(Person.email))
        .add_columns(col(SignIn.id).label("sign_in_id"), col(SignIn.last_seen_at))
        .add_columns(col(RoleGrant.role), col(RoleGrant.programme_id), col(RoleGrant.party_id))
        .add_columns(col(AuditHead.revision))
        .join_from(SignIn, Person, col(Person.id) == col(SignIn.person_id))
        .outerjoin(RoleGrant, col(RoleGrant.person_id) == col(Person.id))
        .outerjoin(AuditHead, is_head_of(RoleGrant.programme_id))
        .where(col(SignIn.cookie_hash) == sa.bindparam("cookie_hash"))
        .where(col(SignIn.expires_at) > sa.bindparam("now"))
        .where(col(SignIn.last_seen_at) > sa.bindparam("used_since"))
    )


def answers_anything(session: Session, person_id: int) -> bool:
    """Return whether somebody leads anything, or its office answers for want of a lead. One query."""
    return bool(session.scalar(_select_answers(), {"person_id": person_id}))


@cache
def _select_answers() -> Columns:
    person_id: sa.BindParameter[int] = sa.bindparam("person_id")
    has_to = sa.exists().where(
        col(RoleGrant.person_id) == person_id,
        col(RoleGrant.role).in_(LEADING),
        col(Deliverable.programme_id) == col(RoleGrant.programme_id),
        col(Deliverable.retracted_on).is_(None),
        col(Project.id) == col(Deliverable.project_id),
        sa.or_(
            col(Deliverable.lead_id) == person_id,
            col(Project.lead_id) == person_id,
            sa.and_(
                col(RoleGrant.role) == Role.OFFICE,
                col(Deliverable.lead_id).is_(None),
                col(Project.lead_id).is_(None),
            ),
        ),
    )
    return sa.select(has_to)


def all_addresses(session: Session) -> frozenset[str]:
    """Return the e-mail address of everybody, in small letters. One query."""
    return frozenset(address.casefold() for address in session.scalars(sa.select(col(Person.email))))


def people(session: Session) -> list[PersonRow]:
    """Return everybody who was not erased, by id, with their roles. One query."""
    rows = session.execute(
        sa.select(col(Person.id), col(Person.name), col(Person.email), col(RoleGrant.role))
        .add_columns(col(Programme.title).label("programme"), party_short_name(Party).label("party"))
        .outerjoin(RoleGrant, col(RoleGrant.person_id) == col(Person.id))
        .outerjoin(Programme, col(Programme.id) == col(RoleGrant.programme_id))
        .outerjoin(Party, col(Party.id) == col(RoleGrant.party_id))
        .outerjoin(ProgrammeParty, is_wording_of(RoleGrant.party_id, RoleGrant.programme_id))
        .where(col(Person.erased_at).is_(None))
        .order_by(col(Person.id), col(RoleGrant.id))
    )
    people: list[PersonRow] = []
    for _, grants in groupby(rows, lambda row: row.id):
        first, *rest = grants
        roles = tuple((row.role, row.programme, row.party) for row in (first, *rest) if row.role)
        people.append(PersonRow(first.id, first.name, first.email, roles))
    return people


def name_of(session: Session, person_id: int | None) -> str:
    """Return what a person is called, that of the product where nobody is named. One query."""
    name = session.scalar(sa.select(col(Person.name)).where(col(Person.id) == person_id))
    return name or "Mijlpaal"
