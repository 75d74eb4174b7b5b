"""The names of a party: the shared one, set by an administrator, and a programme's own words."""

import pytest
import sqlalchemy as sa

from app.actions import decision, deliverable, party, person
from app.actions.audit_log import AuditContext
from app.actions.decision import DecisionInput
from app.actions.deliverable import NewDeliverable
from app.domain.role import Role
from app.domain.structure import DeliverableKind, PartyKind
from app.queries.row_verification import row_faults
from app.tables import AuditEntry, Party
from tests.cast import SLUG, TODAY, at
from tests.clients import every_route
from tests.database import KEYS
from tests.elsewhere import begin_elsewhere
from tests.web.route_matrix import DOORS

NAME, SHORT, WORDS = "Stichting Buurtfonds", "Buurtfonds", "Het Fonds van de Wijk"


@pytest.fixture
def elsewhere(database, cast):
    """The fund appears everywhere in the programme of the cast, and sponsors another programme too."""
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        new_id = begin_elsewhere(session, cast)
        party.involve(session, act, new_id.programme, cast.fund, PartyKind.SPONSOR, position=2)
        of = {"kind": DeliverableKind.PRODUCT, "title": "Subsidieregeling", "executing_party_id": cast.fund}
        deliverable.add(
            session, act, NewDeliverable(project_id=cast.houses, said_on=TODAY, position=30, **of)
        )
        decision.ask(session, act, cast["location"], DecisionInput("Waar?", 0, decided_by=[cast.fund]))
    return new_id


@pytest.fixture
async def admin(client_as, database, cast):
    """The browser of an administrator."""
    with database.writing() as session:
        act = AuditContext(None, at(TODAY), "test")
        new_id = person.add(session, act, email="beheer@voorbeeld.nl", name="Beheer")
        person.grant(session, act, new_id, Role.ADMIN)
    return await client_as(new_id)


def addresses(app, cast):
    """The addresses of everything readable in the programme of the cast, pages and API.

    Not the description of the API: its examples are of no programme here.
    """
    somebody = {"person_id": cast.karel, "grant_id": 1, "token_id": 1, "id": 1, "role": 1, "token": 1}
    for route in every_route():
        if "GET" in route.methods and route.name != "api.description.show":
            yield route.path_format.format(**somebody | DOORS[route.name].path(cast))
    yield from (f"/producten/{number}" for number in cast.deliverables.values())
    yield from (f"/programmas/{SLUG}/{kind}/nieuw" for kind in ("raakvlakken", "opzet/producten"))
    yield f"/programmas/{SLUG}/rapportages/2023-H2/akkoord/promises"
    yield f"/programmas/{SLUG}/actielijnen/1"
    yield "/zoeken?q=stichting"


async def readable(browser, paths):
    """What is read at each of these addresses that opens."""
    answers = {path: await browser.get(path) for path in dict.fromkeys(paths)}
    return {path: answer.text for path, answer in answers.items() if answer.status_code == 200}


def holding(texts, *words):
    """The addresses at which any of these words appears."""
    return {path for path, text in texts.items() if any(word in text for word in words)}


async def name_it(noor, cast, wording, version=1):
    """Noor sets what her programme calls the fund."""
    typed = {"wording": wording, "kind": "sponsor", "place": "1", "version": str(version)}
    return await noor.post(f"/programmas/{SLUG}/opzet/partijen/{cast.fund}", data=typed)


async def test_a_programme_uses_its_own_words_everywhere_and_no_other_programme_does(
    app, noor, client_as, cast, elsewhere
):
    before = holding(await readable(noor, addresses(app, cast)), NAME, SHORT)
    assert (await name_it(noor, cast, WORDS)).status_code == 303
    texts = await readable(noor, addresses(app, cast))
    after = holding(texts, WORDS)
    assert before - after == set()
    assert holding(texts, NAME) == set()
    short = holding(texts, SHORT)
    assert {path for path in short if "/parties" not in path} == {"/zoeken?q=stichting"}
    pages = {
        f"/programmas/{SLUG}",
        f"/programmas/{SLUG}/rapportages/2023-H2",
        "/zoeken?q=stichting",
        "/mensen",
    }
    pages |= {f"/programmas/{SLUG}/raakvlakken", f"/producten/{cast['location']}", "/api/v1/parties"}
    assert pages <= after
    wilma = await client_as(elsewhere.person)
    parties = (await wilma.get("/api/v1/parties?programme=elders")).text
    assert NAME in parties
    assert WORDS not in parties


