"""The pages on which the office changes the structure of a programme."""

import re

import pytest
import sqlalchemy as sa
from sqlmodel import select

from app.actions import person
from app.actions.audit_log import AuditContext
from app.domain.role import Role
from app.queries.deliverable import deliverable_states
from app.queries.need import needs_of
from app.queries.programme import action_lines, projects
from app.tables import Deliverable, PilotSite, Project
from tests.cast import TODAY, at
from tests.web.forms import posted_forms_of

OPZET = "/programmas/buurtkracht/opzet"


@pytest.fixture
def send(noor):
    """`await send("projecten/3", title="…")`: a form of Noor's, as a browser sends it."""

    async def post(where, /, **fields):
        return await noor.post(f"{OPZET}/{where}", data=fields)

    return post


async def test_every_part_is_listed_in_order_withdrawn_ones_too(noor, cast):
    page = (await noor.get(OPZET)).text
    assert page.index("Ontmoeten") < page.index("Meedoen")
    assert "Handreiking buurthuizen" in page
    assert "De Lindewijk" in page


async def test_only_the_office_can_change_the_structure(bram, karel):
    for client in (bram, karel):
        assert (await client.get(OPZET)).status_code == 403
        assert "/opzet" not in (await client.get("/programmas/buurtkracht")).text


async def test_a_stranger_gets_not_found_for_the_structure(vera):
    assert (await vera.get(OPZET)).status_code == 404


@pytest.mark.parametrize(
    "place", ["fietsen/nieuw", "programma/nieuw", "projecten/999999", "proeftuinen/999999"]
)
async def test_an_unknown_part_is_not_found(noor, place):
    assert (await noor.get(f"{OPZET}/{place}")).status_code == 404


async def test_a_project_can_be_added_renamed_and_withdrawn(noor, send, cast, database):
    line = (await noor.get(f"{OPZET}/projecten/nieuw?onder={cast.meet}")).text
    assert f'<option value="{cast.meet}" selected>' in line
    answer = await send(
        "projecten/nieuw", title="Buurtmoestuin", action_line=str(cast.meet), lead=str(cast.bram)
    )
    assert answer.status_code == 303
    with database.reading() as session:
        (new,) = [p for p in projects(session, cast.programme, TODAY) if p.title == "Buurtmoestuin"]
    changed = await send(
        f"projecten/{new.id}", title="Moestuinen", action_line=str(cast.meet), version="1", place="1"
    )
    assert changed.headers["location"].endswith(f"bewaard=Moestuinen&gemaakt=projecten-{new.id}")
    fallen = await send(f"projecten/{new.id}/intrekking", reason="Geen grond.", version="3")
    assert fallen.status_code == 303
    page = (await noor.get(OPZET)).text
    assert "vervallen" in page
    assert (
        await send(f"projecten/{new.id}/hervatting", reason="Toch grond.", version="4")
    ).status_code == 303
    with database.reading() as session:
        row = session.get(Project, new.id)
        assert (row.title, row.position, row.withdrawn) == ("Moestuinen", 1, False)


@pytest.mark.parametrize(
    ("place", "fields", "message"),
    [
        ("projecten/nieuw", {"title": " ", "action_line": ""}, "Kies er een van dit programma"),
        (
            "actielijnen/nieuw",
            {"title": "Wonen", "code": "a b", "kind": "line"},
            "letters, cijfers en streepjes",
        ),
        ("actielijnen/nieuw", {"title": "Wonen", "code": "9", "kind": "taart"}, "Kies een van de aangeboden"),
        ("partijen/nieuw", {"name": "Stichting Buurtfonds", "kind": "partner"}, "Er is er al een"),
        ("proeftuinen/nieuw", {"name": ""}, "naam"),
        (
            "producten/nieuw",
            {"title": "Iets", "kind": "product", "project": "1", "place": "x"},
            "geheel getal",
        ),
    ],
)
async def test_an_invalid_value_gets_a_message_and_keeps_what_was_typed(send, place, fields, message):
    answer = await send(place, **fields)
    assert answer.status_code == 400
    assert message in answer.text
    assert all(
        f'value="{value}"' in answer.text
        for name, value in fields.items()
        if name in ("title", "name") and value.strip()
    )


