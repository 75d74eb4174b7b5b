"""Adding pilot sites to a programme, and revising them: name, order, and since when they take no part."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.db import get_for_update
from app.domain.refusal import Invalid, Stale
from app.domain.sequence import move_to_place
from app.tables import PilotSite
from app.tables.lengths import refuse_long_texts


def add(session: Session, act: AuditContext, programme_id: int, *, name: str) -> int:
    """Add a pilot site; returns its id."""
    refuse_long_texts(PilotSite, {"name": name})
    row = PilotSite(programme_id=programme_id, name=name)
    session.add(row)
    session.flush()
    assert row.id is not None
    audit_log.record(
        session, act, "pilot_site.add", ("pilot_site", row.id), programme_id=programme_id, name=name
    )
    return row.id


def check_name(session: Session, name: str, programme_id: int, *, but: int | None = None) -> str:
    """Return a name without the space around it.

    Refuses none at all, and one that another pilot site of the programme has.
    """
    name = name.strip()
    if not name:
        raise Invalid.because("name", "Give it a name.")
    refuse_long_texts(PilotSite, {"name": name})
    taken = sa.select(col(PilotSite.id)).where(
        col(PilotSite.programme_id) == programme_id, col(PilotSite.name) == name
    )
    if session.scalar(taken) not in (None, but):
        raise Invalid.because("name", "There is one of this name already.")
    return name


def revise(
    session: Session,
    act: AuditContext,
    site_id: int,
    version: int,
    *,
    name: str,
    place: int | None = None,
    withdrawn_on: date | None = None,
) -> None:
    """Change the name and place (from 1) of a pilot site, and since when it takes no part any more.

    Refuses as stale what was changed since `version` was read, and a day still to come.
    """
    row = get_for_update(session, PilotSite, site_id)
    if row.version != version:
        raise Stale("This was changed since you opened it. Both texts are shown; yours is not lost.")
    if withdrawn_on is not None and withdrawn_on > act.on:
        raise Invalid.because("withdrawn_on", "This day is still to come.")
    was = {"name": row.name, "withdrawn_on": row.withdrawn_on, "position": row.position}
    row.name = check_name(session, name, row.programme_id, but=site_id)
    row.withdrawn_on, row.version = withdrawn_on, row.version + 1
    if place is not None:
        _reorder(session, row, place)
    now: dict[str, Any] = {"name": row.name, "withdrawn_on": row.withdrawn_on, "position": row.position}
    audit_log.record(
        session,
        act,
        "pilot_site.revise",
        ("pilot_site", site_id),
        programme_id=row.programme_id,
        was={key: value for key, value in was.items() if now[key] != value},
        **{key: value for key, value in now.items() if was[key] != value},
    )


def _reorder(session: Session, row: PilotSite, place: int) -> None:
    """Give every pilot site the number of its place."""
    query = select(PilotSite).where(PilotSite.programme_id == row.programme_id)
    sites = session.exec(query.order_by(col(PilotSite.position), col(PilotSite.id)))
    by_id = {site.id or 0: site for site in sites}
    for position, site_id in enumerate(move_to_place(list(by_id), row.id or 0, place), start=1):
        by_id[site_id].position = position
