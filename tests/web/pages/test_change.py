"""What changed since a day or the last visit, in sentences with links."""

import re

import pytest
import sqlalchemy as sa

from app.actions import audit_log, history
from app.actions.audit_log import AuditContext
from app.domain.structure import RiskKind, RiskState
from app.tables import DecisionStatement, DecisionTaking, Visit
from app.tables.tracked import DELIVERABLE, RISK
from tests.cast import SLUG, TODAY, at
from tests.database import put

CHANGES = f"/programmas/{SLUG}/wijzigingen"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
ALL = {"sinds": "01-01-2023"}


async def test_every_change_since_a_day_is_a_sentence_with_a_link(karel, cast):
    page = (await karel.get(CHANGES, params=ALL)).text
    link = f'href="/producten/{cast["handbook"]}"'
    assert f"{link}>“Handreiking buurthuizen”: verschoven van najaar 2023 naar begin 2024, +4 maanden" in page
    assert "“Opening van het eerste buurthuis” is opgeleverd op 21 september 2023." in page
    assert "“Folder bij de buurtapp” ging van gepland naar vervallen." in page
    assert "Nieuw: project “Buurtapp”." in page
    assert "Bezoekers: 200 mensen op 30 september 2023, de keer daarvoor 120." in page


async def test_changes_are_grouped_by_action_line_the_newest_first(karel):
    page = (await karel.get(CHANGES, params=ALL)).text
    of_line = page[page.index("1 Ontmoeten") : page.index("2 Meedoen")]
    assert of_line.index("25 september 2023") < of_line.index("12 juni 2023") < of_line.index("1 maart 2023")
    assert "Buurtapp" not in of_line


async def test_decisions_risks_and_renamings_are_changes_too(karel, database, cast):
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        risk = {
            "kind": RiskKind.RISK,
            "title": "Te weinig mensen",
            "cause": "",
            "consequence": "",
            "likelihood": 3,
        }
        details = {"impact": 4, "measure": "", "owner_id": None, "state": RiskState.OPEN, "in_report": False}
        history.begin(
            session, act, RISK, facts=risk | details, own={"programme_id": cast.programme, "version": 1}
        )
        history.restate(
            session, act, DELIVERABLE, cast["panel"], history.StatementInput(None), title="Buurtpanel"
        )
        audit_log.record(session, act, "test.try", ("programme", cast.programme), programme_id=cast.programme)
        session.execute(
            sa.text("INSERT INTO decision (id, programme_id, version, question) VALUES (:i, :p, 1, '')"),
            {"i": cast["location"], "p": cast.programme},
        )
        common = {
            "programme_id": cast.programme,
            "decision_id": cast["location"],
            "said_on": TODAY,
            "recorded_at": at(TODAY),
        }
        put(session, DecisionStatement(**common, question="Waar?"))
        put(session, DecisionTaking(**common, reason="Dichtbij.", taken_on=TODAY, outcome="De kade"))
    page = (await karel.get(CHANGES, params={"sinds": "2023-12-18"})).text
    assert "Nieuw: risico “Te weinig mensen”." in page
    assert "Gewijzigd: product “Bijeenkomst van het buurtpanel”: heet nu “Buurtpanel”." in page
    assert "is op 18 december 2023 besloten: De kade." in page
    only = (
        await karel.get(CHANGES, params={"sinds": "2023-12-18", "soort": "besluit"}, headers=PARTIAL)
    ).text
    assert "De kade" in only
    assert "risico" not in only


async def test_without_a_day_changes_are_since_the_last_visit(karel, bram, cast, database, clock):
    assert "Sinds 1 juli 2023." in (await karel.get(CHANGES)).text
    again = (await karel.get(CHANGES)).text
    assert "Sinds 1 juli 2023." in again
    clock.wait(minutes=40)
    await karel.get(f"/programmas/{SLUG}")  # still here, so still signed in
    clock.wait(minutes=30)
    assert "Sinds uw vorige bezoek, 18 december 2023 12:00." in (await karel.get(CHANGES)).text
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Visit)) == 1


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"sinds": "ooit"}, "“ooit” is geen dag."),
        ({"sinds": "2024-01-01"}, "Deze dag moet nog komen."),
        ({"soort": "draak"}, "“draak” is hier geen keuze."),
        ({"bladzijde": "nul"}, "“nul” is hier geen keuze."),
    ],
)
async def test_an_unreadable_value_gets_a_message_beside_its_field(karel, query, message):
    answer = await karel.get(CHANGES, params=query)
    assert (answer.status_code, message in answer.text) == (400, True)


async def test_a_past_day_shows_no_later_changes(karel, database):
    page = (await karel.get(CHANGES, params={**ALL, "peildatum": "2023-06-30"})).text
    assert "begin 2024" not in page
    assert "“Folder bij de buurtapp” ging van gepland naar vervallen." in page
    nothing = (await karel.get(CHANGES, params={"sinds": "2023-02-01", "peildatum": "2023-02-20"})).text
    assert "Er is niets veranderd" in nothing
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Visit)) == 0


async def test_a_stranger_gets_not_found_for_changes(vera):
    assert (await vera.get(CHANGES)).status_code == 404


async def test_what_became_of_each_deliverable_is_told_first_in_one_line_and_the_rest_is_folded(karel):
    page = (await karel.get(CHANGES, params={"sinds": "01-06-2023"})).text
    news = page[: page.index('<details class="fold">')]
    headings = re.findall(r'id="nieuws-(\w+)"', news)
    assert headings == ["withdrawn", "moved", "late", "delivered"]
    assert "van najaar 2023 naar begin 2024, +4 maanden" in news
    assert "1 december 2023, 17 dagen over tijd" in news
    assert news.count("Handreiking buurthuizen") == 1
    assert "wijzigingen voluit" in page


async def test_what_was_held_is_a_change_and_is_found_by_its_subject(iris, form, address, cast):
    held = await form(iris, "panel", held_on="2-11-2023", held_note="Over groen")
    await iris.post(address("panel"), data=held)
    page = (await iris.get("/programmas/buurtkracht/wijzigingen?sinds=1-7-2023")).text
    assert "is op 2 november 2023 gehouden: Over groen." in page
    assert f'href="/producten/{cast["panel"]}"' in (await iris.get("/zoeken?q=groen")).text
