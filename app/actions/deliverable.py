"""Promising a deliverable, and tying it to what it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.actions import audit, frame
from app.actions.act import Act
from app.actions.claim import claim
from app.actions.frame import Saying
from app.actions.tie import tie
from app.domain.needs import Needs, circle
from app.domain.refusal import Invalid
from app.domain.structure import DeliverableKind, Frequency
from app.queries.need import in_other_programmes, needs_of, needs_said_on, titles_of
from app.tables import Deliverable, Evidence, Project, Source
from app.tables.noun import DELIVERABLE, INPUTS, INVOLVED


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
    act: Act,
    new: NewDeliverable,
    *,
    parties: Sequence[int] = (),
    split_from_id: int | None = None,
) -> int:
    """Add a deliverable to a project; returns its id. Refuses one without a title."""
    if not new.title.strip():
        raise Invalid.because("title", "Give it a title.")
    project = session.get_one(Project, new.project_id)
    fields = {name: getattr(new, name) for name in NewDeliverable.__slots__}
    facts = {name: value for name, value in fields.items() if name != "said_on"}
    here, said_on = project.programme_id, new.said_on
    own = {"programme_id": here, "said_on": said_on, "recorded_at": act.at, "updated_at": act.at}
    own |= {"version": 1, "split_from_id": split_from_id}
    made = frame.begin(session, act, DELIVERABLE, said_on=said_on, facts=facts, own=own)
    tie(session, act, INVOLVED, made, parties, programme_id=here, said_on=said_on)
    audit.record(
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
    act: Act,
    deliverable_id: int,
    input_ids: Sequence[int],
    saying: Saying | None = None,
    *,
    field: str = "inputs",
) -> None:
    """Say that a deliverable needs exactly these others.

    Refuses itself as its own input, a circle (naming the way round), what is merged or of another programme,
    and a day before that on which its inputs were said last.
    """
    saying = saying or Saying(None)
    if deliverable_id in input_ids:
        raise Invalid.because(field, "A deliverable cannot be its own input.")
    row = session.get_one(Deliverable, deliverable_id)
    now = needs_of(session, row.programme_id)
    new = [one for one in input_ids if one not in now.get(deliverable_id, ())]
    _objected(session, deliverable_id, new, row.programme_id, saying.said_on or act.on, act.on, field)
    for one in new:
        _no_circle(session, now, deliverable_id, one, field)
    if saying.version is not None:
        claim(session, deliverable_id, saying.version, act.at)
    said = {"programme_id": row.programme_id, "said_on": saying.said_on, "reason": saying.reason}
    come, go = tie(session, act, INPUTS, deliverable_id, input_ids, **said)
    audit.record(
        session,
        act,
        "deliverable.need",
        ("deliverable", deliverable_id),
        programme_id=row.programme_id,
        inputs=list(input_ids),
        come=come,
        go=go,
    )


def _objected(
    session: Session,
    deliverable_id: int,
    new: Sequence[int],
    here: int,
    said_on: date,
    today: date,
    field: str,
) -> None:
    if new and in_other_programmes(session, new, here):
        raise Invalid.because(field, "Choose deliverables of this programme that were not merged.")
    if said_on > today:
        raise Invalid.because("said_on", "This day is still to come.")
    last = needs_said_on(session, deliverable_id)
    if last is not None and said_on < last:
        raise Invalid.because(
            "said_on",
            "Something was said of this on %(day)s already. Choose that day or a later one.",
            day=last,
        )


def _no_circle(session: Session, needs: Needs, waiting: int, needed: int, field: str) -> None:
    found = circle(needs, waiting, needed)
    if found:
        titles = titles_of(session, found)
        way = " → ".join(titles[one] for one in found)
        raise Invalid.because(field, "That would make it wait for itself: %(way)s.", way=way)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a deliverable was promised."""

    document: str
    section: str = ""
    heading: str = ""
    quote: str | None = None


def cite(session: Session, act: Act, deliverable_id: int, place: Place) -> None:
    """Say where a deliverable was promised."""
    row = session.get_one(Deliverable, deliverable_id)
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
    audit.record(
        session,
        act,
        "deliverable.cite",
        ("deliverable", deliverable_id),
        programme_id=row.programme_id,
        document=place.document,
        section=place.section,
    )


def show_evidence(
    session: Session,
    act: Act,
    deliverable_id: int,
    title: str,
    *,
    url: str | None = None,
    on: date | None = None,
) -> None:
    """Add what shows that it was delivered."""
    row = session.get_one(Deliverable, deliverable_id)
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
    audit.record(
        session,
        act,
        "deliverable.show_evidence",
        ("deliverable", deliverable_id),
        programme_id=row.programme_id,
        title=title,
    )
