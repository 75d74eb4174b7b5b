"""Changing what a deliverable is: its words, place, lead, parties and frequency; and splitting it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.belonging import parties_objections, party_objections, refuse
from app.actions.deliverable import NewDeliverable, add
from app.actions.history import StatementInput, set_links
from app.actions.structure import (
    able_to_lead,
    because,
    last_place,
    order,
    place_for,
    record,
    row_of,
    say,
    still_there,
    titled,
)
from app.domain.refusal import Invalid
from app.domain.structure import DeliverableKind, Frequency
from app.tables.tracked import DELIVERABLE, INVOLVED, PROJECT


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is said of a deliverable; `place` counts from 1, none leaves it where it stands."""

    title: str
    kind: DeliverableKind
    project_id: int
    description: str = ""
    aliases: str = ""
    lead_id: int | None = None
    executing_party_id: int | None = None
    frequency_count: int | None = None
    frequency_per: Frequency | None = None
    parties: tuple[int, ...] = ()
    place: int | None = None


def revise(
    session: Session,
    act: AuditContext,
    deliverable_id: int,
    statement: StatementInput,
    facts: Facts,
    *,
    is_correction: bool = False,
) -> None:
    """Say what a deliverable is. In another project it comes behind what stands there.

    Refuses what was merged, a lead without a role here, and a project or party that is not of the programme.
    """
    row = row_of(session, DELIVERABLE, deliverable_id)
    still_there(row)
    here, changes = (
        row["programme_id"],
        checked(session, facts, row["programme_id"], row["lead_id"], row["kind"]),
    )
    place = facts.place
    if facts.project_id != row["project_id"]:
        place_for(session, PROJECT, facts.project_id, here, "project")
        there = {"project_id": facts.project_id}
        changes |= there | {"position": last_place(session, DELIVERABLE, there)}
        place = None
    told = say(session, act, DELIVERABLE, deliverable_id, statement, changes, is_correction=is_correction)
    how = {"programme_id": here, "said_on": statement.said_on, "reason": statement.reason}
    come, go = set_links(session, act, INVOLVED, deliverable_id, facts.parties, **how)
    if place is not None:
        order(session, act, DELIVERABLE, deliverable_id, place, {"project_id": facts.project_id})
    record(
        session, act, "deliverable.revise", ("deliverable", deliverable_id), statement, told, come=come, go=go
    )


def checked(
    session: Session, facts: Facts, programme_id: int, lead_id: int | None, kind: DeliverableKind
) -> dict[str, object]:
    """The columns that follow from the facts, but for where it stands; refuses what cannot be."""
    if (facts.kind is DeliverableKind.DECISION) != (kind is DeliverableKind.DECISION):
        raise Invalid.because("kind", "A decision stays one, and nothing else becomes one. Add it anew.")
    if facts.lead_id != lead_id:
        able_to_lead(session, facts.lead_id, programme_id)
    if (facts.frequency_count is None) != (facts.frequency_per is None):
        raise Invalid.because("frequency_count", "Say both: how many, and in which span.")
    if facts.frequency_count is not None and facts.frequency_count < 1:
        raise Invalid.because("frequency_count", "Once at the least.")
    refuse(
        party_objections(session, programme_id, facts.executing_party_id, "executing_party"),
        parties_objections(session, programme_id, facts.parties, "parties"),
    )
    return {
        "title": titled(DELIVERABLE, facts.title),
        "kind": facts.kind,
        "description": facts.description.strip(),
        "aliases": facts.aliases.strip(),
        "lead_id": facts.lead_id,
        "executing_party_id": facts.executing_party_id,
        "frequency_count": facts.frequency_count,
        "frequency_per": facts.frequency_per,
    }


def split(
    session: Session, act: AuditContext, deliverable_id: int, titles: Sequence[str], statement: StatementInput
) -> list[int]:
    """Let new deliverables come forth from one, right behind it; returns their ids.

    They take over its project, kind, lead and executing party, and promise nothing yet: their moments are
    said of each. Refuses what was merged, and no titles at all. The one that is split stays as it is.
    """
    row = row_of(session, DELIVERABLE, deliverable_id)
    still_there(row)
    because(statement)
    wanted = [titled(DELIVERABLE, title, "titles") for title in titles if title.strip()]
    if not wanted:
        raise Invalid.because("titles", "Give at least one title, each on a line of its own.")
    told = say(session, act, DELIVERABLE, deliverable_id, statement, {})
    taken = {name: row[name] for name in ("project_id", "kind", "position", "lead_id", "executing_party_id")}
    said_on = statement.said_on or act.on
    made = [
        add(
            session,
            act,
            NewDeliverable(title=title, said_on=said_on, **taken),
            split_from_id=deliverable_id,
        )
        for title in wanted
    ]
    record(
        session,
        act,
        "deliverable.split",
        ("deliverable", deliverable_id),
        statement,
        told,
        into=wanted,
        made=made,
    )
    return made
