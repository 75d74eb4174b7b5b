"""The progress of a round: what is missing by project, since when, and sending reminders."""

import re

import pytest
import sqlalchemy as sa

from app.actions import job
from app.tables import metadata

REPORT = "/programmas/buurtkracht/rapportages/2023-H2"
PAGE = f"{REPORT}/uitvraag"


@pytest.fixture
def letters(database):
    """The mail that waits to be sent."""

    def of():
        with database.reading() as session:
            return session.scalars(sa.select(metadata.tables["job"].c.content)).all()

    return of


async def test_answers_and_missing_answers_are_listed_by_project(noor):
    assert f'href="{PAGE}"' in (await noor.get(REPORT)).text
    page = (await noor.get(PAGE)).text
    assert "Antwoorden tellen vanaf 1 juli 2023 tot en met 12 januari 2024." in page
    assert "Buurtapp" in page
    assert "nog niet herinnerd" in page
    assert re.search(r"\d+ van \d+</b>", page)


async def test_what_the_office_enters_for_a_lead_counts_and_is_told_as_such_everywhere(
    noor, bram, form, address
):
    async def told(who, path):
        matches = re.findall(r"(\d+) door het programmabureau ingevuld", (await who.get(path)).text)
        return sum(map(int, matches))

    doors = [(noor, PAGE), (noor, "/"), (bram, "/stand-van-zaken")]
    before = [await told(who, path) for who, path in doors]
    await bram.post(address("training"), data=await form(bram, "training", status="in_progress"))
    assert [await told(who, path) for who, path in doors] == before
    await noor.post(address("handbook"), data=await form(noor, "handbook", text="Bram belde dit door."))
    assert [await told(who, path) for who, path in doors] == [count + 1 for count in before]


async def test_everybody_can_be_reminded_at_once_but_once_a_day(noor, letters):
    sent = await noor.post(f"{PAGE}/herinnering")
    count = len(letters())
    assert count > 0
    assert sent.headers["location"] == f"{PAGE}?herinnerd={count}"
    page = (await noor.get(sent.headers["location"])).text
    assert re.search(r"Er sta\w+ .* klaar\.", page)
    assert "Het programma dat mail verstuurt draait niet." in page
    assert "herinnering van 18 december 2023 staat nog klaar" in page
    assert "Herinnerd op" not in page
    again = await noor.post(f"{PAGE}/herinnering")
    assert again.headers["location"] == f"{PAGE}?herinnerd=0"
    assert "vandaag al herinnerd" in (await noor.get(again.headers["location"])).text
    assert len(letters()) == count


async def test_one_person_can_be_reminded(noor, letters, cast):
    await noor.post(f"{PAGE}/herinnering", data={"person": cast.iris})
    assert len(letters()) == 1


async def test_undelivered_mail_is_shown(noor, database, clock):
    await noor.post(f"{PAGE}/herinnering")
    with database.writing() as session:
        taken = job.take(session, clock())
        job.mark_failed(session, taken, clock(), "550 no such person", for_good=True)
    page = (await noor.get(PAGE)).text
    assert "Post die niet aankwam" in page
    assert "De mailserver nam de brief niet aan. Klopt het adres? (550 no such person)" in page


async def test_a_round_that_is_not_open_reminds_nobody(noor, letters, in_review):
    assert "vraagt nu niet om antwoorden" in (await noor.get(PAGE)).text
    assert (await noor.post(f"{PAGE}/herinnering")).status_code == 409
    assert letters() == []


async def test_only_the_office_can_send_reminders(bram, vera):
    for who, status in ((bram, 403), (vera, 404)):
        assert (await who.get(PAGE)).status_code == status
        assert (await who.post(f"{PAGE}/herinnering")).status_code == status


async def test_somebody_is_told_to_be_reminded_once_the_mail_has_left(noor, database, clock):
    await noor.post(f"{PAGE}/herinnering")
    with database.writing() as session:
        job.record_pulse(session, clock(), has_mail_server=True)
        while (taken := job.take(session, clock())) is not None:
            job.mark_done(session, taken.id, clock())
    page = (await noor.get(f"{PAGE}?herinnerd=1")).text
    assert "per mail." in page
    assert "Herinnerd op 18 december 2023" in page
    assert "draait niet" not in page
