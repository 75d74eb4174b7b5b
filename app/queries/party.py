"""Parties with how they stand to programmes, and pilot sites."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.structure import PartyKind
from app.tables import Party, PilotSite, ProgrammeParty

_PARTY = Party.__table__  # type: ignore[attr-defined]
_ROLE = ProgrammeParty.__table__  # type: ignore[attr-defined]
_SITE = PilotSite.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """An organisation; `roles` are pairs of programme id and how it stands to that programme."""

    id: int
    name: str
    abbreviation: str | None
    roles: tuple[tuple[int, PartyKind], ...]


@dataclass(frozen=True, slots=True)
class PilotSiteRow:
    """A region in which a programme tries things out."""

    id: int
    programme_id: int
    name: str


def parties(session: Session, programme_ids: Collection[int]) -> list[PartyRow]:
    """The parties of these programmes with their roles in them, by id. One query."""
    rows = session.execute(
        sa.select(_PARTY.c.id, _PARTY.c.name, _PARTY.c.abbreviation, _ROLE.c.programme_id, _ROLE.c.kind)
        .join_from(_ROLE, _PARTY, _PARTY.c.id == _ROLE.c.party_id)
        .where(_ROLE.c.programme_id.in_(list(programme_ids)))
        .order_by(_PARTY.c.id, _ROLE.c.programme_id)
    )
    found: dict[int, PartyRow] = {}
    for party_id, name, abbreviation, programme_id, kind in rows:
        roles = found[party_id].roles if party_id in found else ()
        found[party_id] = PartyRow(party_id, name, abbreviation, (*roles, (programme_id, kind)))
    return list(found.values())


def pilot_sites(session: Session, programme_ids: Collection[int]) -> list[PilotSiteRow]:
    """The pilot sites of these programmes, by id. One query."""
    columns = [_SITE.c[name] for name in PilotSiteRow.__slots__]
    asked = sa.select(*columns).where(_SITE.c.programme_id.in_(list(programme_ids))).order_by(_SITE.c.id)
    return [PilotSiteRow(*row) for row in session.execute(asked)]
