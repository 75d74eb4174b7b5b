"""Somebody leaves: one act ends their access, and an erasure replaces their name without breaking a seal."""

import json

import pytest
import sqlalchemy as sa

from app.actions import answered_request, api_token, history, invitation, job, person, sign_in
from app.actions.audit_log import AuditContext
from app.actions.history import StatementInput
from app.actions.leaving import end_access, erase
from app.actions.mistake import retract_entity
from app.domain.refusal import Conflict, Invalid
from app.domain.role import Role
from app.queries.api_token import api_tokens
from app.queries.lead import leads_of, own_deliverables
from app.queries.leaving import PrintedName
from app.queries.person import people
from app.queries.report.adoption import adoption_case
from app.queries.reporting_period import period_by_id
from app.queries.row_verification import row_faults
from app.queries.sign_in import sign_ins
from app.tables import AnsweredRequest, Job, Person, Programme, Project, ReportingPeriod, ReportVersion
from app.tables.job import JobState
from app.tables.tracked import DELIVERABLE
from tests import rounds
from tests.cast import TODAY, at
from tests.database import KEYS


@pytest.fixture
def bram_everywhere(session, cast, office):
    """Bram is signed in, has a token and an unread letter."""
    act = AuditContext(cast.bram, at(TODAY), "test")
    sign_in.begin(session, act, cast.bram)
    api_token.issue(session, act, cast.bram)
    invitation.issue(session, office, cast.bram)
    return job.enqueue(session, "mail", {"to": "bram@voorbeeld.nl", "text": "Beste Bram"}, act.at)


def test_one_act_hands_over_takes_roles_and_closes_every_way_in(
    session, cast, office, bram_everywhere, trail
):
    departure = end_access(session, office, cast.bram, {cast.programme: cast.iris}, within=[cast.programme])
    assert (departure.projects, len(departure.grant_ids), len(departure.token_ids)) == (1, 1, 1)
    assert departure.sessions >= 1
    assert session.get(Project, cast.houses, populate_existing=True).lead_id == cast.iris
    assert leads_of(session, cast.bram) == ()
    assert next(row for row in people(session) if row.id == cast.bram).roles == ()
    assert (sign_ins(session, cast.bram, at(TODAY)), api_tokens(session, cast.bram, at(TODAY))) == ([], [])
    assert session.get(Job, bram_everywhere, populate_existing=True).state is JobState.GIVEN_UP
    assert trail("person.end_access")[0].becomes["roles"] == 1
    with pytest.raises(Conflict, match="no access"):
        end_access(session, office, cast.bram, {})


def test_without_a_successor_the_office_answers(session, cast, office):
    end_access(session, office, cast.bram, {})
    assert session.get(Project, cast.houses, populate_existing=True).lead_id is None
    assert own_deliverables(session, cast.bram) == {}


def test_what_was_taken_back_is_not_handed_over(session, cast, office):
    history.restate(session, office, DELIVERABLE, cast["opening"], StatementInput(None), lead_id=cast.bram)
    retract_entity(session, office, DELIVERABLE, cast["opening"], StatementInput(None, "Een vergissing."))
    assert end_access(session, office, cast.bram, {cast.programme: cast.iris}).deliverables == 0


def test_an_office_ends_what_is_of_its_own_programme_only(session, cast, office, bram_everywhere):
    person.grant(session, office, cast.bram, Role.ADMIN)
    departure = end_access(session, office, cast.bram, {}, within=[cast.programme])
    assert (departure.stays_elsewhere, departure.sessions, departure.token_ids) == (True, 0, ())
    assert len(api_tokens(session, cast.bram, at(TODAY))) == 1


def test_what_cannot_be_ended_is_refused(session, cast, office):
    with pytest.raises(Conflict, match="your own"):
        end_access(session, office, cast.noor, {})
    with pytest.raises(Invalid) as refusal:
        end_access(session, office, cast.bram, {cast.programme: cast.karel})
    assert set(refusal.value.fields) == {f"to{cast.programme}"}
    with pytest.raises(Conflict, match="still has access"):
        erase(session, office, cast.bram)


