"""What the file of a programme said of its audit trail, where nobody could verify it here."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.tables.columns import key, moment
from app.tables.lengths import unbounded_text


class ImportedTrail(SQLModel, table=True):
    """The trail of a programme as it came in: append only, and no part of the trail that is sealed here.

    `content` holds its heads, entries, values and seals of rows as JSON, a record a line, so that whoever has
    the key can still verify it; `file_digest` is that of the whole file.
    """

    __tablename__ = "imported_trail"

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id", index=True)
    file_digest: str = Field(max_length=64)
    content: str = unbounded_text()
    recorded_at: datetime = moment()
    author_id: int | None = key("person.id", default=None)
