"""What a programme steers by over the years: risks, what others bring, commitments and measurements."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions import external_dependency, indicator, measurement, parliamentary_commitment, risk
from app.actions.audit_log import AuditContext
from app.actions.external_dependency import ExternalDependencyInput
from app.actions.history import StatementInput
from app.actions.indicator import IndicatorInput
from app.actions.measurement import MeasurementInput
from app.actions.parliamentary_commitment import CommitmentInput
from app.actions.risk import RiskInput
from app.demo.loading import OFFICE, Event, Facts, LoadedIds, act_on
from app.domain.firmness import Firmness
from app.domain.structure import CommitmentKind, Direction, ExternalState, RiskKind, RiskState
from app.tables.tracked import EXTERNAL_DEPENDENCY, PARLIAMENTARY_COMMITMENT, RISK, TrackedEntity

AFTER_ALL_BEGAN = 4
"""The turn on a day: after the deliverables of that day, which these name."""

ReadInput = Callable[[LoadedIds, Facts, Facts], Any]
"""Makes the input of an action of what is known of an entity, and what was said of it on a day."""


def define_indicators(
    session: Session, act: AuditContext, ids: LoadedIds, facts: Facts, programme_id: int
) -> None:
    """Define every indicator; what a ratio names stands above it in the file."""
    for position, entry in enumerate(facts["indicator"], start=1):
        new = IndicatorInput(
            name=entry["name"],
            unit=entry["unit"],
            position=position,
            definition=entry["definition"],
            direction=Direction(entry["direction"]),
            target=Decimal(entry["target"]) if "target" in entry else None,
            action_line_id=ids.lines[entry["action_line"]],
            numerator_id=ids.indicators.get(entry.get("numerator")),
            denominator_id=ids.indicators.get(entry.get("denominator")),
        )
        ids.indicators[entry["key"]] = indicator.define(session, act, programme_id, new)


def list_steering_events(
    session: Session, ids: LoadedIds, facts: Facts, programme_id: int
) -> Iterator[Event]:
    """Return every statement of risks, external dependencies and commitments, and every round of values."""
    office = _Office(session, ids, programme_id)
    yield from office.list_events(facts["risk"], RISK, _risk, risk.add, risk.change)
    yield from office.list_events(
        facts["external_dependency"],
        EXTERNAL_DEPENDENCY,
        _external_dependency,
        external_dependency.add,
        external_dependency.change,
    )
    yield from office.list_events(
        facts["parliamentary_commitment"],
        PARLIAMENTARY_COMMITMENT,
        _commitment,
        parliamentary_commitment.add,
        parliamentary_commitment.change,
    )
    for measured in facts["measured"]:
        yield Event(measured["on"], AFTER_ALL_BEGAN, _measure_round(office, measured))


class _Office:
    """The office of one programme, which says all of this."""

    def __init__(self, session: Session, ids: LoadedIds, programme_id: int) -> None:
        self.session, self.ids, self.programme_id = session, ids, programme_id
        self.entity_ids: dict[tuple[str, str], int] = {}

    def act_on(self, day: date) -> AuditContext:
        """Return the context of the office on a day."""
        return act_on(day, self.ids.people[OFFICE])

    def list_events(
        self, entities: Any, tracked: TrackedEntity, read: ReadInput, add: Any, change: Any
    ) -> Iterator[Event]:
        """Return the statements of these entities: each is added once, and then changed."""
        for entity in entities:
            for statement in entity["said"]:
                say = self._state(tracked, entity, statement, read, add, change)
                yield Event(statement["on"], AFTER_ALL_BEGAN, say)

    def _state(
        self, tracked: TrackedEntity, entity: Facts, statement: Facts, read: ReadInput, add: Any, change: Any
    ) -> Callable[[], None]:
        def say() -> None:
            act, key = self.act_on(statement["on"]), (tracked.name, entity["key"])
            new = read(self.ids, entity, statement)
            if key not in self.entity_ids:
                self.entity_ids[key] = add(self.session, act, self.programme_id, new)
                return
            entity_id = self.entity_ids[key]
            query = sa.select(tracked.table.c.version).where(tracked.table.c.id == entity_id)
            version = self.session.scalar(query)
            change(self.session, act, entity_id, new, StatementInput(version, statement.get("reason", "")))

        return say


def _measure_round(office: _Office, measured: Facts) -> Callable[[], object]:
    def say() -> object:
        day, ids = measured["reference_date"], office.ids
        values: dict[tuple[int, int | None], int] = {
            (ids.indicators[key], None): value for key, value in measured["values"].items()
        }
        for site, of_site in measured.get("sites", {}).items():
            values |= {(ids.indicators[key], ids.sites[site]): value for key, value in of_site.items()}
        cells = {
            key: MeasurementInput(Decimal(value), day, measured["on"], pilot_site_id=key[1])
            for key, value in values.items()
        }
        return measurement.measure_round(office.session, office.act_on(measured["on"]), cells)

    return say


def _risk(ids: LoadedIds, entity: Facts, statement: Facts) -> RiskInput:
    return RiskInput(
        kind=RiskKind(entity["kind"]),
        title=entity["title"],
        cause=entity["cause"],
        consequence=entity["consequence"],
        likelihood=statement.get("likelihood"),
        impact=statement["impact"],
        measure=entity["measure"],
        owner_id=ids.people[entity["owner"]],
        state=RiskState(statement.get("state", "open")),
        in_report=entity["in_report"],
        deliverables=tuple(ids.deliverables[key] for key in entity["touches"] if key in ids.deliverables),
    )


def _external_dependency(ids: LoadedIds, entity: Facts, statement: Facts) -> ExternalDependencyInput:
    return ExternalDependencyInput(
        title=entity["title"],
        owner_party_id=ids.parties[entity["owner"]],
        phrase=statement["phrase"],
        firmness=Firmness(statement["firmness"]) if "firmness" in statement else None,
        confirmed_on=min(statement["confirmed_on"], statement["on"]) if "confirmed_on" in statement else None,
        state=ExternalState(statement.get("state", "expected")),
        delivered_on=statement.get("delivered_on"),
        deliverables=tuple(ids.deliverables[key] for key in entity["waits"]),
    )


def _commitment(ids: LoadedIds, entity: Facts, statement: Facts) -> CommitmentInput:
    return CommitmentInput(
        kind=CommitmentKind(entity["kind"]),
        text=entity["text"],
        made_on=entity["made_on"],
        reference=entity["reference"],
        phrase=entity["phrase"],
        deliverable_id=ids.deliverables[entity["deliverable"]],
        answered_on=statement.get("answered_on"),
        answered_in=statement.get("answered_in", ""),
    )
