"""What requests of version 1 send: one module for each noun, as `shapes` is for what they are answered."""

from app.web.api.v1.bodies.risk import NewRisk, RiskChange
from app.web.api.v1.bodies.values import Body, Change, Retraction, Saying

__all__ = ["Body", "Change", "NewRisk", "Retraction", "RiskChange", "Saying"]
