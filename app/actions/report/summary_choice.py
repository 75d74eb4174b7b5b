"""Choosing what the summary of a report tells: pinning, leaving out, arranging, and writing it oneself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.db import get_for_update
from app.domain.refusal import Conflict, NotFound, Stale
from app.domain.report.choice import BY_RULE, Choice, Placement
from app.domain.report.tree import Record
from app.domain.structure import PeriodState
from app.queries.report.summary_choice import current_choices
from app.tables import Deliverable, Indicator, ReportingPeriod, Risk, SummaryChoice
from app.tables.lengths import refuse_long_texts

_TABLES: dict[str, type[Deliverable] | type[Indicator] | type[Risk]] = {
    "deliverable": Deliverable,
    "indicator": Indicator,
    "risk": Risk,
}


def place_fact(
    session: Session, act: AuditContext, period_id: int, fact: Record, placement: Placement, *, read: int
) -> None:
    """Pin a fact in the summary, leave it out, or let the rule decide again.

    `read` is the id of the choice that was on the page, 0 where there was none. Refuses as stale what
    somebody else chose since, carrying that; a fact of another programme; and a report that is in review.
    Of an adopted report it is the choice for its next erratum.
    """
    period, choices = _open(session, period_id)
    now = _require_unchanged(choices, fact, read)
    _add(session, act, period, fact, replace(now, placement=placement), now)


def word_thread(
    session: Session, act: AuditContext, period_id: int, fact: Record, text: str, *, read: int
) -> None:
    """Put a text in the place of the sentences of the thread of a fact; an empty one brings these back.

    Refuses what `place_fact` refuses, and a text that is too long.
    """
    text = text.strip()
    refuse_long_texts(SummaryChoice, {"text": text})
    period, choices = _open(session, period_id)
    now = _require_unchanged(choices, fact, read)
    _add(session, act, period, fact, replace(now, text=text), now)


def tell_together(
    session: Session, act: AuditContext, period_id: int, fact: Record, other: Record | None, *, read: int
) -> None:
    """Tell a deliverable in the thread of another one of its action line; None lets the rule decide again.

    Refuses what `place_fact` refuses, and a deliverable of another programme or the same one.
    """
    period, choices = _open(session, period_id)
    now = _require_unchanged(choices, fact, read)
    if other is not None and (other == fact or _programme_of(session, other) != period.programme_id):
        raise NotFound("This programme has no such fact.")
    _add(session, act, period, fact, replace(now, together_with=other.id if other else None), now)


def arrange_threads(
    session: Session, act: AuditContext, period_id: int, anchors: Sequence[Record], *, read: int
) -> None:
    """Put the threads of an action line in this order, each named by one of its facts.

    `read` is the id of the last choice of the whole report that was on the page. Refuses what `place_fact`
    refuses.
    """
    period, choices = _open(session, period_id)
    last = max((choice.id for choice in choices.values()), default=0)
    if last != read:
        raise Stale("Somebody else changed the summary since you opened it. Look again, then move it.", None)
    for position, fact in enumerate(anchors, start=1):
        now = choices.get(fact, BY_RULE)
        _add(session, act, period, fact, replace(now, position=position), now)


def _open(session: Session, period_id: int) -> tuple[ReportingPeriod, Mapping[Record, Choice]]:
    """Return the period, held for this transaction, and what was chosen for its report."""
    period = get_for_update(session, ReportingPeriod, period_id)
    if period.state is PeriodState.REVIEW:
        raise Conflict("This report is no longer being edited.")
    return period, current_choices(session, period_id)


def _require_unchanged(choices: Mapping[Record, Choice], fact: Record, read: int) -> Choice:
    now = choices.get(fact, BY_RULE)
    if now.id != read:
        raise Stale("Somebody else chose for this fact since you opened the page. Yours is not lost.", now)
    return now


def _add(
    session: Session, act: AuditContext, period: ReportingPeriod, fact: Record, becomes: Choice, now: Choice
) -> None:
    """Add a choice, unless it is what holds already."""
    if becomes == now:
        return
    if _programme_of(session, fact) != period.programme_id:
        raise NotFound("This programme has no such fact.")
    assert period.id is not None
    session.add(
        SummaryChoice(
            programme_id=period.programme_id,
            reporting_period_id=period.id,
            **{f"{fact.type}_id": fact.id},
            placement=becomes.placement,
            position=becomes.position,
            text=becomes.text,
            together_with_id=becomes.together_with,
            chosen_on=act.on,
            recorded_at=act.at,
            author_id=act.author_id,
        )
    )
    audit_log.record(
        session,
        act,
        "summary_choice.choose",
        ("reporting_period", period.id),
        programme_id=period.programme_id,
        was=_values(now) if now.id else {},
        fact=fact.type,
        fact_id=fact.id,
        **_values(becomes),
    )


def _programme_of(session: Session, fact: Record) -> int | None:
    table = _TABLES.get(fact.type)
    entity = session.get(table, fact.id) if table else None
    return entity.programme_id if isinstance(entity, Deliverable | Indicator | Risk) else None


def _values(choice: Choice) -> dict[str, Any]:
    return {
        "placement": choice.placement.value,
        "position": choice.position,
        "text": choice.text,
        "together_with": choice.together_with,
    }
