"""Adding projects to an action line."""

from sqlmodel import Session

from app.actions import audit
from app.actions.act import Act
from app.tables import ActionLine, Project


def add(
    session: Session,
    act: Act,
    action_line_id: int,
    *,
    title: str,
    position: int,
    narrative: str = "",
    lead_id: int | None = None,
) -> int:
    """Add a project; returns its id."""
    line = session.get_one(ActionLine, action_line_id)
    row = Project(
        programme_id=line.programme_id,
        action_line_id=action_line_id,
        title=title,
        narrative=narrative,
        lead_id=lead_id,
        position=position,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    audit.record(
        session, act, "project.add", ("project", row.id), programme_id=line.programme_id, title=title
    )
    return row.id
