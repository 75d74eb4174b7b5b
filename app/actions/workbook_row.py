"""A row of a workbook as what the forms send, and its refusals at its line and column."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from app.actions.deliverable import DeliverableRevision
from app.actions.external_dependency import ExternalDependencyInput
from app.actions.parliamentary_commitment import CommitmentInput
from app.actions.status_update import StatusUpdateInput
from app.domain.deliverable import TEXTS
from app.domain.refusal import Conflict, Invalid, Message, Stale
from app.domain.sheet import Fault, UnreadableTable
from app.domain.status import Status
from app.domain.vague_date import OwnBounds
from app.domain.workbook import NOUNS, OWN, OWN_EARLIEST, OWN_LATEST, OWN_UNDATED, REASON
from app.domain.workbook_comparison import RowChange

Values = Mapping[str, Any]


def revision_of(values: Values) -> DeliverableRevision:
    """Return what a deliverable is, as its row says; of a new row a text that is no column is empty."""
    return DeliverableRevision(
        **{name: values.get(name, "") for name in TEXTS},
        kind=values["kind"],
        project_id=values["project_id"] or 0,
        lead_id=values["lead_id"],
        executing_party_id=values["executing_party_id"],
        frequency_count=values["frequency_count"],
        frequency_per=values["frequency_per"],
        parties=values["parties"],
    )


def update_of(row: RowChange, version: int, on: date, *, phrase: str, reason: str) -> StatusUpdateInput:
    """Return how a deliverable stands, as its row says; its words only where they are said anew."""
    values = row.values
    return StatusUpdateInput(
        status=values["status"] or Status.PLANNED,
        version=version,
        said_on=on,
        confidence=values["confidence"],
        reason=reason,
        delivered_on=values["delivered_on"],
        phrase=phrase,
        own=own_bounds_of(values) if phrase else None,
        firmness=values["firmness"],
    )


def external_of(values: Values) -> ExternalDependencyInput:
    """Return what others must bring, as its row says."""
    return ExternalDependencyInput(**_with_bounds(values))


def commitment_of(values: Values) -> CommitmentInput:
    """Return what was promised to parliament, as its row says."""
    return CommitmentInput(**_with_bounds(values))


def own_bounds_of(values: Values) -> OwnBounds | None:
    """Return the days that the row gives the words; none where the rules read them."""
    if not values[OWN_UNDATED] and values[OWN_EARLIEST] is None and values[OWN_LATEST] is None:
        return None
    return OwnBounds(values[OWN_EARLIEST], values[OWN_LATEST])


def _with_bounds(values: Values) -> Values:
    plain = {key: value for key, value in values.items() if key not in OWN}
    return {**plain, "own": own_bounds_of(values)}


_FIELDS = {"lead": "lead_id", "project": "project_id", "executing_party": "executing_party_id"} | {
    "action_line": "action_line_id",
    "deliverable": "deliverable_id",
}
"""The column of a field that a form calls otherwise."""


@contextmanager
def wrong_at(row: RowChange) -> Iterator[None]:
    """Tell what is refused within at the line of this row, and in the column of each field."""
    noun = next(noun for noun in NOUNS if noun.name == row.noun)
    headings = {column.key: column.heading for column in noun.columns} | {"reason": REASON}

    def fault(message: Message, name: str = "") -> Fault:
        heading = headings.get(_FIELDS.get(name, name), "")
        return Fault(message, row.line, sheet=noun.title, heading=heading, field=name)

    try:
        yield
    except Invalid as refused:
        faults = [fault(message, name) for name, message in refused.fields.items()]
        raise UnreadableTable(faults) from None
    except Stale:
        message = Message("Somebody changed this since you downloaded it. Download it anew.")
        raise UnreadableTable([fault(message)]) from None
    except Conflict as refused:
        raise UnreadableTable([fault(refused.message)]) from None


class RowFaults:
    """What is refused of many rows, so that all of it is told at once."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    @contextmanager
    def gather_at(self, row: RowChange) -> Iterator[None]:
        """Keep what is refused within, at the line of this row, and go on behind it."""
        try:
            with wrong_at(row):
                yield
        except UnreadableTable as refused:
            self._faults += refused.faults

    def refuse(self) -> None:
        """Refuse (`UnreadableTable`) everything that was kept, if there is any."""
        if self._faults:
            raise UnreadableTable(self._faults)
