"""The pages of people: roles, adding people, giving and revoking roles, handing over, the yearly review."""

import csv
import re
from io import StringIO

import pytest

from app.actions import person, programme
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from app.queries.lead import own_deliverables
from app.queries.role_grant import holders
from tests.cast import TODAY, at
from tests.html import compact

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
NEW = {"email": "sanne@voorbeeld.nl", "name": "Sanne"}


@pytest.fixture
def roles(database):
    """The roles of a person, with their ids."""

    def of(person_id):
        with database.reading() as session:
            return {
                grant.role: grant.id
                for holder in holders(session, None, person_id)
                for grant in holder.grants
            }

    return of


@pytest.fixture
async def admin(database, cast, client_as):
    """The browser of Vera, made administrator."""
    with database.writing() as session:
        person.grant(session, AuditContext(cast.noor, at(TODAY), "test"), cast.vera, Role.ADMIN)
    return await client_as("vera")


def reader(cast):
    return f"reader.{cast.programme}."


def rows(page):
    return re.findall(r'<tr id="person-\d+"><th scope="row"><a [^>]*>(\w+)</a>', compact(page))


async def test_the_office_sees_who_has_a_role_in_its_programme(noor):
    page = await noor.get("/mensen")
    assert page.status_code == 200
    assert rows(page.text) == ["Bram", "Iris", "Karel", "Noor"]
    assert "Opdrachtgever namens Buurtfonds, Buurtkracht" in page.text


async def test_where_no_party_is_sponsor_the_page_says_so_and_leads_to_adding_one(
    noor, admin, database, cast
):
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        programme_id = programme.create(session, act, slug="nieuw-programma", title="Nieuw programma")
        person.grant(session, act, cast.noor, Role.OFFICE, programme_id=programme_id)
    assert "Het programmabureau voegt dit toe." in (await admin.get("/mensen")).text
    for page in ("/mensen", f"/mensen/{cast.bram}"):
        text = (await noor.get(page)).text
        assert "Nieuw programma heeft nog geen partij die opdrachtgever is." in text
        assert 'href="/programmas/nieuw-programma/opzet/partijen/nieuw"' in text
        assert "Buurtkracht heeft nog geen" not in text


async def test_an_administrator_sees_everybody(admin):
    page = (await admin.get("/mensen")).text
    assert rows(page) == ["Bram", "Iris", "Karel", "Noor", "Vera"]
    assert "Beheerder, deze installatie" in page


async def test_only_those_who_manage_people_see_the_link(noor, bram):
    assert 'href="/mensen"' in (await noor.get("/")).text
    assert 'href="/mensen"' not in (await bram.get("/")).text


@pytest.mark.parametrize(
    ("who", "status"), [("bram", 403), ("karel", 403), ("vera", 404)], ids=["lead", "sponsor", "stranger"]
)
async def test_the_pages_are_forbidden_to_those_who_manage_nobody(client_as, cast, who, status):
    browser = await client_as(who)
    for path in ("/mensen", f"/mensen/{cast.bram}", "/mensen/bestand.csv"):
        assert (await browser.get(path)).status_code == status
    assert (await browser.post("/mensen", data=NEW)).status_code == status


async def test_a_visitor_is_sent_to_sign_in(client, cast):
    for path in ("/mensen", f"/mensen/{cast.bram}", "/mensen/bestand.csv"):
        answer = await client.get(path)
        assert (answer.status_code, answer.headers["location"][:10]) == (303, "/aanmelden")


async def test_an_added_person_has_a_role_and_is_listed(noor, cast):
    answer = await noor.post("/mensen", data={**NEW, "role": reader(cast)})
    assert answer.status_code == 303
    page = (await noor.get(answer.headers["location"])).text
    assert "Sanne" in rows(page)
    assert page.count("Bewaard") == 1
    assert f'<option value="{reader(cast)}" selected>' in page  # the next one often gets the same role


