"""A script on a page of another site may use the API with a token, and never with somebody's cookie."""

ELSEWHERE = "https://elders.example"
SENT = {"authorization", "if-match", "if-none-match", "idempotency-key", "content-type"}
READ = {"etag", "link", "location", "api-version", "retry-after"}


def listed(answer, name):
    return {word.strip().lower() for word in answer.headers[name].split(",")}


async def ask(client, path, method):
    headers = {
        "Origin": ELSEWHERE,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization,if-match,idempotency-key,content-type",
    }
    return await client.options(path, headers=headers)


async def test_a_browser_that_asks_first_hears_what_a_script_may_send(client):
    for path in ("/api/v1/deliverables", "/api/v1/deliverables/1", "/api/v1/openapi.json"):
        answer = await ask(client, path, "GET")
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert listed(answer, "Access-Control-Allow-Headers") >= SENT
        assert {"get", "head"} <= listed(answer, "Access-Control-Allow-Methods")
        assert int(answer.headers["Access-Control-Max-Age"]) > 0


async def test_every_answer_can_be_read_from_elsewhere_also_where_it_refuses(noor, client):
    answers = [
        await noor.get("/api/v1/deliverables?limit=1", headers={"Origin": ELSEWHERE}),
        await noor.get("/api/v1/deliverables?limit=0", headers={"Origin": ELSEWHERE}),
        await client.get("/api/v1/deliverables", headers={"Origin": ELSEWHERE}),
        await client.get("/api/v1/openapi.json", headers={"Origin": ELSEWHERE}),
    ]
    assert [answer.status_code for answer in answers] == [200, 400, 401, 200]
    for answer in answers:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert listed(answer, "Access-Control-Expose-Headers") >= READ


async def test_no_other_site_may_use_the_cookie_of_who_is_signed_in(noor):
    for answer in (
        await noor.get("/api/v1/deliverables", headers={"Origin": ELSEWHERE}),
        await ask(noor, "/api/v1/deliverables", "GET"),
    ):
        assert answer.headers["Access-Control-Allow-Origin"] == "*", "browsers send no cookie to this"
        assert "Access-Control-Allow-Credentials" not in answer.headers


async def test_pages_are_for_their_own_site(noor):
    answer = await ask(noor, "/portfolio", "GET")
    assert answer.status_code == 405
    assert "Access-Control-Allow-Origin" not in answer.headers
