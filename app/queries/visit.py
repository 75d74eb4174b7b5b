"""When somebody was last here to see what had changed."""

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.visit import Visit
from app.tables import Visit as Noted

_NOTED = Noted.__table__  # type: ignore[attr-defined]
_ASKED = sa.select(_NOTED.c.began_at, _NOTED.c.before).where(
    _NOTED.c.person_id == sa.bindparam("person"), _NOTED.c.programme_id == sa.bindparam("programme")
)


def visit_of(session: Session, person_id: int, programme_id: int) -> Visit | None:
    """The last visit of a person to what changed in a programme. One query."""
    row = session.execute(_ASKED, {"person": person_id, "programme": programme_id}).one_or_none()
    return Visit(*row) if row else None
