"""Making and changing deliverables: what each is and where it stands, for whoever keeps the structure."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from fastapi.responses import Response

from app.actions import deliverable, deliverable_closing, promise
from app.actions.deliverable import DeliverableRevision
from app.actions.deliverable_document import DocumentInput
from app.actions.history import StatementInput
from app.actions.promise import NewPromise
from app.actions.structure import get_row
from app.domain.deliverable import DESCRIPTION
from app.domain.refusal import Invalid, Message
from app.queries.access import project_place
from app.queries.deliverable import deliverables_by_id
from app.queries.need import needs_of
from app.queries.party import parties_involved
from app.tables.tracked import DELIVERABLE
from app.web.api.v1.access import ProgrammesAccess
from app.web.api.v1.bodies.deliverable import (
    DeliverableChange,
    DeliverableFacts,
    DeliverableMerging,
    NewDeliverable,
    Resumption,
    Splitting,
)
from app.web.api.v1.bodies.values import Retraction
from app.web.api.v1.bodies.window import NO_WORDS
from app.web.api.v1.caching import write_page
from app.web.api.v1.changes import (
    Changeable,
    IfMatch,
    answer_created,
    answer_made,
    name_person,
)
from app.web.api.v1.deliverable import deliverable_shapes
from app.web.api.v1.deliverable_access import (
    DeliverableAccess,
    StructurableDeliverable,
    write_deliverable,
)
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import Deliverable, collection_of
from app.web.openapi import CHANGED, CREATED, GONE, MADE, OUTDATED

router = api_router("Deliverables")


@router.post(
    "/deliverables",
    name="api.deliverable.create",
    status_code=HTTPStatus.CREATED,
    response_model=Deliverable,
    responses=CREATED,
)
def create(access: Changeable, body: NewDeliverable) -> Response:
    """Promise a deliverable: what it is, when it comes, where that was said, and what it needs."""
    place = project_place(access.session, body.project)
    if place is None or place.programme.id not in access.programmes:
        raise Invalid({"project": Message("There is no such project.")})
    programme = access.require_structure(place.programme.id)
    with body.faults():
        beside = (body.evidence, body.source, body.occurrence)
        documents: tuple[DocumentInput, ...] = tuple(facts.input() for facts in beside if facts)
        deadline = body.deadline
        new = NewPromise(
            DeliverableRevision(**_read_facts(access, body)),
            said_on=body.said_on or access.act.on,
            **(deadline.facts("deadline") if deadline else NO_WORDS),
            firmness=deadline.firmness if deadline else None,
            documents=documents,
            inputs=body.inputs,
        )
        made_id = promise.make(access.session, access.act, programme.id, new, today=access.act.on)
    content = write_deliverable(access, made_id)
    return answer_created(access, "api.deliverable.show", content, programme.id, id=made_id)


@router.patch(
    "/deliverables/{id}", name="api.deliverable.update", response_model=Deliverable, responses=CHANGED
)
def update(
    deliverable_access: StructurableDeliverable, if_match: IfMatch, body: DeliverableChange
) -> Response:
    """Change what a deliverable is, or correct what was said of that last.

    In another project it comes behind what stands there.
    """
    session, act = deliverable_access.session, deliverable_access.act
    needed = needs_of(session, deliverable_access.programme.id).get(deliverable_access.id, ())
    with body.faults(), deliverable_access.judge(if_match) as version:
        revision = replace(_read_revision(deliverable_access), **_read_facts(deliverable_access.access, body))
        statement = body.statement(version)
        deliverable.revise(
            session, act, deliverable_access.id, statement, revision, is_correction=body.is_correction
        )
        if "inputs" in body.model_fields_set and set(body.inputs) != set(needed):
            deliverable.need(session, act, deliverable_access.id, body.inputs, statement.without_version)
    return deliverable_access.answer()


@router.post(
    "/deliverables/{id}/_merge", name="api.deliverable.merge", response_model=Deliverable, responses=CHANGED
)
def merge(
    access: Changeable,
    deliverable_access: StructurableDeliverable,
    if_match: IfMatch,
    body: DeliverableMerging,
) -> Response:
    """Merge a deliverable into another of its programme: what waited for it waits for the other."""
    with body.faults(), deliverable_access.judge(if_match) as version:
        statement = StatementInput(version, body.reason, body.said_on)
        deliverable_closing.merge(
            deliverable_access.session, deliverable_access.act, deliverable_access.id, body.into, statement
        )
    return deliverable_access.answer()


@router.post(
    "/deliverables/{id}/_unmerge",
    name="api.deliverable.unmerge",
    response_model=Deliverable,
    responses=CHANGED,
)
def unmerge(
    access: Changeable, deliverable_access: StructurableDeliverable, if_match: IfMatch, body: Resumption
) -> Response:
    """Undo a merge; the deliverable stays cancelled until a status update resumes it."""
    with body.faults(), deliverable_access.judge(if_match) as version:
        statement = StatementInput(version, body.reason, body.said_on)
        deliverable_closing.unmerge(
            deliverable_access.session, deliverable_access.act, deliverable_access.id, statement
        )
    return deliverable_access.answer()


@router.post(
    "/deliverables/{id}/_split",
    name="api.deliverable.split",
    status_code=HTTPStatus.CREATED,
    response_model=collection_of(Deliverable, tells_gone=True),  # the same shape as the list
    responses=MADE | OUTDATED,
)
def split(
    access: Changeable, deliverable_access: StructurableDeliverable, if_match: IfMatch, body: Splitting
) -> Response:
    """Split new deliverables off from one, right behind it; each still waits for its moment."""
    with body.faults(), deliverable_access.judge(if_match) as version:
        statement = StatementInput(version, body.reason, body.said_on)
        made_ids = deliverable.split(
            deliverable_access.session, deliverable_access.act, deliverable_access.id, body.titles, statement
        )
    states = deliverables_by_id(deliverable_access.session, made_ids, access.today)
    made = sorted((state for state in states if state.id in made_ids), key=lambda state: state.id)
    content = write_page(deliverable_shapes(access, made, access.today))
    return answer_made(access, content, deliverable_access.programme.id)


@router.post(
    "/deliverables/{id}/_retract",
    name="api.deliverable.retract",
    status_code=HTTPStatus.NO_CONTENT,
    response_class=Response,
    responses=GONE,
)
def retract(
    access: Changeable, deliverable_access: StructurableDeliverable, if_match: IfMatch, body: Retraction
) -> Response:
    """Take back a deliverable that was made by mistake; it is shown on no day."""
    return deliverable_access.part.retract(if_match, body)


@router.post(
    "/deliverables/{id}/_undo",
    name="api.deliverable.undo",
    response_model=Deliverable,
    responses=GONE | CHANGED,
)
def undo(access: Changeable, deliverable_access: StructurableDeliverable, if_match: IfMatch) -> Response:
    """Undo what was said last of what it is: it is as before (200), or gone where it was new (204)."""
    return deliverable_access.part.undo(if_match)


def _read_revision(deliverable_access: DeliverableAccess) -> DeliverableRevision:
    """Return what the deliverable is said to be by now. Two queries."""
    row = get_row(deliverable_access.session, DELIVERABLE, deliverable_access.id)
    return DeliverableRevision(
        **{name: row[name] for name in (*DESCRIPTION, "project_id", "lead_id", "executing_party_id")},
        parties=tuple(
            parties_involved(deliverable_access.session, [deliverable_access.id]).get(
                deliverable_access.id, ()
            )
        ),
    )


def _read_facts(access: ProgrammesAccess, body: DeliverableFacts) -> dict[str, Any]:
    """Return what a request says of a deliverable, by the names of the action; its inputs apart."""
    facts = body.facts()
    if "lead" in body.model_fields_set:
        facts["lead_id"] = name_person(access.session, body.lead)
    return facts
