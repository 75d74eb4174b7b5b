"""Requests of the API that carried an Idempotency-Key, with the answer that each of them got."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.tables.columns import key, moment


class AnsweredRequest(SQLModel, table=True):
    """One request, by the hash of its token, its address and its key; `status` is 0 while it is carried out.

    `programme_id` is the programme that the answer tells of.
    """

    __tablename__ = "answered_request"

    of_hash: str = Field(primary_key=True, max_length=64)
    body_hash: str = Field(max_length=64)
    programme_id: int | None = key("programme.id", default=None)
    status: int = 0
    location: str = Field(default="", max_length=4000)
    etag: str = Field(default="", max_length=200)
    content: bytes = b""
    answered_at: datetime = moment(index=True)
