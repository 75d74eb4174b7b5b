"""What somebody was typing and has not saved yet; it survives a closed browser."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.tables.columns import key, moment
from app.tables.lengths import unbounded_text


class Draft(SQLModel, table=True):
    """What one person typed in one place: `place` names the form, `content` holds its fields (JSON)."""

    person_id: int = key("person.id", primary_key=True)
    place: str = Field(max_length=120, primary_key=True)
    content: str = unbounded_text()
    saved_at: datetime = moment()
