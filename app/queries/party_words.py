"""Which words a programme uses for a party: its own, else those of the whole installation."""

from typing import Any

import sqlalchemy as sa

from app.tables import ProgrammeParty

PLACE: sa.Table = ProgrammeParty.__table__  # type: ignore[attr-defined]
"""How a party stands to a programme, and what that calls it."""


def name_of(party: sa.FromClause, place: sa.FromClause = PLACE) -> sa.ColumnElement[str]:
    """What a party is called in full, where `place` is joined to it."""
    return sa.func.coalesce(place.c.wording, party.c.name)


def short_name_of(party: sa.FromClause, place: sa.FromClause = PLACE) -> sa.ColumnElement[str]:
    """The same where there is little room: a programme's own words hold there too."""
    return sa.func.coalesce(place.c.wording, party.c.abbreviation, party.c.name)


def is_place_of(
    party_id: sa.ColumnElement[Any], programme_id: sa.ColumnElement[Any], place: sa.FromClause = PLACE
) -> sa.ColumnElement[bool]:
    """Joins the place of a party in a programme; outer, for who no longer takes part keeps their name."""
    return sa.and_(place.c.party_id == party_id, place.c.programme_id == programme_id)
