"""Telling people of a step that a round took: the call, the review, the adoption, the publication."""

import sqlalchemy as sa
from sqlmodel import Session, col

from app.actions import notice
from app.actions.audit_log import AuditContext
from app.domain.notice import Notice, NoticeKind
from app.domain.role import Role
from app.domain.sign_off import find_voided
from app.domain.structure import PeriodState
from app.queries.call_for_updates import call_of_period, collect_requests, office_members, project_answers
from app.queries.report.review import hashes_in_review, signatures
from app.queries.reporting_period import PeriodRow
from app.tables import RoleGrant


def announce_call(session: Session, act: AuditContext, period: PeriodRow) -> None:
    """Tell whoever has something to answer that the round is open."""
    call = call_of_period(session, period.programme_id, period.id, act.on)
    if call is None:
        return
    answers = project_answers(session, period.programme_id, call, act.on)
    requests = collect_requests(answers, {}, act.on, office_members(session, period.programme_id))
    recipients = [person_id for person_id, request in requests.items() if request.own]
    notice.tell(session, act, recipients, _of(NoticeKind.CALL_OPENED, period))


def announce_review(session: Session, act: AuditContext, period: PeriodRow) -> None:
    """Tell each sponsor that there is something to sign, or that what they signed has changed since."""
    hashes, given = hashes_in_review(session, period.id), signatures(session, period.id)
    voided = {party for party, _ in find_voided(given, hashes)}
    for person_id, party_id in _sponsors(session, period.programme_id):
        kind = NoticeKind.SIGNATURE_LAPSED if party_id in voided else NoticeKind.REVIEW_STARTED
        notice.tell(session, act, [person_id], _of(kind, period))


def announce_adoption(session: Session, act: AuditContext, period: PeriodRow) -> None:
    """Tell the leads and sponsors of a programme, and its office, that its report is adopted."""
    notice.tell(
        session, act, _holders(session, period.programme_id, but=Role.READER), _of(NoticeKind.ADOPTED, period)
    )


def announce_erratum(session: Session, act: AuditContext, period: PeriodRow, number: int) -> None:
    """Tell everybody who was told of the report that an erratum of it is adopted."""
    but = None if period.state is PeriodState.PUBLISHED else Role.READER
    adopted = Notice(NoticeKind.ADOPTED, period.programme_id, period.id, record_id=number)
    notice.tell(session, act, _holders(session, period.programme_id, but=but), adopted)


def announce_publication(session: Session, act: AuditContext, period: PeriodRow) -> None:
    """Tell everybody with a role in a programme that its report is published."""
    notice.tell(session, act, _holders(session, period.programme_id), _of(NoticeKind.PUBLISHED, period))


def _of(kind: NoticeKind, period: PeriodRow) -> Notice:
    return Notice(kind, period.programme_id, period.id)


def _sponsors(session: Session, programme_id: int) -> list[tuple[int, int]]:
    """The people who act for a sponsor of a programme, each with the party."""
    statement = sa.select(col(RoleGrant.person_id), col(RoleGrant.party_id)).where(
        col(RoleGrant.programme_id) == programme_id, col(RoleGrant.role) == Role.SPONSOR
    )
    return [(row.person_id, row.party_id) for row in session.execute(statement)]


def _holders(session: Session, programme_id: int, but: Role | None = None) -> set[int]:
    statement = sa.select(col(RoleGrant.person_id), col(RoleGrant.role)).where(
        col(RoleGrant.programme_id) == programme_id
    )
    return {row.person_id for row in session.execute(statement) if row.role is not but}
