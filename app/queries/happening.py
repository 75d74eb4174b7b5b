"""What changed in a programme since a day, or since a moment: from what was said, as known on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.assessment import DeadlineRecord, StatusRecord
from app.domain.happening import Happening, HappeningKind, MomentSaid, StatusSaid
from app.domain.vague_date import VagueDate
from app.queries.history import state_as_of
from app.queries.programme import ActionLineRow, action_lines
from app.queries.recorded import measured_since, taken_since
from app.queries.restated import stated_since
from app.queries.since import Since, counted, new_since
from app.tables import Deadline, Person, StatusUpdate
from app.tables.tracked import DELIVERABLE, PROJECT

AT_ONCE = 200
"""How many changes one page tells."""

_PERSON = Person.__table__  # type: ignore[attr-defined]
_DEADLINE = Deadline.__table__  # type: ignore[attr-defined]
_STATUS = StatusUpdate.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class HappeningFilter:
    """What is asked to be shown; an empty part asks for everything."""

    kinds: frozenset[HappeningKind] = frozenset()
    lines: frozenset[str] = frozenset()
    page: int = 1


@dataclass(frozen=True, slots=True)
class HappeningGroup:
    """The changes of an action line, the newest first; without a line those of the whole programme."""

    line: ActionLineRow | None
    rows: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Happenings:
    """The whole page as data: `shown` of `matching` changes are on this page of `pages`."""

    groups: tuple[HappeningGroup, ...]
    lines: tuple[ActionLineRow, ...]
    shown: int
    matching: int
    total: int
    pages: int


def happenings(session: Session, programme_id: int, since: Since, asked: HappeningFilter) -> Happenings:
    """Everything that changed, the newest first, in pages. Seven queries, however much there is."""
    lines = tuple(action_lines(session, programme_id, since.as_of))
    every = _every(session, programme_id, since)
    codes: dict[int | None, str] = {line.id: line.code for line in lines}
    chosen = [
        one
        for one in every
        if (not asked.kinds or one.kind in asked.kinds)
        and (not asked.lines or codes.get(one.line_id) in asked.lines)
    ]
    first = (asked.page - 1) * AT_ONCE
    shown = chosen[first : first + AT_ONCE]
    groups = [(line, tuple(one for one in shown if one.line_id == line.id)) for line in lines]
    whole = tuple(one for one in shown if one.line_id not in codes)
    return Happenings(
        groups=tuple(HappeningGroup(line, rows) for line, rows in [(None, whole), *groups] if rows),
        lines=lines,
        shown=len(shown),
        matching=len(chosen),
        total=len(every),
        pages=max(1, -(-len(chosen) // AT_ONCE)),
    )


def _every(session: Session, programme_id: int, since: Since) -> list[Happening]:
    bound = {"programme_id": programme_id, **since.bound}
    places = {row.id: row for row in session.execute(_places(), bound)}
    found = [
        *_moments(session, bound, places),
        *_statuses(session, bound, places),
        *stated_since(session, bound, places),
        *taken_since(session, bound, places),
        *measured_since(session, bound),
    ]
    found.sort(key=lambda one: (one.said_on, one.recorded_at, one.id), reverse=True)
    return found


def _moments(session: Session, bound: Mapping[str, Any], places: Mapping[int, Any]) -> list[Happening]:
    found = []
    for row in session.execute(_deadlines_since(), bound).mappings():
        place = places.get(row["deliverable_id"])
        if place is None:
            continue
        window = VagueDate(*(row[name] for name in _WINDOW))
        common = (row["said_on"], row["recorded_at"], row["reason"], row["author"])
        now = DeadlineRecord(row["id"], window, row["firmness"], *common)
        was = None
        if row["was_said_on"] is not None:
            before = VagueDate(*(row[f"was_{name}"] for name in _WINDOW))
            then = (row["was_said_on"], row["recorded_at"], "", "")
            was = DeadlineRecord(0, before, row["was_firmness"], *then)
        of = ("deliverable", row["deliverable_id"], place.title, place.line_id)
        told = MomentSaid(now, was)
        found.append(
            Happening(HappeningKind.MOMENT, *of, now.said_on, now.recorded_at, now.author, now.reason, told)
        )
    return found


def _statuses(session: Session, bound: Mapping[str, Any], places: Mapping[int, Any]) -> list[Happening]:
    found = []
    for row in session.execute(_statuses_since(), bound).mappings():
        place = places.get(row["deliverable_id"])
        if place is None:
            continue
        said = (row["said_on"], row["recorded_at"], row["author"])
        now = StatusRecord(
            *(
                row["id"],
                row["status"],
                row["confidence"],
                row["text"],
                row["reason"],
                row["delivered_on"],
                *said,
            )
        )
        was = None
        if row["was_status"] is not None:
            was = StatusRecord(0, row["was_status"], row["was_confidence"], "", "", None, *said)
        of = ("deliverable", row["deliverable_id"], place.title, place.line_id)
        told = StatusSaid(now, was)
        found.append(
            Happening(HappeningKind.STATUS, *of, now.said_on, now.recorded_at, now.author, now.reason, told)
        )
    return found


_WINDOW = ("phrase", "edtf", "earliest", "latest")


@cache
def _deadlines_since() -> sa.Select[Any]:
    names = ("id", "deliverable_id", *_WINDOW, "firmness", "said_on", "recorded_at", "reason", "author_id")
    said = counted(_DEADLINE, "deliverable_id", names, before=(*_WINDOW, "firmness", "said_on"))
    return (
        sa.select(said, _PERSON.c.name.label("author"))
        .join_from(said, _PERSON, _PERSON.c.id == said.c.author_id)
        .where(new_since(said))
    )


@cache
def _statuses_since() -> sa.Select[Any]:
    names = ("id", "deliverable_id", "status", "confidence", "text", "reason", "delivered_on", "said_on")
    more = ("recorded_at", "author_id")
    said = counted(_STATUS, "deliverable_id", (*names, *more), before=("status", "confidence"))
    return (
        sa.select(said, _PERSON.c.name.label("author"))
        .join_from(said, _PERSON, _PERSON.c.id == said.c.author_id)
        .where(new_since(said))
    )


@cache
def _places() -> sa.Select[Any]:
    """Each deliverable as it is called on the day, and in which project and action line it stands."""
    deliverable, project = state_as_of(DELIVERABLE), state_as_of(PROJECT)
    return (
        sa.select(
            *(deliverable.c.id, deliverable.c.title, deliverable.c.project_id),
            *(project.c.title.label("project"), project.c.action_line_id.label("line_id")),
        )
        .join_from(deliverable, project, project.c.id == deliverable.c.project_id)
        .where(deliverable.c.programme_id == sa.bindparam("programme_id"))
    )