async def test_inputs_can_be_added_and_a_circle_is_refused_with_its_path(noor, send, cast, database):
    page = (await noor.get(f"{OPZET}/producten/{cast['handbook']}")).text
    assert "Handreiking buurthuizen" in page
    with database.reading() as session:
        row = session.get(Deliverable, cast["location"])
        before = needs_of(session, cast.programme)[cast["location"]]
        version, project = row.version, row.project_id
        handbook = session.get(Deliverable, before[0])
        title = row.title
        theirs = {"title": handbook.title, "kind": handbook.kind.value, "project": str(handbook.project_id)}
    needs = {f"input-{cast['location']}": "on"}
    refused = await send(f"producten/{before[0]}", **theirs, **needs, version=str(handbook.version))
    assert refused.status_code == 400
    assert " → " in refused.text
    dropped = await send(
        f"producten/{cast['location']}",
        title=title,
        kind="decision",
        project=str(project),
        version=str(version),
    )
    assert dropped.status_code == 303
    with database.reading() as session:
        assert cast["location"] not in needs_of(session, cast.programme)


async def test_simultaneous_changes_lose_nothing(send, cast):
    first = {"title": "Ontmoeten in de wijk", "code": "1", "kind": "line", "version": "1"}
    assert (await send(f"actielijnen/{cast.meet}", **first)).status_code == 303
    second = await send(f"actielijnen/{cast.meet}", **first | {"title": "Ontmoeten overal"})
    assert second.status_code == 409
    assert "Ontmoeten in de wijk" in second.text
    assert 'value="Ontmoeten overal"' in second.text
    assert 'name="version" value="2"' in second.text


async def test_merging_requires_a_target_and_a_reason(noor, send, cast, database):
    handbook_id = cast["handbook"]
    with database.reading() as session:
        version = str(session.get(Deliverable, handbook_id).version)
        rows = [row for row in session.scalars(sa.select(Deliverable)) if row.id != handbook_id]
        into = next(str(row.id) for row in rows if row.title.startswith("Onderzoek"))
    assert (
        "Geef aan met welk"
        in (await send(f"producten/{handbook_id}/samenvoeging", version=version, reason="x")).text
    )
    unreasoned = await send(f"producten/{handbook_id}/samenvoeging", target=into, version=version)
    assert unreasoned.status_code == 400
    assert "waarom" in unreasoned.text
    merged = await send(
        f"producten/{handbook_id}/samenvoeging", target=into, version=version, reason="Eén stuk."
    )
    assert merged.status_code == 303
    gone = (await noor.get(f"{OPZET}/producten/{handbook_id}")).text
    assert "met een ander samengevoegd" in gone
    assert "Hervatten" in gone
    again = await send(f"producten/{handbook_id}/samenvoeging", target=into, version="9", reason="Nog eens.")
    assert again.status_code == 409


async def test_a_deliverable_can_be_split(send, cast, database):
    with database.reading() as session:
        version = str(session.get(Deliverable, cast["handbook"]).version)
    done = await send(
        f"producten/{cast['handbook']}/splitsing",
        titles="Deel een\nDeel twee",
        version=version,
        reason="Te groot.",
    )
    assert done.status_code == 303
    with database.reading() as session:
        new_titles = [
            row.title
            for row in session.scalars(sa.select(Deliverable))
            if row.split_from_id == cast["handbook"]
        ]
    assert sorted(new_titles) == ["Deel een", "Deel twee"]


