"""The contract of the audit trail."""

from datetime import datetime
from typing import Any

from app.web.api.v1.shapes.values import Id, Shape


class AuditEntry(Shape):
    """Who did what to which thing, from where, when and with what result; `was` and `becomes` are values."""

    id: int
    programme: str
    number: int
    action: str
    object_type: str
    object: int
    result: str
    origin: str
    actor: Id
    at: datetime
    was: dict[str, Any]
    becomes: dict[str, Any]
    forgotten: bool
    hash: str
