"""Loading a programme as one document tells of it: everything is said on the day of that document."""

from decimal import Decimal

from sqlmodel import Session

from app.actions import (
    decision,
    decision_taking,
    deliverable,
    external_dependency,
    indicator,
    measurement,
    parliamentary_commitment,
    pilot_site,
    risk,
)
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput, OptionInput
from app.actions.decision_taking import TakingInput
from app.actions.deliverable import NewDeliverable, SourceInput
from app.actions.external_dependency import ExternalDependencyInput
from app.actions.indicator import IndicatorInput
from app.actions.measurement import MeasurementInput
from app.actions.parliamentary_commitment import CommitmentInput
from app.actions.report import draft, reporting_period
from app.actions.risk import RiskInput
from app.actions.status_update import StatusUpdateInput, submit
from app.demo.loading import OFFICE, Facts, LoadedIds, act_on
from app.demo.structure import create_programme, load_structure
from app.domain.firmness import Firmness
from app.domain.half_year import HalfYear
from app.domain.round import RoundDays
from app.domain.status import Confidence, Status
from app.domain.structure import (
    CommitmentKind,
    DeliverableKind,
    Direction,
    Frequency,
    PeriodState,
    RiskKind,
    RiskState,
)


def load_document(session: Session, ids: LoadedIds, facts: Facts) -> None:
    """Say everything of one file; the office reads the document in, so it is the author."""
    act = act_on(facts["said_on"], ids.people[OFFICE])
    programme_id = create_programme(session, act, ids, facts)
    for site in facts.get("pilot_site", ()):
        pilot_site.add(session, act, programme_id, name=site["name"])
    load_structure(session, act, ids, facts, programme_id)
    _plan_period(session, act, facts["reporting_period"], programme_id)
    _load_deliverables(session, act, ids, facts)
    _load_indicators(session, act, ids, facts, programme_id)
    for said in facts.get("risk", ()):
        risk.add(session, act, programme_id, _risk(ids, said))
    for said in facts.get("external_dependency", ()):
        external_dependency.add(session, act, programme_id, _external_dependency(ids, said))
    for said in facts.get("parliamentary_commitment", ()):
        parliamentary_commitment.add(session, act, programme_id, _commitment(ids, said))


def _plan_period(session: Session, act: AuditContext, said: Facts, programme_id: int) -> None:
    period_id = reporting_period.plan(
        session,
        act,
        programme_id,
        half_year=HalfYear.parse(said["half_year"]),
        number=said["number"],
        days=RoundDays(said["reference_date"], said["input_deadline"], said["report_date"]),
    )
    if "general_picture" in said:
        place = draft.TextPlace(period_id, "summary")
        draft.write_section(session, act, place, said["general_picture"])
    reached = list(PeriodState).index(PeriodState(said["state"]))
    for version, to in enumerate(list(PeriodState)[1 : reached + 1], start=1):
        reporting_period.take_step(session, act, period_id, to, version)


def _load_deliverables(session: Session, act: AuditContext, ids: LoadedIds, facts: Facts) -> None:
    """Every deliverable with its sources, evidence and status; once all are there, inputs and decisions."""
    ids.deliverables = {
        said["key"]: _promise(session, act, ids, said, facts=facts, position=position)
        for position, said in enumerate(facts["deliverable"], start=1)
    }
    for said in facts["deliverable"]:
        if "inputs" in said:
            inputs = [ids.deliverables[key] for key in said["inputs"]]
            deliverable.need(session, act, ids.deliverables[said["key"]], inputs)
    for said in facts["deliverable"]:
        if "question" in said:
            _ask(session, act, ids, said)
        if "outcome" in said and "delivered_on" in said:
            _take(session, act, ids, said)


def _promise(
    session: Session, act: AuditContext, ids: LoadedIds, said: Facts, *, facts: Facts, position: int
) -> int:
    frequency = said.get("frequency", {})
    new = NewDeliverable(
        project_id=ids.projects[said["project"]],
        kind=DeliverableKind(said["kind"]),
        title=said["title"],
        said_on=facts["said_on"],
        position=position,
        description=said.get("description", ""),
        executing_party_id=ids.parties[said["executing_party"]] if "executing_party" in said else None,
        frequency_count=frequency.get("count"),
        frequency_per=Frequency(frequency["per"]) if frequency else None,
    )
    parties = [ids.parties[key] for key in said.get("parties", ())]
    deliverable_id = deliverable.add(session, act, new, parties=parties)
    document = facts["source_document"]["title"]
    for source in said["sources"]:
        cited = SourceInput(document, source["section"], source.get("heading", ""))
        deliverable.cite(session, act, deliverable_id, cited)
    for shown in said.get("evidence", ()):
        deliverable.show_evidence(
            session, act, deliverable_id, shown["title"], url=shown.get("url"), on=shown.get("on")
        )
    submit(session, act, deliverable_id, _status_update(said, facts), today=facts["said_on"])
    return deliverable_id


