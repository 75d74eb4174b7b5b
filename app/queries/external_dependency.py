"""What others must bring, as of a day, held against what waits for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.external_dependency import Brought, is_stale
from app.domain.firmness import Firmness
from app.domain.structure import ExternalState
from app.domain.vague_date import VagueDate
from app.queries.history import linked_ids, state_as_of
from app.queries.party import is_wording_of, party_name
from app.tables import Party, ProgrammeParty
from app.tables.tracked import EXTERNAL_DEPENDENCY, WAITING
from app.tables.vague_date import VagueDateBundle


@dataclass(frozen=True, slots=True)
class ExternalDependencyRow:
    """What another programme or body must bring; without a phrase no window was promised."""

    id: int
    programme_id: int
    title: str
    description: str
    owner_party_id: int
    window: VagueDate | None
    firmness: Firmness | None
    confirmed_on: date | None
    state: ExternalState
    delivered_on: date | None
    version: int
    owner: str
    deliverables: tuple[int, ...]

    @property
    def phrase(self) -> str:
        """Return the words in which the window was promised, if any."""
        return self.window.phrase if self.window else ""

    @property
    def brought(self) -> Brought:
        """Return what the rules judge."""
        return Brought(self.state, self.window, self.firmness, self.confirmed_on, self.delivered_on)

    def is_stale(self, on: date) -> bool:
        """Return whether nobody confirmed it in the half-year before a day."""
        return is_stale(self.brought, on)


def external_dependencies(
    session: Session, programme_ids: Collection[int], as_of: date
) -> list[ExternalDependencyRow]:
    """Return those of these programmes on a day, in the order in which they were entered. Two queries."""
    waiting = linked_ids(session, WAITING, programme_ids, as_of)
    external = state_as_of(EXTERNAL_DEPENDENCY)
    columns = external.c
    statement = (
        sa.select(columns.id, columns.programme_id, columns.title, columns.description)
        .add_columns(columns.owner_party_id, VagueDateBundle(columns), columns.firmness, columns.confirmed_on)
        .add_columns(columns.state, columns.delivered_on, columns.version, party_name(Party).label("owner"))
        .join_from(external, Party, col(Party.id) == columns.owner_party_id)
        .outerjoin(ProgrammeParty, is_wording_of(columns.owner_party_id, columns.programme_id))
        .where(columns.programme_id.in_(programme_ids))
        .order_by(columns.programme_id, columns.id)
    )
    rows = session.execute(statement, {"as_of": as_of}).mappings()
    return [ExternalDependencyRow(**row, deliverables=waiting.get(row["id"], ())) for row in rows]
