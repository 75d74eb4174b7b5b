"""My updates: what a round asks of the viewer as a lead, and “no change” for several at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.actions import status_correction, status_update
from app.domain.refusal import Conflict, Message, NotFound, Refusal
from app.domain.round import Call
from app.domain.timeliness import Timeliness
from app.queries.call_for_updates import entered_by_office
from app.queries.person import Viewer
from app.queries.programme import ProgrammeRow, programmes
from app.tables import Deliverable, StatusUpdate
from app.web.auth import CredentialsDep
from app.web.deps.deliverable import load_editable_deliverable
from app.web.deps.session import AsOf, SessionDep
from app.web.forms import TypedDep, all_or_nothing, read_number, require_own_form
from app.web.origin import query_of_page
from app.web.responses import is_partial, redirect_to, render_page
from app.web.state import AppState, get_app_state
from app.web.views.rows import DeliverableRow, build_rows
from app.web.waiting import load_waiting

router = APIRouter(include_in_schema=False, prefix="/stand-van-zaken")

_AT_ONCE = 200
_UNDONE = "teruggenomen"
_OPENS_SOON = 14


@dataclass(frozen=True, slots=True)
class UpdateQueue:
    """What a person leads: first what still needs an update, by urgency, then what has one."""

    open: Sequence[DeliverableRow]
    answered: Sequence[DeliverableRow]
    calls: Sequence[tuple[ProgrammeRow, Call]]
    today: date
    also_waiting: int = 0
    """How much waits for the person besides these answers."""
    refused: Mapping[int, Message] = field(default_factory=dict)
    """The deliverables whose “no change” was refused, with the reason."""
    by_office: int = 0
    """How much of what has one was entered by the office for the person."""
    confirmed: Sequence[DeliverableRow] = ()
    """Those whose “no change” was recorded a moment ago, and still stands: it can be undone as one."""

    @property
    def every(self) -> int:
        """The number of deliverables."""
        return len(self.open) + len(self.answered)

    def overdue(self) -> list[DeliverableRow]:
        """Return the overdue ones."""
        return [row for row in self.open if row.state.assessment.timeliness is Timeliness.OVERDUE]

    def coming(self) -> list[DeliverableRow]:
        """Return those whose window opens within two weeks."""
        soon = self.today + timedelta(days=_OPENS_SOON)
        return [row for row in self.open if self.today < _window_opens_on(row) <= soon]


@router.get("", name="status_update.index")
def index(
    request: Request,
    session: SessionDep,
    credentials: CredentialsDep,
    bewaard: str = "",
    gedaan: str = "",
    stand: str = "",
) -> Response:
    """List what the viewer answers for. The number of queries is the same, however much that is."""
    viewer = credentials.require_viewer(session)
    return render_queue(
        request,
        session,
        viewer,
        stand=stand or _read_shown_list(request),
        saved=read_number(bewaard),
        confirmed=[read_number(update_id) for update_id in gedaan.split(",")[:_AT_ONCE]],
        is_undone=gedaan == _UNDONE,
    )


def render_queue(
    request: Request,
    session: Session,
    viewer: Viewer,
    *,
    stand: str = "",
    saved: int = 0,
    confirmed: Collection[int] = (),
    is_undone: bool = False,
) -> Response:
    """Return the page with what the viewer answers for; `confirmed` are the updates that said “no change”."""
    queue = _load_queue(session, viewer, get_app_state(request), confirmed=confirmed)
    return _render_queue(request, viewer, queue, stand=stand, saved=saved, is_undone=is_undone)


@router.post("/geen-wijziging", name="call.confirm", dependencies=[Depends(require_own_form)])
def confirm_several(
    request: Request, session: SessionDep, credentials: CredentialsDep, typed: TypedDep
) -> Response:
    """Confirm the last update of each chosen deliverable; a refusal of one does not stop the others."""
    viewer = credentials.require_viewer(session)
    chosen = [(id, read_number(typed[f"kies-{id}"])) for id in typed.ticked_ids("kies")[:_AT_ONCE]]
    refused: dict[int, Message] = {}
    confirmed: list[int] = []
    for deliverable_id, version in chosen:
        try:
            with all_or_nothing(session):
                access = load_editable_deliverable(session, request, deliverable_id)
                today = access.app_state.today()
                confirmed.append(
                    status_update.confirm(session, access.act, deliverable_id, version, today=today)
                )
        except Refusal as refusal:
            refused[deliverable_id] = refusal.message
    if refused:
        queue = _load_queue(session, viewer, credentials.app_state, refused, confirmed)
        return _render_queue(request, viewer, queue, status_code=HTTPStatus.CONFLICT)
    query: dict[str, object] = {"gedaan": ",".join(map(str, confirmed))} if confirmed else {}
    return redirect_to(request, "status_update.index", query)


@router.post("/geen-wijziging/ongedaan", name="call.undo", dependencies=[Depends(require_own_form)])
def undo_several(
    request: Request, session: SessionDep, credentials: CredentialsDep, typed: TypedDep
) -> Response:
    """Take back every “no change” that was just recorded, or none where one was changed since."""
    viewer = credentials.require_viewer(session)
    with all_or_nothing(session):
        for update_id in typed.ticked_ids("terug")[:_AT_ONCE]:
            _undo_confirmation(request, session, viewer, update_id, read_number(typed[f"terug-{update_id}"]))
    return redirect_to(request, "status_update.index", {"gedaan": _UNDONE})


def _undo_confirmation(
    request: Request, session: Session, viewer: Viewer, update_id: int, version: int
) -> None:
    update = session.get(StatusUpdate, update_id)
    if update is None or update.author_id != viewer.id:
        raise NotFound("There is nothing here, or not for you.")
    access = load_editable_deliverable(session, request, update.deliverable_id)
    try:
        status_correction.undo(session, access.act, update_id, version)
    except Conflict:
        title = session.get_one(Deliverable, update.deliverable_id).title
        raise Conflict(
            "“%(title)s” was changed since. Take back one by one what has to go.", title=title
        ) from None


def _read_shown_list(request: Request) -> str:
    """Return the list that the page shows, when htmx asks for its counts alone."""
    return query_of_page(request).get("stand", [""])[0] if is_partial(request) else ""


def _load_queue(
    session: Session,
    viewer: Viewer,
    app_state: AppState,
    refused: Mapping[int, Message] | None = None,
    confirmed: Collection[int] = (),
) -> UpdateQueue:
    today = app_state.today()
    waiting = load_waiting(app_state, session, viewer, keep=refused is None)
    of = {state.programme_id for state in waiting.answerable}
    readable = {programme.id: programme for programme in programmes(session, of)}
    rows = build_rows(
        waiting.answerable, viewer, readable, today, lambda id: waiting.answers_since(id, today)
    )
    rows.sort(key=lambda row: _sort_key(row, today))
    asking_ids = waiting.asking_ids
    starts = {id: waiting.answers_since(id, today) for id in of}
    by_office = entered_by_office(session, waiting.answerable, starts) - asking_ids
    return UpdateQueue(
        [row for row in rows if row.state.id in asking_ids],
        [row for row in rows if row.state.id not in asking_ids],
        [(programme, waiting.calls[id]) for id, programme in readable.items() if id in waiting.calls],
        today,
        len(waiting.items) - len(asking_ids),
        refused or {},
        len(by_office),
        [row for row in rows if row.state.last and row.state.last.id in confirmed],
    )


def _window_opens_on(row: DeliverableRow) -> date:
    """Return the first day of its window, the last possible date if it has none."""
    deadline = row.state.assessment.deadline
    return (deadline.window.earliest if deadline else None) or date.max


def _sort_key(row: DeliverableRow, today: date) -> tuple[bool, date, str]:
    """Return the sort key by the last day of the window; rows without one come last."""
    deadline = row.state.assessment.deadline
    latest = deadline.window.latest if deadline else None
    return latest is None, latest or today, row.state.title


def _render_queue(
    request: Request,
    viewer: Viewer,
    queue: UpdateQueue,
    *,
    stand: str = "",
    saved: int = 0,
    is_undone: bool = False,
    status_code: int = HTTPStatus.OK,
) -> Response:
    today = get_app_state(request).today()
    lists = {
        "te-doen": (queue.open, ()),
        "over": (queue.overdue(), ()),
        "komend": (queue.coming(), ()),
        "gedaan": ((), queue.answered),
    }
    open_rows, answered = lists.get(stand, (queue.open, queue.answered))
    context = {
        "as_of": AsOf(today, today),
        "form": None,
        "saved": saved,
        "is_undone": is_undone,
        "queue": queue,
        "waiting_count": len(queue.open) + queue.also_waiting,
        "stand": stand if stand in lists else "",
        "open_rows": open_rows,
        "answered": answered,
    }
    template = "status_update/index.html"
    return render_page(request, template, context, block="progress", viewer=viewer, status_code=status_code)
