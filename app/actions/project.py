"""Adding projects to an action line, and revising, moving, merging, withdrawing and resuming them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions import audit_log, history, question
from app.actions.audit_log import AuditContext
from app.actions.correction import refuse_said_on
from app.actions.deliverable_closing import cancel, list_running
from app.actions.history import StatementInput
from app.actions.references import refuse_all
from app.actions.structure import (
    check_title,
    get_row,
    list_ids,
    next_position,
    record_change,
    refuse_itself,
    reorder,
    require_possible_lead,
    require_reason,
    require_running,
    require_target,
    save_statement,
)
from app.domain.refusal import Conflict, Invalid
from app.tables import ActionLine
from app.tables.tracked import ACTION_LINE, DELIVERABLE, PROJECT


def add(
    session: Session,
    act: AuditContext,
    action_line_id: int,
    *,
    title: str,
    position: int | None = None,
    narrative: str = "",
    lead_id: int | None = None,
) -> int:
    """Add a project, behind the others where no position is given; returns its id.

    Refuses a lead without a role in the programme.
    """
    line = session.get_one(ActionLine, action_line_id)
    refuse_all(
        lambda: check_title(PROJECT, title),
        lambda: require_possible_lead(session, lead_id, line.programme_id),
    )
    facts: dict[str, Any] = {
        "action_line_id": action_line_id,
        "title": title.strip(),
        "narrative": narrative,
        "lead_id": lead_id,
        "position": position or next_position(session, PROJECT, {"action_line_id": action_line_id}),
        "withdrawn": False,
        "merged_into_id": None,
    }
    own = {"programme_id": line.programme_id, "version": 1}
    project_id = history.begin(session, act, PROJECT, facts=facts, own=own)
    audit_log.record(
        session,
        act,
        "project.add",
        ("project", project_id),
        programme_id=line.programme_id,
        **facts,
        said_on=act.on,
    )
    return project_id


def make(
    session: Session,
    act: AuditContext,
    programme_id: int,
    action_line_id: int | None,
    *,
    title: str,
    narrative: str,
    lead_id: int | None,
    said_on: date | None = None,
) -> int:
    """Add a project to an action line of the programme, from a day on; returns its id.

    Refuses everything that is wrong at once.
    """
    refuse_all(
        lambda: require_target(session, ACTION_LINE, action_line_id, programme_id, "action_line"),
        lambda: check_title(PROJECT, title),
        lambda: require_possible_lead(session, lead_id, programme_id),
        lambda: refuse_said_on(session, programme_id, said_on or act.on, act.on),
    )
    on_day = replace(act, day=said_on) if said_on else act
    narrative = narrative.strip()
    return add(session, on_day, action_line_id or 0, title=title, narrative=narrative, lead_id=lead_id)


def revise(
    session: Session,
    act: AuditContext,
    project_id: int,
    statement: StatementInput,
    *,
    title: str,
    narrative: str,
    lead_id: int | None,
    action_line_id: int,
    place: int | None = None,
    is_correction: bool = False,
) -> None:
    """Change the title, narrative, lead, action line and place (from 1) of a project.

    In another action line it comes behind what stands there. Refuses a lead without a role here, and a
    line that is gone or of another programme.
    """
    row = get_row(session, PROJECT, project_id)
    require_running(row)
    programme_id, moves = row["programme_id"], action_line_id != row["action_line_id"]
    new_lead_id = lead_id if lead_id != row["lead_id"] else None
    refuse_all(
        lambda: check_title(PROJECT, title),
        lambda: require_possible_lead(session, new_lead_id, programme_id),
        lambda: moves and require_target(session, ACTION_LINE, action_line_id, programme_id, "action_line"),
    )
    changes = {"title": title.strip(), "narrative": narrative.strip(), "lead_id": lead_id}
    if moves:
        siblings = {"action_line_id": action_line_id}
        changes |= siblings | {"position": next_position(session, PROJECT, siblings)}
        place = None
    answerers = question.open_answerers(session, programme_id)
    change = save_statement(
        session, act, PROJECT, project_id, statement, changes, is_correction=is_correction
    )
    if place is not None:
        reorder(session, act, PROJECT, project_id, place, {"action_line_id": action_line_id})
    record_change(session, act, "project.revise", ("project", project_id), statement, change, place=place)
    question.tell_new_answerers(session, act, programme_id, answerers)


def move_all(
    session: Session, act: AuditContext, moved: Iterable[int], line_id: int, statement: StatementInput
) -> None:
    """Move projects to another action line, behind what stands there."""
    siblings = {"action_line_id": line_id}
    for project_id in moved:
        changes = siblings | {"position": next_position(session, PROJECT, siblings)}
        unread = statement.without_version
        change = save_statement(session, act, PROJECT, project_id, unread, changes)
        record_change(session, act, "project.revise", ("project", project_id), statement, change)


def merge(
    session: Session, act: AuditContext, project_id: int, target_id: int | None, statement: StatementInput
) -> None:
    """Merge a project into another; its deliverables move there, behind the others.

    Refuses itself, one of another programme, and one that is gone.
    """
    refuse_itself(project_id, target_id)
    row = get_row(session, PROJECT, project_id)
    require_running(row)
    target = require_target(session, PROJECT, target_id, row["programme_id"], "target")
    require_reason(statement)
    change = save_statement(session, act, PROJECT, project_id, statement, {"merged_into_id": target["id"]})
    siblings = {"project_id": target["id"]}
    moved = list_ids(session, DELIVERABLE, {"project_id": project_id})
    for deliverable_id in moved:
        changes = siblings | {"position": next_position(session, DELIVERABLE, siblings)}
        save_statement(session, act, DELIVERABLE, deliverable_id, statement.without_version, changes)
    record_change(
        session,
        act,
        "project.merge",
        ("project", project_id),
        statement,
        change,
        into=target["title"],
        moved=moved,
    )


def withdraw(
    session: Session, act: AuditContext, project_id: int, statement: StatementInput, *, with_all: bool = False
) -> None:
    """Withdraw a project. Refuses while a deliverable of it runs, unless `with_all` cancels these too."""
    require_running(get_row(session, PROJECT, project_id))
    require_reason(statement)
    for running in list_running(session, [project_id]):
        if not with_all:
            raise Invalid.because("with_all", "Something in it still runs. Let that fall too, or move it.")
        cancel(session, act, running, statement)
    change = save_statement(session, act, PROJECT, project_id, statement, {"withdrawn": True})
    record_change(session, act, "project.withdraw", ("project", project_id), statement, change)


def resume(session: Session, act: AuditContext, project_id: int, statement: StatementInput) -> None:
    """Resume a project; what was cancelled or moved with it stays so until each is resumed."""
    row = get_row(session, PROJECT, project_id)
    require_reason(statement)
    if not row["withdrawn"] and row["merged_into_id"] is None:
        raise Conflict("This still runs.")
    require_target(session, ACTION_LINE, row["action_line_id"], row["programme_id"], "reason")
    changes = {"withdrawn": False, "merged_into_id": None}
    change = save_statement(session, act, PROJECT, project_id, statement, changes)
    record_change(session, act, "project.resume", ("project", project_id), statement, change)
