"""Loading a programme as one document tells of it: everything is said on the day of that document."""

from decimal import Decimal

from sqlmodel import Session

from app.actions import (
    decision,
    decision_taking,
    deliverable,
    deliverable_document,
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
from app.actions.deliverable import NewDeliverable
from app.actions.deliverable_document import EvidenceInput, SourceInput
from app.actions.external_dependency import ExternalDependencyInput
from app.actions.indicator import IndicatorInput
from app.actions.measurement import MeasurementInput
from app.actions.parliamentary_commitment import CommitmentInput
from app.actions.report import draft, reporting_period, summary_choice
from app.actions.risk import RiskInput
from app.actions.status_update import StatusUpdateInput, submit
from app.demo.loading import OFFICE, Facts, LoadedIds, act_on
from app.demo.structure import create_programme, load_structure
from app.domain.firmness import Firmness
from app.domain.half_year import HalfYear
from app.domain.report.choice import BY_RULE, Placement
from app.domain.report.tree import Record
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
from app.queries.report.summary_choice import current_choices


def load_document(session: Session, ids: LoadedIds, facts: Facts) -> None:
    """Say everything of one file; the office reads the document in, so it is the author."""
    act = act_on(facts["said_on"], ids.people[OFFICE])
    programme_id = create_programme(session, act, ids, facts)
    for site in facts.get("pilot_site", ()):
        pilot_site.add(session, act, programme_id, name=site["name"])
    load_structure(session, act, ids, facts, programme_id)
    period_id = _plan_period(session, act, facts["reporting_period"], programme_id)
    _load_deliverables(session, act, ids, facts)
    _load_indicators(session, act, ids, facts, programme_id)
    for entry in facts.get("risk", ()):
        risk.add(session, act, programme_id, _risk(ids, entry))
    for entry in facts.get("external_dependency", ()):
        external_dependency.add(session, act, programme_id, _external_dependency(ids, entry))
    for entry in facts.get("parliamentary_commitment", ()):
        parliamentary_commitment.add(session, act, programme_id, _commitment(ids, entry))
    for entry in facts.get("summary_choice", ()):
        _choose(session, act, ids, period_id, entry)


def _choose(session: Session, act: AuditContext, ids: LoadedIds, period_id: int, entry: Facts) -> None:
    """Choose for one fact of the summary how it stands there, in which thread, and in which words."""
    fact = (
        Record("indicator", ids.indicators[entry["indicator"]])
        if "indicator" in entry
        else Record("deliverable", ids.deliverables[entry["deliverable"]])
    )

    def read() -> int:
        return current_choices(session, period_id).get(fact, BY_RULE).id

    if "placement" in entry:
        placement = Placement(entry["placement"])
        summary_choice.place_fact(session, act, period_id, fact, placement, read=read())
    if "together_with" in entry:
        other = Record("deliverable", ids.deliverables[entry["together_with"]])
        summary_choice.tell_together(session, act, period_id, fact, other, read=read())
    if "text" in entry:
        summary_choice.word_thread(session, act, period_id, fact, entry["text"], read=read())


def _plan_period(session: Session, act: AuditContext, entry: Facts, programme_id: int) -> int:
    period_id = reporting_period.plan(
        session,
        act,
        programme_id,
        half_year=HalfYear.parse(entry["half_year"]),
        number=entry["number"],
        days=RoundDays(entry["reference_date"], entry["input_deadline"], entry["report_date"]),
    )
    if "general_picture" in entry:
        place = draft.TextPlace(period_id, "summary")
        draft.write_section(session, act, place, entry["general_picture"])
    reached = list(PeriodState).index(PeriodState(entry["state"]))
    for version, to in enumerate(list(PeriodState)[1 : reached + 1], start=1):
        reporting_period.take_step(session, act, period_id, to, version)
    return period_id


def _load_deliverables(session: Session, act: AuditContext, ids: LoadedIds, facts: Facts) -> None:
    """Every deliverable with its sources, evidence and status; once all are there, inputs and decisions."""
    ids.deliverables = {
        entry["key"]: _promise(session, act, ids, entry, facts=facts, position=position)
        for position, entry in enumerate(facts["deliverable"], start=1)
    }
    for entry in facts["deliverable"]:
        if "inputs" in entry:
            inputs = [ids.deliverables[key] for key in entry["inputs"]]
            deliverable.need(session, act, ids.deliverables[entry["key"]], inputs)
    for entry in facts["deliverable"]:
        if "question" in entry:
            _ask(session, act, ids, entry)
        if "outcome" in entry and "delivered_on" in entry:
            _take(session, act, ids, entry)


def _promise(
    session: Session, act: AuditContext, ids: LoadedIds, entry: Facts, *, facts: Facts, position: int
) -> int:
    frequency = entry.get("frequency", {})
    new = NewDeliverable(
        project_id=ids.projects[entry["project"]],
        kind=DeliverableKind(entry["kind"]),
        title=entry["title"],
        said_on=facts["said_on"],
        position=position,
        description=entry.get("description", ""),
        aliases="\n".join(entry.get("aliases", ())),
        executing_party_id=ids.parties[entry["executing_party"]] if "executing_party" in entry else None,
        frequency_count=frequency.get("count"),
        frequency_per=Frequency(frequency["per"]) if frequency else None,
    )
    parties = [ids.parties[key] for key in entry.get("parties", ())]
    deliverable_id = deliverable.add(session, act, new, parties=parties)
    document = facts["source_document"]["title"]
    for source in entry["sources"]:
        cited = SourceInput(document, source["section"], source.get("heading", ""))
        deliverable_document.add(session, act, deliverable_id, cited)
    for shown in entry.get("evidence", ()):
        evidence = EvidenceInput(shown["title"], shown.get("url"), shown.get("on"))
        deliverable_document.add(session, act, deliverable_id, evidence)
    submit(session, act, deliverable_id, _status_update(entry, facts), today=facts["said_on"])
    return deliverable_id


def _status_update(entry: Facts, facts: Facts) -> StatusUpdateInput:
    """How it stands in the document, as it is told there."""
    promised = entry.get("deadline", {})
    firmness = promised.get("firmness")
    confidence = entry.get("confidence")
    return StatusUpdateInput(
        status=Status(entry["status"]),
        version=1,
        said_on=facts["said_on"],
        confidence=Confidence(confidence) if confidence else None,
        text=(entry.get("text") or entry.get("outcome", "")).strip(),
        reason=entry.get("reason", ""),
        delivered_on=entry.get("delivered_on"),
        phrase=promised.get("phrase", ""),
        firmness=Firmness(firmness) if firmness else None,
        as_reported=True,
    )


def _ask(session: Session, act: AuditContext, ids: LoadedIds, entry: Facts) -> None:
    new = DecisionInput(
        question=entry["question"],
        version=0,
        options=[OptionInput(title) for title in entry.get("options", ())],
        decided_by=[ids.parties[key] for key in entry.get("decided_by", ())],
        adopts_id=ids.deliverables[entry["adopts"]] if "adopts" in entry else None,
    )
    decision.ask(session, act, ids.deliverables[entry["key"]], new)


def _take(session: Session, act: AuditContext, ids: LoadedIds, entry: Facts) -> None:
    deliverable_id = ids.deliverables[entry["key"]]
    version = decision.get_decision(session, deliverable_id).state.version
    taking = TakingInput(
        entry["delivered_on"], version, outcome=entry["outcome"], reason=entry.get("reasons", "")
    )
    decision_taking.take(session, act, deliverable_id, taking)


def _load_indicators(
    session: Session, act: AuditContext, ids: LoadedIds, facts: Facts, programme_id: int
) -> None:
    """Every indicator (what a ratio names stands above it in the file), then every measurement."""
    ids.indicators = {}
    for position, entry in enumerate(facts.get("indicator", ()), start=1):
        new = IndicatorInput(
            name=entry["name"],
            unit=entry["unit"],
            position=position,
            definition=entry["definition"],
            direction=Direction(entry["direction"]),
            action_line_id=ids.lines[entry["action_line"]],
            numerator_id=ids.indicators.get(entry.get("numerator")),
            denominator_id=ids.indicators.get(entry.get("denominator")),
            caveat=entry.get("caveat", ""),
        )
        ids.indicators[entry["key"]] = indicator.define(session, act, programme_id, new)
    for entry in facts.get("measurement", ()):
        measured = MeasurementInput(
            value=Decimal(str(entry["value"])),
            reference_date=entry["reference_date"],
            said_on=facts["said_on"],
            parts=[(part["label"], Decimal(str(part["value"]))) for part in entry.get("breakdown", ())],
            note=entry.get("note", ""),
        )
        measurement.measure(session, act, ids.indicators[entry["indicator"]], measured)


def _risk(ids: LoadedIds, entry: Facts) -> RiskInput:
    """A document that tells of a trouble tells of one that is there: an issue, unless it says otherwise."""
    return RiskInput(
        kind=RiskKind(entry.get("kind", RiskKind.ISSUE)),
        title=entry["title"],
        cause=entry.get("cause", ""),
        consequence=entry.get("consequence", ""),
        likelihood=entry.get("likelihood"),
        impact=entry.get("impact"),
        measure=entry.get("measure", ""),
        owner_id=ids.people[entry["owner"]] if "owner" in entry else None,
        state=RiskState(entry["state"]),
        in_report=entry.get("in_report", True),
        deliverables=_deliverable_ids(ids, entry),
    )


def _external_dependency(ids: LoadedIds, entry: Facts) -> ExternalDependencyInput:
    window = entry.get("window", {})
    return ExternalDependencyInput(
        title=entry["title"],
        owner_party_id=ids.parties[entry["owner"]],
        description=entry.get("description", ""),
        phrase=window.get("phrase", ""),
        firmness=Firmness(window["firmness"]) if "firmness" in window else None,
        confirmed_on=entry.get("confirmed_on"),
        deliverables=_deliverable_ids(ids, entry),
    )


def _commitment(ids: LoadedIds, entry: Facts) -> CommitmentInput:
    return CommitmentInput(
        kind=CommitmentKind(entry["kind"]),
        text=entry["text"],
        made_on=entry["made_on"],
        reference=entry.get("reference", ""),
        phrase=entry.get("phrase", ""),
        deliverable_id=ids.deliverables[entry["deliverable"]] if "deliverable" in entry else None,
        section=entry.get("section", ""),
        answered_on=entry.get("answered_on"),
        answered_in=entry.get("answered_in", ""),
    )


def _deliverable_ids(ids: LoadedIds, entry: Facts) -> tuple[int, ...]:
    return tuple(ids.deliverables[key] for key in entry.get("deliverables", ()))
