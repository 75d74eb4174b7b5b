"""My updates: what a round asks of whoever leads something, and “no change” for several at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.domain.refusal import Message, Refusal
from app.domain.round import Call
from app.domain.timeliness import Timeliness
from app.queries.call_for_updates import open_calls
from app.queries.lead import own_deliverables
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, programmes
from app.web.auth import CredentialsDep
from app.web.deps.deliverable import load_editable_deliverable
from app.web.deps.session import AsOf, SessionDep
from app.web.forms import TypedDep, number, require_own_form
from app.web.origin import query_of_page
from app.web.pages.status_update import confirm_last
from app.web.responses import is_partial, page, redirect_to
from app.web.state import app_state_of
from app.web.views import rows as rows_of
from app.web.views.rows import DeliverableRow

router = APIRouter(include_in_schema=False, prefix="/stand-van-zaken")

_AT_ONCE = 200
_OPENS_SOON = 14


@dataclass(frozen=True, slots=True)
class Queue:
    """What a person leads: what still asks for an answer, the most urgent first, and what was answered."""

    asked: Sequence[DeliverableRow]
    answered: Sequence[DeliverableRow]
    calls: Sequence[tuple[ProgrammeRow, Call]]
    today: date
    refused: Mapping[int, Message] = field(default_factory=dict)
    """Why “no change” was not recorded of some of them."""

    @property
    def every(self) -> int:
        """How many there are in all."""
        return len(self.asked) + len(self.answered)

    def overdue(self) -> list[DeliverableRow]:
        """What is over its time."""
        return [row for row in self.asked if row.state.assessment.timeliness is Timeliness.OVERDUE]

    def coming(self) -> list[DeliverableRow]:
        """What begins within two weeks."""
        soon = self.today + timedelta(days=_OPENS_SOON)
        return [row for row in self.asked if self.today < _earliest(row) <= soon]


@router.get("", name="status_update.index")
def index(
    request: Request,
    session: SessionDep,
    credentials: CredentialsDep,
    bewaard: str = "",
    gedaan: str = "",
    stand: str = "",
) -> Response:
    """What I lead. The number of queries grows with programmes alone."""
    viewer = credentials.viewer(session)
    queue = _queue(session, viewer, credentials.app_state.today())
    stand = stand or _shown_at(request)
    return _page(request, viewer, queue, stand=stand, saved=number(bewaard), done=number(gedaan))


@router.post("/geen-wijziging", name="call.confirm", dependencies=[Depends(require_own_form)])
def confirm_several(
    request: Request, session: SessionDep, credentials: CredentialsDep, typed: TypedDep
) -> Response:
    """Say of each that was chosen what was said last; one that is refused keeps back none of the others."""
    viewer = credentials.viewer(session)
    chosen = [(id, number(typed[f"kies-{id}"])) for id in typed.chosen("kies")[:_AT_ONCE]]
    refused: dict[int, Message] = {}
    for deliverable_id, version in chosen:
        try:
            with session.begin_nested():
                confirm_last(load_editable_deliverable(session, request, deliverable_id), version)
        except Refusal as refusal:
            refused[deliverable_id] = refusal.message
    done = len(chosen) - len(refused)
    if refused:
        queue = _queue(session, viewer, credentials.app_state.today(), refused)
        return _page(request, viewer, queue, done=done, status_code=HTTPStatus.CONFLICT)
    return redirect_to(request, "status_update.index", {"gedaan": done})


def _shown_at(request: Request) -> str:
    """Which list stands on the page of which the numbers are drawn anew."""
    return query_of_page(request).get("stand", [""])[0] if is_partial(request) else ""


def _queue(
    session: Session, viewer: Viewer, today: date, refused: Mapping[int, Message] | None = None
) -> Queue:
    mine = own_deliverables(session, viewer.id)
    readable = [one for one in programmes(session, viewer.rights.readable()) if one.id in mine]
    asking = open_calls(session, [one.id for one in readable], today)
    every = [
        row
        for one in readable
        for row in rows_of.rows(
            session,
            viewer,
            one,
            mine[one.id],
            today,
            today,
            asking[one.id].since if one.id in asking else None,
        )
    ]
    every.sort(key=lambda row: _urgency(row, today))
    asked = [row for row in every if row.is_asked or row.state.assessment.timeliness is Timeliness.OVERDUE]
    answered = [row for row in every if row not in asked]
    listening = [(one, asking[one.id]) for one in readable if one.id in asking]
    return Queue(asked, answered, listening, today, refused or {})


def _earliest(row: DeliverableRow) -> date:
    """When its window opens; what has none never does."""
    deadline = row.state.assessment.deadline
    return (deadline.window.earliest if deadline else None) or date.max


def _urgency(row: DeliverableRow, today: date) -> tuple[bool, date, str]:
    """What ends first comes first; what has no end comes last."""
    deadline = row.state.assessment.deadline
    latest = deadline.window.latest if deadline else None
    return latest is None, latest or today, row.state.title


def _page(
    request: Request,
    viewer: Viewer,
    queue: Queue,
    *,
    stand: str = "",
    saved: int = 0,
    done: int = 0,
    status_code: int = HTTPStatus.OK,
) -> Response:
    today = app_state_of(request).today()
    shown = {
        "te-doen": (queue.asked, ()),
        "over": (queue.overdue(), ()),
        "komend": (queue.coming(), ()),
        "gedaan": ((), queue.answered),
    }
    asked, answered = shown.get(stand, (queue.asked, queue.answered))
    context = {
        "as_of": AsOf(today, today),
        "form": None,
        "saved": saved,
        "done": done,
        "queue": queue,
        "stand": stand if stand in shown else "",
        "asked": asked,
        "answered": answered,
    }
    template = "status_update/index.html"
    return page(request, template, context, block="progress", viewer=viewer, status_code=status_code)
