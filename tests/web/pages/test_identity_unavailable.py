"""A provider that is down, answers nonsense or leads elsewhere: a friendly page, and nobody comes in."""

import logging

import pytest
import sqlalchemy as sa

from app.oidc import wire
from app.tables import AuditEntry, AuditPayload, SignIn, Spent

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
DESCRIPTION = "/.well-known/openid-configuration"


@pytest.fixture
def configured(organisation):
    """The ministry has a provider."""
    return organisation.settings()


def is_kind(answer):
    """The page to sign in at, which says what is the matter and leaves the way by password open."""
    words = "Uw organisatie antwoordt op dit moment niet." in answer.text
    return answer.status_code == 503 and words and 'name="password"' in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"down": [DESCRIPTION]},
        {"answers": {DESCRIPTION: "<h1>Onderhoud</h1>"}},
        {"answers": {DESCRIPTION: "[]"}},
        {"answers": {DESCRIPTION: " " * (wire.MOST + 1)}},
        {"described": {"issuer": "https://elders.example"}},
        {"described": {"token_endpoint": "http://elders.example/token"}},
        {"described": {"authorization_endpoint": "javascript:alert(1)"}},
        {"described": {"authorization_endpoint": "http://[::1"}},
        {"described": {"jwks_uri": None}},
    ],
)
async def test_a_provider_that_cannot_be_asked_is_told_on_a_friendly_page(client, organisation, clock, wrong):
    organisation.told(clock(), **wrong)
    assert is_kind(await client.get("/aanmelden/organisatie", params={"verder": "/stand-van-zaken"}))
    organisation.told(clock())
    assert (await client.get("/aanmelden/organisatie")).status_code == 303  # it is asked anew


@pytest.mark.parametrize(
    "wrong",
    [
        {"down": ["/token"]},
        {"answers": {"/token": "no json"}},
        {"down": ["/keys"]},
        {"answers": {"/keys": '{"keys": [{"kty": "strange"}]}'}},
        {"down": ["/userinfo"], "tells_address_apart": True},
    ],
)
async def test_a_provider_that_falls_silent_half_way_lets_nobody_in(
    client, organisation, clock, database, wrong
):
    organisation.told(clock(), **wrong)
    there = (await client.get("/aanmelden/organisatie")).headers["location"]
    assert is_kind(await client.get(organisation.sends_back(there)))
    with database.reading() as session:
        assert session.scalars(sa.select(SignIn.id)).all() == []
        entry = session.scalars(sa.select(AuditEntry).order_by(sa.desc("id"))).first()
    assert (entry.action, entry.result) == ("sign_in.begin", "refused")


async def test_nothing_waits_in_a_transaction_while_the_provider_is_asked(client, organisation, clock, app):
    """SQLite has one turn to write; another writes while the provider keeps us waiting."""
    organisation.told(clock(), slow=["/token"])
    there = (await client.get("/aanmelden/organisatie")).headers["location"]
    back = organisation.sends_back(there)
    world, turns = app.state.world, []
    ask = type(world.provider).redeem

    async def redeem(*given, **more):
        turns.append(world.somebody_writes)
        return await ask(*given, **more)

    world.provider.redeem = redeem.__get__(world.provider)
    assert (await client.get(back)).status_code == 303
    assert turns == [False]


async def test_no_secret_of_a_sign_in_is_in_a_log_or_in_the_trail(
    client, organisation, clock, database, caplog
):
    organisation.told(clock())
    with caplog.at_level(logging.DEBUG):
        there = (await client.get("/aanmelden/organisatie")).headers["location"]
        back = organisation.sends_back(there)
        assert (await client.get(back)).status_code == 303
    with database.reading() as session:
        kept = [session.scalars(sa.select(one)).all() for one in (AuditPayload.content, Spent.of_hash)]
    said = caplog.text.replace(back, "").replace(there, "") + repr(
        kept
    )  # what the test itself asks is its own
    code, state = (back.split(name)[1].split("&")[0] for name in ("code=", "state="))
    for secret in (code, state, "client_assertion", "eyJ", "voorbeeld.nl", "Bearer"):
        assert secret not in said
