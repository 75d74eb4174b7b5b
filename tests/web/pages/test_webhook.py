"""Webhooks on the pages: who manages them, what is shown once, and what is done with what does not arrive."""

import re
from threading import Event

import pytest
import sqlalchemy as sa

from app.actions import audit_log, person
from app.actions.audit_log import AuditContext
from app.courier import Courier
from app.domain.role import Role
from app.domain.webhook.event import KIND_BY_TYPE, EventKind, name_subject
from app.domain.webhook.retry import MOST_ATTEMPTS
from app.queries.webhook import webhooks
from app.settings import Settings
from app.tables import WebhookDelivery
from app.web.api.v1 import API_ROUTERS
from app.web.pages.webhook_docs import RECEIVER
from app.worker import read_clock
from tests.cast import SLUG, TODAY, at
from tests.clients import KEY

INDEX = f"/programmas/{SLUG}/webhooks"


@pytest.fixture
def configured(receiver):
    """The deployer allows what listens on this machine."""
    return {"webhook_networks": receiver.settings["webhook_networks"]}


@pytest.fixture
def fields(receiver):
    """A form that can be saved."""
    return {"name": "Archief", "address": receiver.address, "kind-risk": "on"}


@pytest.fixture
def work(database, receiver, clock):
    """Do what the worker does, once."""
    return lambda: Courier(database, Settings(**receiver.settings), KEY, clock).deliver(Event())


@pytest.fixture
def change(database, cast, clock):
    """A risk of the programme is told anew."""

    def of(id=1):
        with database.writing() as session:
            act = AuditContext(cast.noor, clock(), "test", TODAY)
            audit_log.record(session, act, "risk.change", ("risk", id), programme_id=cast.programme)

    return of


@pytest.fixture
async def admin(client_as, database):
    """The browser of an administrator."""
    with database.writing() as session:
        act = AuditContext(None, at(TODAY), "test")
        admin_id = person.add(session, act, email="beheer@voorbeeld.nl", name="Beheer")
        person.grant(session, act, admin_id, Role.ADMIN)
    return await client_as(admin_id)


def only_webhook(database):
    with database.reading() as session:
        (row,) = webhooks(session, None)
    return row


async def test_a_webhook_is_added_told_tested_and_its_secret_is_shown_once(
    noor, database, fields, receiver, work, change
):
    form = {
        **fields,
        "csrf_token": re.search(r'csrf_token" value="([^"]+)', (await noor.get(f"{INDEX}/nieuw")).text)[1],
    }
    made = await noor.post(INDEX, data=form)
    secret = re.search(r"whsec_[\w+/]+=*", made.text)[0]
    assert (made.status_code, made.headers["cache-control"]) == (200, "no-store")
    again = await noor.post(INDEX, data=form)
    row = only_webhook(database)
    assert (again.status_code, again.headers["location"]) == (303, f"/webhooks/{row.id}")
    assert "whsec_" not in (await noor.get(f"/webhooks/{row.id}")).text

    change()
    assert (await noor.post(f"/webhooks/{row.id}/proef")).status_code == 303
    work()
    assert [message.event["type"].split(".")[2] for message in receiver.came] == ["risk", "webhook"]
    assert all(message.is_signed(secret) for message in receiver.came)
    shown = (await noor.get(f"/webhooks/{row.id}")).text
    assert shown.count("Bezorgd") == 2
    renewed = await noor.post(f"/webhooks/{row.id}/geheim", data={"version": str(row.version)})
    assert re.search(r"whsec_[\w+/]+=*", renewed.text)[0] != secret
    assert "ondertekent nog mee" in renewed.text


async def test_what_is_wrong_is_told_at_its_field_and_loses_nothing_typed(noor, database, fields):
    wrong = fields | {"name": " ", "address": "https://169.254.169.254/latest", "type-x": "on"}
    answer = await noor.post(INDEX, data=wrong)
    assert answer.status_code == 400
    for words in ("Geef de webhook een naam.", "binnen het eigen netwerk", "Kies uit de gebeurtenissen"):
        assert words in answer.text
    assert "https://169.254.169.254/latest" in answer.text
    assert re.search(r'name="kind-risk" value="on" checked', answer.text)


