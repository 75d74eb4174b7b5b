"""The contract of version 1: what every answer looks like."""

from app.web.api.v1.shapes.audit_entry import AuditEntry
from app.web.api.v1.shapes.decision import Decision, Option, Readiness, Taken
from app.web.api.v1.shapes.deliverable import (
    Deadline,
    DeadlineSaid,
    Deliverable,
    Evidence,
    FrequencyPromised,
    Occurrence,
    Promise,
    PromisePlace,
    RecurrencePeriod,
    SignalFacts,
    Source,
    StatusUpdate,
)
from app.web.api.v1.shapes.indicator import Indicator, Measurement, Part
from app.web.api.v1.shapes.report import (
    Block,
    Record,
    Report,
    ReportFile,
    ReportingPeriod,
    Row,
    Section,
    SignOff,
)
from app.web.api.v1.shapes.steering import ExternalDependency, ParliamentaryCommitment, Risk, Window
from app.web.api.v1.shapes.structure import (
    ActionLine,
    Counts,
    Party,
    PartyRole,
    PilotSite,
    Programme,
    Project,
)
from app.web.api.v1.shapes.values import collection_of

__all__ = [
    "ActionLine",
    "AuditEntry",
    "Block",
    "Counts",
    "Deadline",
    "DeadlineSaid",
    "Decision",
    "Deliverable",
    "Evidence",
    "ExternalDependency",
    "FrequencyPromised",
    "Indicator",
    "Measurement",
    "Occurrence",
    "Option",
    "ParliamentaryCommitment",
    "Part",
    "Party",
    "PartyRole",
    "PilotSite",
    "Programme",
    "Project",
    "Promise",
    "PromisePlace",
    "Readiness",
    "Record",
    "RecurrencePeriod",
    "Report",
    "ReportFile",
    "ReportingPeriod",
    "Risk",
    "Row",
    "Section",
    "SignOff",
    "SignalFacts",
    "Source",
    "StatusUpdate",
    "Taken",
    "Window",
    "collection_of",
]
