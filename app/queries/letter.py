"""What a letter tells somebody, looked up when it leaves: nothing in it is no longer true."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.notice import LetterFacts, LetterPart, Notice, NoticeKind
from app.domain.role import Grant, Rights
from app.domain.round import name_adopted_version
from app.domain.structure import PeriodState
from app.domain.waiting import WaitingItem, WaitingKind
from app.queries.call_for_updates import (
    LISTENS_LATE,
    collect_requests,
    office_members,
    open_calls,
    project_answers,
    sent_reminders,
)
from app.queries.mail import muted_notices
from app.queries.programme import ProgrammeRow, programmes
from app.queries.reporting_period import PeriodRow, periods
from app.queries.waiting import Waiting, waiting_for
from app.tables import Person, RoleGrant

_TO_SIGN = {
    NoticeKind.REVIEW_STARTED: WaitingKind.SIGNATURE,
    NoticeKind.SIGNATURE_LAPSED: WaitingKind.LAPSED_SIGNATURE,
}


def letter_facts(
    session: Session, person_id: int, notices: Iterable[Notice], today: date
) -> LetterFacts | None:
    """Return what there is still to tell somebody; none where nothing is true any more, or wished for."""
    person = session.execute(
        sa.select(col(Person.name), col(Person.email)).where(col(Person.id) == person_id)
    ).first()
    if person is None:
        return None
    rights = _rights_of(session, person_id)
    muted = muted_notices(session, person_id)
    held = rights.held_in
    wished = [notice for notice in notices if notice.kind not in muted and notice.programme_id in held]
    if not wished:
        return None
    by_id = {row.id: row for row in programmes(session, held)}
    rounds = {row.id: row for row in periods(session, held)}
    waiting = waiting_for(session, rights, today)
    parts = [
        part
        for notice in _drop_repeated(wished)
        if (part := _tell(session, person_id, notice, by_id[notice.programme_id], rounds, waiting, today))
    ]
    return LetterFacts(person.name, person.email, parts) if parts else None


def _drop_repeated(notices: Sequence[Notice]) -> Iterator[Notice]:
    """Yield each notice once, but for what a later one says better."""
    kept = set(notices)
    better = {
        NoticeKind.CALL_OPENED: NoticeKind.REMINDER,
        NoticeKind.ADOPTED: NoticeKind.PUBLISHED,
    }
    for notice in dict.fromkeys(notices):
        instead = better.get(notice.kind)
        if (
            instead is None
            or notice.record_id
            or Notice(instead, notice.programme_id, notice.period_id) not in kept
        ):
            yield notice


def _tell(
    session: Session,
    person_id: int,
    notice: Notice,
    programme: ProgrammeRow,
    rounds: Mapping[int, PeriodRow],
    waiting: Waiting,
    today: date,
) -> LetterPart | None:
    period = rounds.get(notice.period_id or 0)
    title, slug, half_year = programme.title, programme.slug, period.half_year if period else ""
    match notice.kind:
        case NoticeKind.QUESTION:
            question = _find(waiting, WaitingKind.QUESTION, notice.record_id)
            if question is not None:
                return LetterPart(
                    notice.kind,
                    title,
                    slug,
                    titles=[question.title],
                    asked_by=question.asked_by,
                    question=question.detail,
                )
        case NoticeKind.CALL_OPENED | NoticeKind.REMINDER if period:
            return _tell_asked(session, person_id, notice, programme, period, today)
        case NoticeKind.REVIEW_STARTED | NoticeKind.SIGNATURE_LAPSED if period:
            item = _find(waiting, _TO_SIGN[notice.kind], period.id)
            if item is not None:
                return LetterPart(notice.kind, title, slug, half_year, item.until, count=item.count)
        case NoticeKind.ADOPTED if period and notice.record_id:
            version = name_adopted_version(notice.record_id)
            return LetterPart(notice.kind, title, slug, half_year, version=version)
        case NoticeKind.ADOPTED if period and period.state is PeriodState.ADOPTED:
            return LetterPart(notice.kind, title, slug, half_year)
        case NoticeKind.PUBLISHED if period and period.state is PeriodState.PUBLISHED:
            return LetterPart(notice.kind, title, slug, half_year)
    return None


def _tell_asked(
    session: Session,
    person_id: int,
    notice: Notice,
    programme: ProgrammeRow,
    period: PeriodRow,
    today: date,
) -> LetterPart | None:
    """Return what a round still misses of somebody; none where it does not listen, or they have answered."""
    call = open_calls(session, [programme.id], today, late_by=LISTENS_LATE).get(programme.id)
    if call is None or call.period_id != period.id:
        return None
    answers = project_answers(session, programme.id, call, today)
    sent = sent_reminders(session, period.id)
    by_person = collect_requests(answers, sent, today, office_members(session, programme.id))
    request = by_person.get(person_id)
    if request is None:
        return None
    others = request.others if notice.kind is NoticeKind.REMINDER else ()
    if not request.own and not others:
        return None
    return LetterPart(
        notice.kind,
        programme.title,
        programme.slug,
        period.half_year,
        call.until,
        tuple(request.own),
        tuple(others),
        is_late=call.until < today,
    )


def _find(waiting: Waiting, kind: WaitingKind, record_id: int | None) -> WaitingItem | None:
    return next((item for item in waiting.of_kind(kind) if item.record_id == record_id), None)


def _rights_of(session: Session, person_id: int) -> Rights:
    statement = sa.select(col(RoleGrant.role), col(RoleGrant.programme_id), col(RoleGrant.party_id)).where(
        col(RoleGrant.person_id) == person_id
    )
    return Rights(
        person_id,
        tuple(Grant(row.role, row.programme_id, row.party_id) for row in session.execute(statement)),
    )
