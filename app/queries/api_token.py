"""Return the tokens of a person, and who comes in with one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import Columns
from app.domain.api_token import TokenScope
from app.domain.role import Grant, Rights
from app.queries.person import Use, Viewer
from app.tables import ApiToken, ApiTokenUse, Person, Programme, RoleGrant


@dataclass(frozen=True, slots=True)
class ApiTokenRow:
    """One token as its person sees it; `programme` and `slug` are of the only one that it opens."""

    id: int
    scope: TokenScope
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    programme: str | None
    slug: str | None


def api_tokens(session: Session, person_id: int, now: datetime) -> list[ApiTokenRow]:
    """Return the tokens of a person that open something at this moment, the newest first. One query."""
    rows = session.execute(
        sa.select(
            *(col(ApiToken.id), col(ApiToken.scope), col(ApiToken.created_at), col(ApiToken.expires_at)),
            *(col(ApiTokenUse.last_used_at), col(Programme.title).label("programme"), col(Programme.slug)),
        )
        .outerjoin(ApiTokenUse, col(ApiTokenUse.api_token_id) == col(ApiToken.id))
        .outerjoin(Programme, col(Programme.id) == col(ApiToken.programme_id))
        .where(col(ApiToken.person_id) == person_id, *_opens(now))
        .order_by(col(ApiToken.id).desc())
    )
    return [ApiTokenRow(**row) for row in rows.mappings()]


def viewer_by_token(session: Session, secret_hash: str, now: datetime) -> Viewer | None:
    """Return whose token this is, with the rights they have now within what the token opens. One query."""
    rows = session.execute(_select_viewer(), {"secret_hash": secret_hash, "now": now}).all()
    if not rows:
        return None
    first = rows[0]
    grants = [Grant(row.role, row.programme_id, row.party_id) for row in rows if row.role]
    if first.only_programme_id is not None:
        grants = list(_within(grants, first.only_programme_id))
    use = Use(first.token_id, first.last_used_at, True, first.scope is TokenScope.READ)
    return Viewer(first.id, first.name, first.email, Rights(first.id, tuple(grants)), use)


@cache
def _select_viewer() -> Columns:
    return (
        sa.select(
            *(col(Person.id), col(Person.name), col(Person.email)),
            *(col(ApiToken.id).label("token_id"), col(ApiTokenUse.last_used_at)),
            *(col(ApiToken.scope), col(ApiToken.programme_id).label("only_programme_id")),
            *(col(RoleGrant.role), col(RoleGrant.programme_id), col(RoleGrant.party_id)),
        )
        .join_from(ApiToken, Person, col(Person.id) == col(ApiToken.person_id))
        .outerjoin(ApiTokenUse, col(ApiTokenUse.api_token_id) == col(ApiToken.id))
        .outerjoin(RoleGrant, col(RoleGrant.person_id) == col(Person.id))
        .where(col(ApiToken.secret_hash) == sa.bindparam("secret_hash"), *_opens(sa.bindparam("now")))
    )


def _opens(now: datetime | sa.BindParameter[datetime]) -> tuple[sa.ColumnElement[bool], ...]:
    return (col(ApiToken.revoked_at).is_(None), col(ApiToken.expires_at) > now)


def _within(held: Iterable[Grant], programme_id: int) -> Iterable[Grant]:
    """The same grants, in this one programme only."""
    return (
        Grant(grant.role, programme_id, grant.party_id)
        for grant in held
        if grant.programme_id in (None, programme_id)
    )
