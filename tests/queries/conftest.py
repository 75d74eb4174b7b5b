"""What the tests of queries share: looking at the cast's app_state, and saying something late in it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.status_update import StatusUpdateInput, submit
from app.db import Database
from app.domain.status import Status
from app.queries.deliverable import DeliverableState, deliverable_states
from tests.cast import TODAY, Cast, at


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """Looking only."""
    with database.reading() as session:
        yield session


@pytest.fixture
def state(session: Session, cast: Cast) -> Callable[..., DeliverableState]:
    """How a deliverable of the cast stands on a day."""

    def of(name: str, as_of: date = TODAY) -> DeliverableState:
        states = deliverable_states(session, cast.programme, as_of)
        return next(state for state in states if state.id == cast[name])

    return of


@pytest.fixture
def enter(database: Database, cast: Cast) -> Callable[..., int]:
    """`enter("handbook", 4, date(2023, 5, 1), …)`: entered today, said on that day."""

    def of(name: str, version: int, said_on: date, **words: Any) -> int:
        update = StatusUpdateInput(words.pop("status", Status.IN_PROGRESS), version, said_on, **words)
        with database.writing() as session:
            return submit(
                session, AuditContext(cast.noor, at(TODAY), "test"), cast[name], update, today=TODAY
            )

    return of
