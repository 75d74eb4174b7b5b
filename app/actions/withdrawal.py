"""Letting deliverables fall together with what they stand under."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput
from app.actions.status_update import Said, submit
from app.domain.assessment import StatusRecord
from app.domain.refusal import Invalid
from app.domain.status import Status
from app.queries.deliverable_records import last_status_said
from app.queries.scope import Scope
from app.tables import Deliverable

_TABLE = Deliverable.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Running:
    """A deliverable that still runs, and what was said of it last."""

    id: int
    title: str
    version: int
    last: StatusRecord | None


def running(session: Session, project_ids: Collection[int]) -> list[Running]:
    """What still runs in these projects: neither done nor cancelled."""
    columns = (_TABLE.c.id, _TABLE.c.title, _TABLE.c.version)
    asked = sa.select(*columns).where(_TABLE.c.project_id.in_(list(project_ids)))
    rows = session.execute(asked.order_by(_TABLE.c.position, _TABLE.c.id)).all()
    last = last_status_said(session, Scope(ids=[row.id for row in rows]), date.max) if rows else {}
    found = [Running(row.id, row.title, row.version, last.get(row.id)) for row in rows]
    return [one for one in found if one.last is None or not one.last.status.is_closed]


def let_fall(session: Session, act: AuditContext, one: Running, statement: StatementInput) -> None:
    """Say of a deliverable that it is cancelled. Refuses a day before what was said of it last."""
    said_on = statement.said_on or act.on
    if one.last is not None and one.last.said_on > said_on:
        raise Invalid.because(
            "said_on",
            "Something was said of “%(title)s” on %(day)s. Choose that day or a later one.",
            title=one.title,
            day=one.last.said_on,
        )
    said = Said(Status.CANCELLED, one.version, said_on, reason=statement.reason)
    submit(session, act, one.id, said, today=act.on)
