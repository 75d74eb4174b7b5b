"""What things were on a day, and which belonged together, read from everything that was said of them.

The row of an entity holds what is the case now; whatever can be asked as of a day selects from statements.
The selects here bind that day as `as_of`.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.tables import Person
from app.tables.tracked import TrackedEntity, TrackedLink


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement with all its facts; one that a later statement corrects no longer counts."""

    id: int
    said_on: date
    recorded_at: datetime
    reason: str
    author: str | None
    corrects_id: int | None
    facts: Mapping[str, Any]
    is_corrected: bool = False


@cache
def state_as_of(tracked: TrackedEntity) -> sa.Subquery:
    """Select the entities of a kind as they were said to be on the day, one row each.

    Its columns are those of the entity, the facts as the last statement has them. An entity of which nothing
    was said by then has no row, nor has one that was made by mistake.
    """
    entity, statement = tracked.table, tracked.statement_table
    own = [column for column in entity.c if column.name not in (*tracked.facts, "retracted_on")]
    return (
        sa.select(*own, *(statement.c[name] for name in tracked.facts))
        .join_from(entity, statement, statement.c.id == last_statement(tracked, entity.c.id))
        .where(entity.c.retracted_on.is_(None) if "retracted_on" in entity.c else sa.true())
        .subquery(tracked.name)
    )


def last_statement(tracked: TrackedEntity, entity_id: sa.ColumnElement[int]) -> sa.ScalarSelect[int]:
    """Select the id of the last statement about an entity up to the day."""
    statement = alias_of(tracked.statement, "said")
    return (
        sa.select(statement.id)
        .where(getattr(statement, f"{tracked.name}_id") == entity_id)
        .where(statement.said_on <= sa.bindparam("as_of"), is_uncorrected(statement))
        .order_by(*latest_first(statement))
        .limit(1)
        .scalar_subquery()
    )


@cache
def alias_of(entity: type[Any], name: str) -> Any:
    """Return a second reference to a table, under a name of its own, for a subquery.

    Each is made once: SQLAlchemy adapts every column of a new alias, which takes longer than SQLite takes to
    answer.
    """
    return aliased(entity, name=name)


@cache
def links_as_of(link: TrackedLink) -> sa.Subquery:
    """Select what belonged together on the day: the last statement about each pair, where it holds."""
    last = last_links(link)
    return sa.select(last).where(last.c.holds.is_(True)).subquery(link.table.name)


@cache
def last_links(link: TrackedLink) -> sa.Subquery:
    """Select the last statement about each pair up to the day, also where the pair no longer holds.

    The window is partitioned by programme, owner and member, so that a condition on one of them narrows
    the rows that are read.
    """
    table = link.table
    pair = (table.c.programme_id, table.c[link.owner_key], table.c[link.member_key])
    ranked = (
        sa.select(
            table, sa.func.row_number().over(partition_by=pair, order_by=latest_first(table.c)).label("rank")
        )
        .where(table.c.said_on <= sa.bindparam("as_of"))
        .subquery()
    )
    columns = [column for column in ranked.c if column.name != "rank"]
    return sa.select(*columns).where(ranked.c.rank == 1).subquery(f"last_{table.name}")


def oldest_first(statement: Any) -> tuple[sa.ColumnElement[Any], ...]:
    """Return the columns that order statements (an entity, an alias, or the columns of a subquery)."""
    return (statement.said_on, statement.recorded_at, statement.id)


def latest_first(statement: Any) -> tuple[sa.ColumnElement[Any], ...]:
    """Return the same order, reversed."""
    return tuple(column.desc() for column in oldest_first(statement))


def is_uncorrected(statement: Any) -> sa.ColumnElement[bool]:
    """Say that a statement (an entity or an alias of one) still counts.

    No later row corrects or retracts it, and it is no retraction itself.
    """
    later = alias_of(sa.inspect(statement).mapper.class_, "later")
    # Few rows correct another. Saying so lets PostgreSQL search those, and not the whole table.
    stands = ~sa.exists().where(later.corrects_id.is_not(None), later.corrects_id == statement.id)
    return sa.and_(stands, statement.retracts.is_(False)) if hasattr(statement, "retracts") else stands


