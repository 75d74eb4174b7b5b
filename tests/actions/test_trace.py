"""Every change leaves its trace, in its own transaction; a statement has an author; a demo is marked once."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.actions import audit_log, installation, party
from app.actions.audit_log import AuditContext
from app.domain.refusal import Conflict, Stale
from app.domain.status import Status
from app.queries.installation import demo_today, is_empty
from app.tables import AuditEntry, ProgrammeParty
from tests.cast import TODAY, at


def test_a_trace_tells_who_did_what_from_where_and_when(session, office, cast, trail):
    audit_log.record(session, office, "test.try", ("deliverable", 7), programme_id=cast.programme, title="x")
    entry = trail("test.try")[0]
    assert (entry.actor_id, entry.origin, entry.at, entry.result) == (cast.noor, "test", at(TODAY), "done")
    assert (entry.object_type, entry.object_id, entry.becomes) == ("deliverable", 7, {"title": "x"})


def test_a_trace_holds_what_json_can_hold():
    assert audit_log.plain(
        {
            "day": date(2024, 1, 31),
            "moment": at(TODAY),
            "word": Status.ON_HOLD,
            "value": Decimal("5.30"),
            "list": [1, None, (True, "x")],
            "inner": {1: Decimal(2)},
        }
    ) == {
        "day": "2024-01-31",
        "moment": "2023-12-18T09:00:00+00:00",
        "word": "on_hold",
        "value": "5.30",
        "list": [1, None, [True, "x"]],
        "inner": {"1": "2"},
    }


def test_a_change_that_is_taken_back_leaves_no_trace(database, office, cast):
    def traces():
        with database.reading() as session:
            return session.scalar(sa.select(sa.func.count()).select_from(AuditEntry))

    before = traces()
    with pytest.raises(ZeroDivisionError), database.writing() as session:
        audit_log.record(session, office, "test.try", ("deliverable", 7), programme_id=cast.programme)
        raise ZeroDivisionError
    assert traces() == before


def test_a_party_that_is_called_so_already_keeps_its_version_and_leaves_no_trace(
    session, office, cast, trail
):
    party.set_wording(session, office, cast.programme, cast.fund, 1, "Ons fonds")
    party.set_wording(session, office, cast.programme, cast.fund, 2, " Ons fonds ")
    row = session.get_one(ProgrammeParty, (cast.programme, cast.fund))
    assert (row.wording, row.version) == ("Ons fonds", 2)
    assert [entry.becomes for entry in trail("party.set_wording")] == [{"wording": "Ons fonds"}]
    with pytest.raises(Stale):
        party.set_wording(session, office, cast.programme, cast.fund, 1, "Ons fonds")


def test_a_statement_has_an_author(cast):
    assert AuditContext(cast.noor, at(TODAY), "test").author_id == cast.noor
    with pytest.raises(ValueError, match="author"):
        _ = AuditContext(None, at(TODAY), "test").author_id


def test_an_empty_database_becomes_a_demonstration_of_one_day(empty_database):
    with empty_database.writing() as session:
        assert (is_empty(session), demo_today(session)) == (True, None)
        installation.mark_as_demo(session, AuditContext(None, at(TODAY), "test"), today=TODAY)
        assert (is_empty(session), demo_today(session)) == (False, TODAY)


def test_a_database_with_anything_in_it_becomes_no_demonstration(session, office):
    with pytest.raises(Conflict, match="not empty"):
        installation.mark_as_demo(session, office, today=TODAY)
    assert demo_today(session) is None
