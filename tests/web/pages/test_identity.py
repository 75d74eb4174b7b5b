"""Signing in through the organisation: who is let in, and everything that is refused."""

import re
from asyncio import gather

import pytest
import sqlalchemy as sa

from app.tables import Identity, Spent
from app.web.auth import COOKIE
from app.web.oidc_attempt import ATTEMPT_COOKIE

pytestmark = pytest.mark.signed_out

BACK = "/aanmelden/organisatie/terug"


@pytest.fixture
def configured(organisation):
    """The ministry has a provider."""
    return organisation.settings()


@pytest.fixture(autouse=True)
def as_agreed(organisation, clock):
    """The provider behaves correctly until a test changes that."""
    organisation.told(clock())


def is_refused(answer, words):
    """Check for the sign-in page with these words, with nobody signed in and the attempt forgotten."""
    page = re.sub(r"\s+", " ", answer.text)
    return words in page and COOKIE in answer.headers["set-cookie"] and 'id="organisation"' in page


async def test_an_invited_person_is_signed_in_and_sent_on(
    client, come_in, signed_in, cast, database, organisation
):
    page = await client.get("/aanmelden", params={"verder": "/stand-van-zaken"})
    assert "Aanmelden via Ministerie van Buurten" in page.text
    before = client.cookies[COOKIE]
    answer = await come_in(client, "/stand-van-zaken")
    assert (answer.status_code, answer.headers["location"]) == (303, "/stand-van-zaken")
    assert client.cookies[COOKIE] != before
    assert ATTEMPT_COOKIE not in client.cookies
    assert "Via de eigen organisatie" in (await client.get("/mijn-sessies")).text
    assert signed_in() == [cast.bram]
    with database.reading() as session:
        assert session.execute(sa.select(Identity.person_id, Identity.issuer, Identity.subject)).all() == [
            (cast.bram, organisation.issuer, "b-1")
        ]


async def test_a_known_subject_is_recognised_even_with_another_address(
    client, come_in, organisation, signed_in, cast
):
    await come_in(client)
    organisation.told_also(person={"sub": "b-1", "email": "iris@voorbeeld.nl", "email_verified": True})
    assert (await come_in(client)).status_code == 303
    assert signed_in() == [cast.bram]  # and the session before it has ended


async def test_a_reassigned_address_does_not_let_its_new_owner_in(
    client, come_in, organisation, signed_in, last_trace, cast
):
    await come_in(client)
    organisation.told_also(person={"sub": "b-2", "email": "bram@voorbeeld.nl", "email_verified": True})
    answer = await come_in(client)
    assert answer.status_code == 403
    assert last_trace()[:3] == ("sign_in.begin", "refused", cast.bram)
    assert "another account" in last_trace()[3]


async def test_an_uninvited_person_is_told_so_and_logged_without_their_address(
    client, come_in, organisation, signed_in, last_trace
):
    for person in (
        {"sub": "x-1", "email": "nobody@voorbeeld.nl", "email_verified": True},
        {"sub": "x-2", "email": "bram@voorbeeld.nl", "email_verified": False},
        {"sub": "x-3", "email": "bram@voorbeeld.nl", "email_verified": "true"},
        {"sub": "x-4"},
    ):
        organisation.told_also(person=person)
        answer = await come_in(client)
        assert answer.status_code == 403
        assert is_refused(answer, "hier heeft nog niemand u uitgenodigd")
        action, result, of, details = last_trace()
        assert (action, result, of) == ("sign_in.begin", "refused", 0)
        assert "voorbeeld.nl" not in details
    assert signed_in() == []


async def test_the_address_may_come_from_userinfo_and_is_asked_only_for_new_people(
    client, come_in, organisation, signed_in, cast
):
    organisation.told_also(tells_address_apart=True)
    assert (await come_in(client)).status_code == 303
    assert organisation.was_asked().count("/userinfo") == 1
    assert (await come_in(client)).status_code == 303
    assert organisation.was_asked().count("/userinfo") == 1
    assert signed_in() == [cast.bram]


async def test_a_missing_or_foreign_userinfo_address_is_refused(
    client, come_in, organisation, signed_in, clock
):
    organisation.told_also(tells_address_apart=True, userinfo={"sub": "i-1"})
    assert (await come_in(client)).status_code == 400
    clock.wait(hours=1)  # what the provider says of itself is asked anew
    organisation.told(clock(), tells_address_apart=True, described={"userinfo_endpoint": None})
    assert (await come_in(client)).status_code == 403
    assert signed_in() == []