async def test_a_partial_request_gets_the_updated_list(noor, cast):
    answer = await noor.post("/mensen", data={**NEW, "role": reader(cast)}, headers=PARTIAL)
    assert answer.status_code == 200
    assert answer.text.startswith('<div id="people">')
    assert "Sanne" in rows(answer.text)


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"email": "sanne"}, "email", "geen e-mailadres"),
        ({"name": " "}, "name", "hoe deze persoon heet"),
        ({"role": ""}, "role", "Kies een rol."),
        ({"role": "admin.."}, "role", "Kies een van de"),
        ({"role": "draak.1."}, "role", "Kies een van de"),
    ],
)
@pytest.mark.parametrize("headers", [{}, PARTIAL], ids=["whole", "part"])
async def test_an_error_gets_a_message_beside_its_field_and_keeps_what_was_typed(
    noor, cast, roles, typed, field, message, headers
):
    answer = await noor.post("/mensen", data={**NEW, "role": reader(cast), **typed}, headers=headers)
    assert answer.status_code == 400
    assert re.search(rf'id="{field}-error">.*{message}', answer.text)
    assert ("<html" in answer.text) == (not headers)
    assert 'value="Sanne"' in answer.text or field == "name"
    assert "Sanne" not in rows((await noor.get("/mensen")).text)


async def test_all_errors_are_shown_at_once(noor):
    answer = await noor.post("/mensen", data={})
    assert re.findall(r'id="(\w+)-error"', answer.text) == ["email", "name", "role"]


async def test_giving_a_role_twice_is_refused(noor, cast):
    again = {"email": "karel@voorbeeld.nl", "name": "Karel", "role": f"sponsor.{cast.programme}.{cast.fund}"}
    answer = await noor.post("/mensen", data=again)
    assert answer.status_code == 409
    assert re.search(r'id="role-error">.*heeft deze rol al', answer.text)


async def test_a_given_role_opens_the_programme(noor, admin, vera, cast, roles):
    answer = await admin.post(f"/mensen/{cast.karel}/rollen", data={"role": reader(cast)})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/mensen/{cast.karel}?bewaard=1")
    assert set(roles(cast.karel)) == {Role.SPONSOR, Role.READER}


async def test_a_revoked_role_closes_the_programme_at_once(noor, karel, cast, roles):
    assert (await karel.get("/programmas/buurtkracht")).status_code == 200
    answer = await noor.post(f"/mensen/{cast.karel}/rollen/{roles(cast.karel)[Role.SPONSOR]}/intrekking")
    assert (answer.status_code, answer.headers["location"]) == (303, "/mensen")
    assert (await karel.get("/programmas/buurtkracht")).status_code == 404
    assert (await noor.get(f"/mensen/{cast.karel}")).status_code == 404


async def test_a_partial_response_says_that_no_role_is_left(noor, cast, roles):
    path = f"/mensen/{cast.karel}/rollen/{roles(cast.karel)[Role.SPONSOR]}/intrekking"
    answer = await noor.post(path, headers=PARTIAL)
    assert answer.status_code == 200
    assert answer.text.startswith('<div id="roles"')
    assert "Geen rol meer." in answer.text


async def test_the_office_cannot_make_or_unmake_an_administrator(noor, admin, cast, roles):
    for data in ({"role": "admin.."}, {"role": ""}):
        assert (await noor.post(f"/mensen/{cast.bram}/rollen", data=data)).status_code == 400
    held = roles(cast.vera)[Role.ADMIN]
    assert (await noor.post(f"/mensen/{cast.vera}/rollen/{held}/intrekking")).status_code == 404
    assert (await noor.post(f"/mensen/{cast.bram}/rollen/{held}/intrekking")).status_code == 404
    assert Role.ADMIN in roles(cast.vera)


async def test_a_visible_role_that_one_may_not_give_cannot_be_revoked_either(noor, cast, database, roles):
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        person.grant(session, act, cast.vera, Role.ADMIN, programme_id=cast.programme)
    assert "Rol intrekken" not in (await noor.get(f"/mensen/{cast.vera}")).text
    held = roles(cast.vera)[Role.ADMIN]
    assert (await noor.post(f"/mensen/{cast.vera}/rollen/{held}/intrekking")).status_code == 403


async def test_the_last_administrator_cannot_be_revoked(admin, cast, roles):
    held = roles(cast.vera)[Role.ADMIN]
    answer = await admin.post(f"/mensen/{cast.vera}/rollen/{held}/intrekking")
    assert answer.status_code == 409
    assert re.search(rf'id="grant-{held}-error">.*laatste beheerder', answer.text)
    assert Role.ADMIN in roles(cast.vera)


