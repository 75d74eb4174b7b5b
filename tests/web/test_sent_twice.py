"""A form that is sent twice saves once, and the second press is answered as the first."""

import asyncio

import pytest
import sqlalchemy as sa

from app.actions import sent_form
from app.tables import (
    ActionLine,
    Deliverable,
    Evidence,
    ExternalDependency,
    ParliamentaryCommitment,
    Party,
    PilotSite,
    Project,
    Risk,
    SentForm,
)
from tests.cast import SLUG, TODAY, at
from tests.web.forms import posted_forms_of

HERE = f"/programmas/{SLUG}"
FORMS = {
    "risk": (f"{HERE}/risicos/nieuw", {"title": "Te weinig uren", "cause": "Vakantie."}, Risk),
    "dependency": (
        f"{HERE}/raakvlakken/nieuw",
        {"title": "Cijfers", "owner_party_id": "fund"},
        ExternalDependency,
    ),
    "commitment": (
        f"{HERE}/toezeggingen/nieuw",
        {"text": "Een brief.", "made_on": "01-12-2023"},
        ParliamentaryCommitment,
    ),
    "action line": (f"{HERE}/opzet/actielijnen/nieuw", {"code": "9", "title": "Wonen"}, ActionLine),
    "project": (f"{HERE}/opzet/projecten/nieuw", {"title": "Woonkeur", "action_line": "meet"}, Project),
    "product": (
        f"{HERE}/opzet/producten/nieuw",
        {"title": "Keurmerk", "project": "houses", "kind": "product"},
        Deliverable,
    ),
    "party": (f"{HERE}/opzet/partijen/nieuw", {"name": "Wijkbond", "kind": "partner"}, Party),
    "pilot site": (f"{HERE}/opzet/proeftuinen/nieuw", {"name": "De Berg"}, PilotSite),
    "evidence": ("/producten/handbook/bewijs", {"title": "Brief", "on": "01-12-2023"}, Evidence),
}


async def fill_in(browser, cast, name):
    """Open a form in the browser and return where it goes, what is sent, and the table that it adds to."""
    address, typed, table = FORMS[name]
    address = address.replace("handbook", str(cast["handbook"]))
    form = posted_forms_of((await browser.get(address)).text, address)[-1]
    ids = {"meet": cast.meet, "houses": cast.houses, "fund": cast.fund}
    typed = {field: str(ids.get(value, value)) for field, value in typed.items()}
    return form.action, form.filled() | typed, table


def count(database, table):
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table))


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("backend", ["sqlite"])
async def test_whatever_a_form_makes_is_made_once(noor, cast, database, name):
    action, sent, table = await fill_in(noor, cast, name)
    before = count(database, table)
    first, second = [await noor.post(action, data=sent) for _ in range(2)]
    assert first.status_code == 303, first.text
    assert (second.status_code, second.headers["location"]) == (303, first.headers["location"])
    assert count(database, table) == before + 1


async def test_of_two_presses_at_the_same_moment_one_saves_and_both_are_answered_alike(noor, cast, database):
    action, sent, table = await fill_in(noor, cast, "risk")
    before = count(database, table)
    answers = await asyncio.gather(*(noor.post(action, data=sent) for _ in range(4)))
    assert {(answer.status_code, answer.headers.get("location")) for answer in answers} == {
        (303, answers[0].headers["location"])
    }
    assert count(database, table) == before + 1


async def test_a_form_that_was_refused_or_changed_since_is_another_form(noor, cast, database):
    action, sent, table = await fill_in(noor, cast, "risk")
    before = count(database, table)
    assert (await noor.post(action, data=sent | {"title": ""})).status_code == 400
    assert count(database, SentForm) == 0
    assert (await noor.post(action, data=sent)).status_code == 303
    # Back in the browser, another title over the first: that is another risk.
    assert (await noor.post(action, data=sent | {"title": "Te weinig ruimte"})).status_code == 303
    assert count(database, table) == before + 2


async def test_a_part_of_a_page_that_is_sent_twice_is_led_to_the_page_that_shows_it(noor, cast, database):
    form = posted_forms_of((await noor.get("/mensen")).text, "/mensen")[-1]
    role = form.field("role").choices[-1]
    sent = form.filled() | {"email": "sanne@voorbeeld.nl", "name": "Sanne", "role": role}
    first, second = [
        await noor.post(form.action, data=sent, headers={"HX-Request-Type": "partial"}) for _ in range(2)
    ]
    assert ("Sanne" in first.text, second.text) == (True, "")
    assert second.headers["hx-location"].startswith("/mensen?bewaard=")


async def test_a_form_is_known_for_two_days(client_as, cast, database, clock):
    for _ in range(2):
        noor = await client_as("noor")
        action, sent, _ = await fill_in(noor, cast, "risk")
        assert (await noor.post(action, data=sent)).status_code == 303
        clock.wait(days=2)
    assert count(database, SentForm) == 1


@pytest.mark.parametrize("backend", ["postgresql"])
def test_nobody_waits_for_who_forgets_old_forms_in_a_long_transaction(database):
    with database.writing() as session:
        sent_form.claim(session, at(TODAY), "old")
    later = at(TODAY) + sent_form.KEPT
    with database.writing() as long:
        assert sent_form.claim(long, later, "long") is None
        with database.writing() as session:
            session.execute(sa.text("SET LOCAL lock_timeout = '200ms'"))
            assert sent_form.claim(session, later, "short") is None
    assert count(database, SentForm) == 2
