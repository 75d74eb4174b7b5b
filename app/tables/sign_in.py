"""The browsers in which people are signed in."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.domain.sign_in import SignInMethod
from app.tables.columns import key, moment, one_of


class SignIn(SQLModel, table=True):
    """A browser in which a person is signed in; the cookie itself is kept as a hash only."""

    __tablename__ = "sign_in"
    __table_args__ = (
        sa.CheckConstraint("(way = 'oidc') = (identity_id IS NOT NULL)", name="through_an_identity"),
    )

    id: int | None = Field(default=None, primary_key=True)
    cookie_hash: str = Field(unique=True, max_length=64)
    person_id: int = key("person.id", index=True)
    created_at: datetime = moment()
    expires_at: datetime = moment()
    last_seen_at: datetime = moment()
    way: SignInMethod = Field(sa_type=one_of(SignInMethod))
    browser: str = Field(default="", max_length=40)
    identity_id: int | None = key("identity.id", default=None, index=True)
    """By whom another organisation vouched."""
    provider_session: str | None = Field(default=None, max_length=64)
    """The hash of what that organisation calls this sign-in, so that it can end it."""
