"""What a door asks for before it opens; to load a thing is to check the right to it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from anyio import CancelScope
from fastapi import Depends, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.db import finish
from app.domain.refusal import Invalid, Message, NotFound
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, programme_by_slug
from app.web.use import note_apart, note_in
from app.web.visitor import SAFE as SAFE  # noqa: PLC0414
from app.web.visitor import Visitor as Visitor  # noqa: PLC0414 - whoever opens a door finds it here
from app.web.visitor import VisitorDep as VisitorDep  # noqa: PLC0414
from app.web.world import World, world_of


async def world(request: Request) -> World:
    """A coroutine, so that no thread is asked for what is at hand."""
    return world_of(request)


WorldDep = Annotated[World, Depends(world)]


async def session_scope(request: Request) -> AsyncIterator[Session]:
    """One transaction a request, committed before the answer leaves; unsafe methods write."""
    world = world_of(request)
    if request.method in SAFE:
        async with world.looking.admit():
            session = world.database.session(write=False)
            try:
                yield session
            finally:
                await _end(session, world)
        await note_apart(request)
        return
    async with world.turn_to_write():
        session = world.database.session(write=True)
        try:
            await run_in_threadpool(session.connection)  # it waits for whatever other process writes
            yield session
            await run_in_threadpool(_finish, session, request)
        finally:
            await _end(session, world)


def _finish(session: Session, request: Request) -> None:
    note_in(session, request)
    finish(session)


async def _end(session: Session, world: World) -> None:
    """Give the connection back; that waits for a server, but costs SQLite less than asking for a thread."""
    if world.database.is_sqlite:
        session.close()
        return
    with CancelScope(shield=True):  # also for whoever went away
        await run_in_threadpool(session.close)


SessionDep = Annotated[Session, Depends(session_scope, scope="function")]


async def signed_in(session: SessionDep, visitor: VisitorDep) -> Viewer:
    """The signed-in person, else a refusal."""
    return await visitor.world.look(lambda: visitor.viewer(session))


ViewerDep = Annotated[Viewer, Depends(signed_in)]


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day as of which facts are shown; what was typed is kept where it is no such day."""

    day: date
    today: date
    typed: str = ""
    wrong: Message | None = None

    @property
    def is_past(self) -> bool:
        """A past day is looked at, not changed."""
        return self.day < self.today

    @property
    def status_code(self) -> int:
        """400 where the day asked for was refused; the page then shows today."""
        return 400 if self.wrong else 200

    @property
    def query(self) -> dict[str, object]:
        """What links carry on, so that the day stays while one walks around."""
        return {"peildatum": self.day.isoformat()} if self.is_past else {}


async def as_of(request: Request) -> AsOf:
    """The day asked for in the address, as 2023-12-18 or 18-12-2023; today without one."""
    return day_asked(request.query_params.get("peildatum", ""), world_of(request).today())


AsOfDep = Annotated[AsOf, Depends(as_of)]


def day_asked(typed: str, today: date) -> AsOf:
    """What was typed as a day, refused (with today in its place) where it is none or still to come."""
    typed = typed.strip()
    if not typed:
        return AsOf(today, today)
    day = read_day(typed)
    if day is None:
        return AsOf(
            today, today, typed, Message("“%(typed)s” is no day. Write 18-12-2023.", {"typed": typed})
        )
    if day > today:
        return AsOf(today, today, typed, Message("This day is still to come. Choose today or earlier."))
    return AsOf(day, today, typed)


def read_day(typed: str) -> date | None:
    """A day as typed in Dutch (18-12-2023) or ISO 8601 (2023-12-18); none where it is neither."""
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007 - only the day is kept
        except ValueError:
            continue
    return None


def day_from(typed: str, field: str) -> date | None:
    """A day from a form, none where the field is empty; refuses what is no day, beside the field."""
    if not typed.strip():
        return None
    day = read_day(typed)
    if day is None:
        raise Invalid.because(field, "“%(typed)s” is no day. Write 18-12-2023.", typed=typed)
    return day


@dataclass(frozen=True, slots=True)
class ProgrammeDoor:
    """An opened door: a programme that the viewer may read."""

    session: Session
    viewer: Viewer
    world: World
    programme: ProgrammeRow


async def readable_programme(session: SessionDep, visitor: VisitorDep, slug: str) -> ProgrammeDoor:
    """The programme of the slug in the path. Two queries. It does not exist for strangers."""
    return await visitor.world.look(lambda: _open_programme(session, visitor, slug))


ReadableProgramme = Annotated[ProgrammeDoor, Depends(readable_programme)]


def _open_programme(session: Session, visitor: Visitor, slug: str) -> ProgrammeDoor:
    viewer = visitor.viewer(session)
    programme = programme_by_slug(session, slug)
    if programme is None or not viewer.rights.may_read(programme.id):
        raise NotFound("There is no such programme.")
    return ProgrammeDoor(session, viewer, visitor.world, programme)
