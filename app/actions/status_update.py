"""Saying how a deliverable stands, and when it will be there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from app.actions import audit_log, deadline, deliverable_document
from app.actions.audit_log import AuditContext
from app.actions.deliverable import advance_version
from app.actions.deliverable_document import DocumentInput, OccurrenceInput, Subject, form_objections
from app.actions.history import choose_recorded_at, mark_updated
from app.db import get_for_update
from app.domain.assessment import DeadlineRecord, StatusRecord
from app.domain.correction import check_said_on
from app.domain.deadline_change import counts_against
from app.domain.firmness import Firmness
from app.domain.recurrence import RecurrencePeriod, find_missed
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.domain.signal import Needed, foresee_contradictions
from app.domain.status import Confidence, Status, check_deciding, may_follow
from app.domain.status import check_status as status_objections
from app.domain.structure import DeliverableKind
from app.domain.vague_date import OwnBounds, Register, VagueDate, read_moment
from app.queries.adopting import find_adopting, is_taken_by_form
from app.queries.deliverable import deliverable_states
from app.queries.deliverable_history import list_needed
from app.queries.deliverable_records import deadlines_said, last_status_said, statuses_said
from app.queries.named_moment import read_register
from app.queries.scope import Scope
from app.tables import Deadline, Deliverable, Evidence, Occurrence, Programme, Source, StatusUpdate
from app.tables.lengths import length_objections


@dataclass(frozen=True, slots=True)
class StatusUpdateInput:
    """What a lead says; an empty `phrase` leaves the words as they are, also where the firmness changes.

    `version` is the deliverable's version as the lead read it; `submission` a key of what is sent;
    `as_reported` marks what is taken from a document as it stands there, even a promise that was
    already late when the document came out, or “on track” where the rules disagree: nobody is asked.
    """

    status: Status
    version: int
    said_on: date
    confidence: Confidence | None = None
    text: str = ""
    reason: str = ""
    answer: str = ""
    answer_in_report: bool = False
    delivered_on: date | None = None
    phrase: str = ""
    firmness: Firmness | None = None
    own: OwnBounds | None = None
    """The bounds that a person gives the words."""
    submission: str | None = None
    as_reported: bool = False
    by_decision: bool = False
    """Whether the form of a decision says it: nothing else takes one, or adopts what one adopts."""
    documents: tuple[DocumentInput, ...] = ()
    """What is laid beside it in the same form: evidence, a source, a day on which it took place."""


@dataclass(frozen=True, slots=True)
class StatusCorrection:
    """What should have been said instead; `version` is the deliverable's as it was read."""

    status: Status
    version: int
    reason: str = ""
    confidence: Confidence | None = None
    text: str = ""
    answer: str = ""
    answer_in_report: bool = False
    delivered_on: date | None = None
    by_decision: bool = False
    """Whether the form of a decision corrects what it said before."""


@dataclass(frozen=True, slots=True)
class PriorState:
    """What was known on the day that this is said of; `inputs` are asked for only where it is on track."""

    status: StatusRecord | None
    deadlines: tuple[DeadlineRecord, ...] = ()
    inputs: tuple[Needed, ...] = ()
    is_decision: bool = False
    adopted_by: str = ""
    """The title of the decision that adopts it, where one does."""
    began_on: date | None = None
    """When the programme began."""
    next: StatusRecord | None = None
    """What was said first after that day."""
    register: Register = ()
    """The named moments that the installation knows, where words are read."""
    periods: tuple[RecurrencePeriod, ...] = ()
    """Of what recurs, where it is on track: how often it took place in each period."""

    @property
    def deadline(self) -> DeadlineRecord | None:
        """The current deadline."""
        return self.deadlines[-1] if self.deadlines else None


def submit(
    session: Session, act: AuditContext, deliverable_id: int, update: StatusUpdateInput, *, today: date
) -> int:
    """Append a status update, a deadline where the words changed, and what lies beside it; returns its id.

    Sent twice under one key it is saved once. Refuses, all together, what may not follow, a missing
    reason, “on track” without an answer to what contradicts it, words that are not understood, a window
    that closed before it was said, days after `today`; refuses as stale what was changed since it was
    read.
    """
    # Before looking, so that a form that comes in twice at once is seen.
    get_for_update(session, Deliverable, deliverable_id)
    update, today = _move_past_midnight(session, act, deliverable_id, update, today)
    before = _get_prior_state(session, deliverable_id, update)
    try:
        window = _check_all(session, deliverable_id, update, before, today)
        programme_id = advance_version(session, deliverable_id, update.version, act.at)
    # What is sent twice is refused for its version, which the first one raised: answer with what that saved.
    except (Invalid, Stale):
        already = _find_submission(session, deliverable_id, update.submission)
        if already is None:
            raise
        return already
    beside = _BESIDE if window or update.documents else ()
    same = _at_own_moment(session, act, deliverable_id, update.said_on, beside)
    update_id = _save(session, same, deliverable_id, programme_id, update, window, before)
    for document in update.documents:
        deliverable_document.add(session, same, deliverable_id, document, said_on=update.said_on)
    return update_id


