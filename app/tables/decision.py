"""What is asked of those who decide: the question, the options, who decides; and once taken, the outcome."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from app.tables.columns import flag, key
from app.tables.statement import Statement, Tie, retraction_check, said_of


class DecisionBase(SQLModel):
    """What can be said of a decision; `adopts_id` is the product that taking it adopts."""

    question: str = ""
    adopts_id: int | None = key("deliverable.id", default=None)


class Decision(DecisionBase, table=True):
    """What a deliverable of the kind decision asks, under the same id."""

    __table_args__ = (sa.CheckConstraint("adopts_id <> id", name="not_itself"),)

    id: int = key("deliverable.id", primary_key=True)
    programme_id: int = key("programme.id", index=True)
    version: int = 1


class DecisionStatement(Statement, DecisionBase, table=True):
    """A decision as it was said to be."""

    __tablename__ = "decision_statement"
    __table_args__ = said_of("decision_statement", "decision_id")

    decision_id: int = key("decision.id")
    corrects_id: int | None = key("decision_statement.id", default=None, unique=True)


class DecisionOption(Tie, table=True):
    """What can be chosen, by its number; what was said last of a number counts."""

    __tablename__ = "decision_option"
    __table_args__ = (
        sa.CheckConstraint("number > 0", name="numbered"),
        *said_of("decision_option", "decision_id", "number"),
    )

    decision_id: int = key("decision.id")
    number: int
    title: str = Field(max_length=300)
    description: str = ""


class DecisionParty(Tie, table=True):
    """That a party decides, or no longer does."""

    __tablename__ = "decision_party"
    __table_args__ = said_of("decision_party", "decision_id", "party_id")

    decision_id: int = key("decision.id")
    party_id: int = key("party.id", index=True)


class DecisionTaking(Statement, table=True):
    """What was decided, on which day, and why; `option_number` where one of the options was chosen.

    `adopts` is whether the outcome adopts the product that the decision can adopt.
    `retracts`: nothing was meant by the row that it corrects, and it says nothing itself.
    """

    __tablename__ = "decision_taking"
    __table_args__ = (
        sa.CheckConstraint("taken_on <= said_on", name="taken_when_said"),
        sa.CheckConstraint("outcome <> ''", name="outcome_said"),
        retraction_check(),
        *said_of("decision_taking", "decision_id"),
    )

    decision_id: int = key("decision.id")
    taken_on: date
    outcome: str
    option_number: int | None = None
    adopts: bool = Field(default=True, sa_column_kwargs={"server_default": sa.text("true")})
    corrects_id: int | None = key("decision_taking.id", default=None, unique=True)
    retracts: bool = flag()
