"""Says what an invented programme steers by: risks, what others bring, commitments and measurements."""

from collections.abc import Callable, Iterator, Mapping
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
from app.demo.known import Known, act_on
from app.domain.firmness import Firmness
from app.domain.structure import CommitmentKind, Direction, ExternalState, RiskKind, RiskState
from app.tables.tracked import EXTERNAL_DEPENDENCY, PARLIAMENTARY_COMMITMENT, RISK, TrackedEntity

Facts = Mapping[str, Any]
Event = tuple[date, int, Callable[[], object]]
Tell = Callable[[Known, Facts, Facts], Any]
OFFICE, AFTER_ALL_BEGAN = "noor", 4


def define_indicators(
    session: Session, act: AuditContext, known: Known, facts: Facts, programme_id: int
) -> None:
    """Every indicator; what a ratio names stands above it in the file."""
    for position, one in enumerate(facts["indicator"], start=1):
        new = IndicatorInput(
            name=one["name"],
            unit=one["unit"],
            position=position,
            definition=one["definition"],
            direction=Direction(one["direction"]),
            target=Decimal(one["target"]) if "target" in one else None,
            action_line_id=known.lines[one["action_line"]],
            numerator_id=known.indicators.get(one.get("numerator")),
            denominator_id=known.indicators.get(one.get("denominator")),
        )
        known.indicators[one["key"]] = indicator.define(session, act, programme_id, new)


def steering(session: Session, known: Known, facts: Facts, programme_id: int) -> Iterator[Event]:
    """Everything that was said of it, a statement an event."""
    act = _Office(session, known, programme_id)
    yield from act.told(facts["risk"], RISK, _risk, risk.add, risk.change)
    externals, dependency = facts["external_dependency"], external_dependency
    yield from act.told(externals, EXTERNAL_DEPENDENCY, _external, dependency.add, dependency.change)
    made, commitment = facts["parliamentary_commitment"], parliamentary_commitment
    yield from act.told(made, PARLIAMENTARY_COMMITMENT, _commitment, commitment.add, commitment.change)
    for one in facts["measured"]:
        yield one["on"], AFTER_ALL_BEGAN, _round(act, one)


class _Office:
    """Says things of one programme on behalf of its office."""

    def __init__(self, session: Session, known: Known, programme_id: int) -> None:
        self.session, self.known, self.programme_id = session, known, programme_id
        self.ids: dict[tuple[str, str], int] = {}

    def on(self, day: date) -> AuditContext:
        """The office acts on a day."""
        return act_on(day, self.known.people[OFFICE])

    def told(self, things: Any, tracked: TrackedEntity, tell: Tell, add: Any, change: Any) -> Iterator[Event]:
        """Each thing is told of once, and then anew."""
        for one in things:
            for said in one["said"]:
                yield said["on"], AFTER_ALL_BEGAN, self._tell(tracked, one, said, tell, add, change)

    def _tell(
        self, tracked: TrackedEntity, one: Facts, said: Facts, tell: Tell, add: Any, change: Any
    ) -> Callable[[], None]:
        def say() -> None:
            act, key = self.on(said["on"]), (tracked.name, one["key"])
            now = tell(self.known, one, said)
            if key not in self.ids:
                self.ids[key] = add(self.session, act, self.programme_id, now)
                return
            of = tracked.table.c.id == self.ids[key]
            version = self.session.scalar(sa.select(tracked.table.c.version).where(of))
            change(self.session, act, self.ids[key], now, StatementInput(version, said.get("reason", "")))

        return say


def _round(office: _Office, one: Facts) -> Callable[[], object]:
    def say() -> object:
        day, known = one["reference_date"], office.known
        cells: dict[tuple[int, int | None], int] = {
            (known.indicators[key], None): value for key, value in one["values"].items()
        }
        for site, values in one.get("sites", {}).items():
            cells |= {(known.indicators[k], known.sites[site]): v for k, v in values.items()}
        measured = {
            key: MeasurementInput(Decimal(value), day, one["on"], pilot_site_id=key[1])
            for key, value in cells.items()
        }
        return measurement.measure_round(office.session, office.on(one["on"]), measured)

    return say


def _risk(known: Known, one: Facts, said: Facts) -> RiskInput:
    return RiskInput(
        kind=RiskKind(one["kind"]),
        title=one["title"],
        cause=one["cause"],
        consequence=one["consequence"],
        likelihood=said.get("likelihood"),
        impact=said["impact"],
        measure=one["measure"],
        owner_id=known.people[one["owner"]],
        state=RiskState(said.get("state", "open")),
        in_report=one["in_report"],
        deliverables=tuple(known.deliverables[key] for key in one["touches"] if key in known.deliverables),
    )


def _external(known: Known, one: Facts, said: Facts) -> ExternalDependencyInput:
    return ExternalDependencyInput(
        title=one["title"],
        owner_party_id=known.parties[one["owner"]],
        phrase=said["phrase"],
        firmness=Firmness(said["firmness"]) if "firmness" in said else None,
        confirmed_on=min(said["confirmed_on"], said["on"]) if "confirmed_on" in said else None,
        state=ExternalState(said.get("state", "expected")),
        delivered_on=said.get("delivered_on"),
        deliverables=tuple(known.deliverables[key] for key in one["waits"]),
    )


def _commitment(known: Known, one: Facts, said: Facts) -> CommitmentInput:
    return CommitmentInput(
        kind=CommitmentKind(one["kind"]),
        text=one["text"],
        made_on=one["made_on"],
        reference=one["reference"],
        phrase=one["phrase"],
        deliverable_id=known.deliverables[one["deliverable"]],
        answered_on=said.get("answered_on"),
        answered_in=said.get("answered_in", ""),
    )
