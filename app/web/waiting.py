"""What waits for the viewer, kept for as long as nothing changes in their programmes."""

from datetime import date

from sqlmodel import Session

from app.queries.person import Viewer
from app.queries.waiting import Waiting, waiting_for
from app.web.state import AppState


def load_waiting(app_state: AppState, session: Session, viewer: Viewer, *, keep: bool = True) -> Waiting:
    """Return what waits for the viewer: no query as long as nothing changed in their programmes.

    `keep` is off for a request that changes something itself: it looks anew.
    """
    today = app_state.today()
    return app_state.renders.get(
        _key(viewer, today), lambda: waiting_for(session, viewer.rights, today), keep=keep
    )


def find_waiting(app_state: AppState, viewer: Viewer) -> Waiting | None:
    """Return what was kept of what waits for the viewer, without a query; None where nothing was."""
    kept: Waiting | None = app_state.renders.find(_key(viewer, app_state.today()))
    return kept


def _key(viewer: Viewer, today: date) -> tuple[object, ...]:
    return ("waiting", viewer.rights, viewer.revisions, today)
