"""That somebody was here is noted beside what they came for: rarely, and never in their way."""

from fastapi import Request
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.actions import api_token, sign_in
from app.domain.sign_in import is_due
from app.queries.person import Use, Viewer
from app.web.world import World, world_of


def remember(request: Request, viewer: Viewer) -> None:
    """Keep with the request what must be noted once it is over."""
    world = world_of(request)
    if viewer.use is not None and is_due(viewer.use.noted_at, world.now()):
        request.state.use = viewer.use


def note_in(session: Session, request: Request) -> None:
    """Note it in the transaction of a change."""
    use = _remembered(request)
    if use is not None:
        _note(session, use, world_of(request))


async def note_apart(request: Request) -> None:
    """Note it in a small transaction of its own; where somebody is writing, the next look may try again."""
    use, world = _remembered(request), world_of(request)
    if use is None or world.somebody_writes:
        return
    async with world.turn_to_write():
        await run_in_threadpool(_note_now, use, world)


def _remembered(request: Request) -> Use | None:
    return getattr(request.state, "use", None)


def _note_now(use: Use, world: World) -> None:
    try:
        with world.database.writing() as session:
            _note(session, use, world)
    except OperationalError:
        return  # another process writes for long; who looks does not wait for it


def _note(session: Session, use: Use, world: World) -> None:
    note = api_token.note_use if use.by_token else sign_in.note_use
    note(session, use.id, world.now())