def test_an_erased_name_is_gone_everywhere_and_every_seal_holds(database, cast):
    act = AuditContext(cast.noor, at(TODAY), "test")
    with database.writing() as session:
        letter = job.enqueue(
            session, "mail", {"to": "iris@voorbeeld.nl", "text": "Bram vroeg Bramen"}, act.at
        )
        for kept in ("bram", "iris"):
            answered_request.claim(session, act.at, kept, "body")
            answer = answered_request.Answer(201, content=f'{{"lead":"{kept}@voorbeeld.nl"}}'.encode())
            answered_request.settle(session, kept, answer)
        end_access(session, act, cast.bram, {})
        assert erase(session, act, cast.bram) == ()
    with database.reading() as session:
        assert session.scalars(sa.select(AnsweredRequest.of_hash)).all() == ["iris"]
        assert cast.bram not in {row.id for row in people(session)}
        row = session.get_one(Person, cast.bram)
        assert (row.name, row.email) == (
            f"Oud-medewerker {cast.bram}",
            f"oud-medewerker-{cast.bram}@mijlpaal.invalid",
        )
        assert list(row_faults(session, KEYS)) == []
        assert json.loads(session.get_one(Job, letter).content)["text"] == f"{row.name} vroeg Bramen"
        assert not any("bram@voorbeeld.nl" in content for content in session.scalars(sa.select(Job.content)))
    with database.writing() as session, pytest.raises(Conflict, match="erased before"):
        person.grant(session, act, cast.bram, Role.LEAD, programme_id=cast.programme)
    with database.writing() as session, pytest.raises(Conflict, match="erased before"):
        erase(session, act, cast.bram)
    with database.writing() as session, pytest.raises(Conflict, match="erased before"):
        person.revise(session, act, cast.bram, email="bram@voorbeeld.nl", name="Bram")
    with database.writing() as session, pytest.raises(Conflict, match="erased before"):
        invitation.issue(session, act, cast.bram)


def test_the_facts_of_a_version_in_review_name_nobody_and_its_text_says_that_the_name_stays(
    session, cast, office
):
    """Facts refer to people by id, so that the name goes in one place; the text was signed as it reads."""
    period = session.get_one(ReportingPeriod, cast.period)
    person.revise(session, office, cast.bram, email="bram@voorbeeld.nl", name="Bram van den Berg")
    period.names_leads = True
    session.flush()
    rounds.reviewed(session, cast)
    (version,) = session.scalars(sa.select(ReportVersion)).all()
    assert "Bram van den Berg" in version.tree
    assert "Bram van den Berg" not in version.facts
    end_access(session, office, cast.bram, {})
    title = session.get_one(Programme, cast.programme).title
    assert erase(session, office, cast.bram) == (PrintedName(title, "2023-H2", "0.1"),)
    assert adoption_case(session, period_by_id(session, cast.period)).later == ()


def test_an_erasure_takes_whole_names_and_addresses_and_leaves_the_letters_of_others(session, cast, office):
    person.revise(session, office, cast.bram, email="bram@voorbeeld.nl", name='Bram "B" Brug jr.')
    end_access(session, office, cast.bram, {})
    words = {"to": "jan.bram@voorbeeld.nl", "text": 'Bram "B" Brug jr. vroeg iets (bram@voorbeeld.nl).'}
    other = job.enqueue(session, "mail", words, at(TODAY))
    own = job.enqueue(session, "mail", {"to": "bram@voorbeeld.nl", "text": "Beste"}, at(TODAY))
    erase(session, office, cast.bram)
    assert json.loads(session.get(Job, other, populate_existing=True).content) == {
        "to": "jan.bram@voorbeeld.nl",
        "text": f"Oud-medewerker {cast.bram} vroeg iets (oud-medewerker-{cast.bram}@mijlpaal.invalid).",
    }
    assert session.get(Job, own, populate_existing=True).state is JobState.GIVEN_UP


def test_a_new_name_and_address_stand_at_once_and_the_trace_holds_neither(session, cast, office, trail):
    secret = invitation.issue(session, office, cast.bram)
    person.revise(session, office, cast.bram, email="Bram@nieuw.nl", name="Bram Brug")
    (letter,) = session.scalars(sa.select(Job.content))
    assert json.loads(letter)["to"] == "bram@voorbeeld.nl"
    row = session.get_one(Person, cast.bram)
    assert (row.name, row.email) == ("Bram Brug", "bram@nieuw.nl")
    assert trail("person.revise")[0].becomes == {"changed": ["name", "email"]}
    with pytest.raises(Exception, match="used before"):
        invitation.accept(session, office, secret, "hash")
    with pytest.raises(Invalid):
        person.revise(session, office, cast.bram, email="iris@voorbeeld.nl", name="Bram")
