"""Saying that two things belong together, or no longer do."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from app.actions.audit_log import AuditContext
from app.actions.moment import moment_after_last
from app.queries.history import links_as_of
from app.tables.tracked import TrackedLink


def tie(
    session: Session,
    act: AuditContext,
    link: TrackedLink,
    thing_id: int,
    wanted: Iterable[int],
    *,
    programme_id: int,
    said_on: date | None = None,
    reason: str = "",
) -> tuple[list[int], list[int]]:
    """Let exactly the `wanted` things belong to one thing from a day on; returns who came and who went.

    What was so already is not said again; without `said_on` it is said on the day of the act.
    """
    held = links_as_of(link)
    asked = sa.select(held.c[link.member_key]).where(held.c[link.owner_key] == thing_id)
    now: set[int] = set(session.scalars(asked, {"as_of": date.max}))
    wanted = list(dict.fromkeys(wanted))
    come, go = [one for one in wanted if one not in now], sorted(now - set(wanted))
    if come or go:
        said: dict[str, Any] = {
            link.owner_key: thing_id,
            "programme_id": programme_id,
            "said_on": said_on or act.on,
            "recorded_at": moment_after_last(session, act.at, link.entity, **{link.owner_key: thing_id}),
            "author_id": act.person_id,
            "reason": reason.strip(),
        }
        session.add_all(
            link.entity(**said | {link.member_key: one, "holds": holds})
            for group, holds in ((come, True), (go, False))
            for one in group
        )
        session.flush()
    return come, go
