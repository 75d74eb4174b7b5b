"""Keeping trace of what was refused, in a transaction of its own, for that of the asker was taken back."""

from typing import Any

from sqlmodel import Session

from app.actions import audit_log
from app.actions.audit_log import AuditContext


def note(
    session: Session,
    act: AuditContext,
    asked: str,
    thing: tuple[str, int | None],
    *,
    programme_id: int | None = None,
    unwritten: int = 0,
    why: str = "",
) -> None:
    """Leave a trace of a refusal: what was asked, of what. Nothing that was typed goes with it.

    `unwritten` is how many of the same person went before without a trace, since they came too fast;
    `why` a word of ours for what did not hold.
    """
    told = {"unwritten": unwritten, "why": why}
    more: dict[str, Any] = {name: value for name, value in told.items() if value}
    audit_log.record(session, act, asked, thing, programme_id=programme_id, result=audit_log.REFUSED, **more)
