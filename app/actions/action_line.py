"""Adding action lines to a programme, and revising, merging, withdrawing and resuming them."""

import re
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions import audit_log, history, project
from app.actions.audit_log import AuditContext
from app.actions.correction import refuse_said_on
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
    require_reason,
    require_running,
    require_target,
    save_statement,
)
from app.domain.refusal import Conflict, Invalid
from app.domain.structure import ActionLineKind
from app.tables.lengths import refuse_long_texts
from app.tables.tracked import ACTION_LINE, PROJECT

_CODE = re.compile("[A-Za-z0-9-]+")


def add(
    session: Session,
    act: AuditContext,
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
    line_id = history.begin(
        session,
        act,
        ACTION_LINE,
        facts=facts,
        own={"programme_id": programme_id, "version": 1},
    )
    audit_log.record(
        session,
        act,
        "action_line.add",
        ("action_line", line_id),
        programme_id=programme_id,
        **facts,
        said_on=act.on,
    )
    return line_id


def make(
    session: Session,
    act: AuditContext,
    programme_id: int,
    *,
    code: str,
    title: str,
    kind: ActionLineKind,
    said_on: date | None = None,
) -> int:
    """Add an action line behind the others, from a day on; returns its id.

    Without a code it gets the next number that is free. Refuses everything that is wrong at once.
    """
    position = next_position(session, ACTION_LINE, {"programme_id": programme_id})
    code = code.strip() or choose_code(session, programme_id, position)
    refuse_all(
        lambda: check_code(session, code, programme_id),
        lambda: check_title(ACTION_LINE, title),
        lambda: refuse_said_on(session, programme_id, said_on or act.on, act.on),
    )
    on_day = replace(act, day=said_on) if said_on else act
    return add(session, on_day, programme_id, code=code, title=title.strip(), position=position, kind=kind)


def add_next(session: Session, act: AuditContext, programme_id: int, title: str) -> int:
    """Add an action line behind the others, under the next number that is free; returns its id."""
    position = next_position(session, ACTION_LINE, {"programme_id": programme_id})
    return add(
        session,
        act,
        programme_id,
        code=choose_code(session, programme_id, position),
        title=check_title(ACTION_LINE, title),
        position=position,
    )


def choose_code(session: Session, programme_id: int, position: int) -> str:
    """Return the first number from this position on that no action line of the programme has as its code."""
    columns = ACTION_LINE.table.c
    used = set(session.scalars(sa.select(columns.code).where(columns.programme_id == programme_id)))
    return next(code for code in map(str, count(position)) if code not in used)


def check_code(session: Session, code: str, programme_id: int, *, but: int | None = None) -> str:
    """Return a code as it stands in addresses. Refuses another form, and one that the programme has."""
    code, columns = code.strip(), ACTION_LINE.table.c
    if not _CODE.fullmatch(code):
        raise Invalid.because("code", "Use letters, digits and hyphens.")
    refuse_long_texts(ACTION_LINE.table, {"code": code})
    taken = sa.select(columns.id).where(columns.programme_id == programme_id, columns.code == code)
    if session.scalar(taken) not in (None, but):
        raise Invalid.because("code", "Another action line of this programme has this code.")
    return code


def revise(
    session: Session,
    act: AuditContext,
    line_id: int,
    statement: StatementInput,
    *,
    code: str,
    title: str,
    kind: ActionLineKind,
    place: int | None = None,
    is_correction: bool = False,
) -> None:
    """Change the code, title, kind and place (from 1) of an action line."""
    row = get_row(session, ACTION_LINE, line_id)
    require_running(row)
    programme_id = row["programme_id"]
    refuse_all(
        lambda: check_code(session, code, programme_id, but=line_id),
        lambda: check_title(ACTION_LINE, title),
    )
    changes = {"code": code.strip(), "title": title.strip(), "kind": kind}
    change = save_statement(
        session, act, ACTION_LINE, line_id, statement, changes, is_correction=is_correction
    )
    if place is not None:
        reorder(session, act, ACTION_LINE, line_id, place, {"programme_id": programme_id})
    record_change(
        session, act, "action_line.revise", ("action_line", line_id), statement, change, place=place
    )


def merge(
    session: Session, act: AuditContext, line_id: int, target_id: int | None, statement: StatementInput
) -> None:
    """Merge an action line into another; its projects move there, behind the others.

    Refuses itself, one of another programme, and one that is gone.
    """
    refuse_itself(line_id, target_id)
    row = get_row(session, ACTION_LINE, line_id)
    require_running(row)
    target = require_target(session, ACTION_LINE, target_id, row["programme_id"], "target")
    require_reason(statement)
    changes = {"merged_into_id": target["id"]}
    change = save_statement(session, act, ACTION_LINE, line_id, statement, changes)
    moved = list_ids(session, PROJECT, {"action_line_id": line_id})
    project.move_all(session, act, moved, target["id"], statement)
    record_change(
        session,
        act,
        "action_line.merge",
        ("action_line", line_id),
        statement,
        change,
        into=target["title"],
        moved=moved,
    )


def withdraw(
    session: Session, act: AuditContext, line_id: int, statement: StatementInput, *, with_all: bool = False
) -> None:
    """Withdraw an action line. Refuses while something in it runs, unless `with_all` withdraws that too."""
    require_running(get_row(session, ACTION_LINE, line_id))
    require_reason(statement)
    inside = {"action_line_id": line_id, "withdrawn": False}
    for project_id in list_ids(session, PROJECT, inside):
        if get_row(session, PROJECT, project_id)["merged_into_id"] is None:
            if not with_all:
                raise Invalid.because(
                    "with_all", "Something in it still runs. Let that fall too, or move it."
                )
            project.withdraw(session, act, project_id, statement.without_version, with_all=True)
    change = save_statement(session, act, ACTION_LINE, line_id, statement, {"withdrawn": True})
    record_change(session, act, "action_line.withdraw", ("action_line", line_id), statement, change)


def resume(session: Session, act: AuditContext, line_id: int, statement: StatementInput) -> None:
    """Resume an action line that was withdrawn or merged; what moved stays where it is."""
    row = get_row(session, ACTION_LINE, line_id)
    require_reason(statement)
    if not row["withdrawn"] and row["merged_into_id"] is None:
        raise Conflict("This still runs.")
    changes = {"withdrawn": False, "merged_into_id": None}
    change = save_statement(session, act, ACTION_LINE, line_id, statement, changes)
    record_change(session, act, "action_line.resume", ("action_line", line_id), statement, change)