async def test_the_callback_must_belong_to_the_browser_that_began(
    client, client_as, way, organisation, signed_in, last_trace
):
    """Each in its own way; the provider is not asked anything if the browser is another one."""
    stranger = await client_as(None)
    requests_before = organisation.was_asked().count("/token")
    path = await way(client)
    held = client.cookies[ATTEMPT_COOKIE]
    for sent, cookie, why in (
        (path, None, "no attempt"),
        (path, "x" + held, "no attempt"),
        (path, held.replace(".", "..", 1), "no attempt"),
        (path, "een.twee.drie.vier", "no attempt"),
        (re.sub("state=[^&]+", "state=forged", path), held, "state"),
        (re.sub("state=[^&]+&?", "", path), held, "state"),
        (re.sub("state=[^&]+", "state=%ED%A0%80", path), held, "state"),
    ):
        stranger.cookies.clear()
        if cookie:
            stranger.cookies.set(ATTEMPT_COOKIE, cookie)
        answer = await stranger.get(sent)
        assert answer.status_code == 400
        assert why in last_trace()[3]
    assert signed_in() == []
    assert organisation.was_asked().count("/token") == requests_before
    assert (await client.get(path)).status_code == 303


async def test_a_callback_works_once_even_for_simultaneous_requests(
    client, client_as, way, signed_in, last_trace, cast
):
    path = await way(client)
    thief = await client_as(None)
    held = client.cookies[ATTEMPT_COOKIE]
    thief.cookies.set(ATTEMPT_COOKIE, held)
    answers = await gather(client.get(path), thief.get(path))
    assert sorted(answer.status_code for answer in answers) == [303, 400]
    thief.cookies.set(ATTEMPT_COOKIE, held)
    assert (await thief.get(path)).status_code == 400
    assert "replayed" in last_trace()[3]
    assert signed_in() == [cast.bram]


async def test_late_or_cancelled_sign_ins_are_explained_and_can_be_retried(client, way, clock, signed_in):
    state = re.search("state=[^&]+", await way(client))[0]
    answer = await client.get(f"{BACK}?error=access_denied&error_description=geheim&{state}")
    assert answer.status_code == 400
    assert is_refused(answer, "of u brak het aanmelden zelf af")
    assert "geheim" not in answer.text
    path = await way(client)
    clock.wait(minutes=10)
    answer = await client.get(path)
    assert answer.status_code == 400
    assert is_refused(answer, "Het aanmelden duurde te lang")
    assert signed_in() == []


async def test_an_invalid_code_and_a_foreign_issuer_are_refused(
    client, way, organisation, signed_in, last_trace, clock
):
    for pattern, instead, why in (
        ("code=[^&]+", "code=guessed", "code"),
        ("code=[^&]+", "code=", "code"),
        ("iss=[^&]+", "iss=https://elders.example", "sender"),
    ):
        answer = await client.get(re.sub(pattern, instead, await way(client)))
        assert answer.status_code == 400
        assert f'"why":"{why}"' in last_trace()[3]
    clock.wait(hours=1)  # what the provider says of itself is asked anew
    always = {"authorization_response_iss_parameter_supported": True}
    organisation.told(clock(), described=always)
    assert (await client.get(re.sub("&iss=[^&]+", "", await way(client)))).status_code == 400
    assert "sender" in last_trace()[3]
    assert signed_in() == []


async def test_nobody_is_sent_to_another_host_afterwards(client, come_in):
    for elsewhere in ("https://elders.example/", "//elders.example", "/\\elders.example", "/" + "a" * 2000):
        assert (await come_in(client, elsewhere)).headers["location"] == "/"


async def test_new_provider_keys_are_fetched_but_not_on_every_request(
    client, come_in, organisation, clock, signed_in, cast
):
    await come_in(client)
    organisation.rotates()
    assert (await come_in(client)).status_code == 400  # keys were fetched this very minute
    clock.wait(minutes=1)
    organisation.told_also(now=int(clock().timestamp()))
    assert (await come_in(client)).status_code == 303
    assert organisation.was_asked().count("/keys") == 2
    assert signed_in() == [cast.bram]


async def test_spent_attempts_are_forgotten_after_they_expire(client, come_in, organisation, clock, database):
    await come_in(client)
    clock.wait(minutes=11)
    organisation.told_also(now=int(clock().timestamp()))
    await come_in(client)
    with database.reading() as session:
        assert len(session.scalars(sa.select(Spent)).all()) == 1