def submit_first(
    session: Session, act: AuditContext, row: Deliverable, update: StatusUpdateInput, window: VagueDate
) -> int:
    """Append the first update of a deliverable that this transaction added; returns its id.

    What is said, and the `window` that its words mean, were checked with it (`check_update`): of what is new
    there is nothing to look up.
    """
    assert row.id is not None
    row.version += 1
    mark_updated(row, act.at)
    return _save(session, act, row.id, row.programme_id, update, window, PriorState(None))


def document_objections(
    session: Session, deliverable_id: int, update: StatusUpdateInput, today: date
) -> dict[str, Message]:
    """Return what stands against the documents of an update, by field of its form."""
    about = Subject.of(session.get_one(Deliverable, deliverable_id))
    return form_objections(session, about, update.documents, said_on=update.said_on, today=today)


def confirm(session: Session, act: AuditContext, deliverable_id: int, version: int, *, today: date) -> int:
    """Submit the last update again as of today; returns the new one's id. Pressed twice, it is saved once.

    Refuses where nothing was said yet, and what the rules do not accept any more.
    """
    last = last_status_said(session, Scope(ids=[deliverable_id]), today).get(deliverable_id)
    if last is None:
        raise Conflict("Nothing was said of this yet. Give an update instead.")
    update = StatusUpdateInput(
        status=last.status,
        version=version,
        said_on=today,
        confidence=last.confidence,
        text=last.text,
        reason=last.reason,
        answer=last.answer,
        answer_in_report=last.answer_in_report,
        delivered_on=last.delivered_on,
        submission=f"confirm-{deliverable_id}-{version}",
    )
    return submit(session, act, deliverable_id, update, today=today)


def check_update(update: StatusUpdateInput, before: PriorState, today: date) -> VagueDate | None:
    """Return the new window, or none where the deadline stays; refuses everything that is wrong at once."""
    old = before.status.status if before.status else None
    wrong = status_objections(old, update.status, update.confidence, update.reason)
    if not (update.by_decision or update.as_reported):
        wrong |= check_deciding(old, update.status, before.is_decision, before.adopted_by)
    wrong |= check_said_on(update.said_on, before.began_on, today)
    if before.next is not None and not may_follow(update.status, before.next.status):
        wrong["said_on"] = Message(
            "What was said on %(day)s cannot follow this. Choose that day or a later one.",
            {"day": before.next.said_on},
        )
    wrong |= delivery_objections(update.status, update.delivered_on, update.said_on)
    window: VagueDate | None = None
    try:
        window = _read_window(update, before)
    except Invalid as refused:
        wrong |= refused.fields
    if window is not None:
        wrong |= _window_objections(update, window, before.deadline)
    wrong |= _answer_objections(update, window, before) | text_objections(
        update.text, update.reason, update.answer
    )
    wrong |= length_objections(Deadline, {"phrase": update.phrase.strip()})
    if wrong:
        raise Invalid(wrong)
    return window


def _check_all(
    session: Session, deliverable_id: int, update: StatusUpdateInput, before: PriorState, today: date
) -> VagueDate | None:
    """Return the new window as `check_update` does; refuses, with it, what stands against the documents."""
    wrong = document_objections(session, deliverable_id, update, today)
    try:
        window = check_update(update, before, today)
    except Invalid as refused:
        raise Invalid(refused.fields | wrong) from refused
    if wrong:
        raise Invalid(wrong)
    return window


def text_objections(text: str, reason: str, answer: str) -> dict[str, Message]:
    """Return a message for each text that is too long, by field."""
    return length_objections(
        StatusUpdate, {"text": text.strip(), "reason": reason.strip(), "answer": answer.strip()}
    )


def decision_objections(
    session: Session, deliverable_id: int, wrong: Status, right: Status | None, said_on: date
) -> dict[str, Message]:
    """Return what stands against another status (or none) in the place of `wrong`.

    What the taking of a decision said is corrected there, and nothing else says it.
    """
    row = session.get_one(Deliverable, deliverable_id)
    is_decision = row.kind is DeliverableKind.DECISION
    adopting = find_adopting(session, row.programme_id, deliverable_id, said_on)
    if right is not wrong and wrong.is_done and is_decision and is_taken_by_form(session, deliverable_id):
        return {"status": Message("This was recorded with the decision. Correct what was decided.")}
    if right is not wrong and wrong is Status.ADOPTED and adopting and adopting.is_taken:
        return {
            "status": Message("“%(title)s” adopted this. Correct that decision.", {"title": adopting.title})
        }
    if right is None:
        return {}
    return check_deciding(wrong, right, is_decision, adopting.title if adopting else "")


