"""What was recorded since a day: decisions that were taken, and values that were measured."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.happening import Happening, HappeningKind, Taken, ValueMeasured
from app.queries.since import counted, new_since
from app.tables import DecisionTaking, Indicator, Measurement, Person, PilotSite

_PERSON = Person.__table__  # type: ignore[attr-defined]
_TAKING = DecisionTaking.__table__  # type: ignore[attr-defined]
_MEASUREMENT = Measurement.__table__  # type: ignore[attr-defined]
_INDICATOR = Indicator.__table__  # type: ignore[attr-defined]
_SITE = PilotSite.__table__  # type: ignore[attr-defined]


def taken_since(session: Session, bound: Mapping[str, Any], places: Mapping[int, Any]) -> list[Happening]:
    """The decisions that were said to be taken. One query."""
    found = []
    for row in session.execute(_taken(), bound).mappings():
        place = places.get(row["decision_id"])
        told = Taken(row["outcome"], row["taken_on"])
        of = ("decision", row["decision_id"], place.title if place else "", place.line_id if place else None)
        said = (row["said_on"], row["recorded_at"], row["author"] or "", row["reason"])
        found.append(Happening(HappeningKind.DECISION, *of, *said, told))
    return found


def measured_since(session: Session, bound: Mapping[str, Any]) -> list[Happening]:
    """What was measured, each beside the value said before it of the same indicator and place. One query."""
    found = []
    for row in session.execute(_measured(), bound).mappings():
        told = ValueMeasured(
            row["value"], row["unit"], row["reference_date"], row["site"] or "", row["was_value"]
        )
        of = ("indicator", row["indicator_id"], row["indicator"], row["action_line_id"])
        said = (row["said_on"], row["recorded_at"], row["author"] or "", row["note"])
        found.append(Happening(HappeningKind.MEASUREMENT, *of, *said, told))
    return found


@cache
def _taken() -> sa.Select[Any]:
    names = ("decision_id", "outcome", "taken_on", "said_on", "recorded_at", "author_id", "reason")
    said = counted(_TAKING, "decision_id", names, before=())
    return (
        sa.select(said, _PERSON.c.name.label("author"))
        .join_from(said, _PERSON, _PERSON.c.id == said.c.author_id, isouter=True)
        .where(new_since(said))
    )


@cache
def _measured() -> sa.Select[Any]:
    m = _MEASUREMENT
    names = (
        "indicator_id",
        "value",
        "reference_date",
        "note",
        "said_on",
        "recorded_at",
        "author_id",
        "pilot_site_id",
    )
    order = (m.c.reference_date, m.c.said_on, m.c.recorded_at, m.c.id)
    apart = (m.c.indicator_id, sa.func.coalesce(m.c.pilot_site_id, 0))
    was = (
        sa.func.lag(m.c.value, type_=m.c.value.type)
        .over(partition_by=apart, order_by=order)
        .label("was_value")
    )
    said = counted(m, "indicator_id", names, before=(), more=[was])
    return (
        sa.select(
            *(said, _PERSON.c.name.label("author"), _SITE.c.name.label("site")),
            *(_INDICATOR.c.name.label("indicator"), _INDICATOR.c.unit, _INDICATOR.c.action_line_id),
        )
        .join_from(said, _INDICATOR, _INDICATOR.c.id == said.c.indicator_id)
        .join(_PERSON, _PERSON.c.id == said.c.author_id)
        .outerjoin(_SITE, _SITE.c.id == said.c.pilot_site_id)
        .where(new_since(said))
    )
