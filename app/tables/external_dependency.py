"""What others must bring, and until when they said it would be there."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from app.domain.firmness import Firmness
from app.domain.structure import ExternalState
from app.tables.columns import key, one_of
from app.tables.statement import Statement, Tie, said_of
from app.tables.vague_date import VagueDateColumns, window_check


class ExternalDependencyBase(VagueDateColumns):
    """What can be said of it; without a phrase nothing was promised, both bounds are open when undated."""

    title: str = Field(max_length=300)
    description: str = ""
    owner_party_id: int = key("party.id")
    firmness: Firmness | None = Field(default=None, sa_type=one_of(Firmness))
    confirmed_on: date | None = None
    state: ExternalState = Field(default=ExternalState.EXPECTED, sa_type=one_of(ExternalState))
    delivered_on: date | None = None


def _whole() -> tuple[sa.CheckConstraint, ...]:
    return (
        window_check(),
        sa.CheckConstraint("delivered_on IS NULL OR state = 'delivered'", name="delivered_day"),
    )


class ExternalDependency(ExternalDependencyBase, table=True):
    """What another programme or body must bring."""

    __tablename__ = "external_dependency"
    __table_args__ = (*_whole(), sa.Index("ix_external_dependency_programme", "programme_id", "id"))

    id: int | None = Field(default=None, primary_key=True)
    programme_id: int = key("programme.id")
    version: int = 1
    retracted_on: date | None = None
    """When it was said to have been made by mistake: it is shown on no day."""


class ExternalDependencyStatement(Statement, ExternalDependencyBase, table=True):
    """What must be brought, as it was said on a day."""

    __tablename__ = "external_dependency_statement"
    __table_args__ = (
        *_whole(),
        sa.CheckConstraint("confirmed_on <= said_on", name="confirmed_when_said"),
        sa.CheckConstraint("delivered_on <= said_on", name="delivered_when_said"),
        *said_of("external_dependency_statement", "external_dependency_id"),
    )

    external_dependency_id: int = key("external_dependency.id")
    corrects_id: int | None = key("external_dependency_statement.id", default=None, unique=True)


class ExternalDependencyDeliverable(Tie, table=True):
    """That a deliverable waits for it, or no longer does."""

    __tablename__ = "external_dependency_deliverable"
    __table_args__ = said_of("external_dependency_deliverable", "external_dependency_id", "deliverable_id")

    external_dependency_id: int = key("external_dependency.id")
    deliverable_id: int = key("deliverable.id", index=True)