def delivery_objections(status: Status, delivered_on: date | None, said_on: date) -> dict[str, Message]:
    """Return what stands against a day of delivery: a status that is not done, or a day before it."""
    if delivered_on is None:
        return {}
    if not status.is_done:
        return {"delivered_on": Message("A day of delivery goes with the status delivered or adopted.")}
    if delivered_on > said_on:
        return {"delivered_on": Message("It cannot have been delivered after the day on which that is said.")}
    return {}


def _read_window(update: StatusUpdateInput, before: PriorState) -> VagueDate | None:
    phrase, deadline = update.phrase.strip(), before.deadline
    if not phrase:
        # The words stay; they are not read again, for “this year” would then mean another year.
        if deadline is None or update.firmness is None or deadline.firmness in (None, update.firmness):
            return None
        return deadline.window
    window = read_moment(phrase, update.said_on, before.register, update.own)
    if deadline and deadline.window == window and deadline.firmness == update.firmness:
        return None
    return window


def _window_objections(
    update: StatusUpdateInput, window: VagueDate, deadline: DeadlineRecord | None
) -> dict[str, Message]:
    wrong: dict[str, Message] = {}
    if deadline and counts_against(deadline.window, window) and not update.reason.strip():
        wrong["reason"] = Message("Say in one sentence why the moment moves.")
    if update.status.is_done:
        return wrong
    is_new = deadline is None or deadline.window != window
    if is_new and not update.as_reported and window.latest is not None and window.latest < update.said_on:
        wrong["phrase"] = Message("This moment had already passed on the day that it is said.")
    # Words without firmness tell when something was done.
    if update.firmness is None:
        wrong["firmness"] = Message("Choose how firmly this is promised.")
    return wrong


def _answer_objections(
    update: StatusUpdateInput, window: VagueDate | None, before: PriorState
) -> dict[str, Message]:
    """Where a lead says “on track” and the rules disagree, one sentence of answer is asked."""
    missed = find_missed(before.periods, update.said_on, _days_held(update))
    if _asks_answer(update) and foresee_contradictions(
        before.deadlines, before.inputs, update.status, window, update.said_on, missed=missed
    ):
        return {"answer": Message("Say in one sentence why it will be in time all the same.")}
    return {}


def _days_held(update: StatusUpdateInput) -> list[date]:
    """The days on which it took place, as said in the same form."""
    return [entry.on for entry in update.documents if isinstance(entry, OccurrenceInput) and entry.on]


def _move_past_midnight(
    session: Session, act: AuditContext, deliverable_id: int, update: StatusUpdateInput, today: date
) -> tuple[StatusUpdateInput, date]:
    """What is said, and the day of today, where another clock has passed midnight already and this one not.

    What is said today would else stand before what somebody else said a moment ago.
    """
    last_day = sa.select(sa.func.max(col(StatusUpdate.said_on)))
    last: date | None = session.scalar(last_day.where(col(StatusUpdate.deliverable_id) == deliverable_id))
    if update.said_on == act.on and last == act.on + timedelta(days=1):
        return replace(update, said_on=last), last
    return update, today


_BESIDE = (Deadline, Evidence, Source, Occurrence)
"""What is said in the form of an update, beside it."""


def _at_own_moment(
    session: Session, act: AuditContext, deliverable_id: int, said_on: date, beside: Sequence[type[SQLModel]]
) -> AuditContext:
    """The same act at a moment that fits all rows and no update before it has.

    By that moment undoing the update finds what was said in the same form.
    """
    tables: tuple[type[SQLModel], ...] = (StatusUpdate, *beside)
    at = max(choose_recorded_at(session, act.at, table, deliverable_id=deliverable_id) for table in tables)
    taken = sa.select(col(StatusUpdate.id)).where(
        col(StatusUpdate.deliverable_id) == deliverable_id,
        col(StatusUpdate.said_on) == said_on,
        col(StatusUpdate.recorded_at) == at,
    )
    if session.scalars(taken.limit(1)).first() is not None:
        at += timedelta(microseconds=1)
    return replace(act, at=at)


