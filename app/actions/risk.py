"""Saying what may happen (a risk) or has (an issue), how heavy it is, and what is done about it."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput, set_links
from app.actions.references import deliverable_objections, person_objections, refuse
from app.actions.structure import day_of_change, get_row, save_statement
from app.domain.refusal import Message
from app.domain.risk_level import STEPS
from app.domain.structure import RiskKind, RiskState
from app.tables.lengths import length_objections
from app.tables.tracked import RISK, TOUCHED


@dataclass(frozen=True, slots=True)
class RiskInput:
    """All that is said of a risk; `deliverables` are those that it touches."""

    kind: RiskKind
    title: str
    cause: str = ""
    consequence: str = ""
    likelihood: int | None = None
    impact: int | None = None
    measure: str = ""
    owner_id: int | None = None
    state: RiskState = RiskState.OPEN
    in_report: bool = False
    deliverables: tuple[int, ...] = ()

    def facts(self) -> dict[str, Any]:
        """What is kept of it in columns."""
        return {name: getattr(self, name) for name in RISK.facts}

    def objections(self) -> dict[str, Message]:
        """Everything that keeps it from being said, a message a field."""
        wrong = length_objections(RISK.table, self.facts())
        if not self.title.strip():
            wrong["title"] = Message("Give it a title.")
        for name in ("likelihood", "impact"):
            step = getattr(self, name)
            if step is not None and step not in STEPS:
                wrong[name] = Message("Choose one of the given values.")
        if self.kind is RiskKind.ISSUE and self.likelihood is not None:
            wrong["likelihood"] = Message("An issue has happened: leave its likelihood empty.")
        if self.kind is RiskKind.RISK and (self.likelihood is None) != (self.impact is None):
            lacking = "likelihood" if self.likelihood is None else "impact"
            wrong[lacking] = Message("Weigh both likelihood and impact, or neither yet.")
        return wrong


def add(session: Session, act: AuditContext, programme_id: int, new: RiskInput) -> int:
    """Add a risk; returns its id. Refuses what cannot be said, a message a field."""
    _refuse(session, programme_id, new)
    own = {"programme_id": programme_id, "version": 1}
    risk_id = history.begin(session, act, RISK, facts=new.facts(), own=own)
    set_links(session, act, TOUCHED, risk_id, new.deliverables, programme_id=programme_id)
    audit_log.record(
        session,
        act,
        "risk.add",
        ("risk", risk_id),
        programme_id=programme_id,
        **new.facts(),
        deliverables=new.deliverables,
        said_on=act.on,
    )
    return risk_id


def change(
    session: Session,
    act: AuditContext,
    risk_id: int,
    new: RiskInput,
    statement: StatementInput,
    *,
    is_correction: bool = False,
) -> None:
    """Change a risk, or correct what was said of it last.

    Refuses what cannot be said, and as stale what was changed since it was read.
    """
    current = get_row(session, RISK, risk_id)
    _refuse(session, current["programme_id"], new, current["owner_id"])
    said_on = day_of_change(session, act, RISK, risk_id, statement, is_correction=is_correction)
    result = save_statement(session, act, RISK, risk_id, statement, new.facts(), is_correction=is_correction)
    added, removed = set_links(
        session,
        act,
        TOUCHED,
        risk_id,
        new.deliverables,
        programme_id=result.programme_id,
        said_on=said_on,
    )
    audit_log.record(
        session,
        act,
        "risk.correct" if is_correction else "risk.change",
        ("risk", risk_id),
        programme_id=result.programme_id,
        was=result.was,
        reason=statement.reason,
        **result.becomes,
        come=added,
        go=removed,
        said_on=said_on,
    )


def _refuse(session: Session, programme_id: int, new: RiskInput, owner_now: int | None = None) -> None:
    """Who owns it now may go on owning it, also without the role that they had."""
    named = None if new.owner_id == owner_now else new.owner_id
    refuse(
        deliverable_objections(session, programme_id, new.deliverables, "deliverables"),
        person_objections(session, programme_id, named, "owner_id"),
        new.objections(),
    )
