"""The rounds in which leads are asked how everything stands."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from app.domain.call import Call, counts_from
from app.domain.structure import PeriodState
from app.tables import ReportingPeriod, RoundStep

_PERIOD = ReportingPeriod.__table__  # type: ignore[attr-defined]
_STEP = RoundStep.__table__  # type: ignore[attr-defined]
_LISTENS = (PeriodState.OPEN, PeriodState.EDITING)


def calls(session: Session, programme_ids: Collection[int] | None, today: date) -> dict[int, Call]:
    """The round of each programme that still listens on a day; of more than one the last. One query.

    Of every programme where none is given.
    """
    opened = sa.select(_STEP.c.reporting_period_id, sa.func.min(_STEP.c.taken_on).label("on"))
    opened_on = (
        opened.where(_STEP.c.state == PeriodState.OPEN).group_by(_STEP.c.reporting_period_id).subquery()
    )
    asked = (
        sa.select(
            *(_PERIOD.c.programme_id, _PERIOD.c.id, _PERIOD.c.half_year, _PERIOD.c.starts_on),
            _PERIOD.c.input_deadline,
            opened_on.c.on,
        )
        .join_from(_PERIOD, opened_on, opened_on.c.reporting_period_id == _PERIOD.c.id)
        .where(_PERIOD.c.state.in_(_LISTENS), _PERIOD.c.input_deadline >= today)
        .order_by(_PERIOD.c.programme_id, _PERIOD.c.number)
    )
    if programme_ids is not None:
        asked = asked.where(_PERIOD.c.programme_id.in_(list(programme_ids)))
    return {
        programme: Call(period, half_year, counts_from(opened, starts_on), until)
        for programme, period, half_year, starts_on, until, opened in session.execute(asked)
    }
