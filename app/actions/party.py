"""Knowing parties and pilot sites, and saying how a party stands to a programme."""

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import audit
from app.actions.act import Act
from app.domain.structure import PartyKind
from app.tables import Party, PilotSite, ProgrammeParty


def know(session: Session, act: Act, *, name: str, abbreviation: str | None = None) -> int:
    """The id of the party of this name, added where it was not yet known."""
    known = session.scalar(sa.select(col(Party.id)).where(col(Party.name) == name))
    if known is not None:
        return int(known)
    row = Party(name=name, abbreviation=abbreviation)
    session.add(row)
    session.flush()
    assert row.id is not None
    audit.record(session, act, "party.know", ("party", row.id), name=name)
    return row.id


def involve(
    session: Session, act: Act, programme_id: int, party_id: int, kind: PartyKind, *, position: int = 0
) -> None:
    """Say that a party is sponsor, partner or executor of a programme."""
    session.add(ProgrammeParty(programme_id=programme_id, party_id=party_id, kind=kind, position=position))
    audit.record(session, act, "party.involve", ("party", party_id), programme_id=programme_id, kind=kind)


def add_pilot_site(session: Session, act: Act, programme_id: int, *, name: str) -> int:
    """Add a pilot site; returns its id."""
    row = PilotSite(programme_id=programme_id, name=name)
    session.add(row)
    session.flush()
    assert row.id is not None
    audit.record(session, act, "pilot_site.add", ("pilot_site", row.id), programme_id=programme_id, name=name)
    return row.id