async def test_lines_parties_sites_and_the_programme_itself_can_be_changed(noor, send, cast, database):
    assert (await send("actielijnen/nieuw", title="Wonen", code="wonen", kind="line")).status_code == 303
    assert (
        await send("partijen/nieuw", name="Woonbond", abbreviation="WB", kind="partner")
    ).status_code == 303
    assert (await send("proeftuinen/nieuw", name="De Beukenwijk")).status_code == 303
    with database.reading() as session:
        lines = action_lines(session, cast.programme, TODAY)
        site = next(row for row in session.scalars(sa.select(PilotSite)) if row.name == "De Beukenwijk")
    assert "Wonen" in [line.title for line in lines]
    changed = await send(f"proeftuinen/{site.id}", name="Beukenwijk", withdrawn_on="01-12-2023", version="1")
    assert changed.status_code == 303
    page = (await noor.get(f"{OPZET}/programma/{cast.programme}")).text
    assert "Doel" in page
    programme = await send(
        f"programma/{cast.programme}",
        title="Buurtkracht",
        purpose="Samen.",
        starts_on="01-01-2021",
        version="1",
    )
    assert programme.status_code == 303
    assert "Woonbond" in (await noor.get(OPZET)).text


async def test_an_administrator_can_create_a_programme_with_its_office(noor, client_as, cast, database):
    with database.writing() as session:
        person.grant(session, AuditContext(None, at(TODAY), "test"), cast.vera, Role.ADMIN)
    admin = await client_as("vera")
    assert (await noor.get("/programmas/nieuw")).status_code == 403
    assert "Wie is het programmabureau?" in (await admin.get("/programmas/nieuw")).text
    new = {"title": "Buurtzorg", "slug": "buurtzorg", "office": str(cast.noor), "starts_on": "01-01-2024"}
    for wrong, message in (
        ({"slug": "buurtkracht"}, "heeft deze naam in zijn adres"),
        ({"slug": "nieuw"}, "kleine letters"),
        ({"office": ""}, "Kies een van deze mensen"),
        ({"title": ""}, "Geef het een titel"),
        ({"ends_on": "01-01-2023"}, "niet eindigen voordat"),
    ):
        refused = await admin.post("/programmas/nieuw", data=new | wrong)
        assert (refused.status_code, message.lower() in refused.text.lower()) == (400, True), message
    assert (await admin.post("/programmas/nieuw", data=new)).status_code == 303
    assert (await noor.get("/programmas/buurtzorg/opzet")).status_code == 200
    copied = {
        "title": "Buurtkracht, tweede ronde",
        "office": str(cast.noor),
        "copy_from": str(cast.programme),
    }
    assert (await admin.post("/programmas/nieuw", data=copied | {"copy_from": "999999"})).status_code == 400
    made = await admin.post("/programmas/nieuw", data=copied)
    assert made.headers["location"].endswith("/programmas/buurtkracht-tweede-ronde")
    assert "Huizen van de wijk" in (await noor.get("/programmas/buurtkracht-tweede-ronde/opzet")).text


async def test_an_action_line_without_a_code_gets_the_next_number(noor, send):
    assert (await send("actielijnen/nieuw", title="Wonen", kind="line")).status_code == 303
    assert (await noor.get("/programmas/buurtkracht/actielijnen/3")).status_code == 200


async def test_what_was_made_by_mistake_is_taken_back_from_its_form(noor, cast):
    address = "/programmas/buurtkracht/opzet"
    made = {"title": "Handreiking dubbel", "project": cast.houses, "kind": "product"}
    assert (await noor.post(f"{address}/producten/nieuw", data=made)).status_code == 303
    (id,) = re.findall(r'/opzet/producten/(\d+)">Handreiking dubbel', (await noor.get(address)).text)
    page = (await noor.get(f"{address}/producten/{id}")).text
    assert "Alleen voor wat per vergissing is gemaakt" in page
    refused = await noor.post(f"{address}/producten/{id}/terugname", data={"version": "1", "reason": ""})
    assert 'id="retract-reason-error"' in refused.text
    right = {"version": "1", "reason": "Stond er al."}
    assert (await noor.post(f"{address}/producten/{id}/terugname", data=right)).status_code == 303
    assert "Handreiking dubbel" not in (await noor.get(address)).text
    assert (await noor.get(f"/producten/{id}")).status_code == 404


