"""What the tests of actions share: one transaction in the cast's app_state, and what is said in it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions.audit_log import AuditContext
from app.actions.status_update import StatusUpdateInput, submit
from app.db import Database
from app.domain.status import Status
from app.queries.deliverable import DeliverableState, deliverable_states
from app.tables import AuditEntry, AuditPayload
from tests.cast import TODAY, Cast, at


class RecordedEntry:
    """An entry of the audit trail, with its values before as `was` and those after as `becomes`."""

    def __init__(self, row: Any, values: Any) -> None:
        self.__dict__.update(row)
        self.was, self.becomes = values["from"], values["to"]


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One transaction, kept where the test ends well."""
    with database.writing() as session:
        yield session


@pytest.fixture
def office(cast: Cast) -> AuditContext:
    """Noor acts, today."""
    return AuditContext(cast.noor, at(TODAY), "test")


@pytest.fixture
def state(session: Session, cast: Cast) -> Callable[..., DeliverableState]:
    """How a deliverable of the cast stands on a day."""

    def of(name: str, as_of: date = TODAY) -> DeliverableState:
        states = deliverable_states(session, cast.programme, as_of)
        return next(state for state in states if state.id == cast[name])

    return of


@pytest.fixture
def say(session: Session, cast: Cast, state: Callable[..., DeliverableState]) -> Callable[..., int]:
    """`say("handbook", text="…")`: the lead says so today; the status stays where none is given."""

    def of(name: str, *, by: int | None = None, today: date = TODAY, **words: Any) -> int:
        now = state(name)
        plain = StatusUpdateInput(now.assessment.status or Status.PLANNED, now.version, today)
        return submit(
            session,
            AuditContext(by or now.lead_id, at(today), "test"),
            cast[name],
            replace(plain, **words),
            today=today,
        )

    return of


@pytest.fixture
def trail(session: Session) -> Callable[..., list[Any]]:
    """The entries of the audit trail for an action, the last one first, once what was done is kept."""
    is_of_entry = sa.and_(
        col(AuditPayload.chain) == col(AuditEntry.chain), col(AuditPayload.seq) == col(AuditEntry.seq)
    )
    query = (
        sa.select(*sa.inspect(AuditEntry).columns, col(AuditPayload.content))
        .outerjoin(AuditPayload, is_of_entry)
        .order_by(col(AuditEntry.id).desc())
    )

    def list_entries(action: str) -> list[RecordedEntry]:
        session.commit()
        rows = session.execute(query.where(col(AuditEntry.action) == action)).mappings()
        return [RecordedEntry(row, json.loads(row["content"] or '{"from": {}, "to": {}}')) for row in rows]

    return list_entries
