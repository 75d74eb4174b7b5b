"""Dependencies of any route: its session, the viewer, the day shown, and ids in the path."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Path, Request
from pydantic import BeforeValidator
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from app.actions import answered_request, draft, sent_form
from app.domain.day import read_day
from app.domain.refusal import Conflict, Invalid, Message
from app.queries.person import Viewer
from app.tables.columns import LARGEST_ID
from app.web.auth import (
    SAFE,
    CredentialsDep,
    get_viewer_id,
    has_use_to_note,
    note_use,
    note_use_apart,
)
from app.web.idempotency import answer_of, sent_request
from app.web.sent_form import AlreadySent, form_answer, form_hash
from app.web.state import AppState, get_app_state
from app.web.unsaved_form import address_of_form, draft_place, is_resumed


async def provide_app_state(request: Request) -> AppState:
    """Return what the process holds. A coroutine, because FastAPI runs plain functions in a thread."""
    return get_app_state(request)


ONLY_SHOWN = "only_shown"
"""Noted in the session of a form that is to be shown again as it was typed."""

AppStateDep = Annotated[AppState, Depends(provide_app_state)]


async def session_scope(request: Request) -> AsyncIterator[Session]:
    """Yield the session of the request: one transaction, committed before the answer leaves.

    Safe methods get a read-only session. A form that was saved before is answered as it was then; one that is
    only to be shown again saves nothing.
    """
    app_state = get_app_state(request)
    if request.method in SAFE:
        async with app_state.reading() as session:
            yield session
        await note_use_apart(request)
        return
    async with app_state.writing() as session:
        if is_resumed(request):
            session.info[ONLY_SHOWN] = True
            yield session
            await run_in_threadpool(session.rollback)
            if form_answer(request):  # a button: the page that it leads to would tell of what was not done
                raise Conflict("Nothing was saved yet. Go back to the page, and press the button once more.")
            return
        if form := form_hash(request):
            await run_in_threadpool(_claim_form, session, app_state.now(), form)
        yield session
        if form_hash(request) or sent_request(request) or has_use_to_note(request):
            await run_in_threadpool(_finish_form, session, request)


def _claim_form(session: Session, now: datetime, form: str) -> None:
    """Claim a form for this transaction. Raises `AlreadySent` if it was saved before."""
    answered_at = sent_form.claim(session, now, form)
    if answered_at is not None:
        raise AlreadySent(answered_at)


def _finish_form(session: Session, request: Request) -> None:
    """Write what the request leaves behind: its use, its answer, no draft of what was saved."""
    note_use(session, request)
    if sent := sent_request(request):
        answered_request.settle(session, sent.of_hash, answer_of(request))
    if form := form_hash(request):
        answer = form_answer(request)
        sent_form.settle(session, form, answer)
        viewer_id = get_viewer_id(request)
        if answer and viewer_id is not None:
            draft.discard(session, viewer_id, draft_place(address_of_form(request)))


SessionDep = Annotated[Session, Depends(session_scope, scope="function")]


def require_viewer(session: SessionDep, credentials: CredentialsDep) -> Viewer:
    """Return the signed-in person. Refuses people who are not signed in."""
    return credentials.require_viewer(session)


ViewerDep = Annotated[Viewer, Depends(require_viewer)]


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day as of which facts are shown; `typed` and `wrong` tell of a day that was refused."""

    day: date
    today: date
    typed: str = ""
    wrong: Message | None = None

    @property
    def is_past(self) -> bool:
        """Whether the day is before today; then nothing can be changed."""
        return self.day < self.today

    @property
    def status_code(self) -> int:
        """400 if the requested day was refused (the page then shows today), else 200."""
        return 400 if self.wrong else 200

    @property
    def query(self) -> dict[str, object]:
        """The query that links carry along, so that the day stays while the viewer navigates."""
        return {"peildatum": self.day.isoformat()} if self.is_past else {}


async def read_as_of(request: Request) -> AsOf:
    """Return the day in the address. A coroutine, because FastAPI runs plain functions in a thread."""
    return find_as_of(request)


def find_as_of(request: Request) -> AsOf:
    """Return the day in the address, written as 2023-12-18 or 18-12-2023; today if there is none."""
    return parse_as_of(request.query_params.get("peildatum", ""), get_app_state(request).today())


AsOfDep = Annotated[AsOf, Depends(read_as_of)]


async def read_day_of_file(request: Request) -> AsOf:
    """Return the same for a file. Refuses a day that a page would answer with today and a message.

    A file cannot say that it is of another day than was asked for.
    """
    as_of = find_as_of(request)
    if as_of.wrong:
        raise Invalid({"peildatum": as_of.wrong})
    return as_of


DayOfFileDep = Annotated[AsOf, Depends(read_day_of_file)]


def parse_as_of(typed: str, today: date) -> AsOf:
    """Read a day as typed; text that is not a day, or a future day, gives today with a message."""
    typed = typed.strip()
    if not typed:
        return AsOf(today, today)
    day = read_day(typed, today)
    if isinstance(day, Message):
        return AsOf(today, today, typed, day)
    if day > today:
        return AsOf(today, today, typed, Message("This day is still to come. Choose today or earlier."))
    return AsOf(day, today, typed)


def read_day_or_none(typed: str, today: date) -> date | None:
    """Return a day as typed, None if it cannot be read: where another place tells what is wrong."""
    day = read_day(typed, today) if typed.strip() else None
    return None if isinstance(day, Message) else day


def read_day_field(typed: str, field: str, today: date) -> date | None:
    """Read a day from a form field, None if it is empty. Refuses other text with a message at the field."""
    if not typed.strip():
        return None
    day = read_day(typed, today)
    if isinstance(day, Message):
        raise Invalid({field: day})
    return day


def require_digits(typed: object) -> object:
    """Refuse numbers such as “1.0” and “+1”, which Pydantic accepts: an address has one spelling."""
    if isinstance(typed, str) and not (typed.isascii() and typed.isdecimal()):
        raise ValueError("not a number")
    return typed


Id = Annotated[int, BeforeValidator(require_digits), Path(ge=1, le=LARGEST_ID)]
