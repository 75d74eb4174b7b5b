"""What people say of a deliverable: its status, their confidence, and what may follow what."""

from enum import StrEnum

from app.domain.refusal import Message


class Status(StrEnum):
    """How a deliverable stands, as said by people (domain/README.md, Status and confidence)."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DELIVERED = "delivered"
    ADOPTED = "adopted"
    ON_HOLD = "on_hold"
    CANCELLED = "cancelled"

    @property
    def is_done(self) -> bool:
        """Adopted counts as delivered."""
        return self in (Status.DELIVERED, Status.ADOPTED)

    @property
    def is_closed(self) -> bool:
        """Done or cancelled: nothing more is to come."""
        return self.is_done or self is Status.CANCELLED


class Confidence(StrEnum):
    """The lead's confidence that the deadline will be met."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


_MAY_FOLLOW: dict[Status, frozenset[Status]] = {
    Status.PLANNED: frozenset({Status.IN_PROGRESS, Status.DELIVERED, Status.ON_HOLD, Status.CANCELLED}),
    Status.IN_PROGRESS: frozenset({Status.PLANNED, Status.DELIVERED, Status.ON_HOLD, Status.CANCELLED}),
    Status.ON_HOLD: frozenset({Status.PLANNED, Status.IN_PROGRESS, Status.CANCELLED}),
    Status.DELIVERED: frozenset({Status.ADOPTED}),
    Status.ADOPTED: frozenset(),
    Status.CANCELLED: frozenset({Status.PLANNED, Status.IN_PROGRESS}),
}


def may_follow(old: Status | None, new: Status) -> bool:
    """Whether a status may be said after another; the first may be any.

    The same may be said again, but for what is cancelled: of that nothing is said until it is taken up again.
    """
    if old is None or new in _MAY_FOLLOW[old]:
        return True
    return new is old and old is not Status.CANCELLED


def list_followers(old: Status | None) -> frozenset[Status]:
    """Return the statuses that may follow, the present one included."""
    return frozenset(s for s in Status if may_follow(old, s))


def needs_reason(old: Status | None, new: Status, confidence: Confidence | None) -> bool:
    """On hold, cancelled, off track, and taking a cancelled thing up again each ask why."""
    return (
        new in (Status.ON_HOLD, Status.CANCELLED)
        or confidence is Confidence.OFF_TRACK
        or old is Status.CANCELLED
    )


def check_deciding(old: Status | None, new: Status, is_decision: bool, adopted_by: str) -> dict[str, Message]:
    """Return what is wrong with a status that only the taking of a decision says, under `status`.

    `adopted_by` is the title of the decision that adopts the deliverable, where one does.
    """
    if new is old:
        return {}
    if is_decision and new.is_done:
        return {
            "status": Message(
                "A decision is taken on its own form, which asks for the outcome, the day and the reasons."
            )
        }
    if adopted_by and new is Status.ADOPTED:
        return {"status": Message("“%(title)s” adopts this. Record that decision.", {"title": adopted_by})}
    return {}


def check_status(
    old: Status | None, new: Status, confidence: Confidence | None, reason: str
) -> dict[str, Message]:
    """Return what is wrong with an update, a message per field; empty where nothing is."""
    messages: dict[str, Message] = {}
    if not may_follow(old, new):
        messages["status"] = Message(
            "This status cannot follow the present one. Record a correction instead."
        )
    if needs_reason(old, new, confidence) and not reason.strip():
        messages["reason"] = Message("Say in one sentence why.")
    return messages