async def test_a_new_product_says_when_and_the_next_one_starts_with_what_they_share(
    noor, send, cast, database
):
    shared = {"kind": "product", "project": str(cast.houses), "lead": str(cast.iris)}
    words = {"phrase": "medio 2024", "firmness": "expected", "source_document": "Brief van maart"}
    answer = await send("producten/nieuw", title="Koffieplan", again="1", **shared, **words)
    assert answer.status_code == 303
    page = (await noor.get(answer.headers["location"])).text
    assert "Bewaard: Koffieplan" in page
    assert f'<option value="{cast.houses}" selected>' in page
    assert f'<option value="{cast.iris}" selected>' in page
    assert '<option value="product" selected>' in page
    assert 'value="Brief van maart"' in page
    assert 'medio 2024"' not in page
    with database.reading() as session:
        row = session.exec(select(Deliverable).where(Deliverable.title == "Koffieplan")).one()
        (state,) = deliverable_states(session, cast.programme, TODAY, [row.id])
        assert state.assessment.deadline.window.phrase == "medio 2024"
    undone = await send(f"producten/{row.id}/terugname", reason="Ongedaan", version=str(row.version))
    assert undone.status_code == 303
    assert "Koffieplan" not in (await noor.get(OPZET)).text


async def test_words_are_read_while_they_are_typed_on_the_day_that_they_were_said(noor):
    partial = {"HX-Request-Type": "partial"}
    params = {"phrase": "eind dit jaar", "said_on": "1-3-2022"}
    answer = await noor.get(f"{OPZET}/duiding", params=params, headers=partial)
    assert "31 december 2022" in answer.text
    refused = await noor.get(f"{OPZET}/duiding", params={"phrase": "ooit eens"}, headers=partial)
    assert "signal" in refused.text


async def test_a_correction_of_a_part_takes_three_acts_and_one_undoes_it(noor, cast):
    for soort, part, wrong in (("actielijnen", cast.meet, "Ontmoeten"), ("projecten", cast.houses, "Huizen")):
        address = f"{OPZET}/{soort}/{part}"
        assert f'href="{address}?verbeter=1"' in (await noor.get(OPZET)).text
        page = (await noor.get(f"{address}?verbeter=1")).text
        form = next(form for form in posted_forms_of(page, address) if form.action == address)
        answer = await noor.post(form.action, data=form.filled() | {"title": "Buurten"})
        saved = (await noor.get(answer.headers["location"])).text
        assert "Buurten" in saved
        (undo,) = [form for form in posted_forms_of(saved, OPZET) if form.action.endswith("/ongedaan")]
        answer = await noor.post(undo.action, data=undo.filled())
        undone = (await noor.get(answer.headers["location"])).text
        assert (answer.status_code, wrong in undone) == (303, True)
        assert "Ongedaan gemaakt: Buurten" in undone
        assert "Bewaard:" not in undone


async def test_changing_a_part_that_an_adopted_report_prints_offers_an_erratum(
    noor, send, cast, database, frozen
):
    with database.writing() as session:
        version = session.get_one(Project, cast.houses).version
    saved = await send(
        f"projecten/{cast.houses}", title="Buurthuizen", action_line=str(cast.meet), version=str(version)
    )
    page = (await noor.get(saved.headers["location"])).text
    assert "Maak een erratum" in page
    made = await send("projecten/nieuw", title="Buurtmoestuin", action_line=str(cast.meet))
    assert "Maak een erratum" not in (await noor.get(made.headers["location"])).text
