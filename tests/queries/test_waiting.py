"""What waits for somebody in each role: answers, signatures, decisions, measurements, confirmations."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.actions import person, question
from app.actions.audit_log import AuditContext
from app.actions.question import QuestionInput
from app.actions.report import draft, reporting_period
from app.domain.notice import Notice, NoticeKind
from app.domain.role import Grant, Rights
from app.domain.round import PeriodSpan
from app.domain.waiting import WaitingKind
from app.queries.letter import letter_facts
from app.queries.reporting_period import period_by_id
from app.queries.waiting import waiting_for
from app.renderers.letter import write_letter
from app.tables import RoleGrant
from tests.cast import TODAY, at
from tests.rounds import karel, noor, return_to_editing, reviewed, send_to_review, sign_all


@pytest.fixture
def session(database):
    """The story goes on while what waits is looked at."""
    with database.writing() as session:
        yield session


@pytest.fixture
def waits(session, cast):
    """`waits("karel")`: what waits for one of the cast, as kind, title and count."""

    def of(name, on=TODAY):
        held = session.scalars(sa.select(RoleGrant).filter_by(person_id=cast.person(name)))
        grants = tuple(Grant(row.role, row.programme_id, row.party_id) for row in held)
        waiting = waiting_for(session, Rights(cast.person(name), grants), on)
        return [(item.kind, item.title, item.count) for item in waiting.items]

    return of


def test_a_sponsor_is_asked_to_sign_and_to_sign_again_what_changed(session, cast, waits):
    assert waits("karel") == []
    reviewed(session, cast)
    ((kind, half_year, sections),) = waits("karel")
    assert (kind, half_year) == (WaitingKind.SIGNATURE, "2023-H2")
    assert sections > 5
    sign_all(session, cast)
    assert waits("karel") == []
    return_to_editing(session, cast)
    assert waits("karel") == []
    draft.write_section(
        session, noor(cast), draft.TextPlace(cast.period, "summary"), "Het gaat anders.", read=1
    )
    send_to_review(session, cast)
    assert waits("karel") == [(WaitingKind.LAPSED_SIGNATURE, "2023-H2", 1)]


def test_a_decision_waits_for_its_sponsor_in_its_window_and_for_the_office_once_over(waits):
    january = TODAY + timedelta(days=20)
    decision = (WaitingKind.DECISION, "Besluit: plaats van het tweede buurthuis", 1)
    assert decision not in waits("karel")
    assert decision in waits("karel", january)
    assert decision not in waits("noor", january)
    assert decision in waits("noor", TODAY + timedelta(days=60))


def test_the_office_is_asked_to_have_confirmed_what_others_bring(waits):
    assert waits("noor") == [(WaitingKind.DEPENDENCY, "Verkeersplan van de gemeente", 1)]


def test_the_office_is_asked_to_measure_what_has_no_value_in_the_period_of_the_round(session, cast, waits):
    row = period_by_id(session, cast.period)
    from_october = PeriodSpan(date(2023, 10, 1), row.ends_on)
    reporting_period.adjust(
        session, noor(cast), row.id, version=row.version, span=from_october, days=row.days
    )
    assert (WaitingKind.MEASUREMENT, "2023-H2", 2) in waits("noor")


def test_what_nobody_with_access_leads_waits_for_the_office(session, cast, waits):
    mine = [title for kind, title, _ in waits("iris") if kind is WaitingKind.ANSWER]
    assert mine
    grant = session.scalars(sa.select(RoleGrant.id).filter_by(person_id=cast.iris)).one()
    person.revoke(session, noor(cast), grant)
    assert waits("iris") == []
    assert {title for kind, title, _ in waits("noor") if kind is WaitingKind.ANSWER} == set(mine)


def test_a_question_waits_for_the_lead_until_it_is_answered(session, cast, waits):
    new_question = QuestionInput("Waarom niet eerder?")
    question_id = question.ask(session, karel(cast), cast["handbook"], new_question)
    assert (WaitingKind.QUESTION, "Handreiking buurthuizen", 1) in waits("bram")
    assert WaitingKind.QUESTION not in {kind for kind, *_ in waits("iris") + waits("noor") + waits("karel")}
    notice = Notice(NoticeKind.QUESTION, cast.programme, record_id=question_id)
    letter = letter_facts(session, cast.bram, [notice], TODAY)
    assert (
        write_letter(letter, "https://mijlpaal.test").text.count("Karel vraagt iets over “Handreiking buurt")
        == 1
    )
    assert "\n“Waarom niet eerder?”\n" in write_letter(letter, "https://mijlpaal.test").text
    question.answer(
        session, AuditContext(cast.bram, at(TODAY), "test"), question_id, "Bewoners schrijven mee."
    )
    assert WaitingKind.QUESTION not in {kind for kind, *_ in waits("bram")}
    assert letter_facts(session, cast.bram, [notice], TODAY) is None
