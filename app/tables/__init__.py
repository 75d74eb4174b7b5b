"""The facts as stored; importing this registers every table."""

from app.tables.answered_request import AnsweredRequest
from app.tables.api_token import ApiToken, ApiTokenUse
from app.tables.audit_entry import AuditEntry, AuditHead, AuditPayload, AuditRetention
from app.tables.bulk_entry import BulkEntry
from app.tables.calendar_link import CalendarLink, CalendarLinkUse
from app.tables.columns import metadata
from app.tables.credential import Credential, GuessCount, Invitation, KnownDevice
from app.tables.deadline import Deadline
from app.tables.decision import Decision, DecisionOption, DecisionParty, DecisionStatement, DecisionTaking
from app.tables.deliverable import (
    Deliverable,
    DeliverableInput,
    DeliverableParty,
    DeliverableStatement,
    Evidence,
    Occurrence,
    Source,
)
from app.tables.draft import Draft
from app.tables.external_dependency import (
    ExternalDependency,
    ExternalDependencyDeliverable,
    ExternalDependencyStatement,
)
from app.tables.frozen_report import FileContent, FrozenReport, ReportedPromise, ReportFile
from app.tables.identity import Identity, Spent
from app.tables.imported_trail import ImportedTrail
from app.tables.indicator import Indicator, IndicatorStatement, Measurement, MeasurementPart
from app.tables.installation import Installation
from app.tables.job import Job
from app.tables.lengths import bound_texts
from app.tables.mail import MutedNotice, WorkerPulse
from app.tables.named_moment import NamedMomentRow
from app.tables.parliamentary_commitment import ParliamentaryCommitment, ParliamentaryCommitmentStatement
from app.tables.party import Party, PilotSite, ProgrammeParty
from app.tables.person import Person, RoleGrant
from app.tables.programme import ActionLine, ActionLineStatement, Programme, ProgrammeStatement
from app.tables.project import Project, ProjectStatement
from app.tables.proposal import Proposal, ReadReport
from app.tables.question import DeliverableQuestion, QuestionAnswer
from app.tables.report_version import Comment, ReportVersion, ReportVersionSection, SignOff
from app.tables.reporting_period import ReportingPeriod
from app.tables.risk import Risk, RiskDeliverable, RiskStatement
from app.tables.round import DeferredSaying, FindingAnswer, Reminder, RoundStep
from app.tables.row_seal import RowSeal
from app.tables.search_entry import SearchEntry
from app.tables.section_text import SectionText
from app.tables.sent_form import SentForm
from app.tables.sign_in import SignIn
from app.tables.status_update import StatusUpdate
from app.tables.summary_choice import SummaryChoice
from app.tables.visit import Visit
from app.tables.webhook import Event, EventSequence, Webhook, WebhookDelivery, WebhookSecret, WebhookTurn

bound_texts(metadata)

__all__ = [
    "ActionLine",
    "ActionLineStatement",
    "AnsweredRequest",
    "ApiToken",
    "ApiTokenUse",
    "AuditEntry",
    "AuditHead",
    "AuditPayload",
    "AuditRetention",
    "BulkEntry",
    "CalendarLink",
    "CalendarLinkUse",
    "Comment",
    "Credential",
    "Deadline",
    "Decision",
    "DecisionOption",
    "DecisionParty",
    "DecisionStatement",
    "DecisionTaking",
    "DeferredSaying",
    "Deliverable",
    "DeliverableInput",
    "DeliverableParty",
    "DeliverableQuestion",
    "DeliverableStatement",
    "Draft",
    "Event",
    "EventSequence",
    "Evidence",
    "ExternalDependency",
    "ExternalDependencyDeliverable",
    "ExternalDependencyStatement",
    "FileContent",
    "FindingAnswer",
    "FrozenReport",
    "GuessCount",
    "Identity",
    "ImportedTrail",
    "Indicator",
    "IndicatorStatement",
    "Installation",
    "Invitation",
    "Job",
    "KnownDevice",
    "Measurement",
    "MeasurementPart",
    "MutedNotice",
    "NamedMomentRow",
    "Occurrence",
    "ParliamentaryCommitment",
    "ParliamentaryCommitmentStatement",
    "Party",
    "Person",
    "PilotSite",
    "Programme",
    "ProgrammeParty",
    "ProgrammeStatement",
    "Project",
    "ProjectStatement",
    "Proposal",
    "QuestionAnswer",
    "ReadReport",
    "Reminder",
    "ReportFile",
    "ReportVersion",
    "ReportVersionSection",
    "ReportedPromise",
    "ReportingPeriod",
    "Risk",
    "RiskDeliverable",
    "RiskStatement",
    "RoleGrant",
    "RoundStep",
    "RowSeal",
    "SearchEntry",
    "SectionText",
    "SentForm",
    "SignIn",
    "SignOff",
    "Source",
    "Spent",
    "StatusUpdate",
    "SummaryChoice",
    "Visit",
    "Webhook",
    "WebhookDelivery",
    "WebhookSecret",
    "WebhookTurn",
    "WorkerPulse",
    "metadata",
]
