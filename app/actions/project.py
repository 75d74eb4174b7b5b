"""Adding projects to an action line."""

from typing import Any

from sqlmodel import Session

from app.actions import audit, frame
from app.actions.act import Act
from app.tables import ActionLine
from app.tables.noun import PROJECT


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
    facts: dict[str, Any] = {
        "action_line_id": action_line_id,
        "title": title,
        "narrative": narrative,
        "lead_id": lead_id,
        "position": position,
        "withdrawn": False,
        "merged_into_id": None,
    }
    made = frame.begin(
        session,
        act,
        PROJECT,
        facts=facts,
        own={"programme_id": line.programme_id, "version": 1},
    )
    audit.record(
        session,
        act,
        "project.add",
        ("project", made),
        programme_id=line.programme_id,
        **facts,
        said_on=act.on,
    )
    return made
