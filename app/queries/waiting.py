"""What waits for a person, in every programme where they hold a role: the source of each list and count."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import sqlalchemy as sa
from sqlmodel import Session, col

from app.domain.half_year import HalfYear
from app.domain.question import QuestionKind
from app.domain.role import Rights
from app.domain.round import Call, CallStart, asks_answer
from app.domain.sign_off import Signature, find_unsigned, find_valid, find_voided
from app.domain.structure import DeliverableKind, PartyKind, PeriodState
from app.domain.time_zone import AMSTERDAM
from app.domain.timeliness import Timeliness
from app.domain.waiting import WaitingItem, WaitingKind, sort_waiting
from app.queries.call_for_updates import open_calls
from app.queries.deliverable import DeliverableState, deliverables_by_id
from app.queries.external_dependency import external_dependencies
from app.queries.history import is_uncorrected, links_as_of
from app.queries.indicator import indicators
from app.queries.lead import own_deliverables
from app.queries.party import party_short_name
from app.queries.question import open_questions
from app.queries.reporting_period import PeriodRow, periods
from app.queries.webhook import failing_webhooks
from app.tables import (
    Deliverable,
    FrozenReport,
    Measurement,
    Party,
    ProgrammeParty,
    ReportVersion,
    ReportVersionSection,
    SectionText,
    SignOff,
)
from app.tables.tracked import DECIDERS

_UNDER_WAY = (PeriodState.OPEN, PeriodState.EDITING)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for a person; `answerable` is everything for which they answer, asked now or not.

    `calls` are the rounds that listen, by programme.
    """

    items: tuple[WaitingItem, ...]
    answerable: tuple[DeliverableState, ...]
    calls: Mapping[int, Call]

    def of_kind(self, *kinds: WaitingKind) -> list[WaitingItem]:
        """Return what waits of these kinds, in order."""
        return [item for item in self.items if item.kind in kinds]

    @property
    def asking_ids(self) -> frozenset[int]:
        """Return the ids of the deliverables that ask for an answer."""
        return frozenset(item.record_id for item in self.of_kind(WaitingKind.ANSWER))

    def answers_since(self, programme_id: int, today: date) -> CallStart:
        """Return from when an update is an answer: the round's, else that of the half-year."""
        call = self.calls.get(programme_id)
        return call.start if call else CallStart(HalfYear.containing(today).starts_on)


def waiting_for(session: Session, rights: Rights, today: date) -> Waiting:
    """Return what waits for a person on a day. At most twenty queries, however much or little that is."""
    programme_ids = rights.held_in
    if not programme_ids:
        return Waiting((), (), {})
    office_of = [programme for programme in programme_ids if rights.may_run_round(programme)]
    names = _sponsor_names(session, programme_ids)
    sponsor_for = _sponsor_for(rights, names)
    calls = open_calls(session, programme_ids, today)
    to_answer = own_deliverables(session, rights.person_id, office_of)
    answer_ids = {id for ids in to_answer.values() for id in ids}
    deciders = _deciders(session, [*office_of, *sponsor_for], today)
    states = deliverables_by_id(session, sorted(answer_ids | deciders.keys()), today)
    period_rows = periods(session, programme_ids)
    waiting = Waiting((), tuple(state for state in states if state.id in answer_ids), calls)
    decisions = list(_decisions(states, deciders, office_of, sponsor_for, names))
    to_decide = {item.record_id for item in decisions}
    items = [
        *_answers(waiting, today, without=to_decide),
        *_questions(session, answer_ids),
        *decisions,
        *_signatures(session, rights.person_id, period_rows, sponsor_for, names),
        *_measurements(session, [p for p in period_rows if p.programme_id in office_of], calls, today),
        *_dependencies(session, office_of, today),
        *_list_undelivered(
            session, [programme for programme in programme_ids if rights.may_connect(programme)]
        ),
    ]
    return Waiting(tuple(sort_waiting(items)), waiting.answerable, calls)


