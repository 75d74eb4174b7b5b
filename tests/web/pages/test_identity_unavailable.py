"""A provider that is down, answers nonsense or redirects elsewhere: a helpful page, nobody signed in."""

import asyncio
import logging

import pytest
import sqlalchemy as sa

from app.main import create_app
from app.oidc.client import LARGEST_ANSWER
from app.settings import Settings
from app.tables import AuditEntry, AuditPayload, SignIn, Spent
from tests.clients import KEY
from tests.database import AUDIT_KEY

pytestmark = pytest.mark.signed_out
DESCRIPTION = "/.well-known/openid-configuration"


@pytest.fixture
def configured(organisation):
    """The ministry has a provider."""
    return organisation.settings()


def is_kind(answer):
    """Check for the sign-in page that explains the problem and still offers the password."""
    words = "Uw organisatie antwoordt op dit moment niet." in answer.text
    return answer.status_code == 503 and words and 'name="password"' in answer.text


UNDESCRIBED = (
    {"down": [DESCRIPTION]},
    {"answers": {DESCRIPTION: "<h1>Onderhoud</h1>"}},
    {"answers": {DESCRIPTION: "[]"}},
    {"answers": {DESCRIPTION: " " * (LARGEST_ANSWER + 1)}},
    {"described": {"issuer": "https://elders.example"}},
    {"described": {"token_endpoint": "http://elders.example/token"}},
    {"described": {"authorization_endpoint": "javascript:alert(1)"}},
    {"described": {"authorization_endpoint": "http://[::1"}},
    {"described": {"jwks_uri": None}},
)
HALF_WAY = (
    {"down": ["/keys"]},
    {"answers": {"/keys": '{"keys": [{"kty": "strange"}]}'}},
    {"answers": {"/keys": '{"keys": 1}'}},
    {"down": ["/token"]},
    {"answers": {"/token": "no json"}},
    {"down": ["/userinfo"], "tells_address_apart": True},
)


async def test_an_unreachable_provider_is_explained_on_the_sign_in_page(client, organisation, clock):
    for wrong in UNDESCRIBED:
        organisation.told(clock(), **wrong)
        assert is_kind(await client.get("/aanmelden/organisatie", params={"verder": "/zoeken"})), wrong
    organisation.told(clock())
    assert (await client.get("/aanmelden/organisatie")).status_code == 303  # it is asked anew


async def test_a_provider_that_stops_answering_lets_nobody_in(client, organisation, clock, database):
    for wrong in HALF_WAY:
        organisation.told(clock(), **wrong)
        provider_address = (await client.get("/aanmelden/organisatie")).headers["location"]
        assert is_kind(await client.get(organisation.sends_back(provider_address))), wrong
    with database.reading() as session:
        assert session.scalars(sa.select(SignIn.id)).all() == []
        refused = session.scalars(sa.select(AuditEntry.action).where(AuditEntry.result == "refused")).all()
    assert refused == ["sign_in.begin"] * len(HALF_WAY)


async def test_others_can_write_while_one_waits_for_the_provider(client, bram, organisation, clock):
    organisation.told(clock(), waits=["/token"])
    provider_address = (await client.get("/aanmelden/organisatie")).headers["location"]
    async with asyncio.timeout(20):
        waiting = asyncio.create_task(client.get(organisation.sends_back(provider_address)))
        while "/token" not in organisation.was_asked():
            await asyncio.sleep(0)
        assert (await bram.post("/afmelden")).status_code == 303
        assert not waiting.done()
        organisation.told_also(waits=[])
        assert (await waiting).status_code == 303


async def test_no_secret_of_a_sign_in_is_logged(client, organisation, clock, database, caplog):
    organisation.told(clock())
    with caplog.at_level(logging.DEBUG):
        provider_address = (await client.get("/aanmelden/organisatie")).headers["location"]
        back = organisation.sends_back(provider_address)
        assert (await client.get(back)).status_code == 303
    with database.reading() as session:
        stored = [
            session.scalars(sa.select(column)).all() for column in (AuditPayload.content, Spent.of_hash)
        ]
    logged = caplog.text.replace(back, "").replace(provider_address, "") + repr(
        stored
    )  # what the test itself asks is its own
    code, state = (back.split(name)[1].split("&")[0] for name in ("code=", "state="))
    for secret in (code, state, "client_assertion", "eyJ", "voorbeeld.nl", "Bearer"):
        assert secret not in logged


def test_a_demonstration_never_has_an_organisation(demo_database, organisation):
    url = demo_database.url.render_as_string(hide_password=False)
    app = create_app(
        Settings(database_url=url, secret_key=KEY, audit_key=AUDIT_KEY, **organisation.settings())
    )
    assert app.state.app_state.provider is None
    app.state.app_state.database.dispose()
