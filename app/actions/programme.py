"""Setting up a programme and its action lines."""

from datetime import date

from sqlmodel import Session

from app.actions import audit
from app.actions.act import Act
from app.domain.refusal import Invalid
from app.domain.structure import ActionLineKind, ProgrammeKind
from app.tables import ActionLine, Programme


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
    row = Programme(slug=slug, title=title, kind=kind, purpose=purpose, starts_on=starts_on, ends_on=ends_on)
    session.add(row)
    session.flush()
    assert row.id is not None
    audit.record(session, act, "programme.create", ("programme", row.id), programme_id=row.id, title=title)
    return row.id


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
    row = ActionLine(programme_id=programme_id, code=code, title=title, kind=kind, position=position)
    session.add(row)
    session.flush()
    assert row.id is not None
    audit.record(
        session, act, "action_line.add", ("action_line", row.id), programme_id=programme_id, title=title
    )
    return row.id
