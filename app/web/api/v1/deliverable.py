"""Deliverables: how they stand on a day, and what the rules see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from app.domain.assessment import Assessment, DeadlineRecord
from app.domain.count import shift_since_first
from app.domain.dutch_text import order_key
from app.domain.half_year import HalfYear
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.signal import RaisedSignal
from app.domain.status import Status
from app.domain.structure import DeliverableKind
from app.domain.timeliness import Timeliness, falls_in
from app.domain.wording import signal_sentence
from app.queries.access import deliverable_place
from app.queries.deliverable import DeliverableState, deliverable_states
from app.queries.party import parties_involved
from app.queries.programme import ProgrammeRow
from app.queries.source import (
    EvidenceRow,
    OccurrenceRow,
    SourceRow,
    evidence_of,
    occurrences_of,
    sources_of,
)
from app.templating.wording import words_of
from app.web.api.v1.access import ProgrammesAccess, ReadableProgrammes
from app.web.api.v1.caching import CachedResponse, respond, write_one, write_page
from app.web.api.v1.filters import (
    ACTION_LINE,
    HALF_YEAR,
    LEAD,
    PROJECT,
    SORT,
    Absent,
    ActionLineCode,
    AsOfQuery,
    Id,
    InHalfYear,
    LeadAddress,
    ListFilters,
    ProjectId,
    SortedBy,
)
from app.web.api.v1.listing import Narrowed, narrow
from app.web.api.v1.pagination import Orders, cut_page, require_one
from app.web.api.v1.router import api_router
from app.web.api.v1.shapes import (
    Deadline,
    Deliverable,
    Evidence,
    FrequencyPromised,
    Occurrence,
    Record,
    RecurrencePeriod,
    SignalFacts,
    Source,
    collection_of,
)
from app.web.assessments import load_states
from app.web.openapi import PAGED

router = api_router("Deliverables")


def last_day(row: DeliverableState) -> date | None:
    """The last day that the current deadline can mean."""
    return row.assessment.deadline.window.latest if row.assessment.deadline else None


ORDERS: Orders[DeliverableState] = {
    "position": lambda row: (row.programme_id, row.line_position, row.project_position, row.position, row.id),
    "title": lambda row: order_key(row.title),
    "latest": last_day,
    "updatedAt": lambda row: row.updated_at,
    "id": lambda row: row.id,
}


class DeliverableFilters(ListFilters):
    """Which deliverables are asked for."""

    action_line: ActionLineCode | Absent = Field(None, alias="actionLine", description=ACTION_LINE)
    project: ProjectId | Absent = Field(None, description=PROJECT)
    kind: DeliverableKind | Absent = Field(None, description="Only of this kind.")
    status: Status | Absent = Field(None, description="Only with this status.")
    timeliness: Timeliness | Absent = Field(None, description="Only with this verdict.")
    lead: LeadAddress | Absent = Field(None, description=LEAD)
    half_year: InHalfYear | Absent = Field(None, alias="halfYear", description=HALF_YEAR)
    sort: Annotated[str, SortedBy(tuple(ORDERS))] = Field("position", description=SORT)

    def match(self, row: DeliverableState) -> bool:
        """Return whether it is asked for. Judged rows are filtered: no verdict is in the database."""
        return (
            self.action_line in (None, row.action_line)
            and self.project in (None, row.project_id)
            and self.kind in (None, row.kind)
            and self.status in (None, row.assessment.current_status)
            and self.timeliness in (None, row.assessment.timeliness)
            and self.lead in (None, row.lead_email)
            and (self.half_year is None or window_falls_in(row.assessment, self.half_year))
        )


def window_falls_in(assessment: Assessment, half_year: HalfYear) -> bool:
    """Return whether the current deadline can come in a half-year; none was said, none does."""
    return assessment.window is not None and falls_in(assessment.window, half_year)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is laid beside a deliverable on a day, and the ids of the parties involved."""

    sources: Sequence[SourceRow] = ()
    evidence: Sequence[EvidenceRow] = ()
    occurrences: Sequence[OccurrenceRow] = ()
    parties: tuple[int, ...] = ()


@router.get(
    "/deliverables",
    name="api.deliverable.index",
    response_model=collection_of(Deliverable, tells_gone=True),
    responses=PAGED,
)
def index(filters: Annotated[DeliverableFilters, Query()], access: ReadableProgrammes) -> Response:
    """List deliverables as they stood on a day."""

    def load() -> CachedResponse:
        day = filters.day(access)
        matching = matching_states(access, filters, day)
        page = cut_page(access, matching.rows, filters, ORDERS)
        return write_page(deliverable_shapes(access, page.rows, day), page.after, matching.gone)

    return respond(access, load)


