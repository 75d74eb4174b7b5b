"""What changed in a programme since a day, or since a moment: from what was said, as known on a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.db import Columns
from app.domain.assessment import DeadlineRecord, Promise, Standing, StatusRecord
from app.domain.change_digest import DigestLine, LateDeliverable, digest_changes
from app.domain.change_event import (
    ChangeDetail,
    ChangeEvent,
    ChangeKind,
    DeadlineChanged,
    DecisionTaken,
    EntityRestated,
    OccurrenceHeld,
    StatedFacts,
    StatusChanged,
    ValueMeasured,
)
from app.domain.time_zone import AMSTERDAM
from app.domain.timeliness import Timeliness
from app.queries.deliverable import DeliverableState
from app.queries.history import is_uncorrected, oldest_first, state_as_of
from app.queries.programme import ActionLineRow, action_lines
from app.tables import (
    ActionLine,
    Deadline,
    DecisionTaking,
    Deliverable,
    Measurement,
    Occurrence,
    Person,
    PilotSite,
    Project,
    StatusUpdate,
)
from app.tables.tracked import INDICATOR, TRACKED_ENTITIES, TrackedEntity
from app.tables.vague_date import VagueDateBundle

PAGE_SIZE = 200
"""How many changes one page tells."""


@dataclass(frozen=True, slots=True)
class Since:
    """From a day on, or after a moment (what was entered late is then new too); as known on `as_of`."""

    as_of: date
    day: date | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes to show; an empty part lets everything through."""

    kinds: frozenset[ChangeKind] = frozenset()
    lines: frozenset[str] = frozenset()
    page: int = 1


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes of an action line, the newest first; without a line those of the whole programme."""

    line: ActionLineRow | None
    rows: tuple[ChangeEvent, ...]


@dataclass(frozen=True, slots=True)
class ChangePage:
    """The whole page as data: `shown` of `matching` changes are on this page of `pages`."""

    groups: tuple[ChangeGroup, ...]
    lines: tuple[ActionLineRow, ...]
    shown: int
    matching: int
    total: int
    pages: int
    digest: tuple[DigestLine, ...] = ()
    """What became of each deliverable, a line each; of the lines that the filter leaves."""


def digest_since(
    session: Session, programme_id: int, since: Since, states: Sequence[DeliverableState]
) -> list[DigestLine]:
    """Return what became of each deliverable, a line each. Six queries."""
    return digest_changes(_all_changes(session, programme_id, since, states), _became_late(states, since))


def changes_since(
    session: Session,
    programme_id: int,
    since: Since,
    filters: ChangeFilter,
    states: Sequence[DeliverableState],
) -> ChangePage:
    """Return everything that changed, the newest first, in pages. Seven queries, however much there is.

    `states` are the deliverables of the programme as they stand on the day.
    """
    lines = tuple(action_lines(session, programme_id, since.as_of))
    changes = _all_changes(session, programme_id, since, states)
    codes: dict[int | None, str] = {line.id: line.code for line in lines}
    matching = [
        change
        for change in changes
        if (not filters.kinds or change.kind in filters.kinds)
        and (not filters.lines or codes.get(change.line_id) in filters.lines)
    ]
    first = (filters.page - 1) * PAGE_SIZE
    shown = matching[first : first + PAGE_SIZE]
    groups = [(line, tuple(change for change in shown if change.line_id == line.id)) for line in lines]
    of_programme = tuple(change for change in shown if change.line_id not in codes)
    return ChangePage(
        groups=tuple(ChangeGroup(line, rows) for line, rows in [(None, of_programme), *groups] if rows),
        lines=lines,
        shown=len(shown),
        matching=len(matching),
        total=len(changes),
        pages=max(1, -(-len(matching) // PAGE_SIZE)),
        digest=tuple(
            line
            for line in digest_changes(changes, _became_late(states, since))
            if not filters.lines or codes.get(line.line_id) in filters.lines
        ),
    )


def _became_late(states: Iterable[DeliverableState], since: Since) -> Iterator[LateDeliverable]:
    """Yield what is overdue now and was not yet when all of this began."""
    begins = since.moment.astimezone(AMSTERDAM).date() if since.moment else since.day or date.min
    for state in states:
        deadline = state.assessment.deadline
        latest = deadline.window.latest if deadline else None
        is_overdue = state.assessment.timeliness is Timeliness.OVERDUE
        if is_overdue and deadline is not None and latest is not None and latest >= begins:
            yield LateDeliverable(state.id, state.title, state.action_line_id, deadline)


@dataclass(frozen=True, slots=True)
class _Place:
    """What changed, as it is called on the day, and the action line in which it stands."""

    id: int
    title: str
    line_id: int | None


def _all_changes(
    session: Session, programme_id: int, since: Since, states: Iterable[DeliverableState]
) -> list[ChangeEvent]:
    places = {state.id: _Place(state.id, state.title, state.action_line_id) for state in states}
    changes = [
        *_deadline_changes(session, programme_id, since, places),
        *_status_changes(session, programme_id, since, places),
        *_entity_changes(session, programme_id, since, places),
        *_decisions_taken(session, programme_id, since, places),
        *_occurrences_held(session, programme_id, since, places),
        *_values_measured(session, programme_id, since),
    ]
    changes.sort(key=lambda change: (change.said_on, change.recorded_at, change.id), reverse=True)
    return changes


def _deadline_changes(
    session: Session, programme_id: int, since: Since, places: Mapping[int, _Place]
) -> Iterable[ChangeEvent]:
    names = ("phrase", "edtf", "earliest", "latest", "bounds_by", "firmness", "said_on")
    columns = {name: getattr(Deadline, name) for name in ("id", "deliverable_id", "reason", *names)}
    rows = _statements_with_previous(Deadline, programme_id, since, columns, names, "deliverable_id")
    statement: Columns = (
        sa.select(*(rows.c[name] for name in ("id", "deliverable_id", "said_on", "recorded_at", "reason")))
        .add_columns(rows.c.firmness, rows.c.was_firmness, rows.c.was_said_on)
        .add_columns(VagueDateBundle(rows.c), VagueDateBundle(rows.c, "was_window", prefix="was_"))
        .add_columns(col(Person.name).label("author"))
        .join_from(rows, Person, col(Person.id) == rows.c.author_id)
        .where(_is_new(rows, since))
    )
    for row, place in _with_places(session.execute(statement), places, "deliverable_id"):
        now = DeadlineRecord(
            id=row.id,
            window=row.window,
            firmness=row.firmness,
            said_on=row.said_on,
            recorded_at=row.recorded_at,
            reason=row.reason,
            author=row.author,
        )
        was = None
        if row.was_said_on is not None:
            was = Promise(window=row.was_window, firmness=row.was_firmness, said_on=row.was_said_on)
        yield _event(ChangeKind.MOMENT, "deliverable", place, row, DeadlineChanged(now, was), row.reason)


def _status_changes(
    session: Session, programme_id: int, since: Since, places: Mapping[int, _Place]
) -> Iterable[ChangeEvent]:
    names = ("id", "deliverable_id", "status", "confidence", "text", "reason", "delivered_on", "said_on")
    columns = {name: getattr(StatusUpdate, name) for name in names}
    previous = ("status", "confidence")
    rows = _statements_with_previous(StatusUpdate, programme_id, since, columns, previous, "deliverable_id")
    for row, place in _with_places(session.execute(_new_rows(rows, since)), places, "deliverable_id"):
        now = StatusRecord(
            id=row.id,
            status=row.status,
            confidence=row.confidence,
            text=row.text,
            reason=row.reason,
            delivered_on=row.delivered_on,
            said_on=row.said_on,
            recorded_at=row.recorded_at,
            author=row.author,
        )
        was = None
        if row.was_status is not None:
            was = Standing(status=row.was_status, confidence=row.was_confidence, said_on=row.said_on)
        yield _event(ChangeKind.STATUS, "deliverable", place, row, StatusChanged(now, was), row.reason)


def _occurrences_held(
    session: Session, programme_id: int, since: Since, places: Mapping[int, _Place]
) -> Iterable[ChangeEvent]:
    columns = {name: getattr(Occurrence, name) for name in ("id", "deliverable_id", "on", "note", "said_on")}
    rows = _statements_with_previous(Occurrence, programme_id, since, columns, (), "deliverable_id")
    for row, place in _with_places(session.execute(_new_rows(rows, since)), places, "deliverable_id"):
        yield _event(ChangeKind.STATUS, "deliverable", place, row, OccurrenceHeld(row.on, row.note))


def _decisions_taken(
    session: Session, programme_id: int, since: Since, places: Mapping[int, _Place]
) -> Iterable[ChangeEvent]:
    names = ("decision_id", "outcome", "taken_on", "said_on", "reason")
    columns = {name: getattr(DecisionTaking, name) for name in names}
    rows = _statements_with_previous(DecisionTaking, programme_id, since, columns, (), "decision_id")
    for row, place in _with_places(session.execute(_new_rows(rows, since)), places, "decision_id"):
        taken = DecisionTaken(row.outcome, row.taken_on)
        yield _event(ChangeKind.DECISION, "decision", place, row, taken, row.reason)


def _values_measured(session: Session, programme_id: int, since: Since) -> Iterable[ChangeEvent]:
    """Yield what was measured, each beside the value said before it of the same indicator and place."""
    names = ("indicator_id", "value", "reference_date", "note", "said_on", "pilot_site_id")
    measurement: Any = Measurement
    columns = {name: getattr(measurement, name) for name in names}
    columns["was_value"] = sa.func.lag(measurement.value, type_=measurement.value.type).over(
        partition_by=(measurement.indicator_id, sa.func.coalesce(measurement.pilot_site_id, 0)),
        order_by=(measurement.reference_date, *oldest_first(measurement)),
    )
    rows = _statements_with_previous(Measurement, programme_id, since, columns, (), "indicator_id")
    indicator = state_as_of(INDICATOR).c
    statement = (
        _new_rows(rows, since)
        .add_columns(indicator.name.label("indicator"), indicator.unit, indicator.action_line_id)
        .add_columns(col(PilotSite.name).label("site"))
        .join(state_as_of(INDICATOR), indicator.id == rows.c.indicator_id)
        .outerjoin(PilotSite, col(PilotSite.id) == rows.c.pilot_site_id)
    )
    for row in session.execute(statement, {"as_of": since.as_of}):
        place = _Place(row.indicator_id, row.indicator, row.action_line_id)
        value = ValueMeasured(row.value, row.unit, row.reference_date, row.site or "", row.was_value)
        yield _event(ChangeKind.MEASUREMENT, "indicator", place, row, value, row.note)


def _with_places(
    rows: Iterable[sa.Row[Any]], places: Mapping[int, _Place], key: str
) -> Iterator[tuple[sa.Row[Any], _Place]]:
    """Yield each row with the deliverable that its column `key` names, where that is on the pages."""
    for row in rows:
        place = places.get(getattr(row, key))
        if place is not None:
            yield row, place


def _event(
    kind: ChangeKind, entity: str, place: _Place, row: sa.Row[Any], detail: ChangeDetail, reason: str = ""
) -> ChangeEvent:
    """Return the event of a row: where it happened, and who said when what is told of it."""
    return ChangeEvent(
        kind=kind,
        entity=entity,
        id=place.id,
        title=place.title,
        line_id=place.line_id,
        said_on=row.said_on,
        recorded_at=row.recorded_at,
        author=row.author or "",
        reason=reason,
        detail=detail,
    )


_KINDS = {
    "risk": ChangeKind.RISK,
    "decision": ChangeKind.DECISION,
    "external_dependency": ChangeKind.OTHERS,
    "parliamentary_commitment": ChangeKind.OTHERS,
    "indicator": ChangeKind.MEASUREMENT,
}
"""Of every other entity it is the structure that changes."""
_TITLES = {"indicator": "name", "parliamentary_commitment": "text", "decision": "question"}
"""By which column an entity is called, where that is not its title."""


def _entity_changes(
    session: Session, programme_id: int, since: Since, places: Mapping[int, _Place]
) -> Iterable[ChangeEvent]:
    """Yield what entities were said to be, each beside what it was said to be before. One query."""
    selects = (_select_entity_changes(tracked, programme_id, since) for tracked in TRACKED_ENTITIES)
    for row in session.execute(sa.union_all(*selects)).mappings():
        entity, key = row["entity"], row["entity_id"]
        place = places.get(key) if entity in ("deliverable", "decision") else None
        now = _facts(row)
        was = _facts(row, "was_") if row["was_id"] is not None else None
        if entity == "decision" and place is not None:
            now, was = _as_decision(now, place.title), _as_decision(was, place.title) if was else None
        yield ChangeEvent(
            kind=_KINDS.get(entity, ChangeKind.STRUCTURE),
            entity=entity,
            id=key,
            title=now.title,
            line_id=place.line_id if place is not None else row["line_id"],
            said_on=row["said_on"],
            recorded_at=row["recorded_at"],
            author=row["author"] or "",
            reason=row["reason"],
            detail=EntityRestated(now, was),
        )


def _facts(row: sa.RowMapping, prefix: str = "") -> StatedFacts:
    return StatedFacts(
        title=row[f"{prefix}title"],
        state=row[f"{prefix}state"] or "",
        moment=row[f"{prefix}moment"] or "",
        level=row[f"{prefix}level"],
        place=row[f"{prefix}place"] or "",
        into=row[f"{prefix}into"] or "",
        is_gone=bool(row[f"{prefix}is_gone"]),
    )


def _as_decision(facts: StatedFacts, title: str) -> StatedFacts:
    """Call a decision as the deliverable that it is; what was changed is its question."""
    return StatedFacts(title, facts.title)


def _select_entity_changes(
    tracked: TrackedEntity, programme_id: int, since: Since
) -> sa.Select[*tuple[Any, ...]]:
    statement: Any = tracked.statement
    facts = {"id": statement.id, "title": getattr(statement, _TITLES.get(tracked.name, "title"))}
    facts |= _told_facts(tracked)
    key = f"{tracked.name}_id"
    columns = {
        **facts,
        "said_on": statement.said_on,
        "reason": statement.reason,
        "entity_id": getattr(statement, key),
        "line_id": sa.cast(_line_id(tracked), sa.Integer),
    }
    rows = _statements_with_previous(statement, programme_id, since, columns, tuple(facts), key)
    if "retracted_on" in tracked.table.c:
        kept = sa.select(tracked.table.c.id).where(tracked.table.c.retracted_on.is_(None))
        return (
            _new_rows(rows, since)
            .where(rows.c.entity_id.in_(kept))
            .add_columns(sa.literal(tracked.name).label("entity"))
        )
    return _new_rows(rows, since).add_columns(sa.literal(tracked.name).label("entity"))


def _line_id(tracked: TrackedEntity) -> Any:
    """Return the column of a statement that names the action line, or NULL."""
    statement: Any = tracked.statement
    match tracked.name:
        case "project" | "indicator" | "action_line":
            return statement.action_line_id
        case _:
            return sa.null()


def _told_facts(tracked: TrackedEntity) -> dict[str, Any]:
    """Return what a sentence tells of the facts of an entity, under the names that all of them share."""
    statement: Any = tracked.statement
    facts, nothing = tracked.facts, sa.literal("")
    columns: dict[str, Any] = {
        "state": sa.cast(statement.state, sa.String) if "state" in facts else nothing,
        "moment": statement.phrase if "phrase" in facts else nothing,
        "level": sa.cast(sa.null(), sa.Integer),
        "place": nothing,
        "into": nothing,
        "is_gone": statement.withdrawn if "withdrawn" in facts else sa.false(),
    }
    if "impact" in facts:
        columns["level"] = statement.impact * sa.func.coalesce(statement.likelihood, 5)
    if "answered_on" in facts:
        columns["state"] = sa.case((statement.answered_on.is_not(None), "answered"), else_="open")
    match tracked.name:
        case "project":
            columns |= {"place": _title_of(ActionLine, statement.action_line_id)}
        case "deliverable":
            columns |= {"place": _title_of(Project, statement.project_id)}
    if "merged_into_id" in facts:
        columns["into"] = _title_of(_MERGED[tracked.name], statement.merged_into_id)
    return columns


_MERGED: Mapping[str, Any] = {"action_line": ActionLine, "project": Project, "deliverable": Deliverable}


def _title_of(entity: Any, id: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    named = aliased(entity)
    return sa.func.coalesce(sa.select(named.title).where(named.id == id).scalar_subquery(), "")


def _statements_with_previous(
    statement: Any,
    programme_id: int,
    since: Since,
    columns: Mapping[str, Any],
    previous: Sequence[str],
    key: str,
) -> sa.Subquery:
    """Select the statements up to the day that still count, with `columns` and who entered them when.

    Those named in `previous` come along once more as `was_…`: what the statement before it said of the same
    entity, which is named in the column `key`.
    """
    before = (
        sa.func.lag(columns[name], type_=columns[name].type)
        .over(partition_by=getattr(statement, key), order_by=oldest_first(statement))
        .label(f"was_{name}")
        for name in previous
    )
    return (
        sa.select(*(column.label(name) for name, column in columns.items()), *before)
        .add_columns(statement.recorded_at, statement.author_id)
        .where(statement.programme_id == programme_id, statement.said_on <= since.as_of)
        .where(is_uncorrected(statement))
        .subquery()
    )


def _new_rows(rows: sa.Subquery, since: Since) -> sa.Select[*tuple[Any, ...]]:
    """Select the rows that are new, with the name of their author."""
    return (
        sa.select(rows, col(Person.name).label("author"))
        .outerjoin_from(rows, Person, col(Person.id) == rows.c.author_id)
        .where(_is_new(rows, since))
    )


def _is_new(rows: sa.Subquery, since: Since) -> sa.ColumnElement[bool]:
    """Say that a row was said since the day, or entered after the moment."""
    conditions = []
    if since.day is not None:
        conditions.append(rows.c.said_on >= since.day)
    if since.moment is not None:
        conditions.append(rows.c.recorded_at > since.moment)
    return sa.or_(sa.false(), *conditions)
