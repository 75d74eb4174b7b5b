"""What requests of version 1 send: one module for each noun, as `shapes` is for what they are answered."""

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
from app.web.api.v1.bodies.values import Body, Change, Retraction, Saying
from app.web.api.v1.bodies.webhook import NewWebhook, WebhookChange

__all__ = [
    "Body",
    "Change",
    "CommitmentChange",
    "DecisionChange",
    "ExternalDependencyChange",
    "IndicatorChange",
    "MeasurementCorrection",
    "MeasurementRetraction",
    "MeasurementRound",
    "NewCommitment",
    "NewExternalDependency",
    "NewIndicator",
    "NewMeasurement",
    "NewRisk",
    "NewWebhook",
    "Retraction",
    "RiskChange",
    "Saying",
    "Taking",
    "TakingCorrection",
    "TakingRetraction",
    "WebhookChange",
]
