"""Webhooks over the API: the same rules as on the pages, and a secret that is told once."""

from threading import Event

import pytest
import sqlalchemy as sa

from app.actions import audit_log
from app.actions.audit_log import AuditContext
from app.courier import Courier
from app.domain.webhook.retry import MOST_ATTEMPTS
from app.settings import Settings
from app.tables import AnsweredRequest, AuditPayload, WebhookDelivery
from tests.cast import TODAY
from tests.clients import KEY


@pytest.fixture
def configured(receiver):
    """The deployer allows what listens on this machine."""
    return {"webhook_networks": receiver.settings["webhook_networks"]}


@pytest.fixture
def new(receiver):
    """A webhook that can be added."""
    return {"programme": "buurtkracht", "name": "Archief", "address": receiver.address, "kinds": ["risk"]}


@pytest.fixture
def work(database, receiver, clock):
    """Do what the worker does, once."""
    return lambda: Courier(database, Settings(**receiver.settings), KEY, clock).deliver(Event())


async def test_a_webhook_lives_its_whole_life_over_the_api(office, new, receiver, work, database):
    made = await office.post("webhooks", json=new)
    assert (made.status_code, made.headers["Location"]) == (201, "/api/v1/webhooks/1")
    secret, place = made.json()["secret"], "webhooks/1"
    shown = await office.get(place)
    assert made.json() == shown.json() | {"secret": secret}
    assert made.headers["ETag"] == shown.headers["ETag"]

    match = {"If-Match": shown.headers["ETag"]}
    assert (await office.post(f"{place}/_test")).status_code == 428
    assert (await office.post(f"{place}/_test", headers=match)).status_code == 200
    work()
    (message,) = receiver.came
    assert message.is_signed(secret)
    (delivered,) = (await office.get(f"{place}/deliveries")).json()["items"]
    assert (delivered["state"], delivered["subject"]) == ("delivered", "webhooks/1")
    assert str(delivered["id"]) == message.event["id"]

    changed = await office.patch(place, json={"kinds": []}, headers=match)
    assert (changed.status_code, changed.json()["kinds"], changed.json()["version"]) == (200, [], 2)
    outdated = await office.post(f"{place}/_pause", headers=match)
    assert (outdated.status_code, outdated.json()["current"]["version"]) == (412, 2)
    match = {"If-Match": changed.headers["ETag"]}
    paused = await office.post(f"{place}/_pause", headers=match)
    match = {"If-Match": paused.headers["ETag"]}
    assert (await office.post(f"{place}/_test", headers=match)).status_code == 409
    match = {"If-Match": (await office.post(f"{place}/_resume", headers=match)).headers["ETag"]}
    renewed = await office.post(f"{place}/_rotate", headers=match)
    assert renewed.json()["secret"] != secret
    assert renewed.json()["secretRenewedUntilAt"] == "2023-12-19T11:00:00Z"
    removed = await office.delete(place, headers={"If-Match": renewed.headers["ETag"]})
    assert removed.status_code == 204
    assert (await office.get(place)).status_code == 404
    with database.reading() as session:
        trail = "".join(session.scalars(sa.select(AuditPayload.content)))
        kept = b"".join(session.scalars(sa.select(AnsweredRequest.content))).decode()
    assert [text for text in (secret, renewed.json()["secret"]) if text[6:] in trail + kept] == []


async def test_an_answer_with_a_secret_takes_no_key_and_what_is_wrong_is_told_at_its_pointer(office, new):
    keyed = await office.post("webhooks", json=new, headers={"Idempotency-Key": "een"})
    assert keyed.status_code == 400
    assert keyed.json()["errors"][0]["parameter"] == "Idempotency-Key"
    wrong = new | {"name": "", "address": "https://10.0.0.1/", "types": ["x"]}
    answer = await office.post("webhooks", json=wrong)
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/name", "/address", "/types"}
    answer = await office.post("webhooks", json=new | {"kinds": ["gone"]})
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/kinds/0"}
    assert (await office.post("webhooks", json=new | {"programme": None})).status_code == 403
    assert (await office.get("webhooks")).json() == {"items": []}


async def test_what_failed_is_sent_again_or_dropped_on_the_state_that_was_read(
    office, program_of, new, receiver, work, database, cast, clock
):
    await office.post("webhooks", json=new)
    for id in (1, 1, 2):
        with database.writing() as session:
            act = AuditContext(cast.noor, clock(), "test", TODAY)
            audit_log.record(session, act, "risk.change", ("risk", id), programme_id=cast.programme)
    with database.writing() as session:
        session.execute(sa.update(WebhookDelivery).values(attempts=MOST_ATTEMPTS - 1))
    receiver.answers = [(400, {}), (400, {})]
    work()
    page = await office.get("webhooks/1/deliveries?limit=2")
    rest = await office.get(page.links["next"]["url"])
    second, held, first = page.json()["items"] + rest.json()["items"]
    assert [(item["state"], item["held"], item["failure"]) for item in (second, held, first)] == [
        ("failed", False, "status 400"),
        ("waiting", True, None),
        ("failed", False, "status 400"),
    ]
    place = f"webhooks/1/deliveries/{first['id']}"
    match = {"If-Match": (await office.get(place)).headers["ETag"]}
    assert (await office.post(f"{place}/_replay", headers={"If-Match": '"3"'})).status_code == 412
    again = await office.post(f"{place}/_replay", headers=match)
    assert (again.status_code, again.json()["state"]) == (200, "waiting")
    other = f"webhooks/1/deliveries/{second['id']}"
    match = {"If-Match": (await office.get(other)).headers["ETag"]}
    assert (await office.post(f"{other}/_drop", headers=match)).json()["state"] == "dropped"
    assert work() == 2
    failed = await office.get("webhooks/1/deliveries", params={"state": "failed"})
    assert failed.json() == {"items": []}
    lead, stranger = await program_of("bram"), await program_of("vera")
    for of in ("", "/deliveries", f"/deliveries/{first['id']}"):
        assert (await lead.get(f"webhooks/1{of}")).status_code == 403
        assert (await stranger.get(f"webhooks/1{of}")).status_code == 404
    assert (await lead.get("webhooks")).json() == {"items": []}