async def test_what_does_not_arrive_is_sent_again_or_dropped_by_a_person(
    noor, database, fields, receiver, work, change, clock
):
    await noor.post(INDEX, data=fields)
    row = only_webhook(database)
    change()
    change()
    change(2)
    receiver.answers = [(400, {}), (400, {})]
    with database.writing() as session:
        session.execute(sa.update(WebhookDelivery).values(attempts=MOST_ATTEMPTS - 1))
    work()
    assert "Niet bezorgde berichten" in (await noor.get("/wacht-op-u")).text
    page = (await noor.get(f"/webhooks/{row.id}?toon=open")).text
    assert "2 berichten konden niet worden bezorgd" in page
    assert "Wacht op een eerder bericht over hetzelfde" in page
    assert "De ontvanger antwoordde met een fout (400)." in page
    again, dropped = re.findall(r'action="(/webhooks/\d+/berichten/\d+/(?:opnieuw|vervallen))"', page)[:4][
        ::3
    ]
    assert (again[-7:], dropped[-9:]) == ("opnieuw", "vervallen")
    receiver.came.clear()
    assert (await noor.post(again)).status_code == 303
    assert (await noor.post(dropped)).status_code == 303
    work()
    assert sorted(m.event["subject"] for m in receiver.came) == ["risks/1", "risks/2"]
    assert "konden niet worden bezorgd" not in (await noor.get(f"/webhooks/{row.id}")).text
    assert "Niet bezorgde berichten" not in (await noor.get("/wacht-op-u")).text
    assert (await noor.post(dropped)).status_code == 409


async def test_a_webhook_is_changed_paused_and_removed_and_never_by_two_at_once(
    noor, database, fields, receiver, work, change
):
    await noor.post(INDEX, data=fields)
    place = f"/webhooks/{only_webhook(database).id}"
    changed = fields | {"name": "Dossier", "version": "1", "kind-project": "on"}
    assert (await noor.post(f"{place}/bewerken", data=changed)).status_code == 303
    assert (await noor.post(f"{place}/bewerken", data=changed | {"name": "Ander"})).status_code == 409
    assert only_webhook(database).kinds == ("project", "risk")
    assert (await noor.post(f"{place}/pauze", data={"version": "2"})).status_code == 303
    change()
    assert work() == 0
    assert "Gepauzeerd" in (await noor.get(INDEX)).text
    assert (await noor.post(f"{place}/hervatten", data={"version": "3"})).status_code == 303
    assert work() == 1
    removed = await noor.post(f"{place}/verwijderen", data={"version": "4"})
    assert (removed.status_code, removed.headers["location"]) == (303, INDEX)
    assert (await noor.get(place)).status_code == 404
    trail = (await noor.get(f"/programmas/{SLUG}/logboek")).text
    assert "verwijderde de webhook" in trail
    assert "whsec_" not in trail


async def test_the_office_manages_those_of_its_programme_and_an_administrator_all_of_them(
    noor, bram, karel, vera, admin, database, fields
):
    await noor.post(INDEX, data=fields)
    own = f"/webhooks/{only_webhook(database).id}"
    assert [(await who.get(own)).status_code for who in (noor, admin, bram, karel, vera)] == [
        *(200, 200, 403, 403, 404)
    ]
    assert (await admin.post("/beheer/webhooks", data=fields | {"name": "Alles"})).status_code == 200
    listed = (await admin.get("/beheer/webhooks")).text
    assert "Archief" in listed
    assert "Alle programma’s" in listed
    with database.reading() as session:
        of_all = next(row.id for row in webhooks(session, None) if row.programme_id is None)
    answers = [(await who.get(f"/webhooks/{of_all}")).status_code for who in (noor, bram, vera)]
    assert answers == [404, 404, 404]
    assert (await noor.post(f"/webhooks/{of_all}/verwijderen", data={"version": "1"})).status_code == 404
    assert "Alles" not in (await noor.get(INDEX)).text


async def test_its_pages_ask_as_few_queries_of_many_messages_as_of_one(
    noor, database, fields, change, queries
):
    await noor.post(INDEX, data=fields)
    place = f"/webhooks/{only_webhook(database).id}"
    counts = []
    for _ in range(2):
        change()
        with queries() as seen:
            assert (await noor.get(place)).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 6


async def test_the_documentation_tells_every_type_and_its_code_runs(client, receiver, database, noor, fields):
    page = (await client.get("/api/webhooks")).text
    assert [type for type in KIND_BY_TYPE if type not in page] == []
    made = await noor.post(INDEX, data=fields)
    await noor.post(f"/webhooks/{only_webhook(database).id}/proef")
    Courier(database, Settings(**receiver.settings), KEY, read_clock).deliver(Event())
    (message,) = receiver.came
    kept = []
    code = {"keep": kept.append, "is_known": lambda id: id in [event["id"] for event in kept]}
    secret = re.search(r"whsec_[\w+/]+=*", made.text)[0]
    exec(RECEIVER.replace("whsec_…", secret), code)  # the code of our own page
    assert [code["receive"](message.headers, message.body) for _ in range(2)] == [204, 204]
    assert kept == [message.event]
    assert code["receive"](message.headers, message.body.replace(b"webhook", b"project")) == 401


def test_every_subject_of_an_event_is_a_place_of_the_api():
    places = {route.path_format.removeprefix("/api/v1/") for router in API_ROUTERS for route in router.routes}
    places = {place.removeprefix("/") for place in places}
    for kind in EventKind:
        place = name_subject(kind, 1, "een").replace("/1", "/{id}").replace("/een", "/{slug}")
        assert place in places
