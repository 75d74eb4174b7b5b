"""Parties with how they stand to programmes, and pilot sites."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.structure import PartyKind
from app.queries.party_words import PLACE
from app.tables import Party, PilotSite, Programme

_PARTY = Party.__table__  # type: ignore[attr-defined]
_PROGRAMME = Programme.__table__  # type: ignore[attr-defined]
_SITE = PilotSite.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """An organisation; `roles` are pairs of programme id and how it stands to that programme.

    `name` and `short` are the words that all of these programmes use; where they differ, those of the
    installation. `wordings` are pairs of programme id and the words of its own, if it has any.
    """

    id: int
    name: str
    abbreviation: str | None
    short: str
    roles: tuple[tuple[int, PartyKind], ...]
    wordings: tuple[tuple[int, str | None], ...] = ()

    def name_in(self, programme_id: int) -> str:
        """What one of the programmes calls it in full."""
        return dict(self.wordings).get(programme_id) or self.name

    def short_in(self, programme_id: int) -> str:
        """What one of the programmes calls it where there is little room."""
        return dict(self.wordings).get(programme_id) or self.short


@dataclass(frozen=True, slots=True)
class PilotSiteRow:
    """A region in which a programme tries things out."""

    id: int
    programme_id: int
    name: str


def parties(session: Session, programme_ids: Collection[int]) -> list[PartyRow]:
    """The parties of these programmes with their roles in them, by id. One query."""
    names = (_PARTY.c.id, _PARTY.c.name, _PARTY.c.abbreviation)
    rows = session.execute(
        sa.select(*names, PLACE.c.programme_id, PLACE.c.kind, PLACE.c.wording)
        .join_from(PLACE, _PARTY, _PARTY.c.id == PLACE.c.party_id)
        .where(PLACE.c.programme_id.in_(list(programme_ids)))
        .order_by(_PARTY.c.id, PLACE.c.programme_id)
    )
    return [_party(list(places)) for _, places in groupby(rows, lambda row: row.id)]


def _party(places: Sequence[sa.Row[Any]]) -> PartyRow:
    first, wordings = places[0], {row.wording for row in places}
    own = wordings.pop() if len(wordings) == 1 else None
    return PartyRow(
        id=first.id,
        name=own or first.name,
        abbreviation=first.abbreviation,
        short=own or first.abbreviation or first.name,
        roles=tuple((row.programme_id, row.kind) for row in places),
        wordings=tuple((row.programme_id, row.wording) for row in places),
    )


@dataclass(frozen=True, slots=True)
class SharedParty:
    """A party of the installation, with the programmes in which it takes part."""

    id: int
    name: str
    abbreviation: str | None
    version: int
    programmes: tuple[str, ...]


def shared_parties(session: Session, party_id: int | None = None) -> list[SharedParty]:
    """Every party by name, small letters and capitals alike, or only the one with this id. One query."""
    asked = (
        sa.select(*(_PARTY.c[name] for name in ("id", "name", "abbreviation", "version")), _PROGRAMME.c.title)
        .outerjoin_from(_PARTY, PLACE, PLACE.c.party_id == _PARTY.c.id)
        .outerjoin(_PROGRAMME, _PROGRAMME.c.id == PLACE.c.programme_id)
        .order_by(sa.func.lower(_PARTY.c.name), _PARTY.c.id, _PROGRAMME.c.title)
    )
    if party_id is not None:
        asked = asked.where(_PARTY.c.id == party_id)
    grouped = [list(places) for _, places in groupby(session.execute(asked), lambda row: row.id)]
    return [
        SharedParty(
            id=first.id,
            name=first.name,
            abbreviation=first.abbreviation,
            version=first.version,
            programmes=tuple(row.title for row in (first, *rest) if row.title is not None),
        )
        for first, *rest in grouped
    ]


def pilot_sites(session: Session, programme_ids: Collection[int]) -> list[PilotSiteRow]:
    """The pilot sites of these programmes, by id. One query."""
    columns = [_SITE.c[name] for name in PilotSiteRow.__slots__]
    asked = sa.select(*columns).where(_SITE.c.programme_id.in_(list(programme_ids))).order_by(_SITE.c.id)
    return [PilotSiteRow(*row) for row in session.execute(asked)]
