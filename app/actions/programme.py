"""Setting up a programme and its action lines."""

from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions import audit, frame
from app.actions.act import Act
from app.domain.refusal import Invalid
from app.domain.structure import ActionLineKind, ProgrammeKind
from app.tables.noun import ACTION_LINE, PROGRAMME


def create(
    session: Session,
    act: Act,
    *,
    slug: str,
    title: str,
    kind: ProgrammeKind = ProgrammeKind.PROGRAMME,
    purpose: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> int:
    """Create a programme; returns its id. Refuses a span that ends before it begins."""
    if starts_on and ends_on and ends_on < starts_on:
        raise Invalid.because("ends_on", "A programme cannot end before it begins.")
    facts: dict[str, Any] = {
        "title": title,
        "purpose": purpose,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "withdrawn": False,
    }
    made = frame.begin(
        session,
        act,
        PROGRAMME,
        facts=facts,
        own={"slug": slug, "kind": kind, "version": 1, "revision": 0},
    )
    audit.record(
        session, act, "programme.create", ("programme", made), programme_id=made, **facts, said_on=act.on
    )
    return made


def add_action_line(
    session: Session,
    act: Act,
    programme_id: int,
    *,
    code: str,
    title: str,
    position: int,
    kind: ActionLineKind = ActionLineKind.LINE,
) -> int:
    """Add an action line; returns its id."""
    facts: dict[str, Any] = {
        "code": code,
        "title": title,
        "kind": kind,
        "position": position,
        "withdrawn": False,
        "merged_into_id": None,
    }
    made = frame.begin(
        session,
        act,
        ACTION_LINE,
        facts=facts,
        own={"programme_id": programme_id, "version": 1},
    )
    audit.record(
        session,
        act,
        "action_line.add",
        ("action_line", made),
        programme_id=programme_id,
        **facts,
        said_on=act.on,
    )
    return made
