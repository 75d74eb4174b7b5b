"""Somebody leaves: their access ends in one act, and later their name and address may be erased."""

from collections.abc import Collection, Mapping
from json import dumps, loads

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from app.actions import answered_request, api_token, audit_log, calendar_link, job, person, sign_in
from app.actions.audit_log import AuditContext
from app.db import get_for_update
from app.domain.person import erased_address, erased_name, find_name
from app.domain.refusal import Conflict, Invalid
from app.queries.lead import able_leads, leads_of
from app.queries.leaving import (
    Departure,
    PrintedName,
    departure_of,
    reports_that_name,
)
from app.tables import Credential, Draft, Identity, Invitation, Job, KnownDevice, Person, RoleGrant, Visit
from app.tables.job import JobState

Successors = Mapping[int, int | None]
"""Who takes over, by programme; nobody means that the lead of the project answers, else the office."""


def end_access(
    session: Session,
    act: AuditContext,
    person_id: int,
    successors: Successors,
    *,
    within: Collection[int] | None = None,
) -> Departure:
    """End what a person may do in these programmes, every one where none are given; returns what ended.

    What they lead there is handed over and every role there is taken. Whoever has no role left is signed out
    everywhere, and every way in is closed: tokens, password, the account of their organisation, links (those
    of calendars too) and letters that have not left. Refuses oneself, who has nothing to end, and a successor
    who could not lead.
    """
    if person_id == act.person_id:
        raise Conflict("You cannot end your own access. Ask somebody else who manages people.")
    get_for_update(session, Person, person_id)
    departure = departure_of(session, person_id, act.at, within)
    if not departure.ends_something:
        raise Conflict("This person has no access here any more.")
    _hand_over(session, act, person_id, successors, within)
    for grant_id in departure.grant_ids:
        person.revoke(session, act, grant_id)
    for token_id in departure.token_ids:
        api_token.revoke(session, act, person_id, token_id)
    if not departure.stays_elsewhere:
        sign_in.end_all(session, act, person_id)
        _close_ways_in(session, person_id)
        job.cancel_mail_to(session, _address_of(session, person_id), act.at)
    audit_log.record(
        session,
        act,
        "person.end_access",
        ("person", person_id),
        roles=len(departure.grant_ids),
        tokens=len(departure.token_ids),
        sessions=departure.sessions,
    )
    return departure


def erase(session: Session, act: AuditContext, person_id: int) -> tuple[PrintedName, ...]:
    """Replace the name and address of somebody without access; returns the reports that still name them.

    Facts refer to a person by id, so nothing else changes and every seal holds. What an adopted report
    printed stays as published record. Refuses whoever has a role still, and whoever was erased before.
    """
    row = get_for_update(session, Person, person_id)
    if row.erased_at is not None:
        raise Conflict("The name and address of this person were erased before.")
    if session.scalar(sa.select(col(RoleGrant.id)).where(col(RoleGrant.person_id) == person_id).limit(1)):
        raise Conflict("This person still has access. End that first.")
    printed = reports_that_name(session, row.name)
    job.cancel_mail_to(session, row.email, act.at)
    _erase_letters(session, row)
    answered_request.forget(session, (row.name, row.email))
    _close_ways_in(session, person_id)
    row.name, row.email, row.erased_at = erased_name(person_id), erased_address(person_id), act.at
    audit_log.record(session, act, "person.erase", ("person", person_id))
    return printed


def _hand_over(
    session: Session,
    act: AuditContext,
    person_id: int,
    successors: Successors,
    within: Collection[int] | None,
) -> None:
    led = leads_of(session, person_id, within)
    able = able_leads(session, [part.programme_id for part in led])
    for part in led:
        to_id = successors.get(part.programme_id)
        if to_id is not None and (to_id == person_id or to_id not in able[part.programme_id]):
            raise Invalid.because(
                f"to{part.programme_id}",
                "This person has no role to lead with in %(programme)s. Give them that first.",
                programme=part.programme,
            )
        person.hand_over_part(session, act, part, person_id, to_id)


def _close_ways_in(session: Session, person_id: int) -> None:
    """Remove password, accounts elsewhere, links of any kind, and what was kept for their next visit."""
    calendar_link.remove_all(session, person_id)
    ways: tuple[type[SQLModel], ...] = (Credential, Identity, Invitation)
    for entity in ways:
        for row in session.exec(select(entity).where(sa.column("person_id") == person_id)).all():
            session.delete(row)
    for unsealed in (KnownDevice, Draft, Visit):
        session.execute(sa.delete(unsealed).where(col(unsealed.person_id) == person_id))


def _erase_letters(session: Session, row: Person) -> None:
    """Empty the letters that named this person; those to others that have not left lose the name only."""
    person_id = row.id or 0
    names = {row.email: erased_address(person_id), row.name: erased_name(person_id)}
    written = [dumps(name, ensure_ascii=False)[1:-1] for name in names]
    naming = sa.or_(*(col(Job.content).contains(name, autoescape=True) for name in written))
    letters = sa.select(col(Job.id), col(Job.content), col(Job.state)).where(naming)
    for letter in session.execute(letters).all():
        content = {}
        if letter.state is JobState.WAITING:
            content = {field: _replace_names(text, names) for field, text in loads(letter.content).items()}
        emptied = sa.update(Job).where(col(Job.id) == letter.id)
        session.execute(emptied.values(content=dumps(content, ensure_ascii=False)))


def _replace_names(text: object, names: Mapping[str, str]) -> object:
    if isinstance(text, str):
        for name, instead in names.items():
            text = find_name(name).sub(instead, text)
    return text


def _address_of(session: Session, person_id: int) -> str:
    return session.get_one(Person, person_id).email
