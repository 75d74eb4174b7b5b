"""What others must bring, as of a day, held against what waits for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.external_dependency import Brought, is_stale
from app.domain.firmness import Firmness
from app.domain.structure import ExternalState
from app.domain.vague_date import VagueDate
from app.queries.frame import as_said
from app.queries.party_words import PLACE, is_place_of, name_of
from app.queries.tie import tied
from app.tables import Party
from app.tables.tracked import EXTERNAL_DEPENDENCY, WAITING

_PARTY = Party.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class ExternalDependencyRow:
    """What another programme or body must bring; without a phrase no window was promised."""

    id: int
    programme_id: int
    title: str
    description: str
    owner_party_id: int
    phrase: str
    edtf: str | None
    earliest: date | None
    latest: date | None
    firmness: Firmness | None
    confirmed_on: date | None
    state: ExternalState
    delivered_on: date | None
    version: int
    owner: str
    deliverables: tuple[int, ...]

    @property
    def window(self) -> VagueDate | None:
        """When they said that it comes."""
        return VagueDate(self.phrase, self.edtf, self.earliest, self.latest) if self.phrase else None

    @property
    def brought(self) -> Brought:
        """As the rules judge it."""
        return Brought(self.state, self.window, self.firmness, self.confirmed_on, self.delivered_on)

    def is_stale(self, on: date) -> bool:
        """Whether nobody confirmed it in the half-year before a day."""
        return is_stale(self.brought, on)


def external_dependencies(
    session: Session, programme_ids: Collection[int], as_of: date
) -> list[ExternalDependencyRow]:
    """Of these programmes on a day, in the order in which they were told. Two queries."""
    waiting = tied(session, WAITING, programme_ids, as_of)
    external = as_said(EXTERNAL_DEPENDENCY)
    own = [external.c[name] for name in ExternalDependencyRow.__slots__[:-2]]
    asked = (
        sa.select(*own, name_of(_PARTY))
        .join_from(external, _PARTY, _PARTY.c.id == external.c.owner_party_id)
        .outerjoin(PLACE, is_place_of(external.c.owner_party_id, external.c.programme_id))
        .where(external.c.programme_id.in_(list(programme_ids)))
        .order_by(external.c.programme_id, external.c.id)
    )
    rows = session.execute(asked, {"as_of": as_of})
    return [ExternalDependencyRow(*(*row, waiting.get(row.id, ()))) for row in rows]
