"""What things are as of a day: what was said of them last, under the names of their own columns.

An entity's own row holds what is the case now; what can be asked as of a day selects from what was said.
"""

from functools import cache

import sqlalchemy as sa

from app.tables.tracked import TrackedEntity, TrackedLink


@cache
def as_said(tracked: TrackedEntity) -> sa.Subquery:
    """The things of a kind as they were said to be up to the day bound as `as_of`, one row each.

    Its columns: those of the thing itself, and of its facts what the last statement says. A thing of which
    nothing was said by then has no row.
    """
    thing, statement = tracked.table, tracked.statement_table
    own = [column for column in thing.c if column.name not in tracked.facts]
    said = [statement.c[name] for name in tracked.facts]
    return (
        sa.select(*own, *said)
        .join_from(thing, statement, statement.c.id == last_statement(tracked, thing.c.id))
        .subquery(tracked.name)
    )


def last_statement(tracked: TrackedEntity, thing_id: sa.ColumnElement[int]) -> sa.ScalarSelect[int]:
    """The id of what was said last of a thing up to the day bound as `as_of`."""
    told = tracked.statement_table.alias("told")
    return (
        sa.select(told.c.id)
        .where(told.c[f"{tracked.name}_id"] == thing_id, told.c.said_on <= sa.bindparam("as_of"))
        .where(_still_counts(told, tracked.statement_table))
        .order_by(told.c.said_on.desc(), told.c.recorded_at.desc(), told.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


@cache
def ties(link: TrackedLink) -> sa.Subquery:
    """Which things belonged together on the day bound as `as_of`: what was said last of each, and holds."""
    last = last_said_of(link)
    return sa.select(last).where(last.c.holds.is_(True)).subquery(link.table.name)


@cache
def last_said_of(link: TrackedLink) -> sa.Subquery:
    """What was said last of each two things up to the day bound as `as_of`, also that it holds no longer.

    Whoever asks for one programme or one thing has only its rows looked through: they are told apart by both.
    """
    tied = link.table
    apart = (tied.c.programme_id, tied.c[link.owner_key], tied.c[link.member_key])
    latest = (tied.c.said_on.desc(), tied.c.recorded_at.desc(), tied.c.id.desc())
    ranked = (
        sa.select(tied, sa.func.row_number().over(partition_by=apart, order_by=latest).label("rank"))
        .where(tied.c.said_on <= sa.bindparam("as_of"))
        .subquery()
    )
    kept = [column for column in ranked.c if column.name != "rank"]
    return sa.select(*kept).where(ranked.c.rank == 1).subquery(f"last_{tied.name}")


def is_shown(table: sa.Table) -> sa.ColumnElement[bool]:
    """Whether a source or a piece of evidence lay there on the day bound as `as_of`."""
    day = sa.bindparam("as_of", type_=sa.Date)
    return sa.and_(table.c.said_on <= day, sa.or_(table.c.retracted_on.is_(None), table.c.retracted_on > day))


def _still_counts(rows: sa.FromClause, table: sa.Table) -> sa.ColumnElement[bool]:
    later = table.alias("later")
    corrections = (later.c.corrects_id.is_not(None), later.c.corrects_id == rows.c.id)
    return ~sa.select(later.c.id).where(*corrections).exists()
