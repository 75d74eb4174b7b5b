"""The things of which it is kept what they were said to be, and those that are said to belong together."""

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
class Noun:
    """A thing of which it is kept what it was said to be; `facts` are the columns that can be said.

    `entity` and `saying` are the classes of the two tables, for whoever writes them.
    """

    name: str
    thing: sa.Table
    statement: sa.Table
    facts: tuple[str, ...]
    entity: type[SQLModel]
    saying: type[SQLModel]

    @property
    def of(self) -> sa.Column[Any]:
        """The column of a statement that names its thing."""
        return self.statement.c[f"{self.name}_id"]

    @classmethod
    def known_by(cls, name: str, thing: type[SQLModel], statement: type[SQLModel]) -> "Noun":
        """Under this name; what can be said of it are the columns that both tables take from one class."""
        shared: type[SQLModel] = next(base for base in thing.__mro__[1:] if issubclass(statement, base))
        tables = (thing.__table__, statement.__table__)  # type: ignore[attr-defined]
        return cls(name, *tables, tuple(shared.model_fields), thing, statement)


PROGRAMME = Noun.known_by("programme", Programme, ProgrammeStatement)
ACTION_LINE = Noun.known_by("action_line", ActionLine, ActionLineStatement)
PROJECT = Noun.known_by("project", Project, ProjectStatement)
DELIVERABLE = Noun.known_by("deliverable", Deliverable, DeliverableStatement)
DECISION = Noun.known_by("decision", Decision, DecisionStatement)
INDICATOR = Noun.known_by("indicator", Indicator, IndicatorStatement)
RISK = Noun.known_by("risk", Risk, RiskStatement)
EXTERNAL_DEPENDENCY = Noun.known_by("external_dependency", ExternalDependency, ExternalDependencyStatement)
PARLIAMENTARY_COMMITMENT = Noun.known_by(
    "parliamentary_commitment", ParliamentaryCommitment, ParliamentaryCommitmentStatement
)
NOUNS = (
    *(PROGRAMME, ACTION_LINE, PROJECT, DELIVERABLE, DECISION),
    *(INDICATOR, RISK, EXTERNAL_DEPENDENCY, PARLIAMENTARY_COMMITMENT),
)


@dataclass(frozen=True, slots=True, eq=False)
class Bond:
    """Which things belong together: `of` names the one thing in the table, `end` each of the others."""

    table: sa.Table
    of: str
    end: str
    statement: type[Tie]

    @classmethod
    def kept_in(cls, table: type[Tie], of: str, end: str) -> "Bond":
        """In this table."""
        return cls(table.__table__, of, end, table)  # type: ignore[attr-defined]


INPUTS = Bond.kept_in(DeliverableInput, "deliverable_id", "input_id")
INVOLVED = Bond.kept_in(DeliverableParty, "deliverable_id", "party_id")
OPTIONS = Bond.kept_in(DecisionOption, "decision_id", "number")
DECIDERS = Bond.kept_in(DecisionParty, "decision_id", "party_id")
TOUCHED = Bond.kept_in(RiskDeliverable, "risk_id", "deliverable_id")
WAITING = Bond.kept_in(ExternalDependencyDeliverable, "external_dependency_id", "deliverable_id")
