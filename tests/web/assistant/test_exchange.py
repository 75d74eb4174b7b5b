"""Who is answered at the address of assistants: a token from our own site, in time and within measure."""

import pytest

from app.actions import api_token
from app.actions.audit_log import AuditContext
from app.domain.pace import Pace
from app.web.rate_limit import RateLimits
from tests.clients import ORIGIN

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
HALF = (
    b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "list_promises", "arguments": '
    b'{"asOf": "\\ud800"}, "_meta": {"io.modelcontextprotocol/protocolVersion": "2026-07-28", '
    b'"io.modelcontextprotocol/clientCapabilities": {}}}}'
)
"""A question with half a character in it."""
OF_TODAY = {
    "Content-Type": "application/json",
    "MCP-Protocol-Version": "2026-07-28",
    "Mcp-Method": "tools/call",
    "Mcp-Name": "list_promises",
}
ACCEPT = {"Accept": "application/json, text/event-stream"}


@pytest.fixture
def bearer(database, cast, clock):
    """A token of Bram that reads, as a header."""
    with database.writing() as session:
        made = api_token.issue(session, AuditContext(cast.bram, clock(), "test"), cast.bram)
    return ACCEPT | {"Authorization": f"Bearer {made}"}


async def test_whoever_comes_without_a_token_is_told_how_to_come_whatever_cookie_they_have(client, bram):
    for browser in (client, bram):
        answer = await browser.post("/mcp", json=PING, headers=ACCEPT)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="Mijlpaal"')
        assert answer.headers["content-type"] == "application/problem+json"
    answer = await client.post("/mcp", json=PING, headers=ACCEPT | {"Authorization": "Bearer niets"})
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": ORIGIN}, 200),
        ({"Host": "mijlpaal.test:443"}, 200),
        ({"Origin": "https://kwaad.test"}, 403),
        ({"Origin": "http://mijlpaal.test"}, 403),
        ({"Origin": "https://mijlpaal.test:8443"}, 403),
        ({"Origin": "https://mijlpaal.test.kwaad.test"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Host": "kwaad.test"}, 421),
        ({"Host": "127.0.0.1"}, 421),
        ({"Host": "mijlpaal.test:8443"}, 421),
        ({"Host": "kwaad.test", "Origin": "https://kwaad.test"}, 421),
    ],
)
async def test_only_our_own_site_is_answered(client, bearer, headers, status):
    answer = await client.post("/mcp", json=PING, headers=bearer | headers)
    assert answer.status_code == status
    assert (answer.json().get("result") == {}) is (status == 200)


async def test_on_one_machine_its_names_are_one_site(app, client, bearer):
    app.state.app_state.settings.public_url = "http://127.0.0.1:8000"
    for host, origin, status in (
        ("localhost:8000", "http://localhost:8000", 200),
        ("[::1]:8000", "http://127.0.0.1:8000", 200),
        ("localhost:8001", "http://localhost:8001", 421),
        ("rebind.test:8000", "http://rebind.test:8000", 421),
        ("localhost:8000", "http://rebind.test:8000", 403),
    ):
        headers = bearer | {"Host": host, "Origin": origin}
        assert (await client.post("/mcp", json=PING, headers=headers)).status_code == status


async def test_no_stream_stays_open_and_nothing_is_kept_of_a_session(client, bearer):
    for method in ("GET", "DELETE"):
        answer = await client.request(method, "/mcp", headers=bearer)
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    answer = await client.post("/mcp", json=PING, headers=bearer)
    assert "mcp-session-id" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


async def test_too_much_too_fast_and_what_is_no_message_are_refused(app, client, bearer, clock):
    answer = await client.post("/mcp", content=b"[" * 3_000_000, headers=bearer)
    assert answer.status_code == 413
    for body in (
        b"",
        b"{",
        b"[]",
        b"[" * 100_000,
        b'"\\ud800"',
        b'{"jsonrpc":"2.0","id":1,"method":"\\u0000"}',
    ):
        answer = await client.post(
            "/mcp", content=body, headers=bearer | {"Content-Type": "application/json"}
        )
        assert answer.status_code < 500, body
    answer = await client.post("/mcp", content=HALF, headers=bearer | OF_TODAY)
    assert (answer.status_code, answer.json()["result"]["isError"]) == (200, True)
    app.state.app_state.rate_limits = RateLimits(Pace(1), None)
    assert (await client.post("/mcp", json=PING, headers=bearer)).status_code == 200
    answer = await client.post("/mcp", json=PING, headers=bearer)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
