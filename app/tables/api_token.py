"""Tokens with which programs come in as a person."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.domain.api_token import TokenScope
from app.tables.columns import key, moment, one_of


class ApiToken(SQLModel, table=True):
    """One token, of which only the hash is kept; it never opens more than its person may."""

    __tablename__ = "api_token"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = key("person.id", index=True)
    secret_hash: str = Field(unique=True, max_length=64)
    scope: TokenScope = Field(sa_type=one_of(TokenScope))
    programme_id: int | None = key("programme.id", default=None)
    created_at: datetime = moment()
    expires_at: datetime = moment()
    revoked_at: datetime | None = moment(default=None, nullable=True)


class ApiTokenUse(SQLModel, table=True):
    """When a token was last used; apart from the token, whose row is sealed at every change."""

    __tablename__ = "api_token_use"

    api_token_id: int = key("api_token.id", primary_key=True)
    last_used_at: datetime = moment()