@router.get("/deliverables/{id}", name="api.deliverable.show", response_model=Deliverable)
def show(id: Id, filters: AsOfQuery, access: ReadableProgrammes) -> Response:
    """Get a deliverable as it stood on a day."""

    def load() -> CachedResponse:
        programme, day = programme_of(access, id), filters.day(access)
        row = require_one(deliverable_states(access.session, programme.id, day, [id]))
        return write_one(deliverable_shapes(access, [row], day)[0], row.version)

    return respond(access, load)


def matching_states(
    access: ProgrammesAccess, filters: DeliverableFilters, day: date
) -> Narrowed[DeliverableState]:
    """Return the deliverables that are asked for, as they stood on a day."""
    states = [s for programme in filters.programmes(access) for s in states_on(access, programme, day)]
    return narrow(access, states, filters, "deliverable")


def programme_of(access: ProgrammesAccess, deliverable_id: int) -> ProgrammeRow:
    """The programme of a deliverable. One query. What the viewer may not read does not exist."""
    place = deliverable_place(access.session, deliverable_id)
    return access.programme(place.programme.id if place else None)


def states_on(access: ProgrammesAccess, programme: ProgrammeRow, day: date) -> list[DeliverableState]:
    """Return the deliverables of a programme on a day, with their verdicts, as kept for this data."""
    return load_states(access.app_state, access.session, programme, day)


def deliverable_shapes(
    access: ProgrammesAccess, rows: Sequence[DeliverableState], day: date
) -> list[Deliverable]:
    """Return deliverables as they stood on a day. Four queries."""
    ids, session = [row.id for row in rows], access.session
    sources, evidence = sources_of(session, ids, day), evidence_of(session, ids, day)
    occurrences, parties = occurrences_of(session, ids, day), parties_involved(session, ids, day)
    return [
        deliverable_shape(
            row,
            access.slug(row.programme_id),
            Beside(
                sources.get(row.id, ()),
                evidence.get(row.id, ()),
                occurrences.get(row.id, ()),
                parties.get(row.id, ()),
            ),
            day,
        )
        for row in rows
    ]


def deliverable_shape(row: DeliverableState, programme: str, beside: Beside, on: date) -> Deliverable:
    """Return one deliverable as it stood on a day; where nobody ever said how it stands it is planned."""
    assessment, last = row.assessment, row.last
    return Deliverable.of(
        row,
        programme=programme,
        project=row.project_id,
        aliases=tuple(row.aliases.splitlines()),
        status=assessment.current_status,
        confidence=last.confidence if last else None,
        lead=row.lead_email,
        executing_party=row.executing_party_id,
        parties=beside.parties,
        deadline=deadline_shape(assessment.deadline),
        baseline=deadline_shape(assessment.baseline),
        timeliness=assessment.timeliness,
        signal_facts=tuple(_signal(raised, on) for raised in row.raised),
        slip_days=assessment.slip_days,
        moves=assessment.moves,
        since_first_promise=shift_since_first(row),
        delivered_on=last.delivered_on if last else None,
        sources=tuple(Source(document=s.document, section=s.section, quote=s.quote) for s in beside.sources),
        evidence=tuple(Evidence(title=e.title, url=e.url, on=e.on) for e in beside.evidence),
        frequency=FrequencyPromised(count=row.frequency[0], per=row.frequency[1]) if row.frequency else None,
        occurrences=tuple(Occurrence(on=o.on, note=o.note) for o in beside.occurrences),
        periods=tuple(RecurrencePeriod.of(period) for period in assessment.periods),
    )


def deadline_shape(deadline: DeadlineRecord | None) -> Deadline | None:
    """Return a deadline as it stands in a deliverable, none where nobody said when."""
    if deadline is None:
        return None
    return Deadline.of(deadline.window, firmness=deadline.firmness, said_on=deadline.said_on)


def _signal(raised: RaisedSignal, on: date) -> SignalFacts:
    text = signal_sentence(raised, on, words_of(DEFAULT_LANGUAGE, on))
    return SignalFacts(signal=raised.signal, text=text, records=records_of(raised))


def records_of(raised: RaisedSignal) -> tuple[Record, ...]:
    """Return the records that a signal rests on."""
    return (
        *(
            Record(type="deadline", id=deadline.id)
            for deadline in raised.deadlines
            if isinstance(deadline, DeadlineRecord)
        ),
        *(Record(type="status_update", id=update.id) for update in raised.updates),
        *(Record(type="deliverable", id=needed.id) for needed in raised.inputs),
    )
