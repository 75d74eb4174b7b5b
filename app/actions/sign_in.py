"""Coming in and going out."""

from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit
from app.actions.act import Act
from app.domain.refusal import Invalid
from app.security import fresh_secret, hashed
from app.tables import Person, SignIn

LASTS = timedelta(hours=12)


def begin(session: Session, act: Act, person_id: int) -> str:
    """Sign a person in; returns the secret for their cookie, of which only the hash is kept."""
    if session.get(Person, person_id) is None:
        raise Invalid.because("person", "Choose one of these people.")
    cookie = fresh_secret()
    session.add(
        SignIn(cookie_hash=hashed(cookie), person_id=person_id, created_at=act.at, expires_at=act.at + LASTS)
    )
    audit.record(session, act, "sign_in.begin", ("person", person_id))
    return cookie


def end(session: Session, act: Act, cookie: str) -> None:
    """Sign out the browser that holds this cookie; one that is not known is left alone."""
    person_id = session.scalar(
        sa.delete(SignIn).where(col(SignIn.cookie_hash) == hashed(cookie)).returning(col(SignIn.person_id))
    )
    if person_id is not None:
        audit.record(session, act, "sign_in.end", ("person", person_id))
