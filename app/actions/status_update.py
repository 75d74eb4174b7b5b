"""Saying how a deliverable stands, and when it will be there."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit
from app.actions.act import Act
from app.domain.deadline_change import counts_against
from app.domain.firmness import Firmness
from app.domain.refusal import Invalid, Message, Stale, UnreadablePhrase
from app.domain.standing import SaidDeadline, SaidStatus
from app.domain.status import Confidence, Status, objections
from app.domain.vague_date import VagueDate, read
from app.queries.said import deadlines_said, of_deliverables, statuses_said
from app.tables import Deadline, Deliverable, StatusUpdate


@dataclass(frozen=True, slots=True)
class Said:
    """What a lead says; an empty `phrase` leaves the deadline as it is.

    `version` is the deliverable's version as the lead read it; `submission` the key of the form;
    `as_reported` marks what is taken from a document as it stands there, even a promise that was
    already late when the document came out.
    """

    status: Status
    version: int
    said_on: date
    confidence: Confidence | None = None
    text: str = ""
    reason: str = ""
    delivered_on: date | None = None
    phrase: str = ""
    firmness: Firmness | None = None
    submission: str | None = None
    as_reported: bool = False


@dataclass(frozen=True, slots=True)
class _Before:
    """What was current on the day that this is said of."""

    status: SaidStatus | None
    deadline: SaidDeadline | None


def submit(session: Session, act: Act, deliverable_id: int, said: Said, *, today: date) -> int:
    """Append a status update, and a deadline where the words changed; returns the update's id.

    A form sent twice is saved once. Refuses, all together, what may not follow, a missing reason,
    words that are not understood, a window that closed before it was said, days after `today`;
    refuses as stale what was changed since it was read.
    """
    already = _sent_before(session, said.submission)
    if already is not None:
        return already
    before = _before(session, deliverable_id, said.said_on)
    window = _checked(said, before, today)
    programme_id = _claim(session, act, deliverable_id, said.version)
    update = _append_status(session, act, programme_id, deliverable_id, said)
    if window is not None:
        _append_deadline(session, act, programme_id, deliverable_id, said, window)
    audit.record(
        session,
        act,
        "status_update.submit",
        ("deliverable", deliverable_id),
        programme_id=programme_id,
        status=said.status,
        confidence=said.confidence,
        phrase=window.phrase if window else None,
        said_on=said.said_on,
        was_status=before.status.status if before.status else None,
        was_phrase=before.deadline.window.phrase if before.deadline else None,
    )
    return update


def _sent_before(session: Session, submission: str | None) -> int | None:
    if submission is None:
        return None
    return session.scalar(sa.select(col(StatusUpdate.id)).where(col(StatusUpdate.submission) == submission))


def _before(session: Session, deliverable_id: int, as_of: date) -> _Before:
    statuses = statuses_said(session, of_deliverables(StatusUpdate, [deliverable_id]), as_of)
    deadlines = deadlines_said(session, of_deliverables(Deadline, [deliverable_id]), as_of)
    said, promised = statuses.get(deliverable_id), deadlines.get(deliverable_id)
    return _Before(said[-1] if said else None, promised[-1] if promised else None)


def _checked(said: Said, before: _Before, today: date) -> VagueDate | None:
    """The new window, or none where the deadline stays; raises everything that is wrong at once."""
    old = before.status.status if before.status else None
    wrong = objections(old, said.status, said.confidence, said.reason)
    wrong |= _days_objected(said, today)
    window: VagueDate | None = None
    try:
        window = _window(said, before.deadline)
    except UnreadablePhrase as refused:
        wrong |= refused.fields
    if window is not None:
        wrong |= _window_objected(said, window, before.deadline)
    if wrong:
        raise Invalid(wrong)
    return window


def _days_objected(said: Said, today: date) -> dict[str, Message]:
    wrong: dict[str, Message] = {}
    if said.said_on > today:
        wrong["said_on"] = Message("This day is still to come.")
    if said.delivered_on is not None:
        if not said.status.is_done:
            wrong["delivered_on"] = Message("A day of delivery goes with the status delivered or adopted.")
        elif said.delivered_on > said.said_on:
            wrong["delivered_on"] = Message(
                "It cannot have been delivered after the day on which that is said."
            )
    return wrong


def _window(said: Said, deadline: SaidDeadline | None) -> VagueDate | None:
    phrase = said.phrase.strip()
    if not phrase:
        return None
    window = read(phrase, said.said_on)
    if deadline and deadline.window == window and deadline.firmness == said.firmness:
        return None
    return window


def _window_objected(said: Said, window: VagueDate, deadline: SaidDeadline | None) -> dict[str, Message]:
    wrong: dict[str, Message] = {}
    if deadline and counts_against(deadline.window, window) and not said.reason.strip():
        wrong["reason"] = Message("Say in one sentence why the moment moves.")
    if not said.status.is_done and not said.as_reported:
        if window.latest is not None and window.latest < said.said_on:
            wrong["phrase"] = Message("This moment had already passed on the day that it is said.")
        if said.firmness is None:
            wrong["firmness"] = Message("Choose how firmly this is promised.")
    return wrong


def _claim(session: Session, act: Act, deliverable_id: int, version: int) -> int:
    """Count the version on if nobody did since; returns the programme."""
    table = Deliverable.__table__  # type: ignore[attr-defined]
    programme_id = session.scalar(
        sa.update(table)
        .where(table.c.id == deliverable_id, table.c.version == version)
        .values(version=version + 1, updated_at=act.at)
        .returning(table.c.programme_id)
    )
    if programme_id is None:
        raise Stale(
            "Somebody else changed this since you opened it. Both texts are shown; yours is not lost."
        )
    return int(programme_id)


def _append_status(session: Session, act: Act, programme_id: int, deliverable_id: int, said: Said) -> int:
    row = StatusUpdate(
        programme_id=programme_id,
        deliverable_id=deliverable_id,
        status=said.status,
        confidence=said.confidence,
        text=said.text.strip(),
        reason=said.reason.strip(),
        delivered_on=said.delivered_on,
        said_on=said.said_on,
        recorded_at=act.at,
        author_id=act.person_id,
        submission=said.submission,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def _append_deadline(
    session: Session, act: Act, programme_id: int, deliverable_id: int, said: Said, window: VagueDate
) -> None:
    session.add(
        Deadline(
            programme_id=programme_id,
            deliverable_id=deliverable_id,
            phrase=window.phrase,
            edtf=window.edtf,
            earliest=window.earliest,
            latest=window.latest,
            firmness=said.firmness,
            reason=said.reason.strip(),
            said_on=said.said_on,
            recorded_at=act.at,
            author_id=act.person_id,
        )
    )
    session.flush()
