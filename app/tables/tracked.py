"""The entities whose history is kept as statements, and the links between them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.tables import (
    ActionLine,
    ActionLineStatement,
    Decision,
    DecisionOption,
    DecisionParty,
    DecisionStatement,
    Deliverable,
    DeliverableInput,
    DeliverableParty,
    DeliverableStatement,
    ExternalDependency,
    ExternalDependencyDeliverable,
    ExternalDependencyStatement,
    Indicator,
    IndicatorStatement,
    ParliamentaryCommitment,
    ParliamentaryCommitmentStatement,
    Programme,
    ProgrammeStatement,
    Project,
    ProjectStatement,
    Risk,
    RiskDeliverable,
    RiskStatement,
)
from app.tables.statement import Tie


@dataclass(frozen=True, slots=True, eq=False)
class TrackedEntity:
    """A kind of thing whose history is kept: `entity` holds what is the case now, `statement` what was said.

    `facts` are the columns that a statement can set.
    """

    name: str
    entity: type[SQLModel]
    statement: type[SQLModel]
    table: sa.Table
    statement_table: sa.Table
    facts: tuple[str, ...]

    @property
    def key_column(self) -> sa.Column[Any]:
        """The column of a statement that names its entity."""
        return self.statement_table.c[f"{self.name}_id"]

    @classmethod
    def of(cls, name: str, entity: type[SQLModel], statement: type[SQLModel]) -> "TrackedEntity":
        """Describe a tracked entity; its facts are the columns that both tables inherit from one class."""
        shared: type[SQLModel] = next(base for base in entity.__mro__[1:] if issubclass(statement, base))
        return cls(name, entity, statement, _table(entity), _table(statement), tuple(shared.model_fields))


@dataclass(frozen=True, slots=True, eq=False)
class TrackedLink:
    """Which things belong together: `owner_key` is the column of the one, `member_key` of the others."""

    entity: type[Tie]
    owner_key: str
    member_key: str
    table: sa.Table

    @classmethod
    def of(cls, entity: type[Tie], owner_key: str, member_key: str) -> "TrackedLink":
        """Describe the links that are stored in the table of this class."""
        return cls(entity, owner_key, member_key, _table(entity))


def _table(entity: type[SQLModel]) -> sa.Table:
    table: sa.Table = entity.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    return table


PROGRAMME = TrackedEntity.of("programme", Programme, ProgrammeStatement)
ACTION_LINE = TrackedEntity.of("action_line", ActionLine, ActionLineStatement)
PROJECT = TrackedEntity.of("project", Project, ProjectStatement)
DELIVERABLE = TrackedEntity.of("deliverable", Deliverable, DeliverableStatement)
DECISION = TrackedEntity.of("decision", Decision, DecisionStatement)
INDICATOR = TrackedEntity.of("indicator", Indicator, IndicatorStatement)
RISK = TrackedEntity.of("risk", Risk, RiskStatement)
EXTERNAL_DEPENDENCY = TrackedEntity.of("external_dependency", ExternalDependency, ExternalDependencyStatement)
PARLIAMENTARY_COMMITMENT = TrackedEntity.of(
    "parliamentary_commitment", ParliamentaryCommitment, ParliamentaryCommitmentStatement
)
TRACKED_ENTITIES = (
    *(PROGRAMME, ACTION_LINE, PROJECT, DELIVERABLE, DECISION),
    *(INDICATOR, RISK, EXTERNAL_DEPENDENCY, PARLIAMENTARY_COMMITMENT),
)


INPUTS = TrackedLink.of(DeliverableInput, "deliverable_id", "input_id")
INVOLVED = TrackedLink.of(DeliverableParty, "deliverable_id", "party_id")
OPTIONS = TrackedLink.of(DecisionOption, "decision_id", "number")
DECIDERS = TrackedLink.of(DecisionParty, "decision_id", "party_id")
TOUCHED = TrackedLink.of(RiskDeliverable, "risk_id", "deliverable_id")
WAITING = TrackedLink.of(ExternalDependencyDeliverable, "external_dependency_id", "deliverable_id")