async def test_giving_up_ones_own_role_leads_to_the_remaining_ones(noor, cast, roles):
    held = roles(cast.noor)[Role.OFFICE]
    answer = await noor.post(f"/mensen/{cast.noor}/rollen/{held}/intrekking")
    assert answer.headers["location"] == "/rollen"
    assert "nog geen rol" in (await noor.get("/rollen")).text


async def test_cached_pages_show_the_new_lead(noor, cast):
    path = f"/producten/{cast['handbook']}"
    for lead, successor in (("Bram", cast.iris), ("Iris", 0)):
        for _ in range(2):
            assert f"<dd>{lead}</dd>" in (await noor.get(path)).text
        if successor:
            await noor.post(f"/mensen/{cast.bram}/overdracht", data={"to": successor})


async def test_everything_that_a_person_leads_can_be_handed_over_at_once(noor, iris, cast, database):
    page = compact((await noor.get(f"/mensen/{cast.bram}")).text)
    assert "Buurtkracht: 1 project" in page
    answer = await noor.post(f"/mensen/{cast.bram}/overdracht", data={"to": cast.iris})
    assert answer.status_code == 303
    with database.reading() as session:
        assert own_deliverables(session, cast.bram) == {}
    assert (await iris.get(f"/producten/{cast['handbook']}/stand-van-zaken")).status_code == 200


@pytest.mark.parametrize("to", ["", "karel", "vera", "bram", "draak"])
async def test_only_possible_leads_can_take_over(noor, cast, to, database):
    data = {"to": getattr(cast, to, to)}
    answer = await noor.post(f"/mensen/{cast.bram}/overdracht", data=data, headers=PARTIAL)
    assert answer.status_code == 400
    assert 'id="to-error"' in answer.text
    with database.reading() as session:
        assert own_deliverables(session, cast.bram) != {}


async def test_the_review_file_has_a_row_for_every_role_with_its_rights(admin):
    answer = await admin.get("/mensen/bestand.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="mensen-2023-12-18.csv"'
    header, *rows = csv.reader(StringIO(answer.content.decode("utf-8-sig")))
    assert header == ["Naam", "E-mailadres", "Rol", "Programma", "Namens", "Mag"]
    karel = next(row for row in rows if row[0] == "Karel")
    assert karel[:5] == ["Karel", "karel@voorbeeld.nl", "opdrachtgever", "Buurtkracht", "Buurtfonds"]
    assert karel[5].startswith("De gegevens van het programma lezen")


@pytest.mark.parametrize("name", ["=1+1", "+31", "-1", "@naam"])
async def test_no_cell_of_the_review_file_is_a_formula(noor, cast, name):
    await noor.post("/mensen", data={"email": f"{name}@voorbeeld.nl", "name": name, "role": reader(cast)})
    rows = list(csv.reader(StringIO((await noor.get("/mensen/bestand.csv")).content.decode("utf-8-sig"))))
    assert [f"'{name}", f"'{name}@voorbeeld.nl"] in [row[:2] for row in rows]


async def test_the_number_of_queries_does_not_grow_with_the_people(noor, cast, database, queries):
    paths = ("/mensen", f"/mensen/{cast.bram}", "/mensen/bestand.csv")

    async def count():
        with queries() as statements:
            for path in paths:
                assert (await noor.get(path)).status_code == 200
        return len(statements)

    few = await count()
    with database.writing() as session:
        act = AuditContext(cast.noor, at(TODAY), "test")
        for n in range(100):
            person_id = person.add(session, act, email=f"{n}@voorbeeld.nl", name=f"Iemand {n}")
            person.grant(session, act, person_id, Role.READER, programme_id=cast.programme)
    assert await count() == few


async def test_a_form_of_another_site_changes_nothing(noor, cast, roles):
    del noor.headers["X-CSRF-Token"]
    assert (await noor.post(f"/mensen/{cast.bram}/rollen", data={"role": reader(cast)})).status_code == 403
    assert set(roles(cast.bram)) == {Role.LEAD}
