"""What things were said to be since a day: the structure, risks, indicators, what others must bring."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.happening import Facts, Happening, HappeningKind, Restated
from app.queries.since import counted, new_since
from app.tables import ActionLine, Deliverable, Person, Project
from app.tables.tracked import TRACKED_ENTITIES, TrackedEntity

_PERSON = Person.__table__  # type: ignore[attr-defined]

_KINDS = {
    "risk": HappeningKind.RISK,
    "decision": HappeningKind.DECISION,
    "external_dependency": HappeningKind.OTHERS,
    "parliamentary_commitment": HappeningKind.OTHERS,
    "indicator": HappeningKind.MEASUREMENT,
}
_TITLE = {
    "indicator": "name",
    "parliamentary_commitment": "text",
    "decision": "question",
}
"""By which column a thing is called, where that is not its title."""
_PLACE = {"project": ("action_line_id", ActionLine), "deliverable": ("project_id", Project)}
_LINE = {"action_line": "id", "project": "action_line_id", "indicator": "action_line_id"}


def stated_since(session: Session, bound: Mapping[str, Any], places: Mapping[int, Any]) -> list[Happening]:
    """What things were said to be, each beside what it was said to be before. One query."""
    return [_restated(row, places) for row in session.execute(_stated(), bound).mappings()]


def _restated(row: Any, places: Mapping[int, Any]) -> Happening:
    entity, key = row["entity"], row["thing_id"]
    place = places.get(key) if entity in ("deliverable", "decision") else None
    now, was = _facts(row, ""), _facts(row, "was_") if row["was_id"] is not None else None
    if entity == "decision" and place is not None:
        now, was = _called(now, place.title), _called(was, place.title) if was else None
    line = place.line_id if place is not None else row["line_id"]
    said = (row["said_on"], row["recorded_at"], row["author"] or "", row["reason"])
    kind = _KINDS.get(entity, HappeningKind.STRUCTURE)
    return Happening(kind, entity, key, now.title, line, *said, Restated(now, was))


def _facts(row: Any, sign: str) -> Facts:
    return Facts(
        title=row[f"{sign}title"],
        state=row[f"{sign}state"] or "",
        moment=row[f"{sign}moment"] or "",
        level=row[f"{sign}level"],
        place=row[f"{sign}place"] or "",
        into=row[f"{sign}into"] or "",
        is_gone=bool(row[f"{sign}is_gone"]),
    )


def _called(facts: Facts, title: str) -> Facts:
    """A decision is called as the deliverable that it is; its question is what was changed."""
    return Facts(title, facts.title)


@cache
def _stated() -> sa.CompoundSelect[Any]:
    return sa.union_all(*(_statements_of(tracked) for tracked in TRACKED_ENTITIES))


def _statements_of(tracked: TrackedEntity) -> sa.Select[Any]:
    table = tracked.statement_table
    own = {"title": table.c[_TITLE.get(tracked.name, "title")], **_told(tracked)}
    more = [column.label(name) for name, column in own.items()]
    order = (table.c.said_on, table.c.recorded_at, table.c.id)
    before = [
        sa.func.lag(column, type_=column.type)
        .over(partition_by=tracked.key_column, order_by=order)
        .label(f"was_{name}")
        for name, column in {"id": table.c.id, **own}.items()
    ]
    names = ("said_on", "recorded_at", "author_id", "reason")
    line = table.c[_LINE[tracked.name]] if tracked.name in ("project", "indicator") else sa.null()
    line = tracked.key_column if tracked.name == "action_line" else line
    kept = [tracked.key_column.label("thing_id"), sa.cast(line, sa.Integer).label("line_id")]
    said = counted(table, tracked.key_column.name, names, before=(), more=[*kept, *more, *before])
    return (
        sa.select(sa.literal(tracked.name).label("entity"), said, _PERSON.c.name.label("author"))
        .join_from(said, _PERSON, _PERSON.c.id == said.c.author_id, isouter=True)
        .where(new_since(said))
    )


def _told(tracked: TrackedEntity) -> dict[str, sa.ColumnElement[Any]]:
    """What of the facts of an entity a sentence tells, under the names that all of them share."""
    c, nothing = tracked.statement_table.c, sa.literal("")
    told: dict[str, sa.ColumnElement[Any]] = {
        "state": sa.cast(c.state, sa.String) if "state" in c else nothing,
        "moment": c.phrase if "phrase" in c else nothing,
        "level": c.impact * sa.func.coalesce(c.likelihood, 5)
        if "impact" in c
        else sa.cast(sa.null(), sa.Integer),
        "place": nothing,
        "into": nothing,
        "is_gone": c.withdrawn if "withdrawn" in c else sa.false(),
    }
    if "answered_on" in c:
        told["state"] = sa.case((c.answered_on.is_not(None), "answered"), else_="open")
    if tracked.name in _PLACE:
        column, model = _PLACE[tracked.name]
        told["place"] = _title_of(model, c[column])
    if "merged_into_id" in c:
        told["into"] = _title_of(
            {"action_line": ActionLine, "project": Project}.get(tracked.name, Deliverable), c.merged_into_id
        )
    return told


def _title_of(model: Any, id: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    named = model.__table__.alias()
    return sa.func.coalesce(sa.select(named.c.title).where(named.c.id == id).scalar_subquery(), "")
