"""Handing over what somebody leads: who leaves, or leads something else from now on."""

from collections.abc import Collection

from sqlmodel import Session

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.domain.refusal import Conflict, Invalid
from app.queries.lead import Led, led_by, programmes_to_lead_in
from app.tables.tracked import DELIVERABLE, PROJECT


def hand_over(
    session: Session, act: AuditContext, from_id: int, to_id: int, *, within: Collection[int] | None = None
) -> tuple[Led, ...]:
    """Let `to_id` lead every project and deliverable that `from_id` leads; returns what changed hands.

    `within` are the programmes that the actor manages, every one where none are given. Refuses where there
    is nothing to hand over, and a successor who could not update it: nothing is then handed over.
    """
    led = led_by(session, from_id, within)
    if not led:
        raise Conflict("There is nothing to hand over: this person leads nothing.")
    if from_id == to_id:
        raise Invalid.because("to", "Choose somebody else.")
    able = programmes_to_lead_in(session, to_id)
    for one in led:
        if one.programme_id not in able:
            raise Invalid.because(
                "to",
                "This person has no role to lead with in %(programme)s. Give them that first.",
                programme=one.programme,
            )
    for one in led:
        _change_hands(session, act, one, from_id, to_id)
    return led


def _change_hands(session: Session, act: AuditContext, led: Led, from_id: int, to_id: int) -> None:
    for tracked, ids in ((PROJECT, led.projects), (DELIVERABLE, led.deliverables)):
        for thing_id in ids:
            history.restate(session, act, tracked, thing_id, history.StatementInput(None), lead_id=to_id)
    audit_log.record(
        session,
        act,
        "person.hand_over",
        ("person", from_id),
        programme_id=led.programme_id,
        was={"lead": from_id},
        lead=to_id,
        projects=list(led.projects),
        deliverables=list(led.deliverables),
        said_on=act.on,
    )
