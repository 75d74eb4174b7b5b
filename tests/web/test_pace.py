"""Who asks too fast is told when to come back: as a page, as part of one, and as a problem."""

import pytest
from httpx import ASGITransport, AsyncClient

from app.actions import api_token
from app.actions.audit_log import AuditContext
from app.domain.api_token import TokenScope
from app.domain.pace import Pace
from app.domain.refusal import TooMany
from app.settings import Settings
from app.tables import Deliverable
from app.web.rate_limit import OF_ADDRESS, OF_ONE, RateLimits, choose_rate_limits
from tests.cast import TODAY, at
from tests.clients import KEY, ORIGIN

ONE = pytest.mark.parametrize("backend", ["sqlite"])
MOMENT = at(TODAY)
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def pace(app):
    """`pace(of_one=3)`: from now on that many a minute."""

    def keep(of_one=0, of_address=0):
        app.state.app_state.rate_limits = RateLimits(
            Pace(of_one) if of_one else None, Pace(of_address) if of_address else None
        )

    return keep


@pytest.fixture
def token(database, cast, clock):
    """A new token of Bram, as a header."""

    def issue(scope=TokenScope.READ):
        with database.writing() as session:
            made = api_token.issue(session, AuditContext(cast.bram, clock(), "test"), cast.bram, scope=scope)
        return {"Authorization": f"Bearer {made}"}

    return issue


async def statuses(browser, path, times, **how):
    return [(await browser.get(path, **how)).status_code for _ in range(times)]


@ONE
async def test_a_person_is_counted_in_all_their_browsers_together_and_others_go_on(client_as, pace, clock):
    here, there, iris = await client_as("bram"), await client_as("bram"), await client_as("iris")
    pace(of_one=4)
    assert await statuses(here, "/", 3) == [200] * 3
    assert await statuses(there, "/", 3) == [200, 429, 429]
    assert await statuses(iris, "/", 1) == [200]
    clock.wait(seconds=15)
    assert await statuses(here, "/", 2) == [200, 429]


@ONE
async def test_it_is_said_as_a_page_as_part_of_one_and_as_a_problem(bram, cast, pace):
    pace(of_one=1)
    await bram.get("/")
    whole, part = await bram.get("/"), await bram.get(f"/producten/{cast['handbook']}", headers=PARTIAL)
    problem = await bram.get("/api/v1/deliverables", headers={"Accept-Language": "nl"})
    assert {one.status_code for one in (whole, part, problem)} == {429}
    assert {one.headers["Retry-After"] for one in (whole, part, problem)} == {"60"}
    assert whole.text.startswith("<!DOCTYPE html>")
    assert part.text.startswith('<div id="refusal"')
    assert "Wacht even" in whole.text
    assert "Wacht even" in part.text
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert problem.json()["status"] == 429
    assert "Wacht even" in problem.json()["detail"]


@ONE
async def test_what_is_refused_for_its_pace_changes_nothing(bram, cast, pace, database):
    pace(of_one=1)
    await bram.get("/")
    answer = await bram.post(f"/producten/{cast['handbook']}/stand-van-zaken", data={"text": "Te snel."})
    assert answer.status_code == 429
    with database.reading() as session:
        assert session.get(Deliverable, cast["handbook"]).version == 4


@ONE
async def test_a_token_is_counted_by_itself_also_where_it_is_refused(client, bram, token, pace):
    pace(of_one=2)
    ours, another = token(), token()
    assert (await client.put("/api/v1/deliverables", headers=ours)).status_code == 405
    assert await statuses(client, "/api/v1/deliverables", 3, headers=ours) == [200, 200, 429]
    assert await statuses(client, "/api/v1/deliverables", 1, headers=another) == [200]
    assert await statuses(bram, "/", 1) == [200]


@ONE
@pytest.mark.parametrize("path", ["/aanmelden", "/static/icon.svg", "/nergens", "/api/v1/openapi.json"])
async def test_an_address_is_counted_whatever_it_asks_and_whoever_is_behind_it(app, client, pace, path):
    pace(of_address=2)
    there = AsyncClient(transport=ASGITransport(app, client=("192.0.2.1", 1)), base_url=ORIGIN)
    elsewhere = AsyncClient(transport=ASGITransport(app, client=("192.0.2.2", 1)), base_url=ORIGIN)
    async with there, elsewhere:
        found = await statuses(there, path, 3)
        assert found[2] == 429
        assert 429 not in found[:2]
        assert (await there.head(path)).status_code == 429
        assert (await elsewhere.get(path)).status_code == found[0]


@ONE
async def test_who_is_stopped_at_the_gate_costs_no_query(client, pace, queries):
    pace(of_address=1)
    await client.get("/aanmelden")
    with queries() as seen:
        answer = await client.get("/aanmelden")
    assert (answer.status_code, seen) == (429, [])
    assert answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_no_more_askers_are_remembered_than_fit_and_who_asked_longest_ago_is_forgotten():
    kept = RateLimits(of_address=Pace(1), remembered=2)
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.1"):
        kept.count_address(address, MOMENT)
    with pytest.raises(TooMany):
        kept.count_address("192.0.2.3", MOMENT)


def test_the_deployer_decides_and_a_demonstration_is_bound_by_nothing_of_ours():
    def chosen(is_demo=False, **given):
        found = choose_rate_limits(Settings(secret_key=KEY, **given), is_demo=is_demo)
        return [one and one.a_minute for one in (found.of_one, found.of_address)]

    assert chosen() == [OF_ONE, OF_ADDRESS]
    assert chosen(requests_a_minute=5, requests_a_minute_of_address=0) == [5, None]
    assert chosen(is_demo=True) == [None, None]
    assert chosen(is_demo=True, requests_a_minute=5) == [5, None]
