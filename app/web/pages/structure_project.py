"""Projects, as parts of a programme that can be changed."""

from sqlmodel import Session

from app.actions import project
from app.actions.audit_log import AuditContext
from app.actions.structure import place_for, row_or_none
from app.queries.lead import possible_leads
from app.queries.structure import lines_now, projects_now
from app.tables.tracked import ACTION_LINE, PROJECT
from app.web.forms import Choices, Typed, with_nothing
from app.web.pages.structure_part import Opened, Part


def _open(session: Session, programme_id: int, project_id: int) -> Opened | None:
    row = row_or_none(session, PROJECT, project_id)
    if row is None or row["programme_id"] != programme_id:
        return None
    values = {
        "title": row["title"],
        "narrative": row["narrative"],
        "lead": str(row["lead_id"] or ""),
        "action_line": str(row["action_line_id"]),
        "version": str(row["version"]),
    }
    return Opened(row["title"], values, row["withdrawn"], row["merged_into_id"])


def _choices(session: Session, programme_id: int, project_id: int | None) -> Choices:
    return {
        "action_line": with_nothing(lines_now(session, programme_id)),
        "lead": with_nothing(possible_leads(session, [programme_id])),
        "target": with_nothing([one for one in projects_now(session, programme_id) if one[0] != project_id]),
    }


def _revise(session: Session, act: AuditContext, programme_id: int, project_id: int, typed: Typed) -> None:
    project.revise(
        session,
        act,
        project_id,
        typed.saying,
        title=typed["title"],
        narrative=typed["narrative"],
        lead_id=typed.id("lead"),
        action_line_id=typed.id("action_line") or 0,
        place=typed.place(),
        is_correction=typed.is_correction,
    )


def _add(session: Session, act: AuditContext, programme_id: int, typed: Typed) -> int:
    line = place_for(session, ACTION_LINE, typed.id("action_line"), programme_id, "action_line")
    return project.add(
        session,
        act,
        line["id"],
        title=typed["title"],
        narrative=typed["narrative"].strip(),
        lead_id=typed.id("lead"),
    )


PROJECTS = Part(
    word="projecten",
    thing="project",
    fields="structure/_project.html",
    open=_open,
    choices=_choices,
    revise=_revise,
    add=_add,
    merge=lambda session, act, _, one, typed: project.merge(
        session, act, one, typed.id("target"), typed.saying
    ),
    withdraw=lambda session, act, _, one, typed: project.withdraw(
        session, act, one, typed.saying, with_all=bool(typed["with_all"])
    ),
    resume=lambda session, act, _, one, typed: project.resume(session, act, one, typed.saying),
)
