"""What a programme is made of now, for whoever changes it: every part, also what is gone."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.structure import DeliverableKind, PartyKind
from app.queries.frame import ties
from app.queries.lead import LEADING
from app.queries.party_words import PLACE, name_of
from app.tables import Deliverable, Party, Person, PilotSite, RoleGrant
from app.tables.tracked import ACTION_LINE, INVOLVED, PROJECT, TrackedEntity

_DELIVERABLE = Deliverable.__table__  # type: ignore[attr-defined]
_PARTY = Party.__table__  # type: ignore[attr-defined]
_SITE = PilotSite.__table__  # type: ignore[attr-defined]
_PERSON = Person.__table__  # type: ignore[attr-defined]
_GRANT = RoleGrant.__table__  # type: ignore[attr-defined]
CANDIDATES = 5
"""So many things are named where a title fits more than one."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A deliverable in its project."""

    id: int
    project_id: int
    title: str
    kind: DeliverableKind
    merged_into_id: int | None


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
class Site:
    """A pilot site of the programme."""

    id: int
    name: str
    position: int
    withdrawn_on: date | None
    version: int


def listed(session: Session, programme_id: int) -> list[Listed]:
    """Every deliverable of a programme, in the order of its project. One query."""
    asked = sa.select(*(_DELIVERABLE.c[name] for name in Listed.__slots__)).where(
        _DELIVERABLE.c.programme_id == programme_id
    )
    rows = session.execute(
        asked.order_by(_DELIVERABLE.c.project_id, _DELIVERABLE.c.position, _DELIVERABLE.c.id)
    )
    return [Listed(*row) for row in rows]


def called(session: Session, programme_id: int, title: str) -> list[tuple[int, str]]:
    """The deliverables that a title can mean: the one that is called so, else those that begin so. One query.

    What was merged into another is left out; one more than `CANDIDATES` at the most.
    """
    folded = sa.func.lower(_DELIVERABLE.c.title)
    asked = (
        sa.select(_DELIVERABLE.c.id, _DELIVERABLE.c.title)
        .where(_DELIVERABLE.c.programme_id == programme_id, _DELIVERABLE.c.merged_into_id.is_(None))
        .where(folded.startswith(title.strip().lower(), autoescape=True))
        .order_by(sa.func.length(_DELIVERABLE.c.title), _DELIVERABLE.c.id)
        .limit(CANDIDATES + 1)
    )
    found = [(key, text) for key, text in session.execute(asked)]
    exactly = [one for one in found if one[1].lower() == title.strip().lower()]
    return exactly[:1] or found


def party_places(session: Session, programme_id: int) -> list[PartyPlace]:
    """The parties of a programme, in the order in which they are named. One query."""
    asked = (
        sa.select(
            *(_PARTY.c.id, _PARTY.c.name, _PARTY.c.abbreviation, name_of(_PARTY)),
            *(PLACE.c[name] for name in ("wording", "version", "kind", "position")),
        )
        .join_from(PLACE, _PARTY, _PARTY.c.id == PLACE.c.party_id)
        .where(PLACE.c.programme_id == programme_id)
        .order_by(PLACE.c.position, _PARTY.c.id)
    )
    return [PartyPlace(*row) for row in session.execute(asked)]


def sites(session: Session, programme_id: int) -> list[Site]:
    """The pilot sites of a programme, in order. One query."""
    asked = sa.select(*(_SITE.c[name] for name in Site.__slots__)).where(_SITE.c.programme_id == programme_id)
    return [Site(*row) for row in session.execute(asked.order_by(_SITE.c.position, _SITE.c.id))]


def leads(session: Session, programme_id: int) -> list[tuple[int, str]]:
    """Who can lead in a programme, by name. One query."""
    asked = (
        sa.select(_PERSON.c.id, _PERSON.c.name)
        .join_from(_GRANT, _PERSON, _PERSON.c.id == _GRANT.c.person_id)
        .where(_GRANT.c.role.in_(LEADING), _GRANT.c.programme_id == programme_id)
        .distinct()
        .order_by(_PERSON.c.name, _PERSON.c.id)
    )
    return [(key, name) for key, name in session.execute(asked)]


def lines_now(session: Session, programme_id: int) -> list[tuple[int, str]]:
    """The action lines that still run, in order. One query."""
    return _running(session, ACTION_LINE, programme_id)


def projects_now(session: Session, programme_id: int) -> list[tuple[int, str]]:
    """The projects that still run, in order. One query."""
    return _running(session, PROJECT, programme_id)


def parties_involved(session: Session, deliverable_id: int) -> list[int]:
    """The parties that are involved in a deliverable now. One query."""
    link = ties(INVOLVED)
    asked = sa.select(link.c.party_id).where(link.c.deliverable_id == deliverable_id)
    return list(session.scalars(asked, {"as_of": date.max}))


def _running(session: Session, tracked: TrackedEntity, programme_id: int) -> list[tuple[int, str]]:
    thing = tracked.table.c
    runs = (thing.withdrawn.is_(False), thing.merged_into_id.is_(None))
    asked = sa.select(thing.id, thing.title).where(thing.programme_id == programme_id, *runs)
    return [(key, title) for key, title in session.execute(asked.order_by(thing.position, thing.id))]