async def test_a_report_in_review_keeps_the_names_that_it_was_sent_with(noor, cast, in_review):
    await name_it(noor, cast, WORDS)
    report = f"/programmas/{SLUG}/rapportages/2023-H2"
    for path in (report, f"{report}/bestand.md"):
        page = (await noor.get(path)).text
        assert NAME in page
        assert WORDS not in page


async def test_removing_the_own_words_restores_the_shared_name(noor, cast):
    await name_it(noor, cast, WORDS)
    await name_it(noor, cast, " ", version=3)  # the place was changed as well
    page = (await noor.get(f"/programmas/{SLUG}/opzet")).text
    assert NAME in page
    assert WORDS not in page


async def test_the_second_writer_of_a_wording_sees_both(noor, cast):
    await name_it(noor, cast, WORDS)
    second = await name_it(noor, cast, "Ons Fonds")
    assert second.status_code == 409
    assert "Ons Fonds" in second.text


async def test_a_wording_that_is_too_long_or_taken_is_refused(noor, cast, database):
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        other = party.get_or_create(session, act, name="Woonbond")
        party.involve(session, act, cast.programme, other, PartyKind.PARTNER, position=2)
    for wrong in ("x" * 201, "Woonbond"):
        answer = await name_it(noor, cast, wrong)
        assert answer.status_code == 400
        assert 'id="wording-error"' in answer.text


async def test_an_administrator_can_rename_a_party_and_every_programme_logs_it(
    admin, noor, client_as, cast, database, elsewhere
):
    await name_it(noor, cast, WORDS)
    assert NAME in (await admin.get("/partijen")).text
    typed = {"name": "Landelijk Fonds", "abbreviation": "LF", "version": "1"}
    assert (await admin.post(f"/partijen/{cast.fund}", data=typed)).status_code == 303
    wilma = await client_as(elsewhere.person)
    assert "Landelijk Fonds" in (await wilma.get("/api/v1/parties?programme=elders")).text
    assert WORDS in (await noor.get(f"/programmas/{SLUG}/raakvlakken")).text
    with database.reading() as session:
        traces = sa.select(AuditEntry.programme_id).where(AuditEntry.action == "party.rename")
        assert set(session.scalars(traces)) == {None, cast.programme, elsewhere.programme}
        assert list(row_faults(session, KEYS)) == []


async def test_saving_an_unchanged_name_leaves_no_trace(admin, cast, database):
    typed = {"name": f" {NAME} ", "abbreviation": SHORT, "version": "1"}
    assert (await admin.post(f"/partijen/{cast.fund}", data=typed)).status_code == 303
    with database.reading() as session:
        renames = sa.select(sa.func.count()).where(AuditEntry.action == "party.rename")
        assert session.scalar(renames) == 0
        assert session.get_one(Party, cast.fund).version == 1


async def test_parties_are_sorted_by_name_regardless_of_case(admin, cast, database):
    act = AuditContext(cast.noor, at(TODAY), "test")
    with database.writing() as session:
        for name in ("de Woonbond", "Erfgoed", "Zorgraad"):
            party.get_or_create(session, act, name=name)
    page = (await admin.get("/partijen")).text
    assert page.index(">de Woonbond<") < page.index(">Erfgoed<") < page.index(">Zorgraad<")


async def test_an_office_cannot_rename_a_party_for_all(noor, cast, database):
    """Neither on the administrator's page nor by a field in the programme's own form."""
    typed = {"name": "Ons", "abbreviation": "O", "version": "1", "kind": "sponsor", "place": "1"}
    for path in (f"/partijen/{cast.fund}", f"/programmas/{SLUG}/opzet/partijen/{cast.fund}"):
        await noor.post(path, data=typed)
    with database.reading() as session:
        assert session.get_one(Party, cast.fund).name == NAME


async def test_an_invalid_name_gets_a_message_beside_its_field(admin, cast):
    for typed, field in (
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "Fonds", "abbreviation": "x" * 41}, "abbreviation"),
    ):
        answer = await admin.post(f"/partijen/{cast.fund}", data={"version": "1", **typed})
        assert answer.status_code == 400
        assert f'id="{field}-error"' in answer.text
        assert "controleer één veld" in answer.text
    stale = await admin.post(f"/partijen/{cast.fund}", data={"name": "Anders", "version": "9"})
    assert stale.status_code == 409
    assert 'value="Anders"' in stale.text
    assert (await admin.get("/partijen/999999")).status_code == 404
