"""Promising a deliverable in one act: what it is, when it comes, where that was said, what it needs."""

from dataclasses import dataclass, field, replace
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import deliverable, deliverable_document, status_update
from app.actions.audit_log import AuditContext
from app.actions.deliverable import DeliverableRevision, NewDeliverable
from app.actions.deliverable_document import DocumentInput, Subject, form_objections
from app.actions.history import StatementInput
from app.actions.references import refuse, refuse_all
from app.actions.status_update import PriorState, StatusUpdateInput, check_update
from app.actions.structure import check_title, next_position, require_target
from app.domain.correction import check_said_on
from app.domain.deliverable import TEXTS
from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Message
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.vague_date import OwnBounds, Register, VagueDate, read_moment, read_recurrence
from app.queries.named_moment import read_register
from app.tables import Deliverable, Programme
from app.tables.lengths import refuse_long_texts
from app.tables.tracked import DELIVERABLE, PROJECT


@dataclass(frozen=True, slots=True)
class NewPromise:
    """A deliverable to promise; without words (`phrase`) it is there, and still waits for its moment.

    `said_on` is the day on which it was promised: relative words are read against that day.
    """

    deliverable: DeliverableRevision
    said_on: date
    phrase: str = ""
    own: OwnBounds | None = None
    """The bounds that a person gives the words."""
    firmness: Firmness | None = None
    documents: tuple[DocumentInput, ...] = ()
    """Where it was promised, and what is known already: evidence, a day on which it took place."""
    inputs: tuple[int, ...] = field(default=())


def make(session: Session, act: AuditContext, programme_id: int, new: NewPromise, *, today: date) -> int:
    """Add the deliverable behind the others of its project, with what was promised of it; returns its id.

    What recurs has the frequency that its words say, unless another is given. Refuses, all together, whatever
    is wrong with what it is, its words, its day and its source.
    """
    new = replace(new, deliverable=_with_frequency(new.deliverable, new.phrase))
    _refuse_wrong(session, programme_id, new, today)
    position = next_position(session, DELIVERABLE, {"project_id": new.deliverable.project_id})
    words = new.phrase.strip()
    window = read_moment(words, new.said_on, read_register(session), new.own) if words else None
    return make_checked(session, act, new, position, window)


def make_checked(
    session: Session, act: AuditContext, new: NewPromise, position: int, window: VagueDate | None
) -> int:
    """Add what was checked already: here, or with all the rows of its table (`domain/deliverable_table.py`).

    `window` is what its words mean, none where there are none. Returns the id of the deliverable.
    """
    facts = new.deliverable
    columns = deliverable.revised_columns(facts)
    row = NewDeliverable(**columns, project_id=facts.project_id, said_on=new.said_on, position=position)
    deliverable_id = deliverable.add(session, act, row, parties=facts.parties)
    held = session.get_one(Deliverable, deliverable_id)  # or each step below would read it anew
    for document in new.documents:
        deliverable_document.add(session, act, deliverable_id, document, said_on=new.said_on)
    if new.inputs:
        said_on = max(new.said_on, _latest_first_day(session, new.inputs) or new.said_on)
        statement = StatementInput(None, said_on=said_on)
        deliverable.need(session, act, deliverable_id, new.inputs, statement)
    if window is not None:
        status_update.submit_first(session, act, held, _first_update(new), window)
    return deliverable_id


def _with_frequency(facts: DeliverableRevision, phrase: str) -> DeliverableRevision:
    if facts.kind is not DeliverableKind.RECURRING or facts.frequency_count or facts.frequency_per:
        return facts
    recurrence = read_recurrence(phrase)
    if recurrence is None or recurrence.frequency is None:
        return facts
    count, per = recurrence.frequency
    return replace(facts, frequency_count=count, frequency_per=per)


def _refuse_wrong(session: Session, programme_id: int, new: NewPromise, today: date) -> None:
    """Refuse everything that is wrong at once; what the inputs have against it is told behind that."""
    facts, about = new.deliverable, Subject(programme_id, new.deliverable.kind)
    began_on = session.get_one(Programme, programme_id).starts_on
    refuse_all(
        lambda: check_title(DELIVERABLE, facts.title),
        lambda: require_target(session, PROJECT, facts.project_id, programme_id, "project"),
        lambda: deliverable.check_revision(session, facts, programme_id, None, facts.kind),
        lambda: refuse_long_texts(DELIVERABLE.table, {name: getattr(facts, name) for name in TEXTS}),
        lambda: refuse(
            check_said_on(new.said_on, began_on, today),
            form_objections(session, about, new.documents, said_on=new.said_on, today=today),
            _words_objections(new, began_on, today, read_register(session)),
        ),
    )


def _words_objections(
    new: NewPromise, began_on: date | None, today: date, register: Register
) -> dict[str, Message]:
    if not new.phrase.strip():
        if new.own is not None:
            return {"phrase": Message("Say in words when; the days alone are no promise.")}
        if new.firmness is None:
            return {}
        return {"phrase": Message("Write when it will be there, or choose no firmness.")}
    is_decision = new.deliverable.kind is DeliverableKind.DECISION
    before = PriorState(None, is_decision=is_decision, began_on=began_on, register=register)
    try:
        check_update(_first_update(new), before, today)
    except Invalid as refused:
        return refused.fields
    return {}


def _first_update(new: NewPromise) -> StatusUpdateInput:
    """What is said of it first: it is planned, and comes then."""
    return StatusUpdateInput(
        status=Status.PLANNED,
        version=1,
        said_on=new.said_on,
        phrase=new.phrase,
        firmness=new.firmness,
        own=new.own,
    )


def _latest_first_day(session: Session, ids: tuple[int, ...]) -> date | None:
    """The day from which all of these are there: nothing can be said to need them before."""
    return session.scalar(
        sa.select(sa.func.max(col(Deliverable.said_on))).where(col(Deliverable.id).in_(ids))
    )
