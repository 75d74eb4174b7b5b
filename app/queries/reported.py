"""What the adopted reports of a programme said of its deliverables, as it stands in them for ever."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.promise_ledger import Column, Stood
from app.domain.report.facts import Period
from app.domain.standing import Reported, SaidDeadline, SaidStatus
from app.domain.vague_date import VagueDate
from app.prepared import Prepared
from app.tables import Deadline, FrozenReport, ReportedPromise, ReportingPeriod

_FROZEN = FrozenReport.__table__  # type: ignore[attr-defined]
_PROMISE = ReportedPromise.__table__  # type: ignore[attr-defined]
_PERIOD = ReportingPeriod.__table__  # type: ignore[attr-defined]
_DEADLINE = Deadline.__table__  # type: ignore[attr-defined]


def reported(
    session: Session, programme_id: int, as_of: date, among: Collection[int] | None = None
) -> Mapping[int, Sequence[Reported]]:
    """By deliverable its promise in each report adopted up to the day, oldest first. One query."""
    found: dict[int, list[Reported]] = defaultdict(list)
    rows = _windows(among is not None).rows(session, _bound(programme_id, as_of, among))
    for deliverable, number, adopted_on, deadline, firmness, *window in rows:
        found[deliverable].append(Reported(number, adopted_on, deadline, VagueDate(*window), firmness))
    return found


def printed_before(found: Sequence[Reported], previous: Period | None) -> SaidDeadline | None:
    """Of the promises of one deliverable that of the report before, as it was printed there."""
    printed = [one for one in found if previous is not None and one.number <= previous.number]
    if not printed or previous is None:
        return None
    last, heard = printed[-1], previous.input_deadline
    moment = datetime.combine(heard, time(), UTC)
    return SaidDeadline(last.deadline_id, last.window, last.firmness, heard, moment, "", "")


def report_columns(
    session: Session, programme_id: int, as_of: date, among: Collection[int] | None = None
) -> list[Column]:
    """A column for each report adopted up to the day, with how every deliverable stood in it. One query."""
    stood: dict[tuple[date, str], dict[int, Stood]] = {}
    for heard, half_year, recorded_at, deliverable, status, *deadline in _stood(among is not None).rows(
        session, _bound(programme_id, as_of, among)
    ):
        of_report = stood.setdefault((heard, half_year), {})
        if deliverable is None:
            continue
        told = SaidStatus(0, status, None, "", "", None, heard, recorded_at, "") if status else None
        of_report[deliverable] = Stood(_deadline(*deadline), told)
    return [Column(heard, half_year, promises) for (heard, half_year), promises in stood.items()]


def _deadline(
    key: int | None, phrase: str, edtf: str | None, earliest: date | None, latest: date | None, *said: Any
) -> SaidDeadline | None:
    """The words as reported; who said them stands in the deadline itself."""
    if key is None:
        return None
    firmness, said_on, recorded_at, reason = said
    window = VagueDate(phrase, edtf, earliest, latest)
    return SaidDeadline(key, window, firmness, said_on, recorded_at, reason, "")


def _bound(programme_id: int, as_of: date, among: Collection[int] | None) -> dict[str, Any]:
    bound: dict[str, Any] = {"programme_id": programme_id, "as_of": as_of}
    return bound if among is None else bound | {"among": list(among)}


_WINDOW = tuple(_PROMISE.c[name] for name in ("phrase", "edtf", "earliest", "latest"))


@cache
def _windows(narrowed: bool) -> Prepared:
    return Prepared(
        sa.select(
            *(_PROMISE.c.deliverable_id, _PERIOD.c.number, _FROZEN.c.adopted_on),
            *(_PROMISE.c.deadline_id, _PROMISE.c.firmness, *_WINDOW),
        )
        .join_from(_PROMISE, _FROZEN, _FROZEN.c.id == _PROMISE.c.frozen_report_id)
        .join(_PERIOD, _PERIOD.c.id == _FROZEN.c.reporting_period_id)
        .where(*_held(), _PROMISE.c.deadline_id.is_not(None), _among(narrowed))
        .order_by(_PERIOD.c.number)
    )


@cache
def _stood(narrowed: bool) -> Prepared:
    mine = sa.and_(_PROMISE.c.frozen_report_id == _FROZEN.c.id, _among(narrowed))
    return Prepared(
        sa.select(
            *(_PERIOD.c.input_deadline, _PERIOD.c.half_year, _FROZEN.c.recorded_at),
            *(_PROMISE.c.deliverable_id, _PROMISE.c.status, _PROMISE.c.deadline_id, *_WINDOW),
            *(_PROMISE.c.firmness, _DEADLINE.c.said_on, _DEADLINE.c.recorded_at, _DEADLINE.c.reason),
        )
        .join_from(_FROZEN, _PERIOD, _PERIOD.c.id == _FROZEN.c.reporting_period_id)
        .outerjoin(_PROMISE, mine)
        .outerjoin(_DEADLINE, _DEADLINE.c.id == _PROMISE.c.deadline_id)
        .where(*_held())
        .order_by(_PERIOD.c.number)
    )


def _held() -> tuple[sa.ColumnElement[bool], ...]:
    """The reports adopted by the day, each in the last erratum that was adopted by then."""
    later = _FROZEN.alias("later")
    newer = sa.select(later.c.id).where(
        later.c.reporting_period_id == _FROZEN.c.reporting_period_id,
        later.c.erratum > _FROZEN.c.erratum,
        later.c.adopted_on <= sa.bindparam("as_of"),
    )
    return (
        _FROZEN.c.programme_id == sa.bindparam("programme_id"),
        _FROZEN.c.adopted_on <= sa.bindparam("as_of"),
        ~newer.exists(),
    )


def _among(narrowed: bool) -> sa.ColumnElement[bool]:
    return _PROMISE.c.deliverable_id.in_(sa.bindparam("among", expanding=True)) if narrowed else sa.true()
