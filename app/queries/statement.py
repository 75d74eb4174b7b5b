"""What was said last of a thing, for whoever corrects it."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.queries.frame import last_statement
from app.tables.noun import Noun


def last_statement_id(session: Session, noun: Noun, thing_id: int) -> int:
    """The id of the statement that counts now. One query."""
    found = session.scalar(sa.select(last_statement(noun, sa.literal(thing_id))), {"as_of": date.max})
    assert found is not None
    return int(found)
