"""Parties and what each programme calls them, with how they stand to programmes; and pilot sites."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.db import fetch_all, fetch_one
from app.domain.dutch_text import order_key
from app.domain.structure import PartyKind
from app.queries.history import links_as_of
from app.tables import Party, PilotSite, Programme, ProgrammeParty
from app.tables.tracked import INVOLVED


@dataclass(frozen=True, slots=True)
class PartyRow:
    """An organisation; `roles` are pairs of programme id and how it stands to that programme.

    `name` and `short` are the words that all of these programmes use; where they differ, those of the
    installation. `wordings` are pairs of programme id and the words of its own, if it has any.
    """

    id: int
    name: str
    abbreviation: str | None
    version: int
    short: str
    roles: tuple[tuple[int, PartyKind], ...]
    wordings: tuple[tuple[int, str | None], ...] = ()

    def name_in(self, programme_id: int) -> str:
        """Return what one of the programmes calls it in full."""
        return dict(self.wordings).get(programme_id) or self.name

    def short_in(self, programme_id: int) -> str:
        """Return what one of the programmes calls it where there is little room."""
        return dict(self.wordings).get(programme_id) or self.short


@dataclass(frozen=True, slots=True)
class SharedParty:
    """A party of the installation, with the programmes in which it takes part."""

    id: int
    name: str
    abbreviation: str | None
    version: int
    programmes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartyPlace:
    """A party, and how it stands to the programme, which calls it `words`."""

    id: int
    name: str
    abbreviation: str | None
    words: str
    wording: str | None
    version: int
    kind: PartyKind
    position: int


@dataclass(frozen=True, slots=True)
class PilotSiteRow:
    """A region in which a programme tries things out."""

    id: int
    programme_id: int
    name: str
    position: int
    withdrawn_on: date | None
    version: int


def parties(session: Session, programme_ids: Collection[int], party_id: int | None = None) -> list[PartyRow]:
    """Return the parties of these programmes with their roles in them, by id. One query."""
    statement = _select_parties()
    if party_id is not None:
        statement = statement.where(col(Party.id) == party_id)
    rows = session.execute(statement, {"programme_ids": list(programme_ids)})
    return [_party(list(places)) for _, places in groupby(rows, lambda row: row.id)]


@cache
def _select_parties() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(col(Party.id), col(Party.name), col(Party.abbreviation), col(Party.version))
        .add_columns(col(ProgrammeParty.programme_id), col(ProgrammeParty.kind), col(ProgrammeParty.wording))
        .join_from(ProgrammeParty, Party, col(Party.id) == col(ProgrammeParty.party_id))
        .where(col(ProgrammeParty.programme_id).in_(sa.bindparam("programme_ids", expanding=True)))
        .order_by(col(Party.id), col(ProgrammeParty.programme_id))
    )


def sponsors(session: Session, programme_id: int) -> list[PartyRow]:
    """Return the parties that commission a programme, by id. One query."""
    return [
        party
        for party in parties(session, [programme_id])
        if (programme_id, PartyKind.SPONSOR) in party.roles
    ]


def shared_parties(session: Session, party_id: int | None = None) -> list[SharedParty]:
    """Return every party by name, ignoring case, or only the one with this id. One query."""
    statement = (
        sa.select(col(Party.id), col(Party.name), col(Party.abbreviation), col(Party.version))
        .add_columns(col(Programme.title).label("programme"))
        .outerjoin_from(Party, ProgrammeParty, col(ProgrammeParty.party_id) == col(Party.id))
        .outerjoin(Programme, col(Programme.id) == col(ProgrammeParty.programme_id))
    )
    if party_id is not None:
        statement = statement.where(col(Party.id) == party_id)
    places = sorted(
        session.execute(statement),
        key=lambda row: (order_key(row.name), row.id, order_key(row.programme or "")),
    )
    grouped = [list(rows) for _, rows in groupby(places, lambda row: row.id)]
    return [
        SharedParty(
            id=first.id,
            name=first.name,
            abbreviation=first.abbreviation,
            version=first.version,
            programmes=tuple(row.programme for row in (first, *rest) if row.programme is not None),
        )
        for first, *rest in grouped
    ]


def party_places(session: Session, programme_id: int) -> list[PartyPlace]:
    """Return the parties of a programme, in the order in which they are named. One query."""
    statement = (
        sa.select(col(Party.id), col(Party.name), col(Party.abbreviation), party_name(Party).label("words"))
        .add_columns(col(ProgrammeParty.wording), col(ProgrammeParty.version))
        .add_columns(col(ProgrammeParty.kind), col(ProgrammeParty.position))
        .join_from(ProgrammeParty, Party, col(Party.id) == col(ProgrammeParty.party_id))
        .where(col(ProgrammeParty.programme_id) == programme_id)
        .order_by(col(ProgrammeParty.position), col(Party.id))
    )
    return fetch_all(session, statement, PartyPlace)


def parties_involved(
    session: Session, deliverable_ids: Collection[int], as_of: date = date.max
) -> dict[int, tuple[int, ...]]:
    """Return the ids of the parties involved in these deliverables on a day, by deliverable. One query."""
    links = links_as_of(INVOLVED)
    statement = (
        sa.select(links.c.deliverable_id, links.c.party_id)
        .where(links.c.deliverable_id.in_(deliverable_ids))
        .order_by(links.c.deliverable_id, links.c.party_id)
    )
    rows = session.execute(statement, {"as_of": as_of})
    by_deliverable = groupby(rows, lambda row: row.deliverable_id)
    return {key: tuple(row.party_id for row in ties) for key, ties in by_deliverable}


def involved_party_names(session: Session, deliverable_id: int, as_of: date) -> list[str]:
    """Return what the parties are called that were involved in a deliverable on a day. One query."""
    links = links_as_of(INVOLVED)
    statement = (
        sa.select(party_name(Party))
        .join_from(links, Party, col(Party.id) == links.c.party_id)
        .outerjoin(ProgrammeParty, is_wording_of(links.c.party_id, links.c.programme_id))
        .where(links.c.deliverable_id == deliverable_id)
    )
    return sorted(session.scalars(statement, {"as_of": as_of}), key=order_key)


def involved_short_names(session: Session, programme_id: int, as_of: date) -> dict[int, list[str]]:
    """Return what the parties involved on a day are called, briefly, by deliverable. One query."""
    links = links_as_of(INVOLVED)
    statement = (
        sa.select(links.c.deliverable_id, party_short_name(Party).label("name"))
        .join_from(links, Party, col(Party.id) == links.c.party_id)
        .outerjoin(ProgrammeParty, is_wording_of(links.c.party_id, links.c.programme_id))
        .where(links.c.programme_id == programme_id)
        .order_by(links.c.deliverable_id, col(Party.id))
    )
    names: dict[int, list[str]] = {}
    for row in session.execute(statement, {"as_of": as_of}):
        names.setdefault(row.deliverable_id, []).append(row.name)
    return names


def pilot_sites(session: Session, programme_ids: Collection[int]) -> list[PilotSiteRow]:
    """Return the pilot sites of these programmes, by id. One query."""
    return fetch_all(session, _select_pilot_sites(programme_ids).order_by(col(PilotSite.id)), PilotSiteRow)


def pilot_site_by_id(
    session: Session, programme_ids: Collection[int], pilot_site_id: int
) -> PilotSiteRow | None:
    """Return a pilot site of one of these programmes. One query."""
    select = _select_pilot_sites(programme_ids).where(col(PilotSite.id) == pilot_site_id)
    return fetch_one(session, select, PilotSiteRow)


def _select_pilot_sites(programme_ids: Collection[int]) -> sa.Select[*tuple[Any, ...]]:
    columns = (PilotSite.id, PilotSite.programme_id, PilotSite.name, PilotSite.position)
    select = sa.select(*map(col, columns)).add_columns(col(PilotSite.withdrawn_on), col(PilotSite.version))
    return select.where(col(PilotSite.programme_id).in_(programme_ids))


def pilot_site_places(session: Session, programme_id: int) -> list[PilotSiteRow]:
    """Return the pilot sites of a programme, in order. One query."""
    statement = _select_pilot_sites([programme_id]).order_by(col(PilotSite.position), col(PilotSite.id))
    return fetch_all(session, statement, PilotSiteRow)


def party_name(party: Any) -> sa.ColumnElement[str]:
    """Select the full name of a party (the entity or an alias): the programme's own words come first.

    `ProgrammeParty` must be joined with `is_wording_of`.
    """
    return sa.func.coalesce(col(ProgrammeParty.wording), party.name)


def party_short_name(party: Any) -> sa.ColumnElement[str]:
    """Select the name for where there is little room: a programme's own words hold there too."""
    return sa.func.coalesce(col(ProgrammeParty.wording), party.abbreviation, party.name)


def is_wording_of(party_id: Any, programme_id: Any) -> sa.ColumnElement[bool]:
    """Join `ProgrammeParty` for its wording; an outer join, for who no longer takes part keeps their name."""
    return sa.and_(col(ProgrammeParty.party_id) == party_id, col(ProgrammeParty.programme_id) == programme_id)


def _party(places: Sequence[sa.Row[Any]]) -> PartyRow:
    first, wordings = places[0], {row.wording for row in places}
    own = wordings.pop() if len(wordings) == 1 else None
    return PartyRow(
        id=first.id,
        name=own or first.name,
        abbreviation=first.abbreviation,
        version=first.version,
        short=own or first.abbreviation or first.name,
        roles=tuple((row.programme_id, row.kind) for row in places),
        wordings=tuple((row.programme_id, row.wording) for row in places),
    )
