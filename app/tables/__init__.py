"""The facts as stored; importing this registers every table."""

from app.tables.api_token import ApiToken
from app.tables.audit_entry import AuditEntry, AuditHead, AuditPayload, AuditRetention
from app.tables.columns import metadata
from app.tables.credential import Credential, GuessCount, Invitation, KnownDevice
from app.tables.deadline import Deadline
from app.tables.deliverable import Deliverable, DeliverableInput, DeliverableParty, Evidence, Source
from app.tables.identity import Identity, Spent
from app.tables.indicator import Indicator, Measurement, MeasurementPart
from app.tables.installation import Installation
from app.tables.party import Party, PilotSite, ProgrammeParty
from app.tables.person import Person, RoleGrant
from app.tables.programme import ActionLine, Programme
from app.tables.project import Project
from app.tables.reporting_period import ReportingPeriod
from app.tables.sign_in import SignIn
from app.tables.status_update import StatusUpdate

__all__ = [
    "ActionLine",
    "ApiToken",
    "AuditEntry",
    "AuditHead",
    "AuditPayload",
    "AuditRetention",
    "Credential",
    "Deadline",
    "Deliverable",
    "DeliverableInput",
    "DeliverableParty",
    "Evidence",
    "GuessCount",
    "Identity",
    "Indicator",
    "Installation",
    "Invitation",
    "KnownDevice",
    "Measurement",
    "MeasurementPart",
    "Party",
    "Person",
    "PilotSite",
    "Programme",
    "ProgrammeParty",
    "Project",
    "ReportingPeriod",
    "RoleGrant",
    "SignIn",
    "Source",
    "Spent",
    "StatusUpdate",
    "metadata",
]
