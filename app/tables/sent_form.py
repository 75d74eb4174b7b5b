"""Forms that were sent and saved, so that the same form sent twice saves once."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.tables.columns import moment


class SentForm(SQLModel, table=True):
    """One form as it was sent, by the hash of all of it; `address` is the page that answered it."""

    __tablename__ = "sent_form"

    of_hash: str = Field(primary_key=True, max_length=64)
    address: str = Field(default="", max_length=4000)
    sent_at: datetime = moment(index=True)
