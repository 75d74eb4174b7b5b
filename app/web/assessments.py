"""The deliverables of a programme with their verdicts, kept for as long as nothing changes in it."""

from datetime import date

from sqlmodel import Session

from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.programme import ProgrammeRow
from app.web.state import AppState


def load_states(
    app_state: AppState, session: Session, programme: ProgrammeRow, day: date
) -> list[DeliverableState]:
    """Return the deliverables of a programme on a day.

    Those of today are kept, since many pages ask for them; of other days there are too many.
    """
    if day != app_state.today():
        return deliverable_states(session, programme.id, day)
    key = ("deliverable states", programme.id, programme.revision, day)
    return app_state.assessments.get(key, lambda: deliverable_states(session, programme.id, day))
