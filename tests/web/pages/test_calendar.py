"""Links to calendars: made, renewed and revoked on a page, and fetched by a calendar without an account."""

import logging
import re
from datetime import date

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from app.actions import person
from app.actions.audit_log import AuditContext
from app.actions.leaving import end_access
from app.actions.status_update import StatusUpdateInput, submit
from app.domain.firmness import Firmness
from app.domain.status import Status
from app.security import hash_secret
from app.settings import Settings
from app.tables import AuditEntry, AuditPayload, CalendarLink, RoleGrant
from app.web.middleware import SecretFilter
from app.web.rate_limit import choose_rate_limits
from tests.cast import SLUG, TODAY, at
from tests.renderers.test_calendar import faults


async def make_link(browser, soort, programma=""):
    """Make a link on the page, and return its path."""
    answer = await browser.post("/mijn-agenda", data={"soort": soort, "programma": programma})
    assert answer.status_code == 200
    return shown_link(answer)


def shown_link(answer):
    (link,) = re.findall(r"<code>https://mijlpaal\.test(/kalender/[\w-]+\.ics)</code>", answer.text)
    return link


def titles(answer):
    assert answer.status_code == 200
    return [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def link_id(database):
    with database.reading() as session:
        return session.scalar(sa.select(CalendarLink.id))


async def test_a_calendar_gets_every_dated_milestone_of_a_programme(noor, client, cast):
    answer = await client.get(await make_link(noor, "programme", SLUG))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "set-cookie" not in answer.headers
    assert titles(answer) == [
        "Handreiking buurthuizen",
        "Opening van het eerste buurthuis (gehouden)",
        "Besluit: plaats van het tweede buurthuis",
        "Eerste versie van de buurtapp",
        "Bijeenkomst van het buurtpanel",
        "Folder bij de buurtapp (vervallen)",
    ]
    assert faults(answer.content) == []
    handbook, opening, location, *_ = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (handbook["DTSTART"].dt, handbook["DTEND"].dt) == (date(2024, 1, 1), date(2024, 4, 1))
    assert "Beloofd: “begin 2024”" in handbook["DESCRIPTION"]
    assert handbook["URL"] == f"https://mijlpaal.test/producten/{cast['handbook']}"
    assert (opening["DTSTART"].dt, opening["DTEND"].dt) == (date(2023, 9, 21), date(2023, 9, 22))
    assert [str(category) for category in location["CATEGORIES"].cats] == ["Besluit"]


async def test_a_lead_gets_what_they_lead_and_a_sponsor_what_they_sponsor(iris, karel, client):
    assert titles(await client.get(await make_link(iris, "lead"))) == [
        "Eerste versie van de buurtapp",
        "Bijeenkomst van het buurtpanel",
        "Folder bij de buurtapp (vervallen)",
    ]
    assert len(titles(await client.get(await make_link(karel, "sponsor")))) == 6


async def test_an_entry_keeps_its_id_when_the_promise_moves_and_its_sequence_rises(
    noor, client, database, cast
):
    link = await make_link(noor, "programme", SLUG)
    before = await client.get(link)
    assert (await client.get(link, headers={"If-None-Match": before.headers["etag"]})).status_code == 304
    assert not before.headers["etag"].startswith("W/")
    with database.writing() as session:
        update = StatusUpdateInput(
            status=Status.IN_PROGRESS,
            version=version_of(before, cast["handbook"]),
            said_on=TODAY,
            phrase="Q3 2024",
            firmness=Firmness.COMMITTED,
            reason="Drukte.",
        )
        submit(session, AuditContext(cast.bram, at(TODAY), "test"), cast["handbook"], update, today=TODAY)
    after = await client.get(link, headers={"If-None-Match": before.headers["etag"]})
    (old, *_), (new, *_) = (Calendar.from_ical(a.content).walk("VEVENT") for a in (before, after))
    assert old["UID"] == new["UID"]
    assert new["SEQUENCE"] > old["SEQUENCE"]
    assert new["LAST-MODIFIED"].dt > old["LAST-MODIFIED"].dt
    assert (new["DTSTART"].dt, new["DTEND"].dt) == (date(2024, 7, 1), date(2024, 10, 1))


def version_of(answer, deliverable_id):
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return next(e["SEQUENCE"] for e in events if e["UID"].startswith(f"deliverable-{deliverable_id}@"))


async def test_a_new_secret_takes_the_place_of_the_earlier_one(noor, client, database):
    first = await make_link(noor, "programme", SLUG)
    again = await noor.post("/mijn-agenda", data={"soort": "programme", "programma": SLUG})
    assert (again.status_code, "Er is al een link" in again.text) == (409, True)
    second = shown_link(await noor.post(f"/mijn-agenda/{link_id(database)}/vernieuwing"))
    assert [(await client.get(link)).status_code for link in (first, second)] == [404, 200]
    assert second not in (await noor.get("/mijn-agenda")).text


async def test_a_revoked_link_opens_nothing(noor, bram, client, database):
    link = await make_link(noor, "lead")
    path = f"/mijn-agenda/{link_id(database)}/einde"
    assert (await bram.post(path)).status_code == 404
    assert (await noor.post(path)).headers["location"] == "/mijn-agenda"
    assert (await client.get(link)).status_code == 404
    assert "Nog geen link" in (await noor.get("/mijn-agenda")).text


@pytest.mark.parametrize("soort", ["programme", "lead"])
async def test_a_link_opens_nothing_as_soon_as_its_person_lost_the_role(bram, client, database, cast, soort):
    link = await make_link(bram, soort, SLUG)
    assert (await client.get(link)).status_code == 200
    with database.writing() as session:
        grant = session.scalar(sa.select(RoleGrant.id).where(RoleGrant.person_id == cast.bram))
        person.revoke(session, AuditContext(cast.noor, at(TODAY), "test"), grant)
    assert (await client.get(link)).status_code == 404
    page = (await bram.get("/mijn-agenda")).text
    assert "Buurtkracht" not in page
    assert "Trek in" in page


async def test_links_go_with_the_access_of_their_person(bram, database, cast):
    await make_link(bram, "lead")
    with database.writing() as session:
        end_access(session, AuditContext(cast.noor, at(TODAY), "test"), cast.bram, {})
    assert link_id(database) is None


async def test_nobody_makes_a_link_to_what_they_may_not_see(vera, karel):
    assert (
        await vera.post("/mijn-agenda", data={"soort": "programme", "programma": SLUG})
    ).status_code == 404
    assert (await karel.post("/mijn-agenda", data={"soort": "lead"})).status_code == 404
    assert (await karel.post("/mijn-agenda", data={"soort": "programme"})).status_code == 400


async def test_a_secret_stands_nowhere_but_in_the_answer_that_shows_it(noor, client, database):
    link = await make_link(noor, "lead")
    secret = link.removeprefix("/kalender/").removesuffix(".ics")
    with database.reading() as session:
        assert session.scalar(sa.select(CalendarLink.secret_hash)) == hash_secret(secret)
        contents = session.scalars(sa.select(AuditPayload.content)).all()
        actions = session.scalars(sa.select(AuditEntry.action)).all()
    assert "calendar_link.create" in actions
    assert not any(secret in content or hash_secret(secret) in content for content in contents)
    line = logging.LogRecord("uvicorn.access", 20, "", 0, "%s", (f"GET {link} HTTP/1.1",), None)
    assert SecretFilter().filter(line)
    assert secret not in line.getMessage()
    assert secret not in (await client.get(link.replace(secret, secret[::-1]))).text


async def test_a_calendar_that_asks_too_fast_is_told_when_to_come_back(app, noor, client):
    link = await make_link(noor, "lead")
    app.state.app_state.rate_limits = choose_rate_limits(
        Settings(requests_a_minute=2, requests_a_minute_of_address=0), is_demo=False
    )
    answers = [await client.get(link) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["retry-after"]


async def test_the_page_tells_when_a_calendar_fetched_last_and_each_home_leads_to_it(
    noor, bram, karel, client
):
    link = await make_link(noor, "lead")
    assert "nog nooit opgehaald" in (await noor.get("/mijn-agenda")).text
    await client.get(link)
    assert "laatst opgehaald" in (await noor.get("/mijn-agenda")).text
    for browser, path in (
        (noor, f"/programmas/{SLUG}"),
        (bram, "/stand-van-zaken"),
        (karel, "/opdrachtgever"),
        (noor, "/mijn-sessies"),
    ):
        assert 'href="/mijn-agenda' in (await browser.get(path)).text, path
