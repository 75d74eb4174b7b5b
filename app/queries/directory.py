"""All that a table can name in a programme, read at once: eight queries, however long the table is."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.deliverable_table import Column, Directory
from app.domain.known_name import KnownName, KnownNames
from app.queries.lead import LEADING
from app.queries.named_moment import read_register
from app.queries.need import needs_of
from app.queries.party import party_places
from app.queries.structure import lines_now, projects_now
from app.tables import Deliverable, Person, Programme, Project, RoleGrant, metadata
from app.tables.lengths import longest
from app.tables.tracked import ACTION_LINE, DELIVERABLE, PROJECT


def directory_of(session: Session, programme_id: int) -> Directory:
    """Return the parts, people and parties of a programme by their names."""
    lines = lines_now(session, programme_id)
    parties = [
        KnownName(party.id, party.words, (party.name, party.abbreviation or ""))
        for party in party_places(session, programme_id)
    ]
    return Directory(
        lines=KnownNames(KnownName(id, title) for id, title in lines),
        projects=KnownNames(KnownName(id, title) for id, title in projects_now(session, programme_id)),
        led_projects=_led_projects(session, programme_id),
        leads=KnownNames(_leads(session, programme_id)),
        parties=KnownNames(parties),
        deliverables=KnownNames(_deliverables(session, programme_id)),
        only_line=lines[0][0] if len(lines) == 1 else None,
        needs=needs_of(session, programme_id),
        register=read_register(session),
        began_on=session.scalar(sa.select(col(Programme.starts_on)).where(col(Programme.id) == programme_id)),
        most={column: most for column, text in _TEXTS.items() if (most := longest(text)) is not None},
    )


_TEXTS = {
    Column.TITLE: DELIVERABLE.table.c.title,
    Column.PROJECT: PROJECT.table.c.title,
    Column.LINE: ACTION_LINE.table.c.title,
    Column.DESCRIPTION: DELIVERABLE.table.c.description,
    Column.ALIASES: DELIVERABLE.table.c.aliases,
    Column.PHRASE: metadata.tables["deadline"].c.phrase,
    Column.SOURCE: metadata.tables["source"].c.document,
    Column.SECTION: metadata.tables["source"].c.section,
}


def _led_projects(session: Session, programme_id: int) -> frozenset[int]:
    statement = sa.select(col(Project.id)).where(
        col(Project.programme_id) == programme_id, col(Project.lead_id).is_not(None)
    )
    return frozenset(session.scalars(statement))


def _leads(session: Session, programme_id: int) -> list[KnownName]:
    """Return who may lead here: by name, by address, and by the first or last part of the name."""
    statement = (
        sa.select(col(Person.id), col(Person.name), col(Person.email))
        .join_from(RoleGrant, Person, col(Person.id) == col(RoleGrant.person_id))
        .where(col(RoleGrant.role).in_(LEADING), col(RoleGrant.programme_id) == programme_id)
        .distinct()
        .order_by(col(Person.id))
    )
    return [
        KnownName(row.id, row.name, (row.email, *_parts(row.name.split())), row.email)
        for row in session.execute(statement)
    ]


def _parts(words: Sequence[str]) -> tuple[str, ...]:
    """Return the first name and the surname with what stands before it: “Noor”, “van den Berg”, “Berg”."""
    return (words[0], " ".join(words[1:]), words[-1]) if len(words) > 1 else ()


def _deliverables(session: Session, programme_id: int) -> list[KnownName]:
    statement = sa.select(col(Deliverable.id), col(Deliverable.title), col(Deliverable.aliases)).where(
        col(Deliverable.programme_id) == programme_id,
        col(Deliverable.merged_into_id).is_(None),
        col(Deliverable.retracted_on).is_(None),
    )
    return [
        KnownName(row.id, row.title, tuple(row.aliases.splitlines())) for row in session.execute(statement)
    ]
