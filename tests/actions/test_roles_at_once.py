"""Several people changing roles at once: a role is held once, and an administrator always stays."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa

from app.actions import person
from app.actions.audit_log import AuditContext
from app.domain.refusal import Conflict
from app.domain.role import Role
from app.tables import RoleGrant
from tests.cast import TODAY, at


@pytest.fixture
def at_once(database, cast):
    """`at_once(change, …)`: each in a transaction of its own, at the same moment; how many were refused."""

    def every(*changes):
        together = Barrier(len(changes))

        def run(change):
            together.wait(timeout=30)
            try:
                with database.writing() as session:
                    change(session, AuditContext(cast.noor, at(TODAY), "test"))
            except Conflict:
                return 1
            return 0

        with ThreadPoolExecutor(len(changes)) as threads:
            return sum(threads.map(run, changes))

    return every


@pytest.fixture
def grants(database):
    """The ids of everybody's grants of a role."""

    def of(role):
        with database.reading() as session:
            return session.scalars(sa.select(RoleGrant.id).where(RoleGrant.role == role)).all()

    return of


def test_a_role_that_four_give_at_once_is_held_once(at_once, grants, cast):
    def give(session, act):
        person.grant(session, act, cast.vera, Role.READER, programme_id=cast.programme)

    assert at_once(give, give, give, give) == 3
    assert len(grants(Role.READER)) == 1


def test_administrators_who_take_each_others_role_leave_one(at_once, grants, database, cast):
    with database.writing() as session:
        for who in (cast.vera, cast.noor, cast.bram):
            person.grant(session, AuditContext(cast.noor, at(TODAY), "test"), who, Role.ADMIN)
    taking = [
        lambda session, act, grant_here=grant_here: person.revoke(session, act, grant_here)
        for grant_here in grants(Role.ADMIN)
    ]
    assert at_once(*taking) == 1
    assert len(grants(Role.ADMIN)) == 1