def _answers(waiting: Waiting, today: date, without: Collection[int]) -> Iterator[WaitingItem]:
    """Yield what asks for an answer; an overdue decision that one records oneself is asked for as that."""
    for state in waiting.answerable:
        start = waiting.answers_since(state.programme_id, today)
        if state.id in without or not asks_answer(state.assessment, state.last, start):
            continue
        is_overdue = state.assessment.timeliness is Timeliness.OVERDUE
        call, latest = waiting.calls.get(state.programme_id), _latest(state)
        yield WaitingItem(
            kind=WaitingKind.ANSWER,
            programme_id=state.programme_id,
            record_id=state.id,
            title=state.title,
            since=start.day,
            until=latest if is_overdue else call.until if call else None,
            detail=state.project,
        )


def _questions(session: Session, deliverable_ids: Collection[int]) -> Iterator[WaitingItem]:
    for question in open_questions(session, sorted(deliverable_ids)):
        yield WaitingItem(
            kind=WaitingKind.QUESTION,
            programme_id=question.programme_id,
            record_id=question.id,
            title=question.title,
            asked_by=question.asked_by,
            since=question.said_on,
            detail=question.text,
            deliverable_id=question.deliverable_id,
            asks_update=question.kind is QuestionKind.SEND_BACK,
        )


def _decisions(
    states: Iterable[DeliverableState],
    deciders: Mapping[int, frozenset[int]],
    office_of: Collection[int],
    sponsor_for: Mapping[int, frozenset[int]],
    names: Mapping[tuple[int, int], str],
) -> Iterator[WaitingItem]:
    """Yield the decisions whose window is open or over: for who takes them, once over for who records them.

    Where nobody was named to take one, every sponsor of the programme is asked.
    """
    for state in states:
        if state.id not in deciders:
            continue
        timeliness, programme = state.assessment.timeliness, state.programme_id
        own = sponsor_for.get(programme, frozenset())
        takes = own & deciders[state.id] if deciders[state.id] else own
        is_asked = bool(takes) and timeliness in (Timeliness.DUE_NOW, Timeliness.OVERDUE)
        if is_asked or (programme in office_of and timeliness is Timeliness.OVERDUE):
            window = state.assessment.deadline.window if state.assessment.deadline else None
            yield WaitingItem(
                kind=WaitingKind.DECISION,
                programme_id=programme,
                record_id=state.id,
                title=state.title,
                asked_by=", ".join(sorted(names[programme, party] for party in takes)),
                since=window.earliest if window else None,
                until=window.latest if window else None,
                detail=state.project,
            )


def _signatures(
    session: Session,
    person_id: int,
    period_rows: Iterable[PeriodRow],
    sponsor_for: Mapping[int, frozenset[int]],
    names: Mapping[tuple[int, int], str],
) -> Iterator[WaitingItem]:
    """Yield the reports of which a party of theirs has not signed every section that they did not write."""
    open_to_sign = {period.id: period for period in period_rows if period.programme_id in sponsor_for}
    if not open_to_sign or not (versions := _versions_to_sign(session, open_to_sign.values())):
        return
    given = _signatures_given(session, versions)
    wrote = _sections_written(session, person_id, versions)
    for period_id, version in versions.items():
        period, signatures = open_to_sign[period_id], given.get(period_id, [])
        valid = find_valid(signatures, version.hashes)
        voided = find_voided(signatures, version.hashes)
        for party in sorted(sponsor_for[period.programme_id]):
            unsigned = [
                place
                for place in find_unsigned([party], valid, version.hashes)
                if place[1] not in wrote.get(period_id, ())
            ]
            lapsed = sum(place in voided for place in unsigned)
            counts = {WaitingKind.LAPSED_SIGNATURE: lapsed, WaitingKind.SIGNATURE: len(unsigned) - lapsed}
            for kind, count in counts.items():
                if count:
                    yield WaitingItem(
                        kind=kind,
                        programme_id=period.programme_id,
                        record_id=period_id,
                        title=period.half_year,
                        asked_by=names[period.programme_id, party],
                        since=version.since,
                        until=period.report_date,
                        count=count,
                    )


