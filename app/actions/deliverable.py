"""Promising a deliverable, and saying what it is: words, place, lead, parties, inputs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app.actions import audit_log, history, question
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput, mark_updated, set_links
from app.actions.references import parties_objections, party_objections, refuse, refuse_all
from app.actions.structure import (
    check_title,
    get_row,
    next_position,
    record_change,
    reorder,
    require_possible_lead,
    require_reason,
    require_running,
    require_target,
    save_statement,
)
from app.db import get_for_update
from app.domain.deliverable import TEXTS, DeliverableDescription, description_of
from app.domain.inputs import Needs, find_circle
from app.domain.refusal import Invalid, Message, Stale
from app.domain.structure import DeliverableKind, Frequency
from app.queries.deliverable_records import last_status_said
from app.queries.need import in_other_programmes, needs_of, needs_said_on, titles_of
from app.queries.scope import Scope
from app.tables import Deliverable, Project
from app.tables.tracked import DELIVERABLE, INPUTS, INVOLVED, PROJECT


@dataclass(frozen=True, slots=True)
class NewDeliverable(DeliverableDescription):
    """A deliverable to add; `said_on` is the day on which it was first promised."""

    project_id: int
    said_on: date
    position: int
    lead_id: int | None = None
    executing_party_id: int | None = None


@dataclass(frozen=True, slots=True)
class DeliverableRevision(DeliverableDescription):
    """All that a deliverable is said to be; `place` counts from 1, none leaves it where it stands."""

    project_id: int
    lead_id: int | None = None
    executing_party_id: int | None = None
    parties: tuple[int, ...] = ()
    place: int | None = None


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
    programme_id = session.get_one(Project, new.project_id).programme_id
    require_possible_lead(session, new.lead_id, programme_id)
    refuse(
        party_objections(session, programme_id, new.executing_party_id, "executing_party"),
        parties_objections(session, programme_id, parties, "parties"),
    )
    columns = asdict(new)
    facts = {name: value for name, value in columns.items() if name != "said_on"}
    own = {
        "programme_id": programme_id,
        "said_on": new.said_on,
        "recorded_at": act.at,
        "updated_at": act.at,
        "version": 1,
        "split_from_id": split_from_id,
    }
    added_id = history.begin(session, act, DELIVERABLE, said_on=new.said_on, facts=facts, own=own)
    if parties:
        set_links(session, act, INVOLVED, added_id, parties, programme_id=programme_id, said_on=new.said_on)
    audit_log.record(
        session,
        act,
        "deliverable.add",
        ("deliverable", added_id),
        programme_id=programme_id,
        parties=list(parties),
        **columns,
    )
    return added_id


def revise(
    session: Session,
    act: AuditContext,
    deliverable_id: int,
    statement: StatementInput,
    revision: DeliverableRevision,
    *,
    is_correction: bool = False,
) -> None:
    """Change what a deliverable is. In another project it comes behind what stands there.

    Refuses what was merged, a lead without a role here, and a project or party that is not of the programme.
    """
    row = get_row(session, DELIVERABLE, deliverable_id)
    require_running(row)
    programme_id, place = row["programme_id"], revision.place
    moves = revision.project_id != row["project_id"]
    refuse_all(
        lambda: check_revision(session, revision, programme_id, row["lead_id"], row["kind"]),
        lambda: moves and require_target(session, PROJECT, revision.project_id, programme_id, "project"),
    )
    changes = revised_columns(revision)
    if moves:
        siblings = {"project_id": revision.project_id}
        changes |= siblings | {"position": next_position(session, DELIVERABLE, siblings)}
        place = None
    answerers = question.open_answerers(session, programme_id)
    change = save_statement(
        session, act, DELIVERABLE, deliverable_id, statement, changes, is_correction=is_correction
    )
    added, removed = set_links(
        session,
        act,
        INVOLVED,
        deliverable_id,
        revision.parties,
        programme_id=programme_id,
        said_on=statement.said_on,
        reason=statement.reason,
    )
    if place is not None:
        reorder(session, act, DELIVERABLE, deliverable_id, place, {"project_id": revision.project_id})
    record_change(
        session,
        act,
        "deliverable.revise",
        ("deliverable", deliverable_id),
        statement,
        change,
        come=added,
        go=removed,
    )
    question.tell_new_answerers(session, act, programme_id, answerers)


def check_revision(
    session: Session,
    revision: DeliverableRevision,
    programme_id: int,
    lead_id: int | None,
    kind: DeliverableKind,
) -> None:
    """Refuse, all together, what a deliverable cannot be said to be, but for where it stands.

    `lead_id` and `kind` are those of the deliverable as it is: whoever leads it now may go on.
    """
    count = revision.frequency_count
    new_lead_id = revision.lead_id if revision.lead_id != lead_id else None
    refuse_all(
        lambda: check_title(DELIVERABLE, revision.title),
        lambda: require_possible_lead(session, new_lead_id, programme_id),
        lambda: refuse(
            _kind_objections(revision.kind, kind),
            _frequency_objections(count, revision.frequency_per, revision.kind),
            party_objections(session, programme_id, revision.executing_party_id, "executing_party"),
            parties_objections(session, programme_id, revision.parties, "parties"),
        ),
    )


def _kind_objections(kind: DeliverableKind, kind_now: DeliverableKind) -> dict[str, Message]:
    if (kind is DeliverableKind.DECISION) == (kind_now is DeliverableKind.DECISION):
        return {}
    return {"kind": Message("A decision stays one, and nothing else becomes one. Add it anew.")}


def _frequency_objections(
    count: int | None, per: Frequency | None, kind: DeliverableKind
) -> dict[str, Message]:
    if (count is None) != (per is None):
        return {"frequency_count": Message("Say both: how many, and in which span.")}
    if count is not None and count < 1:
        return {"frequency_count": Message("Once at the least.")}
    if count is not None and kind is not DeliverableKind.RECURRING:
        only = Message(
            "Only what recurs has a number of times. Choose the kind “recurring”, or leave this empty."
        )
        return {"frequency_count": only}
    return {}


def revised_columns(revision: DeliverableRevision) -> dict[str, Any]:
    """Return the columns that follow from what it is said to be, but for where it stands."""
    return {
        **description_of(revision),
        **{name: getattr(revision, name).strip() for name in TEXTS},
        "lead_id": revision.lead_id,
        "executing_party_id": revision.executing_party_id,
    }


def split(
    session: Session, act: AuditContext, deliverable_id: int, titles: Sequence[str], statement: StatementInput
) -> list[int]:
    """Split new deliverables off from one, right behind it; returns their ids.

    They take over its project, kind, lead and executing party, and promise nothing yet: each gets its own
    deadline later. Refuses what was merged, and no titles at all. The one that is split stays as it is.
    """
    row = get_row(session, DELIVERABLE, deliverable_id)
    require_running(row)
    require_reason(statement)
    wanted = [check_title(DELIVERABLE, title, "titles") for title in titles if title.strip()]
    if not wanted:
        raise Invalid.because("titles", "Give at least one title, each on a line of its own.")
    change = save_statement(session, act, DELIVERABLE, deliverable_id, statement, {})
    shared = {name: row[name] for name in ("project_id", "kind", "position", "lead_id", "executing_party_id")}
    said_on = statement.said_on or act.on
    parts = [NewDeliverable(title=title, said_on=said_on, **shared) for title in wanted]
    part_ids = [add(session, act, part, split_from_id=deliverable_id) for part in parts]
    record_change(
        session,
        act,
        "deliverable.split",
        ("deliverable", deliverable_id),
        statement,
        change,
        into=wanted,
        made=part_ids,
    )
    return part_ids


def need(
    session: Session,
    act: AuditContext,
    deliverable_id: int,
    input_ids: Sequence[int],
    statement: StatementInput | None = None,
    *,
    field: str = "inputs",
) -> None:
    """Set the inputs of a deliverable: it needs exactly these others.

    Refuses itself as its own input, a circle (naming the way round), what is merged or of another programme,
    and a day before that on which its inputs were said last; the inputs beside `field`.
    """
    statement = statement or StatementInput(None)
    row = session.get_one(Deliverable, deliverable_id)
    _refuse_inputs(session, row, input_ids, statement.said_on or act.on, act.on, field)
    if statement.version is not None:
        advance_version(session, deliverable_id, statement.version, act.at)
    added, removed = set_links(
        session,
        act,
        INPUTS,
        deliverable_id,
        input_ids,
        programme_id=row.programme_id,
        said_on=statement.said_on,
        reason=statement.reason,
    )
    audit_log.record(
        session,
        act,
        "deliverable.need",
        ("deliverable", deliverable_id),
        programme_id=row.programme_id,
        inputs=list(input_ids),
        come=added,
        go=removed,
        said_on=statement.said_on or act.on,
    )


def advance_version(session: Session, deliverable_id: int, version: int, at: datetime) -> int:
    """Count the version on if nobody did since; returns the programme.

    Refuses as stale what was changed since `version` was read, carrying the status update that is
    current now; and what was merged into another, of which nothing is said any more.
    """
    row = get_for_update(session, Deliverable, deliverable_id)
    if row.version != version:
        now = last_status_said(session, Scope(ids=[deliverable_id]), at.date())
        raise Stale(
            "This was changed since you opened it. Both texts are shown; yours is not lost.",
            now.get(deliverable_id),
        )
    if row.merged_into_id is not None:
        raise Invalid.because("status", "This was merged into another. Say there how it stands.")
    row.version += 1
    mark_updated(row, at)
    session.flush()
    return row.programme_id


def _refuse_inputs(
    session: Session, row: Deliverable, input_ids: Sequence[int], said_on: date, today: date, field: str
) -> None:
    assert row.id is not None
    if row.id in input_ids:
        raise Invalid.because(field, "A deliverable cannot be its own input.")
    needs = needs_of(session, row.programme_id)
    new = [input_id for input_id in input_ids if input_id not in needs.get(row.id, ())]
    if new and in_other_programmes(session, new, row.programme_id):
        raise Invalid.because(field, "Choose deliverables of this programme that were not merged.")
    _refuse_day(session, row.id, said_on, today)
    for input_id in new:
        _refuse_circle(session, needs, row.id, input_id, field)


def _refuse_day(session: Session, deliverable_id: int, said_on: date, today: date) -> None:
    if said_on > today:
        raise Invalid.because("said_on", "This day is still to come.")
    last = needs_said_on(session, deliverable_id)
    if last is not None and said_on < last:
        raise Invalid.because(
            "said_on",
            "Something was said of this on %(day)s already. Choose that day or a later one.",
            day=last,
        )


def _refuse_circle(session: Session, needs: Needs, waiting: int, needed: int, field: str) -> None:
    if circle := find_circle(needs, waiting, needed):
        titles = titles_of(session, circle)
        way = " → ".join(titles[deliverable_id] for deliverable_id in circle)
        raise Invalid.because(field, "That would make it wait for itself: %(way)s.", way=way)
