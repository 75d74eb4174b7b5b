"""Every row that is written is sealed by the trace of the change; nothing is written past it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.actions import api_token, audit_log, audit_maintenance, measurement, person, status_update
from app.actions.audit_log import AuditContext
from app.actions.measurement import MeasurementInput
from app.actions.status_update import StatusUpdateInput
from app.domain.api_token import TokenScope
from app.domain.refusal import Conflict
from app.domain.role import Role
from app.domain.status import Status
from app.queries.row_verification import RowFault, RowFaultKind, row_faults
from app.sealing.rows import rows_by_key
from app.sealing.session import seal_traces
from app.tables import ApiToken, AuditEntry, Deadline, Deliverable, Person, RoleGrant, RowSeal, StatusUpdate
from tests.cast import TODAY, at
from tests.database import KEYS, put


def faults(database):
    with database.reading() as session:
        return list(row_faults(session, KEYS))


def test_everything_that_the_cast_said_is_sealed(database):
    assert faults(database) == []


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(StatusUpdate).values(text="Anders"),
        sa.delete(StatusUpdate),
        sa.insert(Deadline).values(phrase="begin 2024"),
    ],
)
def test_a_statement_that_writes_rows_by_itself_is_refused(session, statement):
    with pytest.raises(RuntimeError, match="through entities"):
        session.execute(statement)


def test_a_change_without_a_trace_is_refused_and_taken_back(database):
    with pytest.raises(RuntimeError, match="without a trace"), database.writing() as session:
        session.add(Person(email="nieuw@voorbeeld.nl", name="Nieuw", created_at=at(TODAY)))
    with database.reading() as session:
        assert session.scalar(sa.select(Person).where(Person.email == "nieuw@voorbeeld.nl")) is None


def test_what_was_written_before_a_savepoint_is_sealed_also_where_that_is_taken_back(database, cast):
    with database.writing() as session:
        audit_log.record(
            session, AuditContext(cast.noor, at(TODAY), "test"), "person.revise", ("person", cast.bram)
        )
        session.get_one(Person, cast.bram).name = "Bas"
        session.get_one(Person, cast.vera).name = "Veer"
        session.flush()
        with pytest.raises(Conflict), session.begin_nested():
            session.get_one(Person, cast.noor).name = "Nora"
            session.flush()
            raise Conflict("Not this one.")
    with database.reading() as session:
        names = [session.get_one(Person, who).name for who in (cast.bram, cast.vera, cast.noor)]
    assert names == ["Bas", "Veer", "Noor"]
    assert faults(database) == []


@pytest.mark.parametrize("is_first", [True, False])
def test_what_is_taken_back_with_its_savepoint_leaves_no_trace(database, cast, is_first):
    act = AuditContext(cast.noor, at(TODAY), "savepoint")
    with database.writing() as session:
        if not is_first:
            person.grant(session, act, cast.bram, Role.READER, programme_id=cast.programme)
        with pytest.raises(Conflict), session.begin_nested():
            person.grant(session, act, cast.vera, Role.READER, programme_id=cast.programme)
            raise Conflict("Not this one.")
    with database.reading() as session:
        left = sa.select(AuditEntry.object_id).where(AuditEntry.origin == "savepoint")
        assert list(session.scalars(left)) == ([] if is_first else [cast.bram])
        assert list(session.scalars(sa.select(RoleGrant).where(RoleGrant.person_id == cast.vera))) == []
    assert faults(database) == []


def test_a_row_that_went_and_came_again_under_its_id_is_sealed_each_time(database, cast):
    act = AuditContext(cast.noor, at(TODAY), "test")
    for _ in range(2):
        with database.writing() as session:
            person.grant(session, act, cast.vera, Role.READER, programme_id=cast.programme)
        with database.writing() as session:
            grant = session.scalar(sa.select(RoleGrant).where(RoleGrant.person_id == cast.vera))
            person.revoke(session, act, grant.id)
    assert faults(database) == []
    with database.writing() as session:
        put(session, RoleGrant(person_id=cast.vera, role=Role.ADMIN))
    (fault,) = faults(database)
    assert (fault.table, fault.kind) in {
        ("role_grant", RowFaultKind.DIFFERS),  # SQLite gives the id of a row that went again
        ("role_grant", RowFaultKind.NEVER_SEALED),
    }


def test_a_row_written_for_several_traces_is_sealed_once_as_it_is_in_the_end(database, cast):
    act = AuditContext(cast.noor, at(TODAY), "test")
    with database.reading() as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(RowSeal))
    with database.writing() as session:
        row_id = person.add(session, act, email="een@voorbeeld.nl", name="Een")
        session.get_one(Person, row_id).name = "Twee"
        person.grant(session, act, row_id, Role.READER, programme_id=cast.programme)
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(RowSeal)) == before + 2
    assert faults(database) == []


def test_what_a_row_was_is_held_also_after_the_values_of_its_entry_are_forgotten(database, cast):
    with database.writing() as session:
        audit_maintenance.forget_values(session, AuditContext(cast.noor, at(TODAY), "test"), at(TODAY))
    assert faults(database) == []
    with database.writing() as session:
        session.connection().execute(sa.update(Person).where(Person.id == cast.bram).values(name="Bas"))
    assert faults(database) == [RowFault(RowFaultKind.DIFFERS, "person", str(cast.bram))]


def test_a_row_is_written_out_the_same_from_either_database(session, cast, office):
    day = date(2023, 12, 1)
    row_id = measurement.measure(
        session, office, cast.visitors, MeasurementInput(Decimal("5.30"), day, TODAY, note="é")
    )
    assert rows_by_key(session, "measurement", [str(row_id)]) == {
        str(row_id): [
            *("author_id", cast.noor, "id", row_id, "indicator_id", cast.visitors, "note", "é"),
            *("programme_id", cast.programme, "recorded_at", "2023-12-18 09:00:00.000000"),
            *("reference_date", "2023-12-01", "said_on", "2023-12-18", "value", "5.3000"),
        ]
    }


def test_what_somebody_changed_past_the_product_stays_named_after_the_product_writes_in_the_row(
    database, cast
):
    with database.writing_engine.connect() as connection:
        changed = sa.update(Deliverable).where(Deliverable.id == cast["handbook"])
        connection.execute(changed.values(title="Iets anders"))
        connection.commit()
    act = AuditContext(cast.bram, at(TODAY), "test")
    with database.writing() as session:
        version = session.get_one(Deliverable, cast["handbook"]).version
        status_update.submit(
            session, act, cast["handbook"], StatusUpdateInput(Status.IN_PROGRESS, version, TODAY), today=TODAY
        )
    assert faults(database) == [RowFault(RowFaultKind.DIFFERS, "deliverable", str(cast["handbook"]))]


def test_a_row_put_there_past_the_product_stays_named_after_the_product_writes_in_it(database, cast):
    with database.writing() as session:
        (secret_row,) = put(
            session,
            ApiToken(
                person_id=cast.bram,
                secret_hash="0" * 64,
                scope=TokenScope.WRITE,
                created_at=at(TODAY),
                expires_at=at(TODAY) + timedelta(days=9),
            ),
        )
    with database.writing() as session:
        api_token.revoke(session, AuditContext(cast.bram, at(TODAY), "test"), cast.bram, secret_row)
    assert faults(database) == [RowFault(RowFaultKind.NEVER_SEALED, "api_token", str(secret_row))]


def test_a_row_that_several_traces_of_one_transaction_seal_in_turn_is_sealed_as_it_is_in_the_end(
    database, cast
):
    act = AuditContext(cast.noor, at(TODAY), "test")
    with database.writing() as session:
        for name in ("Een", "Twee"):
            session.get_one(Person, cast.vera).name = name
            audit_log.record(session, act, "test.try", ("person", cast.vera))
            seal_traces(session)
    assert faults(database) == []
