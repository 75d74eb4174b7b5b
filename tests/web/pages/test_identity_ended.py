"""Signing out after signing in through the organisation: here, there, and by its notice."""

import pytest
import sqlalchemy as sa

from app.actions import sign_in
from app.actions.audit_log import AuditContext
from app.domain.identity import LOGOUT_EVENT
from app.domain.sign_in import SignInMethod
from app.tables import AuditEntry, Identity, SignIn
from tests.database import put

pytestmark = pytest.mark.signed_out

MESSAGE = "/afmelden/organisatie/bericht"


@pytest.fixture
def configured(organisation):
    """The ministry has a provider."""
    return organisation.settings()


@pytest.fixture
def tells(organisation, clock, client):
    """`await tells(jti="2", sid="s-1")`: the provider sends a notice of signing out; returns the response."""
    organisation.told(clock())

    async def tell(omit=(), **extra_claims):
        now = int(clock().timestamp())
        claims = {"iss": organisation.issuer, "aud": "mijlpaal", "iat": now, "exp": now + 120}
        claims |= {"jti": "1", "events": {LOGOUT_EVENT: {}}, "sub": "b-1"} | extra_claims
        token = organisation.signs({name: value for name, value in claims.items() if name not in omit})
        return await client.post(MESSAGE, data={"logout_token": token})

    return tell


@pytest.fixture
def signed_in(database, cast, clock, organisation):
    """Three sessions through the organisation and one of Bram by password; returns those that still exist."""
    with database.writing() as session:
        for name, subject, sessions in (("bram", "b-1", ("s-1", "s-2")), ("iris", "i-1", ("s-3",))):
            person = cast.person(name)
            identity = Identity(
                person_id=person, issuer=organisation.issuer, subject=subject, linked_at=clock()
            )
            (known_id,) = put(session, identity)
            for provider_session in sessions:
                act, through = (
                    AuditContext(person, clock(), "test"),
                    {"identity_id": known_id, "provider_session": provider_session},
                )
                sign_in.begin(session, act, person, way=SignInMethod.OIDC, **through)
        sign_in.begin(session, AuditContext(cast.bram, clock(), "test"), cast.bram, way=SignInMethod.PASSWORD)

    def left():
        with database.reading() as session:
            rows = session.execute(sa.select(SignIn.person_id, SignIn.way).order_by(SignIn.id))
            names = {cast.bram: "bram", cast.iris: "iris"}
            return [(names[person], way.value) for person, way in rows]

    return left


BRAM, IRIS, BY_PASSWORD = ("bram", "oidc"), ("iris", "oidc"), ("bram", "password")


async def test_all_sign_ins_of_a_subject_end_and_nothing_else(tells, signed_in, database, cast):
    answer = await tells()
    assert (answer.status_code, answer.text) == (200, "")
    assert answer.headers["cache-control"] == "no-store"
    assert signed_in() == [IRIS, BY_PASSWORD]
    with database.reading() as session:
        entry = session.scalars(sa.select(AuditEntry).order_by(sa.desc("id"))).first()
    facts = (entry.action, entry.object_id, entry.actor_id, entry.origin)
    assert facts == ("sign_in.end_elsewhere", cast.bram, None, "oidc")


async def test_one_session_of_a_provider_ends_and_the_others_stay(tells, signed_in):
    assert (await tells(omit=["sub"], sid="s-1")).status_code == 200
    assert signed_in() == [BRAM, IRIS, BY_PASSWORD]
    assert (await tells(jti="2", sid="s-3")).status_code == 200  # a session of another than the one named
    assert signed_in() == [BRAM, IRIS, BY_PASSWORD]


async def test_a_message_works_once(tells, signed_in, database, cast, clock):
    assert (await tells(sid="s-1")).status_code == 200
    assert (await tells(sid="s-2")).status_code == 400
    assert signed_in() == [BRAM, IRIS, BY_PASSWORD]
    clock.wait(minutes=12)
    assert (await tells(sid="s-2")).status_code == 200  # the same name, in another message, long after


async def test_a_logout_notice_for_a_signed_out_person_is_accepted(tells, signed_in):
    assert [(await tells(jti=str(number))).status_code for number in range(2)] == [200, 200]


async def test_an_invalid_logout_notice_ends_nothing(tells, signed_in, organisation, clock, client):
    now = int(clock().timestamp())
    before = signed_in()
    wrong = {
        "iss": {"iss": "https://elders.example"},
        "aud": {"aud": ["another"]},
        "iat": {"iat": now - 601},
        "exp": {"exp": now - 61},
        "events": {"events": {}},
        "nonce": {"nonce": "a token of somebody who signs in"},
        "jti": {"omit": ["jti"]},
        "sub": {"omit": ["sub"]},
    }
    met = {name: (await tells(**claims)).status_code for name, claims in wrong.items()}
    for signs in ("stranger", "none", "secret", "badly", "nothing"):
        organisation.told(clock(), signs=signs)
        met[signs] = (await tells()).status_code
    met["empty"] = (await client.post(MESSAGE)).status_code
    assert met == dict.fromkeys(met, 400)
    assert signed_in() == before


async def test_forged_notices_do_not_cause_repeated_requests_to_the_provider(tells, organisation, clock):
    organisation.told(clock(), signs="stranger")
    for _ in range(3):
        assert (await tells()).json() == {"error": "invalid_request"}
    assert organisation.was_asked().count("/keys") == 1


async def test_after_signing_out_people_can_sign_out_at_their_organisation_too(
    client_as, database, cast, organisation, clock, signed_in
):
    organisation.told(clock())
    browser = await client_as("bram")
    with database.writing() as session:
        identity = session.scalar(sa.select(Identity.id).where(Identity.person_id == cast.bram))
        last = session.scalar(sa.select(sa.func.max(SignIn.id)))
        through = (
            sa.update(SignIn).where(SignIn.id == last).values(way=SignInMethod.OIDC, identity_id=identity)
        )
        session.execute(through)
    answer = await browser.post("/afmelden")
    assert answer.headers["location"] == "/afmelden/organisatie"
    page = await browser.get("/afmelden/organisatie")
    assert "Ook afmelden bij Ministerie van Buurten" in page.text
    exit_address = (
        "/end?client_id=mijlpaal&amp;post_logout_redirect_uri=https%3A%2F%2Fmijlpaal.test%2Faanmelden"
    )
    assert organisation.issuer + exit_address in page.text


async def test_people_with_a_password_are_not_sent_to_the_organisation(bram):
    assert (await bram.post("/afmelden")).headers["location"] == "/aanmelden"


async def test_without_an_end_session_endpoint_signing_out_is_local(client, organisation, clock):
    organisation.told(clock(), down=["/.well-known/openid-configuration"])
    for _ in range(2):
        answer = await client.get("/afmelden/organisatie")
        assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden")
        organisation.told(clock(), described={"end_session_endpoint": None})
