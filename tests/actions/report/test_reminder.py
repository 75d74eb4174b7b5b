"""Reminding whoever has not answered a round: once a day, and the next one up when that was in vain."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.actions import history, job, person
from app.actions.audit_log import AuditContext
from app.actions.report import reminder
from app.domain.notice import Notice
from app.queries.call_for_updates import open_calls, project_answers, sent_reminders
from app.queries.lead import own_deliverables
from app.queries.letter import letter_facts
from app.queries.programme import programme_by_id
from app.renderers.letter import write_letter
from app.tables import Reminder, RoleGrant
from app.tables.tracked import DELIVERABLE, PROJECT
from tests.cast import TODAY, at

SITE = "https://mijlpaal.test"


@pytest.fixture
def remind(session, cast):
    """`remind(on)`: the office reminds on that day; the letters that leave, by address."""

    def of(on=TODAY, among=()):
        act = AuditContext(cast.noor, at(on), "test")
        programme = programme_by_id(session, cast.programme)
        call = open_calls(session, [cast.programme], on)[cast.programme]
        count = reminder.remind(session, act, programme, call, among)
        letters = {}
        while (taken := job.take(session, at(on))) is not None:
            notices = [Notice.of_content(content) for content in taken.content["notices"]]
            facts = letter_facts(session, taken.person_id, notices, on)
            letters[facts.email] = write_letter(facts, SITE).text
            job.mark_done(session, taken.id, at(on))
        assert len(letters) == count
        return letters

    return of


@pytest.fixture
def missing(session, cast):
    """The titles of which there is no answer yet."""
    call = open_calls(session, [cast.programme], TODAY)[cast.programme]
    answers = project_answers(session, cast.programme, call, TODAY)
    return [state.title for project in answers for state in project.missing]


def leads(session, cast, tracked, thing_id, person_id):
    """From today on this person leads it, or nobody."""
    act = AuditContext(cast.noor, at(TODAY), "test")
    history.restate(
        session, act, tracked, thing_id, history.StatementInput(None, "Wissel.", TODAY), lead_id=person_id
    )


def test_each_lead_gets_one_letter_with_all_that_is_missing(remind, missing, cast, trail):
    assert missing
    letters = remind()
    assert set(letters) == {"iris@voorbeeld.nl"} | ({"bram@voorbeeld.nl"} & set(letters))
    text = "\n".join(letters.values())
    assert all(f"- {title}\n" in text for title in missing)
    assert f"{SITE}/stand-van-zaken" in text
    assert "tot en met 12 januari 2024" in text
    assert trail("round.remind")[0].becomes["people"] == sorted(
        {cast.iris} | ({cast.bram} if "bram@voorbeeld.nl" in letters else set())
    )


def test_nobody_is_reminded_twice_on_one_day(remind, cast):
    first = remind()
    assert remind() == {}
    assert set(remind(TODAY + timedelta(days=1))) >= set(first)


def test_only_one_person_can_be_reminded(remind, cast):
    assert set(remind(among=[cast.iris])) == {"iris@voorbeeld.nl"}
    assert remind(among=[cast.noor]) == {}


def test_a_reminder_in_vain_goes_to_the_lead_of_the_project_or_the_office(remind, session, cast):
    leads(session, cast, DELIVERABLE, cast["panel"], cast.bram)
    remind()
    later = remind(TODAY + timedelta(days=2))
    assert "Bijeenkomst van het buurtpanel (Bram)" in later["iris@voorbeeld.nl"]
    assert "(Iris)" in later["noor@voorbeeld.nl"]
    assert "Anderen zijn al eerder gevraagd" in later["noor@voorbeeld.nl"]


def test_the_office_is_asked_about_what_nobody_leads(remind, session, cast):
    for project in (cast.houses, cast.app):
        leads(session, cast, PROJECT, project, None)
    assert set(remind()) == {"noor@voorbeeld.nl"}


def test_whoever_has_no_access_is_not_asked_but_the_lead_of_the_project_or_the_office(
    remind, session, cast, office
):
    leads(session, cast, DELIVERABLE, cast["panel"], cast.bram)
    (role,) = session.scalars(sa.select(RoleGrant.id).where(RoleGrant.person_id == cast.bram))
    person.revoke(session, office, role)
    letters = remind()
    assert set(letters) == {"iris@voorbeeld.nl", "noor@voorbeeld.nl"}
    assert "- Bijeenkomst van het buurtpanel\n" in letters["iris@voorbeeld.nl"]
    assert "Training voor vrijwilligers" in letters["noor@voorbeeld.nl"]
    assert cast["panel"] in own_deliverables(session, cast.iris)[cast.programme]
    assert own_deliverables(session, cast.bram) == {}


def test_whoever_takes_over_is_asked_for_updates(remind, session, cast, office):
    person.hand_over(session, office, cast.iris, cast.bram)
    assert set(remind()) == {"bram@voorbeeld.nl"}


def test_the_schedule_reminds_on_its_days_only(session, cast):
    def on(day):
        act = AuditContext(None, at(day), "worker", day)
        return reminder.remind_on_schedule(session, act, {7, 3, 1}, {2})

    until = date(2024, 1, 12)
    assert on(until - timedelta(days=8)) == 0
    sent = on(until - timedelta(days=7))
    assert sent > 0
    assert on(until - timedelta(days=7)) == 0
    assert on(until + timedelta(days=1)) == 0
    assert on(until + timedelta(days=2)) > 0
    row = session.scalars(sa.select(Reminder).order_by(Reminder.id)).first()
    assert (row.author_id, row.sent_on) == (None, until - timedelta(days=7))
    assert sent_reminders(session, cast.period)[row.person_id][0].on == until + timedelta(days=2)
    assert isinstance(row.recorded_at, datetime)
