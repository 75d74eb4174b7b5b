"""Creating invented programmes through the actions: people, action lines, projects, half-years."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session

from app.actions import action_line, person, programme, project
from app.actions.audit_log import AuditContext
from app.actions.report import reporting_period
from app.demo.invented.statements import HALF_YEARS
from app.domain.role import Role
from app.domain.round import RoundDays
from app.domain.structure import ActionLineKind, PeriodState

LINES = (
    ("1", "Samen leven", ActionLineKind.LINE),
    ("2", "Samen werken", ActionLineKind.LINE),
    ("3", "Samen leren", ActionLineKind.LINE),
    ("4", "Samen bouwen", ActionLineKind.LINE),
    ("overkoepelend", "Overkoepelend", ActionLineKind.CROSS_CUTTING),
    ("governance", "Governance", ActionLineKind.GOVERNANCE),
)
PROJECTS_PER_LINE = 4


@dataclass(frozen=True, slots=True)
class InventedProgramme:
    """One programme, ready for its deliverables: its projects with their leads."""

    programme: int
    office: int
    projects: tuple[int, ...]
    leads: dict[int, int]


def create_programmes(session: Session, start: AuditContext, programmes: int) -> Iterator[InventedProgramme]:
    """Create programmes of which Noor is the office; Bram leads the first three lines, Iris the others."""
    noor, bram, iris = (
        person.add(session, start, email=f"{name}@voorbeeld.nl", name=name.capitalize())
        for name in ("noor", "bram", "iris")
    )
    office = AuditContext(noor, start.at, start.origin)
    for number in range(1, programmes + 1):
        programme_id = programme.create(
            session,
            office,
            slug=f"verzonnen-{number}",
            title=f"Verzonnen programma {number}",
            purpose="Verzonnen, om mee te meten.",
            starts_on=date(2021, 1, 1),
            ends_on=date(2026, 12, 31),
        )
        for person_id, role in ((noor, Role.OFFICE), (bram, Role.LEAD), (iris, Role.LEAD)):
            person.grant(session, office, person_id, role, programme_id=programme_id)
        _plan_periods(session, office, programme_id)
        leads = _add_projects(session, office, programme_id, (bram, iris))
        yield InventedProgramme(programme_id, noor, tuple(leads), leads)


def _add_projects(
    session: Session, act: AuditContext, programme_id: int, leads: tuple[int, int]
) -> dict[int, int]:
    """Add the projects of every action line; returns their leads by project."""
    lead_ids: dict[int, int] = {}
    for position, (code, title, kind) in enumerate(LINES, start=1):
        line = action_line.add(
            session, act, programme_id, code=code, title=title, position=position, kind=kind
        )
        lead = leads[0] if position <= 3 else leads[1]
        for number in range(1, PROJECTS_PER_LINE + 1):
            name = f"{title}: project {number}"
            lead_ids[project.add(session, act, line, title=name, position=number, lead_id=lead)] = lead
    return lead_ids


def _plan_periods(session: Session, act: AuditContext, programme_id: int) -> None:
    """Plan six half-years, of which the last is open."""
    for number, half_year in enumerate(HALF_YEARS, start=1):
        end = half_year.ends_on
        days = RoundDays(end, end + timedelta(days=14), end + timedelta(days=30))
        period = reporting_period.plan(
            session, act, programme_id, half_year=half_year, number=number, days=days
        )
        if half_year is HALF_YEARS[-1]:
            begun = replace(act, day=half_year.starts_on)
            reporting_period.take_step(session, begun, period, PeriodState.OPEN, version=1)
