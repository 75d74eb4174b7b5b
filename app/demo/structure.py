"""Creating a programme of a file: its parties, who has which role, its action lines and its projects."""

from dataclasses import replace

from sqlmodel import Session

from app.actions import action_line, party, programme, project
from app.actions.audit_log import AuditContext
from app.demo.loading import Facts, LoadedIds
from app.domain.structure import ActionLineKind, PartyKind, ProgrammeKind


def create_programme(session: Session, act: AuditContext, ids: LoadedIds, facts: Facts) -> int:
    """Create the programme of a file; returns its id."""
    entry = facts["programme"]
    programme_id = programme.create(
        session,
        act,
        slug=entry["slug"],
        title=entry["title"],
        kind=ProgrammeKind(entry["kind"]),
        purpose=entry["purpose"].strip(),
        starts_on=entry["starts_on"],
        ends_on=entry["ends_on"],
    )
    ids.programmes[entry["slug"]] = programme_id
    return programme_id


def load_structure(
    session: Session, act: AuditContext, ids: LoadedIds, facts: Facts, programme_id: int
) -> None:
    """Say the parties of a programme, who has which role in it, its action lines and its projects."""
    _load_parties(session, act, ids, facts, programme_id)
    by_administrator = replace(act, person_id=ids.people["beheer"])
    ids.grant_roles(session, by_administrator, facts["programme"]["slug"])
    ids.lines = {
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
    ids.projects = {
        entry["key"]: project.add(
            session,
            act,
            ids.lines[entry["action_line"]],
            title=entry["title"],
            position=position,
            narrative=entry.get("narrative", "").strip(),
            lead_id=ids.people[entry["lead"]],
        )
        for position, entry in enumerate(facts["project"], start=1)
    }


def _load_parties(
    session: Session, act: AuditContext, ids: LoadedIds, facts: Facts, programme_id: int
) -> None:
    for position, entry in enumerate(facts["party"], start=1):
        party_id = party.get_or_create(
            session, act, name=entry["name"], abbreviation=entry.get("abbreviation")
        )
        ids.parties[entry["key"]] = party_id
        party.involve(session, act, programme_id, party_id, PartyKind(entry["kind"]), position=position)