def _status_update(said: Facts, facts: Facts) -> StatusUpdateInput:
    """How it stands in the document, as it is told there."""
    promised = said.get("deadline", {})
    firmness = promised.get("firmness")
    confidence = said.get("confidence")
    return StatusUpdateInput(
        status=Status(said["status"]),
        version=1,
        said_on=facts["said_on"],
        confidence=Confidence(confidence) if confidence else None,
        text=(said.get("text") or said.get("outcome", "")).strip(),
        reason=said.get("reason", ""),
        delivered_on=said.get("delivered_on"),
        phrase=promised.get("phrase", ""),
        firmness=Firmness(firmness) if firmness else None,
        as_reported=True,
    )


def _ask(session: Session, act: AuditContext, ids: LoadedIds, said: Facts) -> None:
    new = DecisionInput(
        question=said["question"],
        version=0,
        options=[OptionInput(title) for title in said.get("options", ())],
        decided_by=[ids.parties[key] for key in said.get("decided_by", ())],
        adopts_id=ids.deliverables[said["adopts"]] if "adopts" in said else None,
    )
    decision.ask(session, act, ids.deliverables[said["key"]], new)


def _take(session: Session, act: AuditContext, ids: LoadedIds, said: Facts) -> None:
    deliverable_id = ids.deliverables[said["key"]]
    version = decision.get_decision(session, deliverable_id).state.version
    taking = TakingInput(
        said["delivered_on"], version, outcome=said["outcome"], reason=said.get("reasons", "")
    )
    decision_taking.take(session, act, deliverable_id, taking)


def _load_indicators(
    session: Session, act: AuditContext, ids: LoadedIds, facts: Facts, programme_id: int
) -> None:
    """Every indicator (what a ratio names stands above it in the file), then every measurement."""
    ids.indicators = {}
    for position, said in enumerate(facts.get("indicator", ()), start=1):
        new = IndicatorInput(
            name=said["name"],
            unit=said["unit"],
            position=position,
            definition=said["definition"],
            direction=Direction(said["direction"]),
            action_line_id=ids.lines[said["action_line"]],
            numerator_id=ids.indicators.get(said.get("numerator")),
            denominator_id=ids.indicators.get(said.get("denominator")),
            caveat=said.get("caveat", ""),
        )
        ids.indicators[said["key"]] = indicator.define(session, act, programme_id, new)
    for said in facts.get("measurement", ()):
        measured = MeasurementInput(
            value=Decimal(str(said["value"])),
            reference_date=said["reference_date"],
            said_on=facts["said_on"],
            parts=[(part["label"], Decimal(str(part["value"]))) for part in said.get("breakdown", ())],
            note=said.get("note", ""),
        )
        measurement.measure(session, act, ids.indicators[said["indicator"]], measured)


def _risk(ids: LoadedIds, said: Facts) -> RiskInput:
    """A document that tells of a trouble tells of one that is there: an issue, unless it says otherwise."""
    return RiskInput(
        kind=RiskKind(said.get("kind", RiskKind.ISSUE)),
        title=said["title"],
        cause=said.get("cause", ""),
        consequence=said.get("consequence", ""),
        likelihood=said.get("likelihood"),
        impact=said.get("impact"),
        measure=said.get("measure", ""),
        owner_id=ids.people[said["owner"]] if "owner" in said else None,
        state=RiskState(said["state"]),
        in_report=said.get("in_report", True),
        deliverables=_deliverable_ids(ids, said),
    )


def _external_dependency(ids: LoadedIds, said: Facts) -> ExternalDependencyInput:
    window = said.get("window", {})
    return ExternalDependencyInput(
        title=said["title"],
        owner_party_id=ids.parties[said["owner"]],
        description=said.get("description", ""),
        phrase=window.get("phrase", ""),
        firmness=Firmness(window["firmness"]) if "firmness" in window else None,
        confirmed_on=said.get("confirmed_on"),
        deliverables=_deliverable_ids(ids, said),
    )


def _commitment(ids: LoadedIds, said: Facts) -> CommitmentInput:
    return CommitmentInput(
        kind=CommitmentKind(said["kind"]),
        text=said["text"],
        made_on=said["made_on"],
        reference=said.get("reference", ""),
        phrase=said.get("phrase", ""),
        deliverable_id=ids.deliverables[said["deliverable"]] if "deliverable" in said else None,
        section=said.get("section", ""),
        answered_on=said.get("answered_on"),
        answered_in=said.get("answered_in", ""),
    )


def _deliverable_ids(ids: LoadedIds, said: Facts) -> tuple[int, ...]:
    return tuple(ids.deliverables[key] for key in said.get("deliverables", ()))