def _append_deadline(
    session: Session,
    act: AuditContext,
    update: StatusUpdateInput,
    window: VagueDate | None,
    shared: Mapping[str, Any],
) -> int | None:
    """Append the deadline that the words say, where they say another than before; returns its id."""
    if window is None:
        return None
    reason = update.reason.strip()
    return deadline.append(session, act, window, firmness=update.firmness, reason=reason, **shared)


def _find_submission(session: Session, deliverable_id: int, submission: str | None) -> int | None:
    """Return the id of the update of this deliverable that the same form was saved as before."""
    if submission is None:
        return None
    is_same_form = col(StatusUpdate.submission) == submission
    is_of_it = col(StatusUpdate.deliverable_id) == deliverable_id
    return session.scalar(sa.select(col(StatusUpdate.id)).where(is_same_form, is_of_it))


def _get_prior_state(session: Session, deliverable_id: int, update: StatusUpdateInput) -> PriorState:
    only, as_of = Scope(ids=[deliverable_id]), update.said_on
    last = last_status_said(session, only, as_of).get(deliverable_id)
    deadlines = tuple(deadlines_said(session, only, as_of).get(deliverable_id, ()))
    inputs = list_needed(session, deliverable_id, as_of) if _asks_answer(update) else ()
    row = session.get_one(Deliverable, deliverable_id)
    adopting = find_adopting(session, row.programme_id, deliverable_id, as_of)
    later = statuses_said(session, only, date.max).get(deliverable_id, ())
    return PriorState(
        last,
        deadlines,
        inputs,
        is_decision=row.kind is DeliverableKind.DECISION,
        adopted_by=adopting.title if adopting else "",
        began_on=session.get_one(Programme, row.programme_id).starts_on,
        next=next((record for record in later if record.said_on > as_of), None),
        register=read_register(session) if update.phrase.strip() else (),
        periods=_periods(session, row, update),
    )


def _periods(session: Session, row: Deliverable, update: StatusUpdateInput) -> tuple[RecurrencePeriod, ...]:
    if row.kind is not DeliverableKind.RECURRING or not _asks_answer(update) or row.id is None:
        return ()
    (state,) = deliverable_states(session, row.programme_id, update.said_on, [row.id])
    return state.assessment.periods


def _save(
    session: Session,
    act: AuditContext,
    deliverable_id: int,
    programme_id: int,
    update: StatusUpdateInput,
    window: VagueDate | None,
    before: PriorState,
) -> int:
    """Append the update and the deadline that it says, and leave their trace; returns the update's id."""
    shared: dict[str, Any] = {
        "programme_id": programme_id,
        "deliverable_id": deliverable_id,
        "said_on": update.said_on,
    }
    update_id = append(session, act, update, submission=update.submission, **shared)
    deadline_id = _append_deadline(session, act, update, window, shared)
    audit_log.record(
        session,
        act,
        "status_update.submit",
        ("deliverable", deliverable_id),
        programme_id=programme_id,
        was=_prior_values(before),
        status=update.status,
        confidence=update.confidence,
        delivered_on=update.delivered_on,
        update=update_id,
        answer=_answer(update) or None,
        answer_in_report=_is_printed(update) or None,
        phrase=window.phrase if window else None,
        firmness=update.firmness if window else None,
        deadline=deadline_id,
        said_on=update.said_on,
    )
    return update_id


def _asks_answer(update: StatusUpdateInput) -> bool:
    is_on_track = update.confidence is Confidence.ON_TRACK
    return is_on_track and not update.answer.strip() and not update.as_reported


def _answer(update: StatusUpdateInput | StatusCorrection) -> str:
    """Where they are not on track there is nothing to answer."""
    return update.answer.strip() if update.confidence is Confidence.ON_TRACK else ""


def _is_printed(update: StatusUpdateInput | StatusCorrection) -> bool:
    return update.answer_in_report and bool(_answer(update))


def _prior_values(before: PriorState) -> dict[str, object]:
    """How it stood before, for the trail."""
    status, deadline = before.status, before.deadline
    return {
        "status": status.status if status else None,
        "confidence": status.confidence if status else None,
        "phrase": deadline.window.phrase if deadline else None,
    }


def append(
    session: Session,
    act: AuditContext,
    update: StatusUpdateInput | StatusCorrection,
    *,
    deliverable_id: int,
    **columns: Any,
) -> int:
    """Append a status update; returns its id."""
    row = StatusUpdate(
        deliverable_id=deliverable_id,
        status=update.status,
        confidence=update.confidence,
        text=update.text.strip(),
        reason=update.reason.strip(),
        answer=_answer(update),
        answer_in_report=_is_printed(update),
        delivered_on=update.delivered_on,
        recorded_at=choose_recorded_at(session, act.at, StatusUpdate, deliverable_id=deliverable_id),
        author_id=act.author_id,
        **columns,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id
