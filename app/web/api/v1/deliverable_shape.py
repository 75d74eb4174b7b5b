"""A deliverable in the shape of the contract."""

from collections.abc import Iterable
from datetime import date

from app.domain.assessment import DeadlineRecord
from app.domain.language import DEFAULT_LANGUAGE
from app.domain.signal import RaisedSignal
from app.domain.status import Status
from app.domain.wording import signal_sentence
from app.queries.deliverable import DeliverableState
from app.queries.source import EvidenceRow, SourceRow
from app.templating.wording import words_of
from app.web.api.v1.shapes import Deadline, Deliverable, Evidence, Record, SignalFacts, Source


def shaped(
    row: DeliverableState,
    programme: str,
    sources: Iterable[SourceRow],
    evidence: Iterable[EvidenceRow],
    on: date,
) -> Deliverable:
    """One deliverable as it stood on a day; where nobody ever said how it stands it is planned."""
    assessment, last = row.assessment, row.last
    return Deliverable(
        id=row.id,
        programme=programme,
        action_line=row.action_line,
        project=row.project_id,
        title=row.title,
        kind=row.kind,
        status=assessment.status or Status.PLANNED,
        confidence=last.confidence if last else None,
        lead=row.lead_email,
        deadline=deadline_shaped(assessment.deadline),
        baseline=deadline_shaped(assessment.baseline),
        timeliness=assessment.timeliness,
        signals=row.signals,
        signal_facts=tuple(_signal(one, on) for one in row.raised),
        slip_days=assessment.slip_days,
        moves=assessment.moves,
        delivered_on=last.delivered_on if last else None,
        inputs=row.inputs,
        sources=tuple(Source(document=s.document, section=s.section, quote=s.quote) for s in sources),
        evidence=tuple(Evidence(title=e.title, url=e.url, on=e.on) for e in evidence),
        updated_at=row.updated_at,
        version=row.version,
    )


def deadline_shaped(said: DeadlineRecord | None) -> Deadline | None:
    """A deadline as it stands in a deliverable, none where nobody said when."""
    if said is None:
        return None
    return Deadline(
        phrase=said.window.phrase,
        edtf=said.window.edtf,
        earliest=said.window.earliest,
        latest=said.window.latest,
        firmness=said.firmness,
        said_on=said.said_on,
    )


def _signal(raised: RaisedSignal, on: date) -> SignalFacts:
    records = (
        *(
            Record(type="deadline", id=said.id)
            for said in raised.deadlines
            if isinstance(said, DeadlineRecord)
        ),
        *(Record(type="status_update", id=update.id) for update in raised.updates),
        *(Record(type="deliverable", id=needed.id) for needed in raised.inputs),
    )
    return SignalFacts(
        signal=raised.signal,
        text=signal_sentence(raised, on, words_of(DEFAULT_LANGUAGE, on)),
        records=records,
    )
