"""What any route can ask for: the session of its request, who asks, the day, and ids in the path."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Path, Request
from pydantic import BeforeValidator
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.domain.refusal import Invalid, Message
from app.queries.person import Viewer
from app.tables.columns import LARGEST_ID
from app.web.auth import SAFE, CredentialsDep, note_use, note_use_apart
from app.web.state import AppState, app_state_of


async def app_state(request: Request) -> AppState:
    """Return what the process holds. A coroutine: what is at hand needs no thread."""
    return app_state_of(request)


AppStateDep = Annotated[AppState, Depends(app_state)]


async def session_scope(request: Request) -> AsyncIterator[Session]:
    """One transaction a request, committed before the answer leaves; unsafe methods write."""
    app_state = app_state_of(request)
    if request.method in SAFE:
        async with app_state.reading() as session:
            yield session
        await note_use_apart(request)
        return
    async with app_state.writing() as session:
        yield session
        await run_in_threadpool(note_use, session, request)


SessionDep = Annotated[Session, Depends(session_scope, scope="function")]


def signed_in(session: SessionDep, credentials: CredentialsDep) -> Viewer:
    """Return the signed-in person. Refuses whoever is not."""
    return credentials.viewer(session)


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
    return day_asked(request.query_params.get("peildatum", ""), app_state_of(request).today())


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


def require_digits(typed: object) -> object:
    """Pydantic takes “1.0” and “+1” for a number; an address has one spelling."""
    if isinstance(typed, str) and not (typed.isascii() and typed.isdecimal()):
        raise ValueError("not a number")
    return typed


Id = Annotated[int, BeforeValidator(require_digits), Path(ge=1, le=LARGEST_ID)]