def _measurements(
    session: Session, period_rows: Iterable[PeriodRow], calls: Mapping[int, Call], today: date
) -> Iterator[WaitingItem]:
    """Yield the rounds in whose period indicators have no value yet; a ratio is computed, never measured."""
    under_way = {period.programme_id: period for period in period_rows if period.state in _UNDER_WAY}
    if not under_way:
        return
    counted = [
        row for row in indicators(session, under_way, today) if row.numerator_id is None and not row.withdrawn
    ]
    measured = _last_measured(session, [row.id for row in counted], today)
    due = [row for row in counted if measured.get(row.id, date.min) < under_way[row.programme_id].starts_on]
    for programme_id, rows in groupby(due, lambda row: row.programme_id):
        period, names = under_way[programme_id], [row.name for row in rows]
        call = calls.get(programme_id)
        yield WaitingItem(
            kind=WaitingKind.MEASUREMENT,
            programme_id=programme_id,
            record_id=programme_id,
            title=period.half_year,
            since=call.since if call else period.starts_on,
            until=period.input_deadline,
            count=len(names),
            detail=", ".join(names),
        )


def _dependencies(session: Session, office_of: Collection[int], today: date) -> Iterator[WaitingItem]:
    for row in external_dependencies(session, office_of, today) if office_of else ():
        if row.is_stale(today):
            yield WaitingItem(
                kind=WaitingKind.DEPENDENCY,
                programme_id=row.programme_id,
                record_id=row.id,
                title=row.title,
                asked_by=row.owner,
                since=row.confirmed_on,
                detail=row.phrase,
            )


def _list_undelivered(session: Session, programme_ids: Collection[int]) -> Iterator[WaitingItem]:
    for row in failing_webhooks(session, programme_ids) if programme_ids else ():
        yield WaitingItem(
            kind=WaitingKind.UNDELIVERED,
            programme_id=row.programme_id,
            record_id=row.id,
            title=row.name,
            since=row.since.astimezone(AMSTERDAM).date(),
            count=row.failed,
        )


def _deciders(session: Session, programme_ids: Collection[int], today: date) -> Mapping[int, frozenset[int]]:
    """Return the parties that take each decision of these programmes, by its id; perhaps none is named."""
    links = links_as_of(DECIDERS).c
    statement = (
        sa.select(col(Deliverable.id), links.party_id)
        .outerjoin_from(Deliverable, links_as_of(DECIDERS), links.decision_id == col(Deliverable.id))
        .where(col(Deliverable.programme_id).in_(programme_ids))
        .where(col(Deliverable.kind) == DeliverableKind.DECISION, col(Deliverable.retracted_on).is_(None))
        .order_by(col(Deliverable.id))
    )
    rows = session.execute(statement, {"as_of": today})
    return {
        decision_id: frozenset(row.party_id for row in named if row.party_id is not None)
        for decision_id, named in groupby(rows, lambda row: row.id)
    }


def _sponsor_names(session: Session, programme_ids: Collection[int]) -> Mapping[tuple[int, int], str]:
    """Return how each of these programmes calls its sponsors, by programme and party."""
    statement = (
        sa.select(col(ProgrammeParty.programme_id), col(Party.id), party_short_name(Party).label("name"))
        .join_from(ProgrammeParty, Party, col(Party.id) == col(ProgrammeParty.party_id))
        .where(col(ProgrammeParty.programme_id).in_(programme_ids))
        .where(col(ProgrammeParty.kind) == PartyKind.SPONSOR)
    )
    return {(row.programme_id, row.id): row.name for row in session.execute(statement)}


def _sponsor_for(rights: Rights, names: Mapping[tuple[int, int], str]) -> Mapping[int, frozenset[int]]:
    """Return the parties for which somebody acts as a sponsor, by programme; those that sponsor it still."""
    acts_for = {programme: rights.acts_for(programme) for programme in rights.held_in}
    sponsoring = {
        programme: frozenset(party for party in parties if (programme, party) in names)
        for programme, parties in acts_for.items()
    }
    return {programme: parties for programme, parties in sponsoring.items() if parties}


@dataclass(frozen=True, slots=True)
class _VersionToSign:
    since: date
    hashes: Mapping[str, str]


