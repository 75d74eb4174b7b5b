"""That somebody was here is noted beside what they came for: rarely, and never in their way."""

from fastapi import Request
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from app.actions import api_token, sign_in, visit
from app.domain.refusal import Busy
from app.domain.sign_in import is_due
from app.queries.person import Use, Viewer
from app.web.world import world_of


def remember(request: Request, viewer: Viewer) -> None:
    """Keep with the request what must be noted once it is over."""
    world = world_of(request)
    if viewer.use is not None and is_due(viewer.use.noted_at, world.now()):
        request.state.use = viewer.use


def remember_visit(request: Request, person_id: int, programme_id: int) -> None:
    """Keep with the request that somebody came to see what had changed in a programme."""
    request.state.visit = (person_id, programme_id)


def note_in(session: Session, request: Request) -> None:
    """Note it in the transaction of a change."""
    use, visited, now = _use(request), _visit(request), world_of(request).now()
    if use is not None:
        note = api_token.note_use if use.by_token else sign_in.note_use
        note(session, use.id, now)
    if visited is not None:
        visit.note(session, *visited, now)


async def note_apart(request: Request) -> None:
    """Note it in a small transaction of its own; where somebody is writing, the next look may try again."""
    world = world_of(request)
    if (_use(request) is None and _visit(request) is None) or world.somebody_writes:
        return
    try:
        await world.change(lambda session: note_in(session, request))
    except (OperationalError, Busy):
        return  # others write for long; who looks does not wait for it


def _use(request: Request) -> Use | None:
    return getattr(request.state, "use", None)


def _visit(request: Request) -> tuple[int, int] | None:
    return getattr(request.state, "visit", None)
