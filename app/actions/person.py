"""Adding people, their roles, handing over what they lead, and noting when they came to look."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.actions import audit_log, history, job, question
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput
from app.actions.references import party_objections, refuse
from app.db import get_for_update, insert_into
from app.domain.refusal import Conflict, Invalid, Message, NotFound
from app.domain.role import Role
from app.queries.lead import Led, leads_of, programmes_to_lead_in
from app.queries.person import name_of
from app.renderers.letter import write_address_change
from app.tables import Invitation, Person, RoleGrant, Visit
from app.tables.lengths import length_objections
from app.tables.tracked import DELIVERABLE, PROJECT


def add(session: Session, act: AuditContext, *, email: str, name: str) -> int:
    """Add a person; returns their id. Refuses an address that is known or is none, and what is no name."""
    address = email.strip().lower()
    if wrong := objections(email, name):
        raise Invalid(wrong)
    if session.scalar(sa.select(col(Person.id)).where(col(Person.email) == address)) is not None:
        raise Conflict("There already is a person with the address %(email)s.", email=address)
    row = Person(email=address, name=name.strip(), created_at=act.at)
    session.add(row)
    session.flush()
    assert row.id is not None
    audit_log.record(session, act, "person.add", ("person", row.id))
    return row.id


def revise(session: Session, act: AuditContext, person_id: int, *, email: str, name: str) -> None:
    """Change what a person is called and their address; a letter to the address before tells of that.

    Facts refer to the person by id, so the new name stands everywhere at once. A link to set a password that
    went to the earlier address no longer works. The trace names what was changed, never a name or an address.
    Refuses an address that somebody else has, and whoever was erased.
    """
    if wrong := objections(email, name):
        raise Invalid(wrong)
    row = get_for_update(session, Person, person_id)
    if row.erased_at is not None:
        raise Conflict("The name and address of this person were erased before.")
    address, called, before = email.strip().lower(), name.strip(), row.email
    is_theirs = (col(Person.email) == address, col(Person.id) != person_id)
    if session.scalar(sa.select(col(Person.id)).where(*is_theirs)) is not None:
        raise Invalid.because("email", "There already is a person with the address %(email)s.", email=address)
    changed = [
        field for field, was, now in (("name", row.name, called), ("email", before, address)) if was != now
    ]
    if not changed:
        return
    row.name, row.email = called, address
    if address != before:
        for link in session.exec(select(Invitation).where(col(Invitation.person_id) == person_id)).all():
            if link.used_at is None:
                session.delete(link)
        letter = write_address_change(called, name_of(session, act.person_id))
        content = {"to": before, "subject": letter.subject, "text": letter.text}
        job.enqueue(session, "mail", content, act.at)
    audit_log.record(session, act, "person.revise", ("person", person_id), changed=changed)


def objections(email: str, name: str) -> dict[str, Message]:
    """What is wrong with an address and a name, by field."""
    address, called = email.strip(), name.strip()
    wrong = length_objections(Person, {"email": address, "name": called})
    if "@" not in address.strip("@") or not address.isprintable() or len(address.split()) != 1:
        wrong["email"] = Message("This is no e-mail address.")
    if not called or not called.isprintable():
        wrong["name"] = Message("Say what they are called.")
    return wrong


def grant(
    session: Session,
    act: AuditContext,
    person_id: int,
    role: Role,
    *,
    programme_id: int | None = None,
    party_id: int | None = None,
) -> None:
    """Give a person a role.

    Refuses what `grant_objections` finds, and a role that is held already.
    """
    refuse(grant_objections(session, role, programme_id, party_id))
    columns: dict[str, Any] = {
        "person_id": person_id,
        "role": role,
        "programme_id": programme_id,
        "party_id": party_id,
    }
    hold(session, person_id)
    if session.scalar(sa.select(col(Person.erased_at)).where(col(Person.id) == person_id)) is not None:
        raise Conflict("The name and address of this person were erased before.")
    same = [col(getattr(RoleGrant, name)).is_not_distinct_from(value) for name, value in columns.items()]
    if session.scalar(sa.select(col(RoleGrant.id)).where(*same)) is not None:
        raise Conflict("This person has this role already.")
    session.add(RoleGrant(**columns))
    audit_log.record(
        session,
        act,
        "person.grant",
        ("person", person_id),
        programme_id=programme_id,
        role=role,
        party=party_id,
    )


def grant_objections(
    session: Session, role: Role, programme_id: int | None, party_id: int | None
) -> dict[str, Message]:
    """What stands against a role: a sponsor without a party, another role with one, and no programme."""
    wrong = party_objections(session, programme_id or 0, party_id, "party")
    if (role is Role.SPONSOR) != (party_id is not None):
        wrong["party"] = Message("A sponsor acts for a party, and only a sponsor does.")
    if role is not Role.ADMIN and programme_id is None:
        wrong["programme"] = Message("Choose a programme.")
    return wrong


def admit(
    session: Session,
    act: AuditContext,
    *,
    email: str,
    name: str,
    role: Role,
    programme_id: int | None = None,
    party_id: int | None = None,
) -> int:
    """Give a role to whoever has this address, adding them where nobody does; returns their id.

    Somebody who is known keeps the name that they have. Refuses what `add` and `grant` refuse, together.
    """
    refuse(objections(email, name), grant_objections(session, role, programme_id, party_id))
    address = email.strip().lower()
    known_id = session.scalar(sa.select(col(Person.id)).where(col(Person.email) == address))
    person_id = known_id if known_id is not None else add(session, act, email=email, name=name)
    grant(session, act, person_id, role, programme_id=programme_id, party_id=party_id)
    return person_id


def revoke(session: Session, act: AuditContext, grant_id: int) -> None:
    """Take a role. Refuses one that is gone, and that of the last administrator."""
    holder = session.scalar(sa.select(col(RoleGrant.person_id)).where(col(RoleGrant.id) == grant_id))
    if holder is not None:
        hold(session, holder)
    row = session.get(RoleGrant, grant_id, populate_existing=True)
    if row is None:
        raise NotFound("This person no longer has this role.")
    if row.role is Role.ADMIN and len(_lock_administrators(session)) == 1:
        raise Conflict("This is the last administrator. Make somebody else one first.")
    answerers = {} if row.programme_id is None else question.open_answerers(session, row.programme_id)
    session.delete(row)
    audit_log.record(
        session,
        act,
        "person.revoke",
        ("person", row.person_id),
        programme_id=row.programme_id,
        was={"role": row.role, "party": row.party_id},
    )
    question.tell_new_answerers(session, act, row.programme_id or 0, answerers)


def hand_over(
    session: Session, act: AuditContext, from_id: int, to_id: int, *, within: Collection[int] | None = None
) -> tuple[Led, ...]:
    """Let `to_id` lead every project and deliverable that `from_id` leads; returns what changed hands.

    `within` are the programmes that the actor manages, every one where none are given. Refuses where there
    is nothing to hand over, and a successor who could not update it: nothing is then handed over.
    """
    led = leads_of(session, from_id, within)
    if not led:
        raise Conflict("There is nothing to hand over: this person leads nothing.")
    if from_id == to_id:
        raise Invalid.because("to", "Choose somebody else.")
    able = programmes_to_lead_in(session, to_id)
    for part in led:
        if part.programme_id not in able:
            raise Invalid.because(
                "to",
                "This person has no role to lead with in %(programme)s. Give them that first.",
                programme=part.programme,
            )
    for part in led:
        hand_over_part(session, act, part, from_id, to_id)
    return led


def hand_over_part(session: Session, act: AuditContext, led: Led, from_id: int, to_id: int | None) -> None:
    """Hand over what somebody leads in a programme; nobody leaves it to the project's lead or the office."""
    answerers = question.open_answerers(session, led.programme_id)
    for tracked, ids in ((PROJECT, led.projects), (DELIVERABLE, led.deliverables)):
        for entity_id in ids:
            history.restate(session, act, tracked, entity_id, StatementInput(None), lead_id=to_id)
    audit_log.record(
        session,
        act,
        "person.hand_over",
        ("person", from_id),
        programme_id=led.programme_id,
        was={"lead": from_id},
        lead=to_id,
        projects=list(led.projects),
        deliverables=list(led.deliverables),
        said_on=act.on,
    )
    question.tell_new_answerers(session, act, led.programme_id, answerers)


def record_visit(session: Session, person_id: int, programme_id: int, at: datetime) -> None:
    """Begin a visit, without a trace; when the one before it began is kept. Two at the same time are one."""
    first = insert_into(session, Visit).values(person_id=person_id, programme_id=programme_id, began_at=at)
    session.execute(first.on_conflict_do_nothing())
    session.execute(
        sa.update(Visit)
        .where(col(Visit.person_id) == person_id, col(Visit.programme_id) == programme_id)
        .where(col(Visit.began_at) < at)
        .values(before=col(Visit.began_at), began_at=at)
    )


def hold(session: Session, person_id: int) -> None:
    """Whoever else would change this person's roles waits until this transaction ends.

    Whoever only names the person, as every trace does, does not wait: FOR NO KEY UPDATE.
    """
    query = sa.select(col(Person.id)).where(col(Person.id) == person_id)
    session.execute(query.with_for_update(key_share=True))


def _lock_administrators(session: Session) -> list[int]:
    """The ids of their roles, locked together, so that two who take each other's role do not leave none."""
    query = sa.select(col(RoleGrant.id)).where(col(RoleGrant.role) == Role.ADMIN)
    return list(session.scalars(query.order_by(col(RoleGrant.id)).with_for_update()))