def _versions_to_sign(session: Session, period_rows: Iterable[PeriodRow]) -> Mapping[int, _VersionToSign]:
    """Return the version of each report that can be signed now: in review, or an erratum not yet adopted."""
    by_id = {period.id: period for period in period_rows}
    newest = (
        sa.select(
            col(ReportVersion.reporting_period_id), sa.func.max(col(ReportVersion.number)).label("last")
        )
        .where(col(ReportVersion.reporting_period_id).in_(by_id))
        .group_by(col(ReportVersion.reporting_period_id))
        .subquery()
    )
    adopted = (
        sa.select(sa.func.max(col(FrozenReport.erratum)))
        .where(col(FrozenReport.reporting_period_id) == col(ReportVersion.reporting_period_id))
        .scalar_subquery()
    )
    statement = (
        sa.select(col(ReportVersion.reporting_period_id).label("period_id"), col(ReportVersion.recorded_at))
        .add_columns(col(ReportVersion.erratum), adopted.label("adopted"))
        .add_columns(col(ReportVersionSection.section_key), col(ReportVersionSection.hash))
        .join_from(
            ReportVersion,
            newest,
            sa.and_(
                newest.c.reporting_period_id == col(ReportVersion.reporting_period_id),
                newest.c.last == col(ReportVersion.number),
            ),
        )
        .join(ReportVersionSection, col(ReportVersionSection.report_version_id) == col(ReportVersion.id))
        .order_by(col(ReportVersion.reporting_period_id), col(ReportVersionSection.section_key))
    )
    versions = {}
    for period_id, sections in groupby(session.execute(statement).all(), lambda row: row.period_id):
        first, *rest = sections
        is_erratum = first.adopted is not None and first.erratum > first.adopted
        if by_id[period_id].state is PeriodState.REVIEW or is_erratum:
            since = first.recorded_at.astimezone(AMSTERDAM).date()
            hashes = {section.section_key: section.hash for section in (first, *rest)}
            versions[period_id] = _VersionToSign(since, hashes)
    return versions


def _signatures_given(session: Session, period_ids: Collection[int]) -> Mapping[int, list[Signature]]:
    """Return everything that was signed of these reports, by period, in the order in which it was."""
    columns = (col(getattr(SignOff, name)) for name in Signature.__slots__)
    statement = (
        sa.select(col(SignOff.reporting_period_id), *columns)
        .where(col(SignOff.reporting_period_id).in_(period_ids))
        .order_by(col(SignOff.id))
    )
    given: dict[int, list[Signature]] = {}
    for row in session.execute(statement).mappings():
        signature = Signature(**{name: row[name] for name in Signature.__slots__})
        given.setdefault(row["reporting_period_id"], []).append(signature)
    return given


def _sections_written(
    session: Session, person_id: int, period_ids: Collection[int]
) -> Mapping[int, frozenset[str]]:
    """Return the sections of these reports in which a person wrote: these they may not sign."""
    statement = (
        sa.select(col(SectionText.reporting_period_id), col(SectionText.section_key))
        .where(col(SectionText.author_id) == person_id)
        .where(col(SectionText.reporting_period_id).in_(period_ids))
        .distinct()
        .order_by(col(SectionText.reporting_period_id))
    )
    rows = session.execute(statement)
    return {
        period_id: frozenset(row.section_key for row in sections)
        for period_id, sections in groupby(rows, lambda row: row.reporting_period_id)
    }


def _last_measured(session: Session, indicator_ids: Collection[int], today: date) -> Mapping[int, date]:
    """Return the last reference date of each of these indicators of which a value was said by the day."""
    statement = (
        sa.select(col(Measurement.indicator_id), sa.func.max(col(Measurement.reference_date)).label("last"))
        .where(col(Measurement.indicator_id).in_(indicator_ids), col(Measurement.said_on) <= today)
        .where(is_uncorrected(Measurement))
        .group_by(col(Measurement.indicator_id))
    )
    return {row.indicator_id: row.last for row in session.execute(statement)}


def _latest(state: DeliverableState) -> date | None:
    return state.assessment.deadline.window.latest if state.assessment.deadline else None
