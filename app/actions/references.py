"""Checking what a form names by its id: it is of the programme at hand, or refused beside its field.

What is of another programme, and what is nowhere at all, are answered alike: nothing is told of either.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.refusal import Invalid, Message
from app.tables import (
    ActionLine,
    Comment,
    Deliverable,
    Indicator,
    PilotSite,
    ProgrammeParty,
    RoleGrant,
)
from app.tables.columns import LARGEST_ID

Objections = dict[str, Message]
Ids = Iterable[int | None]


def action_line_objections(
    session: Session, programme_id: int, line_id: int | None, field: str
) -> Objections:
    """What stands against this action line, which has to run still; none is no line. One query."""
    runs = (
        col(ActionLine.withdrawn).is_(False),
        col(ActionLine.merged_into_id).is_(None),
        col(ActionLine.retracted_on).is_(None),
    )
    known = sa.select(col(ActionLine.id)).where(col(ActionLine.programme_id) == programme_id, *runs)
    return _objections(session, known, [line_id], {field: _ONE})


def deliverable_objections(session: Session, programme_id: int, ids: Ids, field: str) -> Objections:
    """What stands against these deliverables, also those that were merged. One query."""
    known = sa.select(col(Deliverable.id)).where(
        col(Deliverable.programme_id) == programme_id, col(Deliverable.retracted_on).is_(None)
    )
    return _objections(session, known, ids, {field: _DELIVERABLES})


def indicator_objections(session: Session, programme_id: int, ids: Mapping[str, int | None]) -> Objections:
    """What stands against the indicator that is named in each of these fields. One query a field."""
    known = sa.select(col(Indicator.id)).where(
        col(Indicator.programme_id) == programme_id, col(Indicator.retracted_on).is_(None)
    )
    wrong: Objections = {}
    for field, indicator_id in ids.items():
        wrong |= _objections(session, known, [indicator_id], {field: _ONE})
    return wrong


def pilot_site_objections(session: Session, programme_id: int, site_id: int | None, field: str) -> Objections:
    """What stands against this pilot site; none is the whole programme. One query."""
    known = sa.select(col(PilotSite.id)).where(col(PilotSite.programme_id) == programme_id)
    return _objections(session, known, [site_id], {field: _ONE})


def party_objections(session: Session, programme_id: int, party_id: int | None, field: str) -> Objections:
    """What stands against this party; none is nobody. One query."""
    return parties_objections(session, programme_id, [party_id], field, _ONE)


def parties_objections(
    session: Session, programme_id: int, ids: Ids, field: str, message: Message | None = None
) -> Objections:
    """What stands against these parties, each of which has to take part in the programme. One query."""
    known = sa.select(col(ProgrammeParty.party_id)).where(col(ProgrammeParty.programme_id) == programme_id)
    return _objections(session, known, ids, {field: message or _PARTIES})


def person_objections(session: Session, programme_id: int, person_id: int | None, field: str) -> Objections:
    """What stands against naming this person: they have a role in the programme, whichever. One query."""
    known = sa.select(col(RoleGrant.person_id)).where(col(RoleGrant.programme_id) == programme_id)
    return _objections(session, known, [person_id], {field: _PERSON})


def remark_objections(
    session: Session, period_id: int, section_key: str, remark_id: int | None, field: str
) -> Objections:
    """What stands against answering this remark: it was made on this section of this report. One query."""
    known = sa.select(col(Comment.id)).where(
        col(Comment.reporting_period_id) == period_id, col(Comment.section_key) == section_key
    )
    return _objections(session, known, [remark_id], {field: _REMARK})


def refuse(*objections: Mapping[str, Message]) -> None:
    """Refuse everything that is wrong together, a message a field."""
    wrong = {field: message for part in objections for field, message in part.items()}
    if wrong:
        raise Invalid(wrong)


def refuse_all(*checks: Callable[[], object]) -> None:
    """Run these checks, and refuse together everything that any of them refuses."""
    wrong: Objections = {}
    for check in checks:
        try:
            check()
        except Invalid as refused:
            wrong |= refused.fields
    refuse(wrong)


def _objections(session: Session, known: sa.Select[Any], ids: Ids, wrong: Objections) -> Objections:
    """These objections where any of the ids is not among those that `known` selects; none is nothing."""
    wanted = {wanted_id for wanted_id in ids if wanted_id is not None}
    if not wanted:
        return {}
    if not all(0 < wanted_id <= LARGEST_ID for wanted_id in wanted):
        return wrong
    (key,) = known.selected_columns
    return wrong if wanted - set(session.scalars(known.where(key.in_(wanted)))) else {}


_ONE = Message("Choose one of this programme.")
_DELIVERABLES = Message("Choose deliverables of this programme.")
_PARTIES = Message("Choose parties of this programme.")
_PERSON = Message("Choose somebody who has a role in this programme.")
_REMARK = Message("There is no such remark on this section.")
