"""Knowing people as their organisation knows them."""

import pytest
import sqlalchemy as sa

from app.actions import identity, sign_in
from app.actions.audit_log import AuditContext
from app.domain.identity import VouchedIdentity
from app.domain.refusal import Conflict, NotInvited
from app.domain.sign_in import SignInMethod
from app.tables import AuditEntry, Identity, SignIn
from tests.cast import TODAY, at

BRAM = VouchedIdentity("https://provider.example", "b-1", "s-1", "bram@voorbeeld.nl")


@pytest.fixture
def act():
    """Somebody at the terminal."""
    return AuditContext(None, at(TODAY), "test")


def test_whoever_was_replaced_at_their_organisation_comes_in_anew_once_that_is_said(database, cast, act):
    with database.writing() as session:
        known = identity.recognise(session, act, BRAM)
        through = {"identity_id": known.id, "provider_session": BRAM.session}
        sign_in.begin(session, act, cast.bram, way=SignInMethod.OIDC, **through)
    another = VouchedIdentity(BRAM.issuer, "b-2", None, BRAM.email)
    with database.writing() as session:
        with pytest.raises(NotInvited):
            identity.recognise(session, act, another)
        identity.unlink(session, act, cast.bram)
        assert session.scalars(sa.select(SignIn.id)).all() == []
        assert identity.recognise(session, act, another).person_id == cast.bram
    with database.reading() as session:
        assert session.scalars(sa.select(Identity.subject)).all() == ["b-2"]
        actions = session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(3)).all()
    assert actions == ["identity.link", "identity.unlink", "sign_in.end_all"]


def test_whoever_never_came_in_that_way_has_nothing_to_take_back(database, cast, act):
    with database.writing() as session, pytest.raises(Conflict):
        identity.unlink(session, act, cast.bram)


def test_somebody_comes_back_from_two_organisations_as_the_same_person(database, cast, act):
    with database.writing() as session:
        ids = {
            identity.recognise(
                session, act, VouchedIdentity(issuer, "b-1", None, "bram@voorbeeld.nl")
            ).person_id
            for issuer in ("https://provider.example", "https://elders.example", "https://elders.example")
        }
    assert ids == {cast.bram}
