"""Changing several deliverables at once: another lead, project or kind for all of them, or for none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session

from app.actions import deliverable, history
from app.actions.audit_log import AuditContext
from app.actions.deliverable import DeliverableRevision
from app.actions.history import StatementInput
from app.actions.structure import find_row, get_row, record_change
from app.domain.deliverable import DESCRIPTION
from app.domain.refusal import Conflict, Invalid, Message, Refusal, Stale
from app.domain.structure import DeliverableKind
from app.queries.history import list_uncorrected, statements
from app.queries.party import parties_involved
from app.tables.tracked import DELIVERABLE


@dataclass(frozen=True, slots=True)
class SharedChange:
    """What becomes the same for all of them; what is none stays as it is with each.

    `drops_lead` leaves them to the lead of their project.
    """

    project_id: int | None = None
    kind: DeliverableKind | None = None
    lead_id: int | None = None
    drops_lead: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes at all."""
        return self == SharedChange()

    def apply(self, revision: DeliverableRevision) -> DeliverableRevision:
        """Return what one of them becomes."""
        return replace(
            revision,
            project_id=self.project_id or revision.project_id,
            kind=self.kind or revision.kind,
            lead_id=None if self.drops_lead else self.lead_id or revision.lead_id,
        )


def change_several(
    session: Session,
    act: AuditContext,
    programme_id: int,
    versions: Mapping[int, int],
    change: SharedChange,
    *,
    reason: str = "",
    said_on: date | None = None,
) -> dict[int, int]:
    """Change these deliverables, each as it was read (its version by its id); returns those that changed so.

    One trace each. What is so already is left alone. Refuses, all together and one message a deliverable,
    whatever stands in the way of one: then none of them changes.
    """

    def revise(deliverable_id: int, version: int) -> bool:
        now = _describe(session, programme_id, deliverable_id)
        revision = change.apply(now)
        if revision == now:
            return False
        statement = StatementInput(version, reason, said_on)
        deliverable.revise(session, act, deliverable_id, statement, revision)
        return True

    return _with_each(session, versions, revise)


def undo_several(
    session: Session, act: AuditContext, programme_id: int, versions: Mapping[int, int], *, reason: str
) -> dict[int, int]:
    """Put back what was said of each before its last change, where nobody changed it since.

    Refuses as `change_several` does.
    """

    def put_back(deliverable_id: int, version: int) -> bool:
        _require_own(session, programme_id, deliverable_id)
        earlier_statements = statements(session, DELIVERABLE, [programme_id], date.max, deliverable_id)
        counting = list_uncorrected(earlier_statements[deliverable_id])
        if len(counting) < 2:
            raise Conflict("There is nothing to undo.")
        before, last = counting[-2:]
        undone = history.correct(
            session, act, DELIVERABLE, last.id, version=version, reason=reason, **before.facts
        )
        statement = StatementInput(version, reason, last.said_on)
        record_change(session, act, "deliverable.revise", ("deliverable", deliverable_id), statement, undone)
        return True

    return _with_each(session, versions, put_back)


def _with_each(
    session: Session, versions: Mapping[int, int], do: Callable[[int, int], bool]
) -> dict[int, int]:
    """Do it to each, in one order for all who do so at once; returns their versions after it."""
    wrong: dict[str, Message] = {}
    changed = {}
    for deliverable_id, version in sorted(versions.items()):
        try:
            if do(deliverable_id, version):
                changed[deliverable_id] = get_row(session, DELIVERABLE, deliverable_id)["version"]
        except Stale:
            wrong[field_of(deliverable_id)] = Message("Somebody else changed this in the meantime.")
        except Invalid as refused:
            wrong[field_of(deliverable_id)] = next(iter(refused.fields.values()))
        except Refusal as refused:
            wrong[field_of(deliverable_id)] = refused.message
    if wrong:
        raise Invalid(wrong)
    return changed


def field_of(deliverable_id: int) -> str:
    """Return the name of the field under which one of them is refused."""
    return f"kies-{deliverable_id}"


def _require_own(session: Session, programme_id: int, deliverable_id: int) -> Mapping[str, Any]:
    """Return a deliverable as it is now. Refuses one of another programme."""
    row = find_row(session, DELIVERABLE, deliverable_id)
    if row is None or row["programme_id"] != programme_id:
        raise Invalid.because("id", "Choose deliverables of this programme.")
    return row


def _describe(session: Session, programme_id: int, deliverable_id: int) -> DeliverableRevision:
    """What a deliverable is said to be now."""
    row = _require_own(session, programme_id, deliverable_id)
    return DeliverableRevision(
        **{name: row[name] for name in DESCRIPTION},
        **{name: row[name] for name in ("project_id", "lead_id", "executing_party_id")},
        parties=parties_involved(session, [deliverable_id]).get(deliverable_id, ()),
    )
