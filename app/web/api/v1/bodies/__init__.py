"""What requests of version 1 send: one module for each noun, as `shapes` is for what they are answered."""

from app.web.api.v1.bodies.calendar_link import NewCalendarLink
from app.web.api.v1.bodies.decision import (
    DecisionChange,
    Taking,
    TakingCorrection,
    TakingRetraction,
)
from app.web.api.v1.bodies.external_dependency import ExternalDependencyChange, NewExternalDependency
from app.web.api.v1.bodies.indicator import (
    IndicatorChange,
    MeasurementCorrection,
    MeasurementRetraction,
    MeasurementRound,
    NewIndicator,
    NewMeasurement,
)
from app.web.api.v1.bodies.parliamentary_commitment import CommitmentChange, NewCommitment
from app.web.api.v1.bodies.risk import NewRisk, RiskChange
from app.web.api.v1.bodies.round import (
    Agreement,
    Arrangement,
    Deferral,
    ErratumAdoption,
    FindingReply,
    NewComment,
    NewReportingPeriod,
    NewSignOff,
    RemindRequest,
    ReportingPeriodChange,
    ReviewRequest,
    SectionTexts,
    SummaryChoice,
    TextChange,
)
from app.web.api.v1.bodies.values import Body, Change, Retraction, Saying
from app.web.api.v1.bodies.webhook import NewWebhook, WebhookChange

__all__ = [
    "Agreement",
    "Arrangement",
    "Body",
    "Change",
    "CommitmentChange",
    "DecisionChange",
    "Deferral",
    "ErratumAdoption",
    "ExternalDependencyChange",
    "FindingReply",
    "IndicatorChange",
    "MeasurementCorrection",
    "MeasurementRetraction",
    "MeasurementRound",
    "NewCalendarLink",
    "NewComment",
    "NewCommitment",
    "NewExternalDependency",
    "NewIndicator",
    "NewMeasurement",
    "NewReportingPeriod",
    "NewRisk",
    "NewSignOff",
    "NewWebhook",
    "RemindRequest",
    "ReportingPeriodChange",
    "Retraction",
    "ReviewRequest",
    "RiskChange",
    "Saying",
    "SectionTexts",
    "SummaryChoice",
    "Taking",
    "TakingCorrection",
    "TakingRetraction",
    "TextChange",
    "WebhookChange",
]
