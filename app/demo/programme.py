"""Says the frame of a programme: its parties, regions, action lines, projects and reporting period."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from app.actions import action_line, party, pilot_site, programme, project
from app.actions.audit_log import AuditContext
from app.actions.report import draft, reporting_period
from app.demo.deliverable import load_deliverables
from app.demo.indicator import load_indicators
from app.demo.known import Known, act_on
from app.demo.surroundings import load_surroundings
from app.domain.half_year import HalfYear
from app.domain.round import RoundDays
from app.domain.structure import ActionLineKind, PartyKind, PeriodState, ProgrammeKind

Facts = Mapping[str, Any]

OFFICE = "noor"
"""Who reads the document in: every statement of it bears her name as the author."""


def load_programme(session: Session, known: Known, facts: Facts) -> None:
    """Say everything of one file, at the day of its document."""
    act = act_on(facts["said_on"], known.people[OFFICE])
    asked = facts["programme"]
    programme_id = programme.create(
        session,
        act,
        slug=asked["slug"],
        title=asked["title"],
        kind=ProgrammeKind(asked["kind"]),
        purpose=asked["purpose"].strip(),
        starts_on=asked["starts_on"],
        ends_on=asked["ends_on"],
    )
    known.programmes[asked["slug"]] = programme_id
    for site in facts.get("pilot_site", ()):
        pilot_site.add(session, act, programme_id, name=site["name"])
    load_frame(session, act, known, facts, programme_id)
    _plan_period(session, act, facts["reporting_period"], programme_id)
    load_deliverables(session, act, known, facts)
    load_indicators(session, act, known, facts, programme_id)
    load_surroundings(session, act, known, facts, programme_id)


def load_frame(session: Session, act: AuditContext, known: Known, facts: Facts, programme_id: int) -> None:
    """The parties of a programme, who has which role in it, its action lines and its projects."""
    _load_parties(session, act, known, facts, programme_id)
    by_administrator = replace(act, person_id=known.people["beheer"])
    known.give_roles(session, by_administrator, facts["programme"]["slug"])
    _load_structure(session, act, known, facts, programme_id)


def _load_parties(session: Session, act: AuditContext, known: Known, facts: Facts, programme_id: int) -> None:
    for position, one in enumerate(facts["party"], start=1):
        party_id = party.get_or_create(session, act, name=one["name"], abbreviation=one.get("abbreviation"))
        known.parties[one["key"]] = party_id
        party.involve(session, act, programme_id, party_id, PartyKind(one["kind"]), position=position)


def _load_structure(
    session: Session, act: AuditContext, known: Known, facts: Facts, programme_id: int
) -> None:
    known.lines = {
        line["code"]: action_line.add(
            session,
            act,
            programme_id,
            code=line["code"],
            title=line["title"],
            position=position,
            kind=ActionLineKind(line["kind"]),
        )
        for position, line in enumerate(facts["action_line"], start=1)
    }
    known.projects = {
        one["key"]: project.add(
            session,
            act,
            known.lines[one["action_line"]],
            title=one["title"],
            position=position,
            narrative=one.get("narrative", "").strip(),
            lead_id=known.people[one["lead"]],
        )
        for position, one in enumerate(facts["project"], start=1)
    }


def _plan_period(session: Session, act: AuditContext, period: Facts, programme_id: int) -> None:
    days = RoundDays(period["reference_date"], period["input_deadline"], period["report_date"])
    planned = reporting_period.plan(
        session,
        act,
        programme_id,
        half_year=HalfYear.parse(period["half_year"]),
        number=period["number"],
        days=days,
    )
    if "general_picture" in period:
        place = draft.TextPlace(planned, "summary")
        draft.write_section(session, act, place, period["general_picture"])
    reached = list(PeriodState).index(PeriodState(period["state"]))
    for version, to in enumerate(list(PeriodState)[1 : reached + 1], start=1):
        reporting_period.take_step(session, act, planned, to, version)
