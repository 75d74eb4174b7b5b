"""The outbox: the events of what a transaction changed, written with it for every webhook that wants them.

A change that is kept has its events, and one that is not kept has none: neither is there without the other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.audit_trail import DONE
from app.domain.webhook.event import TEST_ACTION, TEST_TYPE, TYPES_BY_ACTION, EventFilter
from app.tables import Event, Webhook, WebhookDelivery, metadata

Subject = tuple[str, int]
"""What was changed: its type and its id."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change by the id of its entry in the audit trail."""

    id: int
    action: str
    programme_id: int | None
    object_type: str
    object_id: int
    at: datetime

    @property
    def subject(self) -> Subject:
        """What was changed."""
        return self.object_type, self.object_id

    @property
    def type(self) -> str | None:
        """The type of its event; none where it is no event."""
        return TEST_TYPE if self.action == TEST_ACTION else TYPES_BY_ACTION.get(self.action)

    def is_for(self, webhook_id: int, wanted: EventFilter) -> bool:
        """Return whether this webhook is told of it; a test only the one that is tested."""
        if self.action == TEST_ACTION:
            return self.object_id == webhook_id
        return self.type is not None and wanted.wants(self.programme_id, self.type)


def write_events(session: Session, entries: Iterable[Mapping[str, Any]]) -> None:
    """Write the events of these entries of the audit trail, and a delivery for every webhook that wants one.

    One query where nobody wants any. The numbers of subjects are held until the commit, in the order of
    the subjects, so that two transactions never wait for each other in a ring, and events of one subject
    never come in another order than their changes.
    """
    changes = [Change(*(entry[name] for name in _OF_ENTRY)) for entry in entries if entry["result"] == DONE]
    changes = [change for change in changes if change.type is not None]
    receivers = _find_receivers(session, changes) if changes else {}
    wanted = [change for change in changes if change.id in receivers]
    if not wanted:
        return
    events = list(_number(session, wanted))
    session.execute(sa.insert(Event), events)
    session.execute(
        sa.insert(WebhookDelivery),
        [
            {
                "webhook_id": webhook_id,
                "event_id": event["id"],
                "due_at": event["at"],
                **{name: event[name] for name in ("object_type", "object_id", "sequence")},
            }
            for event in events
            for webhook_id in receivers[event["id"]]
        ],
    )


def _find_receivers(session: Session, changes: Sequence[Change]) -> dict[int, list[int]]:
    """Return the webhooks that want these changes, by the id of the change."""
    receivers: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(_WEBHOOKS):
        wanted = EventFilter(row.programme_id, frozenset(row.kinds.split()), frozenset(row.types.split()))
        for change in changes:
            if change.is_for(row.id, wanted):
                receivers[change.id].append(row.id)
    return receivers


def _number(session: Session, changes: Sequence[Change]) -> Iterable[dict[str, Any]]:
    """Yield the rows of events, each with the next number of its subject, and the version of that subject."""
    counts = Counter(change.subject for change in changes)
    last = {
        subject: _count_on(session, subject, counts[subject]) - counts[subject] for subject in sorted(counts)
    }
    versions = _find_versions(session, counts)
    for change in changes:
        last[change.subject] += 1
        yield {
            "id": change.id,
            "type": change.type,
            "programme_id": change.programme_id,
            "object_type": change.object_type,
            "object_id": change.object_id,
            "sequence": last[change.subject],
            "version": versions.get(change.subject),
            "at": change.at.astimezone(UTC),
        }


def _count_on(session: Session, subject: Subject, count: int) -> int:
    """Count so many events of a subject, and return how many there are by then; held until the commit."""
    values = {"object_type": subject[0], "object_id": subject[1], "count": count}
    return int(session.execute(_COUNT_ON, values).scalar_one())


def _find_versions(session: Session, subjects: Iterable[Subject]) -> dict[Subject, int]:
    """Return the versions of subjects, a query for each type; what is gone or has none is missing."""
    ids: dict[str, list[int]] = defaultdict(list)
    for object_type, object_id in subjects:
        ids[object_type].append(object_id)
    versions: dict[Subject, int] = {}
    for object_type, of_type in ids.items():
        table = metadata.tables[object_type]
        if "version" in table.c:
            rows = session.execute(sa.select(table.c.id, table.c.version).where(table.c.id.in_(of_type)))
            versions |= {(object_type, row.id): row.version for row in rows}
    return versions


_OF_ENTRY = ("id", "action", "programme_id", "object_type", "object_id", "at")
_WEBHOOKS = sa.select(col(Webhook.id), col(Webhook.programme_id), col(Webhook.kinds), col(Webhook.types))
_COUNT_ON = sa.text(
    "INSERT INTO event_sequence (object_type, object_id, last) "
    "VALUES (:object_type, :object_id, :count) ON CONFLICT (object_type, object_id) "
    "DO UPDATE SET last = event_sequence.last + :count RETURNING last"
)