def is_shown(document: Any, as_of: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """Say that a source, a piece of evidence or an occurrence counted on the day."""
    stood = sa.and_(document.said_on <= as_of, is_uncorrected(document))
    if not hasattr(document, "retracted_on"):
        return stood
    return sa.and_(stood, sa.or_(document.retracted_on.is_(None), document.retracted_on > as_of))


def linked_ids(
    session: Session,
    link: TrackedLink,
    programme_ids: Collection[int],
    as_of: date,
    owner_id: int | None = None,
) -> dict[int, tuple[int, ...]]:
    """Return what belonged to each owner (or to this one) on a day, by id. One query."""
    statement = _select_links(link)
    if owner_id is not None:
        statement = statement.where(links_as_of(link).c[link.owner_key] == owner_id)
    members: dict[int, list[int]] = defaultdict(list)
    for row in session.execute(statement, {"as_of": as_of, "programme_ids": list(programme_ids)}):
        members[row.owner].append(row.member)
    return {owner_id: tuple(ids) for owner_id, ids in members.items()}


@cache
def _select_links(link: TrackedLink) -> sa.Select[*tuple[Any, ...]]:
    links = links_as_of(link)
    owner, member = links.c[link.owner_key].label("owner"), links.c[link.member_key].label("member")
    is_of_one = links.c.programme_id.in_(sa.bindparam("programme_ids", expanding=True))
    return sa.select(owner, member).where(is_of_one).order_by(member)


def statements(
    session: Session,
    tracked: TrackedEntity,
    programme_ids: Collection[int],
    as_of: date,
    entity_id: int | None = None,
) -> dict[int, list[StatementRow]]:
    """Return the statements up to a day by id of the entity, the first statement first. One query."""
    select = _select_statements(tracked)
    if entity_id is not None:
        select = select.where(tracked.key_column == entity_id)
    parameters = {"as_of": as_of, "programme_ids": list(programme_ids)}
    rows = session.execute(select, parameters).mappings().all()
    corrected = {row["corrects_id"] for row in rows}
    by_entity: dict[int, list[StatementRow]] = defaultdict(list)
    for row in rows:
        by_entity[row["entity_id"]].append(
            StatementRow(
                id=row["id"],
                said_on=row["said_on"],
                recorded_at=row["recorded_at"],
                reason=row["reason"],
                author=row["author"],
                corrects_id=row["corrects_id"],
                facts={name: row[name] for name in tracked.facts},
                is_corrected=row["id"] in corrected,
            )
        )
    return by_entity


@cache
def _select_statements(tracked: TrackedEntity) -> sa.Select[*tuple[Any, ...]]:
    table = tracked.statement_table
    select = (
        sa.select(tracked.key_column.label("entity_id"), table.c.corrects_id)
        .add_columns(table.c.id, table.c.said_on, table.c.recorded_at, table.c.reason)
        .add_columns(col(Person.name).label("author"), *(table.c[name] for name in tracked.facts))
        .outerjoin_from(table, Person, col(Person.id) == table.c.author_id)
        .where(table.c.programme_id.in_(sa.bindparam("programme_ids", expanding=True)))
        .where(table.c.said_on <= sa.bindparam("as_of"))
        .order_by(*oldest_first(table.c))
    )
    if "retracted_on" in tracked.table.c:
        entity = tracked.table.c
        select = select.join(tracked.table, entity.id == tracked.key_column)
        select = select.where(entity.retracted_on.is_(None))
    return select


def list_uncorrected(rows: Collection[StatementRow], until: date = date.max) -> list[StatementRow]:
    """Return the statements up to a day that no later one corrects."""
    return [row for row in rows if not row.is_corrected and row.said_on <= until]


def last_statement_id(session: Session, tracked: TrackedEntity, entity_id: int) -> int:
    """Return the id of the statement that counts now. One query."""
    statement_id: int = session.scalars(
        sa.select(last_statement(tracked, sa.literal(entity_id))), {"as_of": date.max}
    ).one()
    return statement_id
