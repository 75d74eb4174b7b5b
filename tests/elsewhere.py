"""Another programme beside that of the cast, with one of everything: nothing of it belongs here."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from app.actions import (
    action_line,
    deliverable,
    indicator,
    measurement,
    party,
    person,
    pilot_site,
    programme,
    project,
    status_update,
)
from app.actions.audit_log import AuditContext
from app.actions.deliverable import NewDeliverable
from app.actions.indicator import IndicatorInput
from app.actions.measurement import MeasurementInput
from app.actions.report import reporting_period, review
from app.actions.report.review import ReviewedSection
from app.actions.status_update import StatusUpdateInput
from app.domain.half_year import HalfYear
from app.domain.role import Role
from app.domain.round import RoundDays
from app.domain.status import Status
from app.domain.structure import DeliverableKind, PartyKind, PeriodState
from tests.cast import TODAY, Cast, at
from tests.rounds import hash_of, noor, reviewed

SLUG, TITLE = "elders", "Programma van elders"
PERSON, PARTY, SITE = "Wilma van Elders", "Stichting Elders", "Proeftuin Elders"
LINE, PROJECT, DELIVERABLE, INDICATOR = "Lijn Elders", "Project Elders", "Product Elders", "Teller Elders"
NAMES = (TITLE, PERSON, PARTY, SITE, LINE, PROJECT, DELIVERABLE, INDICATOR)
"""None of these may be read by whoever has no role there."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The ids of the other programme and what is in it."""

    programme: int
    person: int
    party: int
    pilot_site: int
    action_line: int
    project: int
    deliverable: int
    indicator: int
    remark: int
    update: int


def begin_elsewhere(session: Session, cast: Cast) -> Elsewhere:
    """Set the other programme up; its only member is Wilma, and its report is in review."""
    act, on = AuditContext(None, at(date(2023, 2, 1)), "test"), date(2023, 2, 1)
    wilma = person.add(session, act, email="wilma@elders.nl", name=PERSON)
    by_wilma = AuditContext(wilma, act.at, "test")
    here = programme.create(session, by_wilma, slug=SLUG, title=TITLE)
    fund = party.get_or_create(session, by_wilma, name=PARTY)
    party.involve(session, by_wilma, here, fund, PartyKind.SPONSOR)
    person.grant(session, by_wilma, wilma, Role.LEAD, programme_id=here)
    line = action_line.add(session, by_wilma, here, code="1", title=LINE, position=1)
    plan = project.add(session, by_wilma, line, title=PROJECT, lead_id=wilma)
    new = NewDeliverable(plan, on, 1, kind=DeliverableKind.PRODUCT, title=DELIVERABLE, lead_id=wilma)
    counted = indicator.define(session, by_wilma, here, IndicatorInput(INDICATOR, "mensen", 1))
    measurement.measure(session, by_wilma, counted, MeasurementInput(Decimal(7), on, on))
    made = deliverable.add(session, by_wilma, new, parties=[fund])
    planned = StatusUpdateInput(Status.PLANNED, 1, on)
    return Elsewhere(
        programme=here,
        person=wilma,
        party=fund,
        pilot_site=pilot_site.add(session, by_wilma, here, name=SITE),
        action_line=line,
        project=plan,
        deliverable=made,
        update=status_update.submit(session, by_wilma, made, planned, today=on),
        indicator=counted,
        remark=_remark(session, cast, by_wilma, here),
    )


def _remark(session: Session, cast: Cast, act: AuditContext, programme_id: int) -> int:
    days = RoundDays(date(2023, 12, 31), date(2024, 1, 12), date(2024, 1, 31))
    period = reporting_period.plan(
        session, act, programme_id, half_year=HalfYear(2023, 2), number=1, days=days
    )
    reporting_period.take_step(session, noor(cast), period, PeriodState.OPEN, 1)
    reviewed(session, cast, period)
    place = ReviewedSection(period, "summary", hash_of(session, period, "summary"))
    return review.add_comment(
        session, AuditContext(act.person_id, at(TODAY), "test"), place, "Een opmerking van elders."
    )
