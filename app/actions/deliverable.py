"""Promising a deliverable, and tying it to what it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.actions.belonging import parties_objections, party_objections, refuse
from app.actions.claim import claim
from app.actions.history import StatementInput, set_links
from app.actions.needing import refuse_inputs
from app.actions.structure import able_to_lead
from app.domain.refusal import Invalid
from app.domain.structure import DeliverableKind, Frequency
from app.tables import Deliverable, Evidence, Project, Source
from app.tables.lengths import refuse_long_texts
from app.tables.tracked import DELIVERABLE, INPUTS, INVOLVED


@dataclass(frozen=True, slots=True)
class NewDeliverable:
    """What is asked to be added; `said_on` is the day on which it was first promised."""

    project_id: int
    kind: DeliverableKind
    title: str
    said_on: date
    position: int
    description: str = ""
    aliases: str = ""
    lead_id: int | None = None
    executing_party_id: int | None = None
    frequency_count: int | None = None
    frequency_per: Frequency | None = None


def add(
    session: Session,
    act: AuditContext,
    new: NewDeliverable,
    *,
    parties: Sequence[int] = (),
    split_from_id: int | None = None,
) -> int:
    """Add a deliverable to a project; returns its id.

    Refuses one without a title, a lead without a role in the programme, and parties that take no part in it.
    """
    if not new.title.strip():
        raise Invalid.because("title", "Give it a title.")
    project = session.get_one(Project, new.project_id)
    able_to_lead(session, new.lead_id, project.programme_id)
    refuse(
        party_objections(session, project.programme_id, new.executing_party_id, "executing_party"),
        parties_objections(session, project.programme_id, parties, "parties"),
    )
    fields = {name: getattr(new, name) for name in NewDeliverable.__slots__}
    facts = {name: value for name, value in fields.items() if name != "said_on"}
    here, said_on = project.programme_id, new.said_on
    own = {"programme_id": here, "said_on": said_on, "recorded_at": act.at, "updated_at": act.at}
    own |= {"version": 1, "split_from_id": split_from_id}
    made = history.begin(session, act, DELIVERABLE, said_on=said_on, facts=facts, own=own)
    set_links(session, act, INVOLVED, made, parties, programme_id=here, said_on=said_on)
    audit_log.record(
        session,
        act,
        "deliverable.add",
        ("deliverable", made),
        programme_id=here,
        parties=list(parties),
        **fields,
    )
    return made


def need(
    session: Session,
    act: AuditContext,
    deliverable_id: int,
    input_ids: Sequence[int],
    statement: StatementInput | None = None,
    *,
    field: str = "inputs",
) -> None:
    """Say that a deliverable needs exactly these others.

    Refuses itself as its own input, a circle (naming the way round), what is merged or of another programme,
    and a day before that on which its inputs were said last.
    """
    statement = statement or StatementInput(None)
    row = session.get_one(Deliverable, deliverable_id)
    refuse_inputs(session, row, input_ids, statement.said_on or act.on, act.on, field)
    if statement.version is not None:
        claim(session, deliverable_id, statement.version, act.at)
    here, on = row.programme_id, statement.said_on
    come, go = set_links(
        session,
        act,
        INPUTS,
        deliverable_id,
        input_ids,
        programme_id=here,
        said_on=on,
        reason=statement.reason,
    )
    audit_log.record(
        session,
        act,
        "deliverable.need",
        ("deliverable", deliverable_id),
        programme_id=row.programme_id,
        inputs=list(input_ids),
        come=come,
        go=go,
        said_on=on or act.on,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deliverable was promised."""

    document: str
    section: str = ""
    heading: str = ""
    quote: str | None = None


def cite(session: Session, act: AuditContext, deliverable_id: int, place: Place) -> None:
    """Say where a deliverable was promised."""
    row = session.get_one(Deliverable, deliverable_id)
    refuse_long_texts(Source, {name: getattr(place, name) for name in Place.__slots__})
    session.add(
        Source(
            programme_id=row.programme_id,
            deliverable_id=deliverable_id,
            said_on=act.on,
            recorded_at=act.at,
            author_id=act.person_id,
            document=place.document,
            section=place.section,
            heading=place.heading,
            quote=place.quote,
        )
    )
    audit_log.record(
        session,
        act,
        "deliverable.cite",
        ("deliverable", deliverable_id),
        programme_id=row.programme_id,
        document=place.document,
        section=place.section,
        said_on=act.on,
    )


def show_evidence(
    session: Session,
    act: AuditContext,
    deliverable_id: int,
    title: str,
    *,
    url: str | None = None,
    on: date | None = None,
) -> None:
    """Add what shows that it was delivered."""
    row = session.get_one(Deliverable, deliverable_id)
    refuse_long_texts(Evidence, {"title": title, "url": url})
    session.add(
        Evidence(
            programme_id=row.programme_id,
            deliverable_id=deliverable_id,
            said_on=act.on,
            recorded_at=act.at,
            author_id=act.person_id,
            title=title,
            url=url,
            on=on,
        )
    )
    audit_log.record(
        session,
        act,
        "deliverable.show_evidence",
        ("deliverable", deliverable_id),
        programme_id=row.programme_id,
        title=title,
        said_on=act.on,
    )
