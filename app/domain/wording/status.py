"""How a status is called: a product is delivered, a decision taken, a meeting held, work carried out."""

from app.domain.language import _
from app.domain.status import Status
from app.domain.structure import DeliverableKind

_STATUSES = {
    Status.PLANNED: _("Planned"),
    Status.IN_PROGRESS: _("In progress"),
    Status.DELIVERED: _("Delivered"),
    Status.ADOPTED: _("Adopted"),
    Status.ON_HOLD: _("On hold"),
    Status.CANCELLED: _("Cancelled"),
}
_DELIVERED = {
    DeliverableKind.DECISION: _("Taken"),
    DeliverableKind.EVENT: _("Done"),
    DeliverableKind.ACTIVITY: _("Carried out"),
}


def status_msgid(kind: DeliverableKind, status: Status) -> str:
    """Return the msgid of the word for a status of a deliverable of this kind."""
    if status is Status.DELIVERED:
        return _DELIVERED.get(kind, _STATUSES[status])
    return _STATUSES[status]
