"""Headers and addresses that no page, browser or program of ours makes are never a fault of ours."""

import pytest

from tests.clients import every_route
from tests.web.route_matrix import DOORS

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
NO_ADDRESS = ("http://[bad", "http://[::1", "//[", "\\\\", "http://a:99999999/?stand=x", "%00", "é", " ")
NO_HOST = (
    "[::1",
    "[bad]",
    "a/b",
    "a?b",
    "a#b",
    "user@host",
    "a b",
    "host:port",
    "host:99999",
    "é",
    "[",
    "]:80",
)
ODD = {
    "HX-Current-URL": NO_ADDRESS,
    "Referer": NO_ADDRESS,
    "Origin": NO_ADDRESS,
    "Cookie": (
        "=",
        ";;;",
        "__Host-mijlpaal",
        "__Host-mijlpaal=\xff; a",
        "__Host-mijlpaal-attempt=a.b.c.d",
        "$",
    ),
    "Accept-Language": ("", "nl;q=x", "*", "x" * 5000, "\xff"),
    "If-None-Match": ("", "W/", '"', ",,,", "*", "\xff"),
    "Range": (
        "bytes=",
        "bytes=9-1",
        "bytes=-",
        "bytes=a-b",
        "lines=1-2",
        "bytes=0-0,1-1,2-2",
        "bytes=-99999999",
    ),
    "X-Forwarded-For": ("", "unknown", "[", "1.2.3.4, , x", "\xff"),
    "X-Forwarded-Proto": ("", "ftp", "\xff"),
    "X-Forwarded-Host": ("[::1", "a b"),
    "Forwarded": ("for=[", "\xff"),
    "Authorization": ("", "Bearer", "Bearer \xff", "Basic ???", "bearer  x y"),
    "Sec-Fetch-Site": ("", "?", "\xff"),
    "User-Agent": ("", "x" * 5000, "\xff"),
    "Accept": ("", "*", "\xff"),
    "Content-Type": ("", "/", "application/x-www-form-urlencoded; charset=\xff", "multipart/form-data"),
}
"""Headers as bytes are on the way: whatever is no ASCII is read as Latin-1."""
ADDRESSES = (
    *(
        "?q=%",
        "?q=%f",
        "?q=%ff%fe",
        "?q=%ed%a0%80",
        "?q=%00",
        "?%00=%00",
        "?&&&=&==",
        "?q=a;b",
        "?q[]=1&q=2&q=3",
    ),
    *(
        "?taal=%ff",
        "?peildatum=%00",
        "?van=%ed%b0%80",
        "?bewaard=%ff",
        "?stand=%00",
        "?asOf=%ff",
        "?after=%ed%a0%80",
    ),
)
SHOWN = (
    *("/", "/portfolio", "/zoeken", "/stand-van-zaken", "/programmas/buurtkracht", "/aanmelden", "/rollen"),
    *("/programmas/buurtkracht/rapportages/2023-H2", "/api/v1/deliverables", "/api", "/static/nothing"),
    *("/programmas/buurtkracht/risicos/nieuw", "/mensen", "/programmas/buurtkracht/logboek"),
)


def sent(headers):
    """Headers in bytes, as they travel."""
    return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]


@pytest.mark.parametrize("backend", ["sqlite"])  # what comes in a header asks no database
async def test_no_header_that_cannot_be_read_is_a_fault_of_ours(noor):
    tried = 0
    for name, values in ODD.items():
        for number, value in enumerate(values):
            path = SHOWN[(tried + number) % len(SHOWN)]
            for address in {path, "/stand-van-zaken", "/static/app.css"}:
                answer = await noor.get(address, headers=sent({**PARTIAL, name: value}))
                assert answer.status_code < 500, (address, name, value)
                tried += 1
    assert tried > 150


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_no_page_breaks_on_headers_that_are_all_odd_at_once(app, noor, cast):
    odd = {name: values[-1] for name, values in ODD.items() if name != "Cookie"}
    odd |= {"HX-Current-URL": NO_ADDRESS[0], **PARTIAL}
    for route in every_route():
        if "GET" in route.methods:
            known = {"person_id": cast.bram, "grant_id": 1, "token_id": 1, "id": 1, "role": 1, "token": 1}
            path = route.path_format.format(**{**known, **DOORS[route.name].path(cast)})
            assert (await noor.get(path, headers=sent(odd))).status_code < 500, path


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_no_form_breaks_on_headers_that_are_odd(bram, cast):
    for name, values in ODD.items():
        for value in values:
            address = f"/producten/{cast['handbook']}/stand-van-zaken"
            answer = await bram.post(address, content=b"version=1", headers=sent({name: value}))
            assert answer.status_code < 500, (name, value)


@pytest.mark.parametrize("host", NO_HOST)
async def test_a_host_that_is_none_is_refused_in_our_words(noor, client, host):
    for browser, address in ((noor, "/"), (noor, "/api/v1/deliverables"), (client, "/aanmelden")):
        answer = await browser.get(address, headers=sent({"Host": host}))
        assert (answer.status_code, answer.headers["Cache-Control"]) == (400, "no-store")
        assert "niet zoals het hoort" in answer.text or "not as it should be" in answer.text


@pytest.mark.parametrize(
    "host", ["mijlpaal.test", "[::1]:8000", "127.0.0.1:8000", "localhost", "a_b.example.", ""]
)
async def test_a_host_that_can_be_is_let_through(noor, host):
    assert (await noor.get("/", headers=sent({"Host": host}))).status_code == 200


async def test_no_address_that_cannot_be_read_is_a_fault_of_ours(noor, backend):
    # To PostgreSQL, whose texts are stricter, goes what is no text.
    queries = [query for query in ADDRESSES if backend == "sqlite" or "%0" in query or "%e" in query]
    for path in SHOWN:
        for query in queries:
            answer = await noor.get(path + query)
            assert answer.status_code < 500, path + query
