"""Which day it is for a command: that of a demonstration, else that of the clock in Amsterdam."""

from datetime import date, datetime

from sqlmodel import Session

from app.domain.refusal import Conflict
from app.domain.time_zone import AMSTERDAM
from app.queries.installation import demo_today
from app.settings import settings


def today(session: Session) -> date:
    """The day of the database that is looked into. Refuses an overridden day where there is no demo."""
    marked, overridden = demo_today(session), settings().today
    if overridden and marked is None:
        raise Conflict("MIJLPAAL_TODAY is refused: this database is no demonstration.")
    return overridden or marked or datetime.now(AMSTERDAM).date()
