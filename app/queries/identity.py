"""Whether another organisation's word for somebody is known here."""

import sqlalchemy as sa
from sqlmodel import Session, col

from app.tables import Identity


def is_linked(session: Session, issuer: str, subject: str) -> bool:
    """Whether somebody has signed in as this subject of this provider before. One query."""
    found = sa.select(col(Identity.id)).where(
        col(Identity.issuer) == issuer, col(Identity.subject) == subject
    )
    return session.scalar(found) is not None
